import { choice, country, decimal, entity, id, text } from "../model/decorators";

@entity({
  subgraph: "finance",
  standard: "SAF-T TaxTable/TaxCodeDetails; UBL TaxCategory",
  doc: "A kind and rate of tax.",
  zh: "税码",
})
export class TaxCode {
  @id("Id.", "标识") id!: string;
  @text("Code.", "代码", { required: true, standard: "SAF-T TaxCode" }) code!: string;
  @text("Name.", "名称", { required: true }) name!: string;
  @choice("TaxKind", ["OUTPUT", "INPUT", "EXEMPT"], "On sales, on purchases, or none.", "类型") kind!: string | null;
  @decimal("Rate as a fraction, 0.13 for 13 %.", "税率", { required: true }) rate!: string;
  @country("Country it applies in.", "国家") country!: string | null;
}
