import { Int, ObjectType } from "type-graphql";
import { enumOf } from "../../model/decorators";
import { Money } from "../../model/values";
import { DateScalar, DecimalScalar } from "../../scalars";
import { ReportAnswer } from "./rated-in";
import { reportField } from "./report-field";

export const FORECAST_FIGURES = [
  "REVENUE",
  "COST_OF_SALES",
  "GROSS_PROFIT",
  "OPERATING_EXPENSES",
  "NET_PROFIT",
  "CASH",
] as const;
export type ForecastFigureName = (typeof FORECAST_FIGURES)[number];

/** Which accounts of the ledger a figure sums, on which side; a balance adds up all months before. None named: all of profit. */
interface ForecastRule {
  readonly classes?: readonly string[];
  readonly sign: 1 | -1;
  readonly balance?: true;
}

export const FORECAST_RULES: Readonly<Record<ForecastFigureName, ForecastRule>> = {
  REVENUE: { classes: ["SALES"], sign: -1 },
  COST_OF_SALES: { classes: ["COST_OF_SALES"], sign: 1 },
  GROSS_PROFIT: { classes: ["SALES", "COST_OF_SALES"], sign: -1 },
  OPERATING_EXPENSES: { classes: ["OPERATING_EXPENSE", "DEPRECIATION"], sign: 1 },
  NET_PROFIT: { sign: -1 },
  CASH: { classes: ["CASH"], sign: 1, balance: true },
};

export const FORECAST_METHODS = [
  "SEASONAL_NAIVE",
  "DRIFT",
  "DAMPED_TREND",
  "HOLT_WINTERS",
  "DAMPED_HOLT_WINTERS",
] as const;
export type ForecastMethodName = (typeof FORECAST_METHODS)[number];

/** Coverage of prediction intervals, in per cent, with the normal quantile of each. */
export const FORECAST_LEVELS = { 80: 1.281552, 90: 1.644854, 95: 1.959964, 99: 2.575829 } as const;
export type ForecastLevel = keyof typeof FORECAST_LEVELS;

export const ForecastFigure = enumOf(
  "ForecastFigure",
  FORECAST_FIGURES,
  "A monthly flow of the income statement, or the balance of class CASH at the end of each month. 预测指标",
);
const ForecastMethod = enumOf(
  "ForecastMethod",
  FORECAST_METHODS,
  "How the future is computed; docs/forecast.md gives the equations. 预测方法",
);

@ObjectType({ description: "A month of the past that the forecast stands on. 历史月份" })
export class ForecastHistory {
  @reportField(() => DateScalar, "First day of the month.", "月初") startsOn!: string;
  @reportField(() => Money, "What the ledger has.", "金额") amount!: Money;
}

@ObjectType({ description: "A month to come. 预测月份" })
export class ForecastPoint {
  @reportField(() => DateScalar, "First day of the month.", "月初") startsOn!: string;
  @reportField(() => Money, "Expected, rounded to the currency's minor unit.", "预测值") amount!: Money;
  @reportField(() => Money, "Lower end of the prediction interval.", "下限") lower!: Money;
  @reportField(() => Money, "Upper end of the prediction interval.", "上限") upper!: Money;
}

@ObjectType({ description: "How well a method would have done on months that are known by now. 方法的回测误差" })
export class ForecastTrial {
  @reportField(() => ForecastMethod, "The method.", "方法") method!: string;
  @reportField(
    () => DecimalScalar,
    "Mean absolute scaled error: the mean absolute error over the mean absolute difference from the same month a year before; null where the figure never changes. 4 decimals.",
    "平均绝对标度误差",
  )
  mase!: string | null;
  @reportField(
    () => DecimalScalar,
    "Symmetric mean absolute percentage error, 0 to 200, 4 decimals.",
    "对称平均绝对百分比误差",
  )
  smape!: string;
}

@ObjectType({
  description: "Each method asked at earlier months (rolling origin), and its answers held against what came. 回测",
})
export class ForecastBackTest {
  @reportField(() => Int, "Months from which each method was asked.", "起点数") origins!: number;
  @reportField(() => Int, "Most months ahead that were compared.", "最长预测月数") horizon!: number;
  @reportField(() => DateScalar, "First month compared.", "首个比较月份") from!: string;
  @reportField(() => DateScalar, "Last month compared.", "最后比较月份") to!: string;
  @reportField(() => DecimalScalar, "MASE of the chosen method.", "所选方法的标度误差") mase!: string | null;
  @reportField(() => DecimalScalar, "sMAPE of the chosen method.", "所选方法的百分比误差") smape!: string;
  @reportField(
    () => DecimalScalar,
    "Mean absolute error of the chosen method over that of the seasonal naive one: below 1 is better; null where naive made no error. 4 decimals.",
    "相对朴素法的误差",
  )
  againstNaive!: string | null;
  @reportField(() => [ForecastTrial], "Every method for which the history suffices, the best first.", "各方法")
  trials!: readonly ForecastTrial[];
}

@ObjectType({ description: "Months to come of one figure, with prediction intervals and back-test. 预测" })
export class Forecast extends ReportAnswer {
  @reportField(() => ForecastFigure, "What is forecast.", "预测指标") figure!: string;
  @reportField(() => ForecastMethod, "The method with the smallest back-tested error.", "方法") method!: string;
  @reportField(() => Int, "Coverage of the intervals, in per cent.", "置信水平") level!: number;
  @reportField(() => [ForecastHistory], "The months it stands on, oldest first.", "历史")
  history!: readonly ForecastHistory[];
  @reportField(() => [ForecastPoint], "The months to come, the next one first.", "预测")
  points!: readonly ForecastPoint[];
  @reportField(() => ForecastBackTest, "How well it would have done.", "回测") backTest!: ForecastBackTest;
}
