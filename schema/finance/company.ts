import { country, currency, decimal, edge, entity, id, reference, text } from "../model/decorators";

@entity({
  subgraph: "finance",
  key: "financeId",
  one: "financeCompany",
  many: "companies",
  scope: "financeId",
  crosswalk: { kind: "company", name: "name", taxId: "taxId", sharedNumber: "sharedNumber" },
  standard: "SAF-T Header/Company; ISO 21378 BAS_Business_Segment",
  doc: "A legal entity that keeps books.",
  zh: "公司",
})
export class Company {
  @id("The finance system's id of the company.", "财务公司标识") financeId!: string;
  @text("Company code.", "公司代码", { required: true }) code!: string;
  @text("Legal name.", "公司名称", { required: true }) name!: string;
  @text("Tax registration number.", "税号", { standard: "SAF-T TaxRegistrationNumber" }) taxId!: string | null;
  @text("Number both systems share, if any.", "共享编号") sharedNumber!: string | null;
  @currency("Currency its books are kept in.", "本位币", { required: true, standard: "ISO 4217" }) currency!: string;
  @country("Country of registration.", "国家") country!: string | null;
  @reference(() => Company, "The company that holds it.", "母公司") parentId!: string | null;
  @edge(() => Company, "parentId", "The company that holds it.", "母公司") parent!: Company | null;
  @decimal("Share the parent holds, 0.75 for 75 %.", "持股比例") ownership!: string | null;
}
