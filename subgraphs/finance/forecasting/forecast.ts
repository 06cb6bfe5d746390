import { Decimal } from "decimal.js";
import { graphError } from "../../../schema/errors";
import { FORECAST_LEVELS, type ForecastLevel } from "../../../schema/finance/reports/forecast";
import { minorUnits } from "../../../schema/values/currency";
import type { MonthlyFigure } from "../../../store/finance/reports/monthly-figure";
import { type BackTest, backTest, FEWEST_MONTHS } from "./back-test";
import { methods } from "./methods";

const MOST_MONTHS = 36;
const RATIO_DECIMALS = 4;

export interface Horizon {
  readonly months: number;
  readonly level: number;
}

const isLevel = (level: number): level is ForecastLevel => level in FORECAST_LEVELS;

export function requireHorizon({ months, level }: Horizon): ForecastLevel {
  if (months < 1 || months > MOST_MONTHS)
    throw graphError("BAD_USER_INPUT", `months must be 1 to ${MOST_MONTHS}, got ${months}.`, { argument: "months" });
  if (!isLevel(level))
    throw graphError(
      "BAD_USER_INPUT",
      `level must be one of ${Object.keys(FORECAST_LEVELS).join(", ")}, got ${level}.`,
      {
        argument: "level",
      },
    );
  return level;
}

/** The months to come of a figure by the method that a back-test chooses. */
export function forecast(
  { currency, months: history }: Pick<MonthlyFigure, "currency" | "months">,
  { months, level }: Horizon,
): unknown {
  const quantile = FORECAST_LEVELS[requireHorizon({ months, level })];
  if (history.length < FEWEST_MONTHS)
    throw graphError(
      "HISTORY_TOO_SHORT",
      `A forecast needs ${FEWEST_MONTHS} whole months of history, the books have ${history.length}.`,
      { months: history.length, needed: FEWEST_MONTHS },
    );
  const series = history.map(({ amount }) => Number(amount));
  const tested = backTest(series, months);
  const [chosen] = tested.trials;
  if (!chosen) throw new Error("no method was tried");
  const fitted = methods[chosen.method].fit(series);
  const digits = minorUnits(currency) ?? 2;
  const money = (value: number) => ({ amount: rounded(value, digits), currency });
  return {
    method: chosen.method,
    level,
    history: history.map(({ startsOn, amount }) => ({ startsOn, amount: { amount, currency } })),
    points: Array.from({ length: months }, (_, at) => {
      const [value, width] = [fitted.expected(at + 1), quantile * fitted.deviation(at + 1)];
      const startsOn = monthAfter(history.at(-1)?.startsOn ?? "", at + 1);
      return { startsOn, amount: money(value), lower: money(value - width), upper: money(value + width) };
    }),
    backTest: toBackTest(tested, history),
  };
}

/** There is no negative zero in money. */
function rounded(value: number, digits: number): string {
  const decimal = new Decimal(value).toDecimalPlaces(digits);
  return (decimal.isZero() ? decimal.abs() : decimal).toFixed(digits);
}

const ratio = (value: number): string => new Decimal(value).toFixed(RATIO_DECIMALS);

function toBackTest({ trials, origins, horizon, firstCompared }: BackTest, history: MonthlyFigure["months"]): unknown {
  const told = trials.map(({ method, mase, smape }) => ({
    method,
    mase: mase === null ? null : ratio(mase),
    smape: ratio(smape),
  }));
  const [chosen, naive] = [trials[0], trials.find(({ method }) => method === "SEASONAL_NAIVE")];
  const against =
    chosen && naive && naive.meanAbsoluteError > 0 ? chosen.meanAbsoluteError / naive.meanAbsoluteError : null;
  return {
    origins,
    horizon,
    from: history[firstCompared]?.startsOn,
    to: history.at(-1)?.startsOn,
    mase: told[0]?.mase,
    smape: told[0]?.smape,
    againstNaive: against === null ? null : ratio(against),
    trials: told,
  };
}

function monthAfter(startsOn: string, count: number): string {
  const [year = 0, month = 1] = startsOn.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10);
}
