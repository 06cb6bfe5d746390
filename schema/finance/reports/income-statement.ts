import { ObjectType } from "type-graphql";
import { Money } from "../../model/values";
import { DateScalar } from "../../scalars";
import { ReportAnswer } from "./rated-in";
import { reportField } from "./report-field";
import { StatementSection } from "./statement-line";

@ObjectType({ description: "Revenue and expense of a period; entries that close the books do not count. 利润表" })
export class IncomeStatement extends ReportAnswer {
  @reportField(() => DateScalar, "First day.", "起始日") from!: string;
  @reportField(() => DateScalar, "Last day.", "截止日") to!: string;
  @reportField(
    () => [StatementSection],
    "By class: sales and other income credit positive, costs debit positive.",
    "项目",
  )
  sections!: readonly StatementSection[];
  @reportField(() => Money, "Class SALES, returns and discounts deducted.", "营业收入") revenue!: Money;
  @reportField(() => Money, "Class COST_OF_SALES.", "营业成本") costOfSales!: Money;
  @reportField(() => Money, "Revenue less cost of sales.", "毛利") grossProfit!: Money;
  @reportField(() => Money, "Classes OPERATING_EXPENSE and DEPRECIATION.", "期间费用") operatingExpenses!: Money;
  @reportField(() => Money, "Gross profit less operating expenses.", "营业利润") operatingProfit!: Money;
  @reportField(() => Money, "Class OTHER_INCOME.", "其他收益") otherIncome!: Money;
  @reportField(() => Money, "Class INTEREST: interest paid less interest earned.", "利息支出") interest!: Money;
  @reportField(() => Money, "Operating profit plus other income less interest.", "利润总额") profitBeforeTax!: Money;
  @reportField(() => Money, "Class INCOME_TAX.", "所得税费用") incomeTax!: Money;
  @reportField(() => Money, "Profit before tax less income tax.", "净利润") netProfit!: Money;
}
