import { dateTime, edge, entity, id, integer, reference, text } from "../model/decorators";
import { ImportBatch } from "./import-batch";

@entity({
  subgraph: "mapping",
  importable: false,
  withoutCompany: "hidden",
  standard: "ISO 8000-8 (data quality)",
  doc: "A record that could not become a row: kept whole with code, path and reason.",
  zh: "隔离记录",
})
export class QuarantinedRow {
  @id("Id.", "标识") id!: string;
  @reference(() => ImportBatch, "The batch that met it last.", "批次") batchId!: string;
  @edge(() => ImportBatch, "batchId", "The batch that met it last.", "批次") batch!: ImportBatch | null;
  @text("The source system.", "来源系统") system!: string;
  @text("Entity it was meant for.", "实体") entity!: string | null;
  @text("Error code.", "错误代码") code!: string;
  @text("Field it concerns.", "字段") path!: string;
  @text("What was expected, what came, what to do.", "原因") reason!: string;
  @text("File.", "文件") file!: string;
  @integer("Line in the file.", "行号") line!: number;
  @text("The record as read, as JSON.", "原始记录") record!: string;
  @dateTime("When it was set aside.", "隔离时间") quarantinedAt!: string;
}
