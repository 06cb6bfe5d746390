import type { ForecastMethodName } from "../../../schema/finance/reports/forecast";
import { type SmoothedSeries, smooth } from "./exponential-smoothing";

/** Months after which a company's year repeats. */
export const SEASON = 12;

interface Method {
  /** Fewest months it can be asked with. */
  readonly needs: number;
  fit(series: readonly number[]): SmoothedSeries;
}

const rootMeanSquare = (errors: readonly number[]): number =>
  Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / Math.max(1, errors.length));

/** The same month of the last year that is known. */
function seasonalNaive(series: readonly number[]): SmoothedSeries {
  const errors = series.slice(SEASON).map((value, at) => value - (series[at] ?? 0));
  // Without a second year nothing tells how far years differ; months of the one year do, roughly.
  const average = series.reduce((sum, value) => sum + value, 0) / series.length;
  const sigma = rootMeanSquare(errors.length > 1 ? errors : series.map((value) => value - average));
  return {
    expected: (ahead) => series[series.length - SEASON + ((ahead - 1) % SEASON)] ?? 0,
    deviation: (ahead) => sigma * Math.sqrt(Math.floor((ahead - 1) / SEASON) + 1),
  };
}

/** On from the last month by the average change between months. */
function drift(series: readonly number[]): SmoothedSeries {
  const changes = series.length - 1;
  const [first = 0, last = 0] = [series[0], series[changes]];
  const step = (last - first) / changes;
  const sigma = rootMeanSquare(series.slice(1).map((value, at) => value - (series[at] ?? 0) - step));
  return {
    expected: (ahead) => last + ahead * step,
    deviation: (ahead) => sigma * Math.sqrt(ahead * (1 + ahead / changes)),
  };
}

/** Simplest first: of methods that do equally well the simpler one is taken. */
export const methods: Readonly<Record<ForecastMethodName, Method>> = {
  SEASONAL_NAIVE: { needs: SEASON, fit: seasonalNaive },
  DRIFT: { needs: 6, fit: drift },
  DAMPED_TREND: { needs: 10, fit: (series) => smooth(series, { season: 1, damped: true }) },
  HOLT_WINTERS: { needs: 2 * SEASON, fit: (series) => smooth(series, { season: SEASON, damped: false }) },
  DAMPED_HOLT_WINTERS: { needs: 2 * SEASON, fit: (series) => smooth(series, { season: SEASON, damped: true }) },
};
