/** What a record was set aside for, and what to do about it, by the error's code; the graph says both in English. */
export const refusalsInChinese: Readonly<Record<string, { readonly meaning: string; readonly remedy: string }>> = {
  IMPORT_ENCODING_INVALID: {
    meaning: "文件含有其编码中不存在的字节。",
    remedy: "请在映射文件中写明文件的实际编码。",
  },
  IMPORT_RECORD_MALFORMED: {
    meaning: "记录不符合文件格式，无法读取。",
    remedy: "请修正导出文件中的该行，或修正映射文件中的分隔符。",
  },
  IMPORT_COLUMN_MISSING: {
    meaning: "映射文件指定的列在记录中不存在。",
    remedy: "请在映射文件中改用文件中实有的列名。",
  },
  IMPORT_VALUE_MISSING: {
    meaning: "该行必需的值为空。",
    remedy: "请在来源系统中补填该值，或在映射文件中设定默认值。",
  },
  IMPORT_NUMBER_INVALID: {
    meaning: "数字不符合映射文件指定的格式，无法读取。",
    remedy: "请在映射文件中写明数字格式。",
  },
  IMPORT_DATE_INVALID: {
    meaning: "日期不符合映射文件指定的格式，或并无此日。",
    remedy: "请在映射文件中写明日期格式。",
  },
  IMPORT_BOOLEAN_INVALID: { meaning: "该值既非“是”也非“否”。", remedy: "请在代码对照表中加入该值。" },
  IMPORT_CODE_UNKNOWN: {
    meaning: "代码不在所属的代码表中。",
    remedy: "请将该代码加入代码对照表，或在来源系统中更正。",
  },
  IMPORT_REFERENCE_UNKNOWN: {
    meaning: "记录引用了另一条尚未载入的记录。",
    remedy: "请先载入被引用的记录，再重新载入本来源。",
  },
  IMPORT_DOCUMENT_INCOMPLETE: {
    meaning: "单据的某一部分未能载入，因此整张单据均未载入。",
    remedy: "请修正原因中所指的那部分记录。",
  },
  IMPORT_DUPLICATE_ID: {
    meaning: "同一批次中有两条内容不同的记录使用了同一标识。",
    remedy: "请只保留其中一条。",
  },
};
