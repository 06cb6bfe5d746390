import type { ForecastMethodName } from "../../../schema/finance/reports/forecast";
import { methods, SEASON } from "./methods";

/** Most origins looked at: the last year is what the next one will be like. */
const MOST_ORIGINS = 12;
const FEWEST_ORIGINS = 3;

/** Fewest months of history: a year for the seasonal naive method, and some to hold it against. */
export const FEWEST_MONTHS = SEASON + FEWEST_ORIGINS;

interface Trial {
  readonly method: ForecastMethodName;
  readonly meanAbsoluteError: number;
  readonly mase: number | null;
  readonly smape: number;
}

export interface BackTest {
  /** The best first; of equals the simpler. */
  readonly trials: readonly Trial[];
  readonly origins: number;
  readonly horizon: number;
  /** Position of the first month compared; the last one is the series' last. */
  readonly firstCompared: number;
}

/** Methods of two seasons take part as soon as three origins are left to them. */
function firstOriginOf(length: number): number {
  const seasons = length >= 2 * SEASON + FEWEST_ORIGINS ? 2 : 1;
  return Math.max(seasons * SEASON, length - MOST_ORIGINS);
}

/**
 * Asks every method at the end of each of the last months what would come, and holds the answers against what came. All
 * methods answer from the same origins, so that their errors compare.
 */
export function backTest(series: readonly number[], months: number): BackTest {
  const firstOrigin = firstOriginOf(series.length);
  const horizon = Math.min(months, series.length - firstOrigin);
  const differences = series.slice(SEASON).map((value, at) => Math.abs(value - (series[at] ?? 0)));
  const scale = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const names = (Object.keys(methods) as ForecastMethodName[]).filter((name) => methods[name].needs <= firstOrigin);
  const trials = names.map((method) => trialOf(series, method, { firstOrigin, horizon, scale }));
  return {
    trials: trials.sort((one, other) => one.meanAbsoluteError - other.meanAbsoluteError),
    origins: series.length - firstOrigin,
    horizon,
    firstCompared: firstOrigin,
  };
}

interface Ground {
  readonly firstOrigin: number;
  readonly horizon: number;
  readonly scale: number;
}

function trialOf(series: readonly number[], method: ForecastMethodName, ground: Ground): Trial {
  const { firstOrigin, horizon, scale } = ground;
  const errors: number[] = [];
  const shares: number[] = [];
  for (let origin = firstOrigin; origin < series.length; origin += 1) {
    const fitted = methods[method].fit(series.slice(0, origin));
    for (let ahead = 1; ahead <= Math.min(horizon, series.length - origin); ahead += 1) {
      const [actual, expected] = [series[origin + ahead - 1] ?? 0, fitted.expected(ahead)];
      const [error, size] = [Math.abs(actual - expected), Math.abs(actual) + Math.abs(expected)];
      errors.push(error);
      shares.push(size === 0 ? 0 : (200 * error) / size);
    }
  }
  const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanAbsoluteError = average(errors);
  return { method, meanAbsoluteError, mase: scale === 0 ? null : meanAbsoluteError / scale, smape: average(shares) };
}
