import { choice, dateTime, entity, id, reference, text } from "../model/decorators";
import { QuarantinedRow } from "./quarantined-row";

export const QUARANTINE_DECISIONS = ["CORRECT", "DISMISS", "REOPEN"] as const;
export type QuarantineDecisionKind = (typeof QUARANTINE_DECISIONS)[number];

@entity({
  subgraph: "mapping",
  importable: false,
  withoutCompany: "hidden",
  standard: "ISO 8000-8 (data quality)",
  doc: "What a person decided about a quarantined row; kept for ever.",
  zh: "隔离记录决定",
})
export class QuarantineDecision {
  @id("Id.", "标识") id!: string;
  @reference(() => QuarantinedRow, "The row.", "隔离记录") rowId!: string;
  @choice("QuarantineDecisionKind", QUARANTINE_DECISIONS, "What was decided.", "决定") kind!: string;
  @text("The correction, as JSON: column to text.", "更正内容") correction!: string | null;
  @text("Why, in the person's words.", "理由") reason!: string;
  @text("Who decided.", "决定人") decidedBy!: string;
  @dateTime("When.", "决定时间") decidedAt!: string;
}
