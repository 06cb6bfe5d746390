import { choice, dateTime, decimal, edge, entity, id, reference, text } from "../model/decorators";
import { ImportBatch } from "./import-batch";

@entity({
  subgraph: "mapping",
  importable: false,
  many: "sourceFreshness",
  one: "sourceFreshnessById",
  standard: "W3C PROV; ISO 8000-8 (timeliness)",
  doc: "How fresh what one source gave of one entity is: up to which of the source's commits it is applied.",
  zh: "数据新鲜度",
})
export class SourceFreshness {
  @id("Id, `system:Entity`.", "标识") id!: string;
  @text("The source system.", "来源系统") system!: string;
  @text("GraphQL type name of the entity.", "实体") entity!: string;
  @choice("DataSide", ["ERP", "FINANCE", "MAPPING"], "Which part of the graph it is in.", "系统侧") side!: string;
  @choice("SyncMode", ["BATCH", "LIVE"], "Read now and then, or followed commit by commit.", "同步方式") mode!: string;
  @choice(
    "FreshnessState",
    ["LIVE", "CURRENT", "STALE", "FAILED"],
    "Followed now; as of the last batch; overdue (no beat for a minute, or two batches missed); in fault.",
    "状态",
  )
  state!: string;
  @dateTime("Time of the source's last commit that is applied, by the source's clock.", "来源提交时间")
  committedAt!: string | null;
  @dateTime("When it was applied here.", "应用时间") appliedAt!: string;
  @dateTime("When a row of the entity last changed here.", "变更时间") changedAt!: string | null;
  @decimal("Seconds from the source's commit to ours, for the last commit applied.", "延迟秒数") lagSeconds!:
    | string
    | null;
  @decimal("Bytes of log the source keeps that are not applied yet.", "积压字节") backlogBytes!: string | null;
  @text("What stands in the way, when it failed.", "故障") error!: string | null;
  @dateTime("When the reader last looked.", "检查时间") checkedAt!: string | null;
  @reference(() => ImportBatch, "The batch that applied it last.", "批次") batchId!: string;
  @edge(() => ImportBatch, "batchId", "The batch that applied it last.", "批次") batch!: ImportBatch | null;
}
