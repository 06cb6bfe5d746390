import type { Words } from "../bilingual";
import type { RecordReader } from "./comparison";
import type { RecordPair } from "./record";

export const VERDICTS = ["LINK", "QUEUE", "LEAVE"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** One field's part in a decision. */
export interface Reason {
  readonly field: string;
  readonly forOrAgainst: "FOR" | "AGAINST";
  /** In bits: each bit doubles or, below zero, halves the odds that both records are one. */
  readonly weight: number;
  readonly because: Words;
}

export interface Decision {
  readonly leftId: string;
  readonly rightId: string;
  readonly probability: number;
  readonly verdict: Verdict;
  /** The strongest first; a field that either record lacks says nothing. */
  readonly reasons: readonly Reason[];
}

/** One decision a pair, in their order. */
export type PairScorer = (pairs: readonly RecordPair[]) => readonly Decision[];

export interface ScorerOptions {
  /** What the records were read by before; none: they are read anew. */
  readonly reader?: RecordReader;
  /** Whether also pairs that are left say why: most pairs are, and nobody asks. */
  readonly explainLeft?: boolean;
}

/** At or above `link` a pair is linked, below `queue` it is left; what is between waits for a steward. */
export interface Thresholds {
  readonly link: number;
  readonly queue: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = { link: 0.95, queue: 0.3 };

export function verdictOf(probability: number, thresholds: Thresholds): Verdict {
  if (probability >= thresholds.link) return "LINK";
  return probability >= thresholds.queue ? "QUEUE" : "LEAVE";
}

/** The strongest first; what weighs nothing is not a reason. */
export function inOrder(reasons: readonly Reason[]): readonly Reason[] {
  return reasons
    .filter(({ weight }) => Math.abs(weight) >= 0.05)
    .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight) || (one.field < other.field ? -1 : 1));
}
