import { entity, id, reference, text } from "../model/decorators";
import type { Provenance } from "../model/values";
import { Company } from "./company";

@entity({
  subgraph: "erp",
  key: "erpId",
  list: "ErpCostCenter",
  one: "erpCostCenter",
  many: "erpCostCenters",
  scope: "erpCompanyId",
  withoutCompany: "shared",
  crosswalk: { kind: "cost_center", name: "erpName", sharedNumber: "erpNumber" },
  standard: "ISO 21378 BAS_Business_Segment",
  doc: "A department or cost centre as the ERP knows it.",
  zh: "成本中心",
})
export class CostCenter {
  @id("The ERP's id of the department.", "ERP 部门标识") erpId!: string;
  @reference(() => Company, "Company it belongs to.", "所属公司") erpCompanyId!: string | null;
  @text("Department code in the ERP.", "ERP 部门代码", { required: true }) erpCode!: string;
  @text("Name in the ERP.", "ERP 部门名称", { required: true }) erpName!: string;
  @text("Number both systems share, if any.", "共享编号") erpNumber!: string | null;

  erpProvenance!: Provenance;
}
