import { choice, currency, date, edge, entity, id, money, reference } from "../model/decorators";
import { Account } from "./account";
import { Company } from "./company";
import { CostCenter } from "./cost-center";

@entity({
  subgraph: "finance",
  scope: "companyId",
  standard: "SAF-T OpeningDebitBalance, ClosingDebitBalance; ISO 21378 GL_Trial_Balance",
  doc: "A balance or flow of an account that the source gives ready-made, without journal entries; it need not balance.",
  zh: "科目余额",
})
export class AccountBalance {
  @id("Id.", "标识") id!: string;
  @reference(() => Company, "Company or organisation.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company or organisation.", "公司") company!: Company | null;
  @reference(() => Account, "Account.", "科目", { required: true }) accountId!: string;
  @edge(() => Account, "accountId", "Account.", "科目") account!: Account | null;
  @reference(() => CostCenter, "Cost centre.", "成本中心") costCenterId!: string | null;
  @edge(() => CostCenter, "costCenterId", "Cost centre.", "成本中心") costCenter!: CostCenter | null;
  @choice("BalanceScenario", ["ACTUAL", "BUDGET", "FORECAST"], "What the amount is.", "场景", { required: true })
  scenario!: string;
  @date("Day it stands for.", "日期", { required: true }) balanceOn!: string;
  @money("Amount, on the account's normal side.", "金额", { required: true }) amount!: object;
  @currency("Currency.", "货币", { required: true }) currency!: string;
}
