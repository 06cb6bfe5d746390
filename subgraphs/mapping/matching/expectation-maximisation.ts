import type { LevelShares } from "./model";

export interface Learned {
  readonly prior: number;
  readonly levels: readonly LevelShares[];
}

/** Weight of what is expected beforehand, in pairs: so few data do not lead to certainty. */
const PSEUDO_PAIRS = 2;

/** What share of the smaller side is expected to have a partner before any data, and how much that weighs beside them. */
const EXPECTED_PARTNERS = 0.5;
const EXPECTATION_WEIGHT = 0.1;

/** Before any data: agreement is usual for one party, rare for two. */
export function startingShares(count: number): LevelShares {
  const rising = Array.from({ length: count }, (_, level) => 4 ** level);
  const falling = [...rising].reverse();
  const shares = (weights: readonly number[]): number[] => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  return { m: shares(rising), u: shares(falling) };
}

/** A compared pair: the levels of its fields (-1: one record lacks the value) and which two records it is of. */
export interface Observation {
  readonly levels: readonly number[];
  readonly left: number;
  readonly right: number;
}

export interface LearningOptions {
  /** Whether a record has one partner at most: then its candidates compete, and likeness that many share proves nothing. */
  readonly onePartner?: boolean;
  readonly rounds?: number;
}

/** Pairs of equal levels are weighed once. */
class Patterns {
  readonly patterns: (readonly number[])[] = [];
  readonly of: Int32Array;
  private readonly left: Int32Array;
  private readonly right: Int32Array;

  constructor(observations: readonly Observation[]) {
    const known = new Map<string, number>();
    this.of = Int32Array.from(observations, ({ levels }) => {
      const key = levels.join(",");
      const at = known.get(key) ?? this.patterns.push(levels) - 1;
      known.set(key, at);
      return at;
    });
    this.left = Int32Array.from(observations, ({ left }) => left);
    this.right = Int32Array.from(observations, ({ right }) => right);
  }

  /** How probably each pair is one, by the odds of its levels, counted over the pairs of a pattern. */
  shares(odds: Float64Array, onePartner: boolean): Float64Array {
    const shares = new Float64Array(this.patterns.length);
    const [left, right] = onePartner ? [this.sums(this.left, odds), this.sums(this.right, odds)] : [];
    this.of.forEach((pattern, at) => {
      const own = odds[pattern] ?? 0;
      const rivals = Math.max(left?.[this.left[at] ?? 0] ?? own, right?.[this.right[at] ?? 0] ?? own);
      shares[pattern] = (shares[pattern] ?? 0) + own / (1 + rivals);
    });
    return shares;
  }

  counts(): Float64Array {
    const counts = new Float64Array(this.patterns.length);
    for (const pattern of this.of) counts[pattern] = (counts[pattern] ?? 0) + 1;
    return counts;
  }

  /** How many records the side with fewer has. */
  fewerRecords(): number {
    return Math.min(new Set(this.left).size, new Set(this.right).size);
  }

  private sums(records: Int32Array, odds: Float64Array): Float64Array {
    const sums = new Float64Array(records.reduce((most, record) => Math.max(most, record), -1) + 1);
    records.forEach((record, at) => {
      sums[record] = (sums[record] ?? 0) + (odds[this.of[at] ?? 0] ?? 0);
    });
    return sums;
  }
}

/** Odds that no evidence exceeds, so that sums of them stay finite. */
const HIGHEST_ODDS = 1e12;

function oddsOf(levels: readonly number[], { prior, levels: learned }: Learned): number {
  const odds = levels.reduce(
    (product, level, field) => {
      const shares = learned[field];
      return level < 0 || !shares ? product : (product * (shares.m[level] ?? 1)) / (shares.u[level] || 1e-12);
    },
    prior / (1 - prior),
  );
  return Math.min(odds, HIGHEST_ODDS);
}

/**
 * Learns, without labels, how often each level occurs among pairs of one party (m) and of two (u): in turn guess which
 * pairs are one, and count the levels among them (Dempster, Laird and Rubin's EM on the Fellegi-Sunter mixture). Where a
 * record has one partner at most, the guess divides itself among its candidates: otherwise EM may take for identity what
 * divides all pairs best, such as lying in one town.
 */
export function learn(
  observations: readonly Observation[],
  counts: readonly number[],
  { onePartner = true, rounds = 60 }: LearningOptions = {},
): Learned {
  const observed = new Patterns(observations);
  const totals = observed.counts();
  const start = counts.map(startingShares);
  const expected = EXPECTED_PARTNERS * observed.fewerRecords();
  const expectation = { matches: expected, weight: onePartner ? EXPECTATION_WEIGHT : 0 };
  let learned: Learned = { prior: Math.min(0.5, expected / Math.max(observations.length, 1)), levels: start };
  for (let round = 0; round < rounds && observations.length > 0; round += 1) {
    const odds = Float64Array.from(observed.patterns, (levels) => oddsOf(levels, learned));
    const shares = observed.shares(odds, onePartner);
    learned = counted(observed.patterns, totals, shares, start, expectation);
  }
  return { prior: learned.prior, levels: learned.levels.map(monotone) };
}

/** What the levels are among the pairs that are one, by these shares of each pattern, and among the others. */
function counted(
  patterns: readonly (readonly number[])[],
  totals: Float64Array,
  shares: Float64Array,
  start: readonly LevelShares[],
  expectation: { readonly matches: number; readonly weight: number },
): Learned {
  const tally = start.map(({ m, u }) => ({
    m: m.map((share) => share * PSEUDO_PAIRS),
    u: u.map((share) => share * PSEUDO_PAIRS),
  }));
  patterns.forEach((levels, at) => {
    const one = shares[at] ?? 0;
    const two = (totals[at] ?? 0) - one;
    levels.forEach((level, field) => {
      const own = tally[field];
      if (level < 0 || !own) return;
      own.m[level] = (own.m[level] ?? 0) + one;
      own.u[level] = (own.u[level] ?? 0) + two;
    });
  });
  const found = shares.reduce((sum, share) => sum + share, 0);
  const matches = found + expectation.weight * (expectation.matches - found);
  const total = totals.reduce((sum, count) => sum + count, 0);
  return {
    prior: Math.min(0.9, Math.max(1e-6, matches / total)),
    levels: tally.map(({ m, u }) => ({ m: normal(m), u: normal(u) })),
  };
}

function normal(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Fuller agreement never weighs less: m falls no slower than u from level to level (pooled where the data say otherwise). */
export function monotone({ m, u }: LevelShares): LevelShares {
  const groups = m.map((share, level) => ({ m: share, u: u[level] ?? 0, size: 1 }));
  for (let at = 1; at < groups.length; ) {
    const [before, here] = [groups[at - 1], groups[at]];
    if (before && here && here.m * before.u < before.m * here.u) {
      groups.splice(at - 1, 2, { m: before.m + here.m, u: before.u + here.u, size: before.size + here.size });
      at = Math.max(1, at - 1);
    } else at += 1;
  }
  const spread = (of: "m" | "u"): number[] =>
    groups.flatMap((group) => Array<number>(group.size).fill(group[of] / group.size));
  return { m: spread("m"), u: spread("u") };
}
