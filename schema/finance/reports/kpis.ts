import { Int, ObjectType } from "type-graphql";
import { Money } from "../../model/values";
import { DateScalar, DecimalScalar } from "../../scalars";
import { ReportAnswer } from "./rated-in";
import { reportField } from "./report-field";

@ObjectType({ description: "Key figures of a period; a ratio over zero is unknown, so null. 关键指标" })
export class Kpis extends ReportAnswer {
  @reportField(() => DateScalar, "First day.", "起始日") from!: string;
  @reportField(() => DateScalar, "Last day.", "截止日") to!: string;
  @reportField(() => Int, "Days of the period, both ends included.", "天数") days!: number;
  @reportField(() => Money, "Class SALES.", "营业收入") revenue!: Money;
  @reportField(() => Money, "Class COST_OF_SALES.", "营业成本") costOfSales!: Money;
  @reportField(() => Money, "Revenue less cost of sales.", "毛利") grossProfit!: Money;
  @reportField(() => Money, "All revenue less all expense.", "净利润") netProfit!: Money;
  @reportField(() => DecimalScalar, "Gross profit / revenue, 0.25 for 25 %, 6 decimals.", "毛利率") grossMargin!:
    | string
    | null;
  @reportField(() => DecimalScalar, "Net profit / revenue, 6 decimals.", "净利率") netMargin!: string | null;
  @reportField(() => Money, "Balance of class RECEIVABLE on the last day.", "应收账款") receivables!: Money;
  @reportField(() => Money, "Balance of class PAYABLE on the last day.", "应付账款") payables!: Money;
  @reportField(
    () => DecimalScalar,
    "DSO: receivables on the last day x days / revenue, 2 decimals.",
    "应收账款周转天数",
  )
  daysSalesOutstanding!: string | null;
  @reportField(
    () => DecimalScalar,
    "DPO: payables on the last day x days / cost of sales, 2 decimals.",
    "应付账款周转天数",
  )
  daysPayableOutstanding!: string | null;
}
