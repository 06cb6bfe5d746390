import { type Collection, choice, collection, dateTime, entity, id, integer, text } from "../model/decorators";
import { QualityFinding } from "./quality-finding";

export const SEVERITIES = ["ERROR", "WARNING"] as const;

const inState = (state: string): string =>
  `(select count(*)::integer from mapping.quality_finding f where f.rule_id = t.id and f.state = '${state}')`;

@entity({
  subgraph: "mapping",
  importable: false,
  withoutCompany: "hidden",
  standard: "ISO 8000-8 (data quality)",
  doc: "A rule of data quality, as it was last asked.",
  zh: "数据质量规则",
})
export class QualityRule {
  @id("Id.", "标识") id!: string;
  @text("Whose rows it judges.", "子图") subgraph!: string;
  @text("Entities it judges.", "实体") entities!: string;
  @text("Kind of rule.", "规则类型") kind!: string;
  @choice("QualitySeverity", SEVERITIES, "An error makes figures wrong, a warning makes them doubtful.", "严重程度")
  severity!: string;
  @text("What should be so.", "规则说明（英文）") description!: string;
  @text("What should be so, in Chinese.", "规则说明") descriptionZh!: string;
  @text("What to do about it.", "处理建议（英文）") remedy!: string;
  @text("What to do about it, in Chinese.", "处理建议") remedyZh!: string;
  @dateTime("When it was last asked.", "最近检查时间") checkedAt!: string;
  @integer("Findings in force that nobody accepted.", "未处理数", { sql: inState("OPEN") }) openCount!: number;
  @integer("Findings that a person accepted.", "已接受数", { sql: inState("ACCEPTED") }) acceptedCount!: number;
  @integer("Findings that are right again.", "已解决数", { sql: inState("RESOLVED") }) resolvedCount!: number;
  @collection(() => QualityFinding, "ruleId", "What it found.", "发现") findings!: Collection<QualityFinding>;
}
