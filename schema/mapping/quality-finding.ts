import { choice, dateTime, edge, entity, id, reference, text } from "../model/decorators";
import { QualityRule } from "./quality-rule";

@entity({
  subgraph: "mapping",
  importable: false,
  scope: "companyId",
  standard: "ISO 8000-8 (data quality)",
  doc: "A stored row that a rule of data quality tells.",
  zh: "数据质量发现",
})
export class QualityFinding {
  @id("Id.", "标识") id!: string;
  @reference(() => QualityRule, "The rule.", "规则") ruleId!: string;
  @edge(() => QualityRule, "ruleId", "The rule.", "规则") rule!: QualityRule | null;
  @choice("QualitySeverity", ["ERROR", "WARNING"], "The rule's severity.", "严重程度") severity!: string;
  @text("Whose row it is.", "子图") subgraph!: string;
  @text("Entity of the row.", "实体") entity!: string;
  @text("Id of the row.", "行标识") rowId!: string;
  @text("Field it concerns.", "字段") field!: string;
  @text("Id of the row's company, if it has one.", "公司") companyId!: string | null;
  @text("What was expected.", "期望值") expected!: string;
  @text("What came.", "实际值") found!: string;
  @choice("FindingState", ["OPEN", "ACCEPTED", "RESOLVED"], "Resolved by itself when the row is right again.", "状态")
  state!: string;
  @text("Why it was accepted.", "原因") reason!: string | null;
  @text("Who accepted it or opened it again.", "处理人") decidedBy!: string | null;
  @dateTime("When that was.", "处理时间") decidedAt!: string | null;
  @dateTime("When it was first seen.", "首次发现") firstSeenAt!: string;
  @dateTime("When it was last seen.", "最近发现") lastSeenAt!: string;
  @dateTime("When the row was right again.", "解决时间") resolvedAt!: string | null;
}
