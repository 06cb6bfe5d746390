import { ObjectType } from "type-graphql";
import { Money } from "../../model/values";
import { DateScalar } from "../../scalars";
import { ReportAnswer } from "./rated-in";
import { reportField } from "./report-field";
import { StatementSection } from "./statement-line";

@ObjectType({ description: "Assets, liabilities and equity on a day. 资产负债表" })
export class BalanceSheet extends ReportAnswer {
  @reportField(() => DateScalar, "The day.", "日期") on!: string;
  @reportField(() => [StatementSection], "Assets by class, debit positive.", "资产")
  assets!: readonly StatementSection[];
  @reportField(() => [StatementSection], "Liabilities by class, credit positive.", "负债")
  liabilities!: readonly StatementSection[];
  @reportField(() => [StatementSection], "Booked equity by class, credit positive.", "所有者权益")
  equity!: readonly StatementSection[];
  @reportField(
    () => Money,
    "Profit of the financial year up to the day that no closing entry has moved to equity yet.",
    "本年利润",
  )
  currentYearProfit!: Money;
  @reportField(() => Money, "Profit of earlier years that no closing entry has moved to equity.", "以前年度未结转利润")
  earlierProfit!: Money;
  @reportField(() => Money, "Sum of the assets.", "资产总计") totalAssets!: Money;
  @reportField(() => Money, "Sum of the liabilities.", "负债合计") totalLiabilities!: Money;
  @reportField(() => Money, "Booked equity plus both profits.", "所有者权益合计") totalEquity!: Money;
  @reportField(() => Money, "Assets less liabilities less equity: zero for a double-entry ledger.", "差额")
  difference!: Money;
  @reportField(() => Boolean, "True when the difference is exactly zero.", "是否平衡") balanced!: boolean;
}
