import { ObjectType } from "type-graphql";
import { enumOf } from "../../model/decorators";
import { Money } from "../../model/values";
import { DateScalar } from "../../scalars";
import { ACCOUNT_CLASSES } from "../account";
import { ReportAnswer } from "./rated-in";
import { reportField } from "./report-field";

const AccountClass = enumOf("AccountClass", ACCOUNT_CLASSES, "What it is to the reports. 报表类别");
const CashFlowActivity = enumOf(
  "CashFlowActivity",
  ["OPERATING", "INVESTING", "FINANCING"],
  "What cash was earned with or spent on. IAS 7. 现金流量活动",
);

@ObjectType({ description: "Cash that moved against accounts of one class. 现金流量行" })
export class CashFlowLine {
  @reportField(() => AccountClass, "Class of the accounts on the other side.", "对方科目类别") class!: string;
  @reportField(
    () => CashFlowActivity,
    "Activity: fixed assets invest; long-term debt and equity finance; all else operates.",
    "活动",
  )
  activity!: string;
  @reportField(() => Money, "Cash in.", "流入") inflow!: Money;
  @reportField(() => Money, "Cash out.", "流出") outflow!: Money;
  @reportField(() => Money, "Cash in less cash out.", "净额") amount!: Money;
}

@ObjectType({
  description: "Where cash came from and went, by the direct method over accounts of class CASH. 现金流量表",
})
export class CashFlow extends ReportAnswer {
  @reportField(() => DateScalar, "First day.", "起始日") from!: string;
  @reportField(() => DateScalar, "Last day.", "截止日") to!: string;
  @reportField(() => Money, "Cash before the period, opening entries included.", "期初现金") opening!: Money;
  @reportField(() => [CashFlowLine], "Movements by class of the contra account.", "明细")
  lines!: readonly CashFlowLine[];
  @reportField(() => Money, "Operating cash flow.", "经营活动净额") operating!: Money;
  @reportField(() => Money, "Investing cash flow.", "投资活动净额") investing!: Money;
  @reportField(() => Money, "Financing cash flow.", "筹资活动净额") financing!: Money;
  @reportField(() => Money, "Movement that no contra account explains, as with ready-made balances.", "未归类净额")
  unattributed!: Money;
  @reportField(() => Money, "All movements of the period.", "净增加额") movement!: Money;
  @reportField(() => Money, "Opening plus movement.", "期末现金") closing!: Money;
}
