import { edge, entity, id, reference, text } from "../model/decorators";
import { Company } from "./company";

@entity({
  subgraph: "finance",
  key: "financeId",
  one: "financeCostCenter",
  scope: "companyId",
  withoutCompany: "shared",
  crosswalk: { kind: "cost_center", name: "name", sharedNumber: "sharedNumber" },
  standard: "SAF-T AnalysisTypeTable; ISO 21378 BAS_Business_Segment",
  doc: "A unit that costs and revenue are assigned to.",
  zh: "成本中心",
})
export class CostCenter {
  @id("The finance system's id of the cost centre.", "财务成本中心标识") financeId!: string;
  @reference(() => Company, "Company it belongs to; none: shared by all.", "所属公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company it belongs to.", "所属公司") company!: Company | null;
  @text("Code.", "代码", { required: true }) code!: string;
  @text("Name.", "名称", { required: true }) name!: string;
  @text("Number both systems share, if any.", "共享编号") sharedNumber!: string | null;
  @reference(() => CostCenter, "The cost centre above.", "上级成本中心") parentId!: string | null;
  @edge(() => CostCenter, "parentId", "The cost centre above.", "上级成本中心") parent!: CostCenter | null;
}
