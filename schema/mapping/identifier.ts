import { choice, date, dateTime, decimal, entity, id, text } from "../model/decorators";

export const IDENTITY_KINDS = ["PARTY", "ITEM", "COMPANY", "COST_CENTER"] as const;
export const LINK_RULES = ["MINTED", "PERSON", "IMPORTED", "GROUP", "TAX_ID", "SHARED_NUMBER", "MATCHED"] as const;
export const LINK_STATUSES = ["PROPOSED", "CONFIRMED", "REJECTED"] as const;

@entity({
  subgraph: "mapping",
  importable: false,
  scope: "companyId",
  withoutCompany: "shared",
  standard: "ISO 8000-115 (quality identifiers); SAF-T SourceID",
  doc: "One source record's place in the crosswalk: which shared identity it belongs to, since when and why.",
  zh: "标识映射",
})
export class Identifier {
  @id("Id of the link.", "标识") id!: string;
  @choice("IdentityKind", IDENTITY_KINDS, "What it identifies.", "类型") kind!: string;
  @text("The permanent shared id.", "统一标识") sharedId!: string;
  @choice("SystemSide", ["ERP", "FINANCE"], "Which side of the company the system is on.", "系统侧") side!: string;
  @text("The source system.", "来源系统") system!: string;
  @text("The id in that system, `system:type:value`.", "来源标识") sourceId!: string;
  @text("Name of the record in that system.", "名称") name!: string | null;
  @text("The source id of the company the record belongs to; none: shared by all.", "公司") companyId!: string | null;
  @date("First day the id is valid; none: always was.", "生效日期") validFrom!: string | null;
  @date("Last day the id is valid; none: still is.", "失效日期") validTo!: string | null;
  @choice("LinkStatus", LINK_STATUSES, "How sure the link is.", "状态") status!: string;
  @decimal("Confidence from 0 to 1.", "置信度") confidence!: string | null;
  @choice("LinkRule", LINK_RULES, "What made the link.", "规则")
  rule!: string;
  @text("The kind of evidence in words; `explain` of the identity tells them in full.", "依据") reason!: string | null;
  @text("Who decided.", "决定人") decidedBy!: string;
  @dateTime("When it was decided.", "决定时间") decidedAt!: string;
}
