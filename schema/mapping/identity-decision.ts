import { Field, ID, ObjectType } from "type-graphql";
import { choice, dateTime, entity, id, text } from "../model/decorators";
import { IDENTITY_KINDS } from "./identifier";

export const DECISION_KINDS = ["CONFIRM_MATCH", "REJECT_MATCH", "LINK", "MERGE", "SPLIT", "UNDO"] as const;

@ObjectType({ description: "A shared id and the records it stood for. 统一标识及其记录" })
export class IdentityState {
  @Field(() => ID, { nullable: true, description: "The shared id. 统一标识" })
  sharedId!: string;

  @Field(() => [ID], { nullable: true, description: "Source ids of its records. 来源标识" })
  sourceIds!: readonly string[];
}

@entity({
  subgraph: "mapping",
  importable: false,
  scope: "companyId",
  withoutCompany: "shared",
  standard: "ISO 8000-120 (provenance of master data); W3C PROV Activity",
  doc: "What a person decided about identities, why and when. It is never changed: another decision undoes it.",
  zh: "标识决定",
})
export class IdentityDecision {
  @id("Id.", "标识") id!: string;
  @choice("DecisionKind", DECISION_KINDS, "What was decided.", "决定类型") kind!: string;
  @choice("IdentityKind", IDENTITY_KINDS, "What the records are.", "类型") identityKind!: string;
  @text("Why, in the person's words.", "理由") reason!: string;
  @text("What came of it, which id stays with which records included.", "结果（英文）") outcome!: string;
  @text("The same in Chinese; none: told in English alone.", "结果") outcomeZh!: string | null;
  @text("The proposal it answers.", "匹配建议") proposalId!: string | null;
  @text("The decision it undoes.", "撤销的决定") undoesId!: string | null;
  @text("The decision that undid it; none: it stands.", "被何决定撤销") undoneById!: string | null;
  @text("Who decided.", "决定人") decidedBy!: string;
  @dateTime("When.", "决定时间") decidedAt!: string;
  @text("The company it concerns; none: shared by all.", "公司") companyId!: string | null;

  /** Identities it touched, before and after; resolved in the mapping subgraph. */
  before!: readonly IdentityState[];
  after!: readonly IdentityState[];
}
