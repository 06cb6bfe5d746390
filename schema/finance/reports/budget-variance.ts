import { ID, Int, ObjectType } from "type-graphql";
import { Money } from "../../model/values";
import { DateScalar, DecimalScalar } from "../../scalars";
import { Account } from "../account";
import { CostCenter } from "../cost-center";
import { ReportAnswer } from "./rated-in";
import { reportField } from "./report-field";
import { AccountLine } from "./statement-line";

@ObjectType({ description: "Budget against actual of one account and cost centre. 预算差异行" })
export class BudgetVarianceLine extends AccountLine {
  @reportField(() => Account, "The account.", "科目") account!: Account | null;
  @reportField(() => ID, "Id of the cost centre, if any.", "成本中心标识") costCenterId!: string | null;
  @reportField(() => CostCenter, "The cost centre, if any.", "成本中心") costCenter!: CostCenter | null;
  @reportField(() => Boolean, "False: nothing was planned here, and the budget stands at zero.", "是否有预算")
  budgeted!: boolean;
  @reportField(() => Money, "Planned, on the side its type shows on the statement.", "预算") budget!: Money;
  @reportField(() => Money, "Booked in the period, on the same side.", "实际") actual!: Money;
  @reportField(() => Money, "Actual less budget.", "差异") variance!: Money;
  @reportField(
    () => DecimalScalar,
    "Variance in per cent of the budget, 4 decimals; none where the budget is zero.",
    "差异率",
  )
  variancePercent!: string | null;
  @reportField(
    () => Boolean,
    "Revenue at or above, expense at or below budget; none for balance-sheet accounts.",
    "是否有利",
  )
  favourable!: boolean | null;
}

@ObjectType({ description: "A total of budget against actual. 预算差异合计" })
export class BudgetVarianceSum {
  @reportField(() => Money, "Planned.", "预算") budget!: Money;
  @reportField(() => Money, "Booked in the period.", "实际") actual!: Money;
  @reportField(() => Money, "Actual less budget.", "差异") variance!: Money;
  @reportField(
    () => DecimalScalar,
    "Variance in per cent of the budget, 4 decimals; none where the budget is zero.",
    "差异率",
  )
  variancePercent!: string | null;
  @reportField(() => Boolean, "True when the profit is at least what was planned by it.", "是否有利")
  favourable!: boolean;
}

@ObjectType({ description: "Budget against actual by account and cost centre. 预算执行分析" })
export class BudgetVariance extends ReportAnswer {
  @reportField(() => DateScalar, "First day.", "起始日") from!: string;
  @reportField(() => DateScalar, "Last day; budget cells that start within the period count.", "截止日") to!: string;
  @reportField(
    () => [BudgetVarianceLine],
    "By account number, then cost centre; `first` and `skip` page through them.",
    "明细",
  )
  lines!: readonly BudgetVarianceLine[];
  @reportField(() => Int, "Lines of all pages.", "行数") lineCount!: number;
  @reportField(() => BudgetVarianceSum, "All accounts of type REVENUE.", "收入合计") revenue!: BudgetVarianceSum;
  @reportField(() => BudgetVarianceSum, "All accounts of type EXPENSE.", "费用合计") expense!: BudgetVarianceSum;
  @reportField(() => BudgetVarianceSum, "Revenue less expense.", "利润") profit!: BudgetVarianceSum;
}
