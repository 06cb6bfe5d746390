import { type LabelledPair, learnForests, probabilityOf } from "./boosted-trees";
import { bestThreshold, type Quality, qualityAt } from "./evaluation";
import { Features } from "./features";
import { DEFAULT_BOOSTING } from "./histogram-boosting";
import { seeded, shuffled } from "./random";
import type { MatchField } from "./record";

/** Labelled pairs as a benchmark divides them; a part that is missing is empty. */
export interface LabelledSplits {
  readonly train: readonly LabelledPair[];
  readonly valid: readonly LabelledPair[];
  readonly test: readonly LabelledPair[];
}

export interface Score extends Quality {
  /** What was learned from, and what the figures are about. */
  readonly learnedOn: string;
  readonly testedOn: string;
  readonly pairs: number;
  readonly matches: number;
  /** Pairs at or above this probability were taken for one; null: each fold chose its own. */
  readonly threshold: number | null;
}

interface Table {
  readonly rows: readonly Float64Array[];
  readonly labels: readonly boolean[];
}

const part = (table: Table, places: readonly number[]): Table => ({
  rows: places.map((at) => table.rows[at] ?? new Float64Array()),
  labels: places.map((at) => table.labels[at] ?? false),
});

/**
 * How well boosted trees learned from labelled pairs judge pairs that they have not seen. Labels of the pairs that are tested
 * are never looked at before; their records count as known, as a company's records are before matching.
 */
export class Benchmark {
  private readonly table: Table;
  private readonly sizes: Readonly<Record<keyof LabelledSplits, number>>;

  constructor(
    fields: readonly MatchField[],
    { train, valid, test }: LabelledSplits,
    private readonly seed = 1,
  ) {
    const pairs = [...train, ...valid, ...test];
    const records = pairs.flatMap(({ left, right }) => [left, right]);
    const features = new Features(fields, Features.corpora(fields, records));
    this.table = { rows: features.rows(pairs), labels: pairs.map(({ matches }) => matches) };
    this.sizes = { train: train.length, valid: valid.length, test: test.length };
  }

  /** Learned on train, tested on valid. */
  onValid(): Score {
    const { train, valid } = this.sizes;
    const against = this.range(train, train + valid);
    return { ...this.tested(this.range(0, train), against), learnedOn: "train", testedOn: "valid" };
  }

  /** Learned on train and valid, tested on test, by which nothing is chosen. */
  onTest(): Score {
    const known = this.sizes.train + this.sizes.valid;
    const against = this.range(known, known + this.sizes.test);
    return { ...this.tested(this.range(0, known), against), learnedOn: "train and valid", testedOn: "TEST SPLIT" };
  }

  /** Each part of train (and valid) in turn is tested by what is learned, and chosen, on the others; the figures are means. */
  crossValidated(folds: number, { withValid = true }: { readonly withValid?: boolean } = {}): Score {
    const table = this.range(0, this.sizes.train + (withValid ? this.sizes.valid : 0));
    const order = shuffled(
      table.rows.map((_, at) => at),
      seeded(this.seed + 1000),
    );
    const parts = Array.from({ length: folds }, (_, fold) => {
      const inside = order.filter((_, place) => place % folds === fold);
      const outside = order.filter((_, place) => place % folds !== fold);
      return this.tested(part(table, outside), part(table, inside));
    });
    const mean = (of: (quality: Quality) => number): number =>
      parts.reduce((sum, quality) => sum + of(quality), 0) / folds;
    const name = withValid ? "train and valid" : "train";
    return {
      precision: mean((one) => one.precision),
      recall: mean((one) => one.recall),
      f1: mean((one) => one.f1),
      learnedOn: name,
      testedOn: `${folds} folds`,
      pairs: table.labels.length,
      matches: table.labels.filter((label) => label).length,
      threshold: null,
    };
  }

  private tested(on: Table, against: Table): Omit<Score, "learnedOn" | "testedOn"> {
    const { forests, unseen } = learnForests(on.rows, on.labels, FOLDS, { ...DEFAULT_BOOSTING, seed: this.seed });
    const threshold = bestThreshold(unseen, on.labels);
    const probabilities = against.rows.map((row) => probabilityOf(forests, row));
    return {
      ...qualityAt(probabilities, against.labels, threshold),
      pairs: against.labels.length,
      matches: against.labels.filter((label) => label).length,
      threshold,
    };
  }

  private range(from: number, to: number): Table {
    return { rows: this.table.rows.slice(from, to), labels: this.table.labels.slice(from, to) };
  }
}

/** Forests of one model, each learned without one part of the pairs. */
const FOLDS = 5;
