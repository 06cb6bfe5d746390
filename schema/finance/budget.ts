import { currency, date, edge, entity, id, money, reference, text } from "../model/decorators";
import { Account } from "./account";
import { Company } from "./company";
import { CostCenter } from "./cost-center";

@entity({
  subgraph: "finance",
  scope: "companyId",
  standard: "ISO 21378 GL (budget); XBRL GL budget scenario",
  doc: "One cell of a budget: an amount planned for an account in a period.",
  zh: "预算",
})
export class Budget {
  @id("Id.", "标识") id!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => Account, "Account.", "科目", { required: true }) accountId!: string;
  @edge(() => Account, "accountId", "Account.", "科目") account!: Account | null;
  @reference(() => CostCenter, "Cost centre.", "成本中心") costCenterId!: string | null;
  @edge(() => CostCenter, "costCenterId", "Cost centre.", "成本中心") costCenter!: CostCenter | null;
  @date("First day of the period it is for.", "期间", { required: true }) startsOn!: string;
  @text("Version of the budget.", "版本") version!: string | null;
  @money("Planned amount, on the account's normal side.", "预算金额", { required: true }) amount!: object;
  @currency("Currency.", "货币", { required: true }) currency!: string;
}
