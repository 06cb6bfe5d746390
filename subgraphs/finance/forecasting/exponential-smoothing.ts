/**
 * Exponential smoothing with additive errors: ETS(A,Ad,N), ETS(A,A,A) and ETS(A,Ad,A) of Hyndman, Koehler, Ord and
 * Snyder. Statistics of figures, not money: floats are right here, and results are rounded by whoever shows them.
 */
export interface SmoothingShape {
  /** Months of a season; 1: none. */
  readonly season: number;
  readonly damped: boolean;
}

interface Weights {
  readonly level: number;
  readonly trend: number;
  readonly seasonal: number;
  readonly damping: number;
}

interface State {
  level: number;
  trend: number;
  readonly seasonal: number[];
}

export interface SmoothedSeries {
  /** What is expected so many months ahead. */
  expected(ahead: number): number;
  /** Standard deviation of that month's error. */
  deviation(ahead: number): number;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function startOf(series: readonly number[], { season }: SmoothingShape): State {
  if (season === 1) {
    const span = Math.min(5, series.length - 1);
    const first = series[0] ?? 0;
    return { level: first, trend: ((series[span] ?? first) - first) / span, seasonal: [0] };
  }
  const years = [series.slice(0, season), series.slice(season, 2 * season)];
  const [first = 0, second = 0] = years.map(mean);
  const trend = (second - first) / season;
  const level = first - (trend * (season + 1)) / 2;
  const seasonal = Array.from({ length: season }, (_, at) =>
    mean(years.map((year, number) => (year[at] ?? 0) - (level + trend * (number * season + at + 1)))),
  );
  return { level, trend, seasonal };
}

/** One pass over the series. @returns the sum of squared one-step errors; the state is left at the series' end */
function run(series: readonly number[], shape: SmoothingShape, weights: Weights, state: State): number {
  let squares = 0;
  series.forEach((value, at) => {
    const slot = at % shape.season;
    const seasonal = shape.season === 1 ? 0 : (state.seasonal[slot] ?? 0);
    const damped = weights.damping * state.trend;
    const error = value - (state.level + damped + seasonal);
    squares += error * error;
    state.level += damped + weights.level * error;
    state.trend = damped + weights.level * weights.trend * error;
    if (shape.season > 1) state.seasonal[slot] = seasonal + weights.seasonal * error;
  });
  return squares;
}

const BOUNDS: Readonly<Record<keyof Weights, readonly [number, number]>> = {
  level: [0.01, 0.99],
  trend: [0.0001, 0.99],
  seasonal: [0.0001, 0.99],
  damping: [0.8, 0.98],
};

/** Pattern search: steps in one weight at a time, halved when none of them helps. Deterministic, and short series are cheap. */
function bestWeights(series: readonly number[], shape: SmoothingShape): Weights {
  const free: (keyof Weights)[] = ["level", "trend"];
  if (shape.season > 1) free.push("seasonal");
  if (shape.damped) free.push("damping");
  let best: Weights = { level: 0.3, trend: 0.1, seasonal: 0.1, damping: shape.damped ? 0.9 : 1 };
  const costOf = (weights: Weights): number => run(series, shape, weights, startOf(series, shape));
  let cost = costOf(best);
  for (let step = 0.25; step > 0.005; ) {
    const tries = free.flatMap((name) => [-step, step].map((by) => moved(best, name, by)));
    const costs = tries.map(costOf);
    const least = costs.indexOf(Math.min(...costs));
    const [found, foundCost] = [tries[least], costs[least]];
    if (found && foundCost !== undefined && foundCost < cost * (1 - 1e-9)) [best, cost] = [found, foundCost];
    else step /= 2;
  }
  return best;
}

function moved(weights: Weights, name: keyof Weights, by: number): Weights {
  const [low, high] = BOUNDS[name];
  return { ...weights, [name]: Math.min(high, Math.max(low, weights[name] + by * (high - low))) };
}

export function smooth(series: readonly number[], shape: SmoothingShape): SmoothedSeries {
  const weights = bestWeights(series, shape);
  const state = startOf(series, shape);
  const squares = run(series, shape, weights, state);
  const parameters = 3 + (shape.season > 1 ? 1 + shape.season : 0);
  const sigma = Math.sqrt(squares / Math.max(1, series.length - parameters));
  const damping = (ahead: number): number => {
    let sum = 0;
    for (let month = 1; month <= ahead; month += 1) sum += weights.damping ** month;
    return sum;
  };
  const seasonalAt = (ahead: number): number =>
    shape.season === 1 ? 0 : (state.seasonal[(series.length + ahead - 1) % shape.season] ?? 0);
  /** What an error of now does to the month so far ahead. */
  const carried = (ahead: number): number =>
    weights.level * (1 + weights.trend * damping(ahead)) +
    (shape.season > 1 && ahead % shape.season === 0 ? weights.seasonal : 0);
  return {
    expected: (ahead) => state.level + damping(ahead) * state.trend + seasonalAt(ahead),
    deviation: (ahead) => {
      let variance = 1;
      for (let month = 1; month < ahead; month += 1) variance += carried(month) ** 2;
      return sigma * Math.sqrt(variance);
    },
  };
}
