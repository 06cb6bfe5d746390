import { Field, InputType } from "type-graphql";
import { errorRegistry } from "../errors";
import {
  type Collection,
  choice,
  collection,
  dateTime,
  edge,
  entity,
  id,
  integer,
  reference,
  text,
} from "../model/decorators";
import { ImportBatch } from "./import-batch";
import { QuarantineDecision } from "./quarantine-decision";

/** The registry's word on what to do, by code: it quotes nothing of the record. */
const REMEDY_SQL = `case t.code ${Object.entries(errorRegistry)
  .filter(([code]) => code.startsWith("IMPORT_"))
  .map(([code, { hint }]) => `when '${code}' then '${hint.replaceAll("'", "''")}'`)
  .join(" ")} end`;

/** The part of the reason that says what a value should be; the rest quotes the record. */
const EXPECTED_SQL = "substring(t.reason from '^Expected ((?:(?!, got|, but).)+), got')";

const CORRECTION_SQL = `(select c.correction from mapping.quarantine_correction c
  where c.system = t.system and c.object = t.file and c.digest = t.digest)`;

@entity({
  subgraph: "mapping",
  importable: false,
  live: true,
  withoutCompany: "hidden",
  standard: "ISO 8000-8 (data quality)",
  doc: "A record that could not become a row: kept whole with code, path and reason, and with what people decided about it.",
  zh: "隔离记录",
})
export class QuarantinedRow {
  @id("Id: the same as long as the source gives this very record.", "标识") id!: string;
  @reference(() => ImportBatch, "The batch that met it last.", "批次") batchId!: string;
  @edge(() => ImportBatch, "batchId", "The batch that met it last.", "批次") batch!: ImportBatch | null;
  @text("The source system.", "来源系统") system!: string;
  @text("Entity it was meant for.", "实体") entity!: string | null;
  @choice(
    "QuarantineState",
    ["OPEN", "CORRECTED", "DISMISSED"],
    "OPEN is to be put right; CORRECTED came in by a correction; DISMISSED stays out.",
    "状态",
  )
  state!: string;
  @text("Error code.", "错误代码") code!: string;
  @text("Field it concerns.", "字段") path!: string;
  @text("What was expected, what came, what to do.", "原因") reason!: string;
  @text("What was expected; none: the code says it.", "期望", { sql: EXPECTED_SQL }) expected!: string | null;
  @text("What to do.", "处理办法", { sql: REMEDY_SQL }) remedy!: string | null;
  @text("File, table or select.", "文件") file!: string;
  @integer("Line in the file.", "行号") line!: number;
  @text("Id of the row it would be, where it tells one.", "目标行标识") rowId!: string | null;
  @text("Id of the document it is a part of.", "单据标识") documentId!: string | null;
  @choice(
    "QuarantinedRecordKind",
    ["SOURCE", "UNIFIED"],
    "SOURCE: the record is the source's; UNIFIED: it is the row that was refused.",
    "记录类型",
  )
  recordKind!: string;
  @text("The record as it came, as JSON: column to text.", "原始记录") record!: string;
  @text("Column of the record that may be corrected so; none: nothing suggests itself.", "建议更正列")
  proposedField!: string | null;
  @text("What may be meant there.", "建议更正值") proposedValue!: string | null;
  @text("Why.", "建议依据") proposedBecause!: string | null;
  @text("The correction in force, as JSON: column to text.", "更正内容", { sql: CORRECTION_SQL })
  correction!: string | null;
  @text("Why it was decided so, in the person's words.", "决定理由") decisionReason!: string | null;
  @text("Who decided last.", "决定人") decidedBy!: string | null;
  @dateTime("When.", "决定时间") decidedAt!: string | null;
  @integer("Grows with every change; give it with a decision to be sure of what you saw.", "版本") version!: number;
  @dateTime("When it was set aside.", "隔离时间") quarantinedAt!: string;
  @dateTime("When it came in by its correction.", "更正生效时间") settledAt!: string | null;
  @collection(() => QuarantineDecision, "rowId", "All decisions about it.", "全部决定")
  decisions!: Collection<QuarantineDecision>;
}

@InputType({ description: "What shall stand in one column of a quarantined record. 更正值" })
export class CorrectedValue {
  @Field(() => String, { description: "Column of the record. 列" }) field!: string;
  @Field(() => String, { description: "The text that is right; empty: none. 正确文本" }) value!: string;
}
