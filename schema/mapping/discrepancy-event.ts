import { choice, currency, dateTime, edge, entity, id, money, reference, text } from "../model/decorators";
import { Discrepancy } from "./discrepancy";
import { DISCREPANCY_STATES } from "./discrepancy-state";

export const DISCREPANCY_EVENTS = ["FOUND", "FOUND_AGAIN", "GONE", "ASSIGNED", "RESOLVED", "ACCEPTED"] as const;
export type DiscrepancyEventKind = (typeof DISCREPANCY_EVENTS)[number];

@entity({
  subgraph: "mapping",
  importable: false,
  scope: "discrepancy.companyId",
  standard: "W3C PROV Activity; ISO 21378 audit trail",
  doc: "Something that became of a discrepancy: a run found it or found it gone, or a person decided. It is never changed.",
  zh: "差异历史",
})
export class DiscrepancyEvent {
  @id("Id.", "标识") id!: string;
  @reference(() => Discrepancy, "The discrepancy.", "差异") discrepancyId!: string;
  @edge(() => Discrepancy, "discrepancyId", "The discrepancy.", "差异") discrepancy!: Discrepancy | null;
  @choice("DiscrepancyEventKind", DISCREPANCY_EVENTS, "What became of it.", "事件") kind!: string;
  @choice("DiscrepancyState", DISCREPANCY_STATES, "Its state then.", "状态") state!: string;
  @text("Its owner then.", "负责人") owner!: string | null;
  @text("What was said.", "备注") note!: string | null;
  @money("Its amount then.", "金额") amount!: object | null;
  @currency("Currency of the amount.", "货币") currency!: string | null;
  @text("Who decided; none: a run of the reconciliation.", "操作人") madeBy!: string | null;
  @dateTime("When.", "时间") madeAt!: string;
}
