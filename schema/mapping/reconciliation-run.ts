import { choice, date, dateTime, entity, id, integer, text } from "../model/decorators";

@entity({
  subgraph: "mapping",
  importable: false,
  withoutCompany: "hidden",
  standard: "W3C PROV Activity",
  doc: "One run of the reconciliation: what it looked at, found, opened and closed.",
  zh: "对账运行",
})
export class ReconciliationRun {
  @id("Id.", "标识") id!: string;
  @choice("ReconciliationMode", ["FULL", "INCREMENTAL"], "All documents, or those that changes could touch.", "方式")
  mode!: string;
  @date("The day it judged by.", "对账日") asOf!: string;
  @dateTime("When it began.", "开始时间") startedAt!: string;
  @dateTime("When it ended.", "结束时间") finishedAt!: string | null;
  @integer("Documents it looked at.", "单据数") documentCount!: number;
  @integer("Links it made from evidence among them.", "关联数") linkCount!: number;
  @integer("Discrepancies it found among them.", "发现差异数") foundCount!: number;
  @integer("Of these, new ones.", "新增数") openedCount!: number;
  @integer("Of these, ones that were settled before.", "重新打开数") reopenedCount!: number;
  @integer("Discrepancies that were gone.", "关闭数") closedCount!: number;
  @integer("Differences that are as they should be, such as a posting some days later.", "可解释差异数")
  explainedCount!: number;
  @integer("Verdicts that wait for more days to pass.", "待定数") waitingCount!: number;
  @text("The explained differences by rule and reason.", "可解释差异说明") explanation!: string;
}
