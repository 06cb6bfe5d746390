import { currency, entity, id, text } from "../model/decorators";
import type { Provenance } from "../model/values";

@entity({
  subgraph: "erp",
  key: "erpId",
  list: "ErpCompany",
  one: "erpCompany",
  many: "erpCompanies",
  scope: "erpId",
  crosswalk: { kind: "company", name: "erpName", taxId: "erpTaxId", sharedNumber: "erpNumber" },
  standard: "ISO 21378 BAS_Business_Segment",
  doc: "A legal entity as the ERP knows it.",
  zh: "公司",
})
export class Company {
  @id("The ERP's id of the company.", "ERP 公司标识") erpId!: string;
  @text("Company code in the ERP.", "ERP 公司代码", { required: true }) erpCode!: string;
  @text("Name in the ERP.", "ERP 公司名称", { required: true }) erpName!: string;
  @text("Tax registration number in the ERP.", "ERP 税号") erpTaxId!: string | null;
  @text("Number both systems share, if any.", "共享编号") erpNumber!: string | null;
  @currency("Currency the ERP works in.", "ERP 本位币") erpCurrency!: string | null;

  erpProvenance!: Provenance;
}
