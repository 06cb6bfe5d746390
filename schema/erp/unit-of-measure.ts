import { entity, id, text, unit } from "../model/decorators";

@entity({
  subgraph: "erp",
  many: "unitsOfMeasure",
  standard: "UN/CEFACT Rec 20; ISO 21378 INV_Measurement_Unit",
  doc: "A unit as the ERP writes it, beside its standard code.",
  zh: "计量单位",
})
export class UnitOfMeasure {
  @id("Id.", "标识") id!: string;
  @text("Code in the ERP.", "代码", { required: true }) code!: string;
  @text("Name.", "名称", { required: true }) name!: string;
  @unit("The standard code; none: not converted yet.", "标准代码") standardUnit!: string | null;
}
