import { choice, dateTime, decimal, entity, id, text } from "../model/decorators";

export const LINK_DECISION_KINDS = ["CONFIRM", "REJECT", "UNDO"] as const;

@entity({
  subgraph: "mapping",
  importable: false,
  scope: "companyId",
  standard: "W3C PROV Activity; ISO 21378 audit trail",
  doc: "What a person decided on two documents that evidence links, why and when. It is never changed: another decision undoes it.",
  zh: "单据关联决定",
})
export class DocumentLinkDecision {
  @id("Id.", "标识") id!: string;
  @choice("LinkDecisionKind", LINK_DECISION_KINDS, "What was decided.", "决定类型") kind!: string;
  @text("The link it was about.", "单据关联") linkId!: string;
  @text("Id of the earlier document in its system.", "前单据") fromId!: string;
  @text("Id of the later document in its system.", "后单据") toId!: string;
  @text("Company of the earlier document, as its system names it.", "公司") companyId!: string | null;
  @text("Why, in the person's words.", "理由") reason!: string;
  @decimal("Confidence of the evidence when it was decided, from 0 to 1.", "置信度") confidence!: string;
  @text("What spoke for the link when it was decided.", "依据") evidence!: string;
  @text("The decision it undoes.", "撤销的决定") undoesId!: string | null;
  @text("The decision that undid it; none: it stands.", "被何决定撤销") undoneById!: string | null;
  @text("Who decided.", "决定人") decidedBy!: string;
  @dateTime("When.", "决定时间") decidedAt!: string;
}
