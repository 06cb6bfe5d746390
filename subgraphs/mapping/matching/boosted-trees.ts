import { en, type Words, zh } from "../bilingual";
import type { PairScorer, Reason, ScorerOptions, Thresholds } from "./decision";
import { inOrder, verdictOf } from "./decision";
import { bestThreshold } from "./evaluation";
import { featureName } from "./feature-names";
import { Features, WHOLE } from "./features";
import { type BoostingOptions, boost, contributions, DEFAULT_BOOSTING, logOddsOf, sigmoid } from "./histogram-boosting";
import type { BoostedModel, Forest } from "./model";
import { seeded, shuffled } from "./random";
import type { MatchField, RecordPair } from "./record";

export interface LabelledPair extends RecordPair {
  readonly matches: boolean;
}

export interface TreeOptions {
  readonly seed?: number;
  /** Other pairs, without labels: their records make the statistics, and they compete. */
  readonly known?: readonly RecordPair[];
  readonly folds?: number;
  readonly boosting?: Partial<BoostingOptions>;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Learns one forest a fold, each on the other folds. What each says of the pairs it has not seen sets the thresholds; their
 * mean decides.
 */
export function learnTrees(
  fields: readonly MatchField[],
  labelled: readonly LabelledPair[],
  { seed = 1, known = [], folds = 5, boosting = {} }: TreeOptions = {},
): BoostedModel {
  const pairs = [...labelled, ...known];
  const corpora = Features.corpora(
    fields,
    pairs.flatMap(({ left, right }) => [left, right]),
  );
  const features = new Features(fields, corpora);
  const rows = features.rows(pairs).slice(0, labelled.length);
  const labels = labelled.map(({ matches }) => matches);
  const { forests, unseen } = learnForests(rows, labels, folds, { ...DEFAULT_BOOSTING, ...boosting, seed });
  const thresholds = thresholdsFrom(unseen, labels);
  return { method: "BOOSTED_TREES", fields: [...fields], thresholds, features: [...features.names], corpora, forests };
}

export function learnForests(
  rows: readonly Float64Array[],
  labels: readonly boolean[],
  folds: number,
  options: BoostingOptions,
): { forests: Forest[]; unseen: readonly number[] } {
  const order = shuffled(
    rows.map((_, at) => at),
    seeded(options.seed),
  );
  const foldOf = new Map(order.map((row, place) => [row, place % folds]));
  const unseen = new Array<number>(rows.length).fill(0);
  const forests = Array.from({ length: folds }, (_, fold) => {
    const seen = rows.flatMap((_, at) => (foldOf.get(at) === fold ? [] : [at]));
    const forest = boost(
      seen.map((at) => rows[at] ?? new Float64Array()),
      seen.map((at) => labels[at] ?? false),
      { ...options, seed: options.seed + fold },
    );
    rows.forEach((row, at) => {
      if (foldOf.get(at) === fold) unseen[at] = sigmoid(logOddsOf(forest, row));
    });
    return forest;
  });
  return { forests, unseen };
}

function thresholdsFrom(unseen: readonly number[], labels: readonly boolean[]): Thresholds {
  const link = bestThreshold(unseen, labels);
  return { link, queue: link / 2 };
}

export function probabilityOf(forests: readonly Forest[], row: Float64Array): number {
  return sigmoid(mean(forests.map((forest) => logOddsOf(forest, row))));
}

/** Scores pairs by a model; candidates of one record compete, so a part must hold all of a record's. */
export function treeScorer(model: BoostedModel, { explainLeft = true }: ScorerOptions = {}): PairScorer {
  const features = new Features(model.fields, model.corpora);
  return (pairs) => {
    const rows = features.rows(pairs);
    return pairs.map(({ left, right }, at) => {
      const row = rows[at] ?? new Float64Array();
      const probability = probabilityOf(model.forests, row);
      const verdict = verdictOf(probability, model.thresholds);
      const reasons = explainLeft || verdict !== "LEAVE" ? reasonsFor(model, row) : [];
      return { leftId: left.id, rightId: right.id, probability, verdict, reasons };
    });
  };
}

/** The features of one field are told together; its strongest feature says why. */
function reasonsFor(model: BoostedModel, row: Float64Array): readonly Reason[] {
  const parts = model.forests.map((forest) => contributions(forest, row));
  const byField = new Map<string, { bits: number; strongest: number; because: Words }>();
  model.features.forEach((name, at) => {
    const bits = mean(parts.map((part) => part[at] ?? 0)) / Math.LN2;
    const dot = name.lastIndexOf(".");
    const field = name.slice(0, dot);
    const sofar = byField.get(field) ?? { bits: 0, strongest: -1, because: { en: "", zh: "" } };
    const stronger = Math.abs(bits) > sofar.strongest;
    byField.set(field, {
      bits: sofar.bits + bits,
      strongest: stronger ? Math.abs(bits) : sofar.strongest,
      because: stronger ? inWords(name.slice(dot + 1), row[at] ?? Number.NaN) : sofar.because,
    });
  });
  return inOrder(
    [...byField].map(([field, { bits, because }]) => ({
      field: field === WHOLE ? "all fields together" : field,
      forOrAgainst: bits > 0 ? "FOR" : "AGAINST",
      weight: bits,
      because,
    })),
  );
}

function inWords(feature: string, value: number): Words {
  const what = featureName(feature);
  const known: Words | number = Number.isNaN(value) ? { en: "not known", zh: "未知" } : Number(value.toFixed(2));
  return { en: en`${what}: ${known}`, zh: zh`${what}：${known}` };
}
