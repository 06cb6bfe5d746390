import { type Collection, choice, collection, dateTime, entity, id, integer, text } from "../model/decorators";
import { QuarantinedRow } from "./quarantined-row";

@entity({
  subgraph: "mapping",
  importable: false,
  live: true,
  many: "importBatches",
  standard: "SAF-T Header; W3C PROV Activity",
  doc: "One load of a source: what was read, written, left out and set aside.",
  zh: "导入批次",
})
export class ImportBatch {
  @id("Id.", "标识") id!: string;
  @text("The source system.", "来源系统") system!: string;
  @choice("BatchState", ["COMMITTED"], "Only batches that took effect are kept.", "状态") state!: string;
  @dateTime("When it began.", "开始时间") startedAt!: string;
  @dateTime("When it was committed.", "提交时间") committedAt!: string | null;
  @integer("Rows written or found unchanged.", "有效行数") acceptedCount!: number;
  @integer("Rows that changed something.", "变更行数") changedCount!: number;
  @integer("Rows taken out because the source no longer has them.", "删除行数") removedCount!: number;
  @integer("Records left out by a rule of the mapping file.", "按规则跳过") skippedCount!: number;
  @integer("Records set aside.", "隔离行数") quarantinedCount!: number;
  @collection(() => QuarantinedRow, "batchId", "Records it set aside.", "隔离行")
  quarantinedRows!: Collection<QuarantinedRow>;
}
