import { en, type Words, zh } from "../bilingual";
import { type Agreement, Comparer, levelNames, RecordReader } from "./comparison";
import {
  DEFAULT_THRESHOLDS,
  inOrder,
  type PairScorer,
  type Reason,
  type ScorerOptions,
  type Thresholds,
  verdictOf,
} from "./decision";
import { learn, type Observation } from "./expectation-maximisation";
import { fieldName } from "./field-names";
import { DIFFER } from "./levels";
import type { CorpusData, FellegiSunterModel } from "./model";
import type { MatchField, MatchRecord, RecordPair } from "./record";
import { Corpus, countTokens } from "./similarity/corpus";

const NOTHING: CorpusData = { records: 1, frequencies: {} };

/** Agreement on a frequent value weighs less, by at most this many bits. */
const MOST_FREQUENCY_BITS = 4;

export interface WeightOptions {
  readonly thresholds?: Thresholds;
  /** Whether a record has one partner at most, as between two systems; not so within one list. */
  readonly onePartner?: boolean;
}

export function learnWeights(
  fields: readonly MatchField[],
  pairs: readonly RecordPair[],
  { thresholds = DEFAULT_THRESHOLDS, onePartner = true }: WeightOptions = {},
  reader = new RecordReader(fields),
): FellegiSunterModel {
  const records = [...new Set(pairs.flatMap(({ left, right }) => [left, right]))];
  const values = (at: number) =>
    records.map((record) => reader.comparable(record)[at] ?? []).filter((list) => list.length > 0);
  const named = <T>(of: (at: number) => T): Record<string, T> =>
    Object.fromEntries(fields.map(({ name }, at) => [name, of(at)]));
  const corpora = named((at) => countTokens(values(at).map((list) => list.flatMap(({ words }) => [...words]))));
  const valueFrequencies = named((at) => countTokens(values(at).map((list) => list.map(({ key }) => key))));
  const comparer = new Comparer(
    fields,
    fields.map(({ name }) => new Corpus(corpora[name] ?? NOTHING)),
    reader,
  );
  const learned = learn(
    observe(comparer, pairs),
    fields.map(({ kind }) => levelNames(kind).length),
    { onePartner },
  );
  return {
    method: "FELLEGI_SUNTER",
    fields: [...fields],
    thresholds,
    prior: learned.prior,
    levels: named((at) => learned.levels[at] ?? { m: [], u: [] }),
    corpora,
    valueFrequencies,
  };
}

/** The records of one side by number. */
function numbered(records: readonly MatchRecord[]): ReadonlyMap<MatchRecord, number> {
  return new Map([...new Set(records)].map((record, at) => [record, at]));
}

function observe(comparer: Comparer, pairs: readonly RecordPair[]): readonly Observation[] {
  const lefts = numbered(pairs.map(({ left }) => left));
  const rights = numbered(pairs.map(({ right }) => right));
  return pairs.map(({ left, right }) => ({
    levels: comparer.compare(left, right).map((agreed) => agreed?.level ?? -1),
    left: lefts.get(left) ?? 0,
    right: rights.get(right) ?? 0,
  }));
}

const plain = (value: number): string => value.toFixed(1);

const OFTEN: Words = { en: ", but many records hold this value", zh: "，但许多记录都是此值" };

/** How agreement on one field weighs, by level. */
class FieldWeight {
  private readonly base: readonly number[];
  private readonly u: readonly number[];
  private readonly frequencies: ReadonlyMap<string, number>;
  private readonly records: number;

  constructor(
    model: FellegiSunterModel,
    private readonly field: MatchField,
  ) {
    const { m = [], u = [] } = model.levels[field.name] ?? {};
    const { records, frequencies } = model.valueFrequencies[field.name] ?? NOTHING;
    this.base = m.map((share, level) => Math.log2(Math.max(share, 1e-9) / Math.max(u[level] ?? 1, 1e-9)));
    this.u = u;
    this.records = records;
    this.frequencies = new Map(Object.entries(frequencies));
  }

  /** In bits, for one identity above zero. */
  of({ level, value }: Agreement): number {
    const base = this.base[level] ?? 0;
    return base > 0 ? Math.max(0, base + this.frequencyBits(level, value)) : base;
  }

  reason(agreement: Agreement): Reason {
    const { name, kind } = this.field;
    const weight = this.of(agreement);
    const [field, level] = [fieldName(name), levelNames(kind)[agreement.level] ?? DIFFER];
    const often = this.frequencyBits(agreement.level, agreement.value) < -0.5 ? OFTEN : "";
    const bits = plain(Math.abs(weight));
    return {
      field: name,
      forOrAgainst: weight > 0 ? "FOR" : "AGAINST",
      weight,
      because: {
        en: en`${field}: the values ${level}${often}, ${bits} bits ${weight > 0 ? "for" : "against"} one identity`,
        zh: zh`${field}：${level}${often}，${weight > 0 ? "支持" : "反对"}为同一个（${bits} 比特）`,
      },
    };
  }

  /**
   * Only ever lowers the weight: by how many others hold the value, beside the two records that are compared. A value of
   * theirs alone is what the level's weight was learned on.
   */
  private frequencyBits(level: number, value: string | null): number {
    const others = value === null ? 0 : (this.frequencies.get(value) ?? 0) - 2;
    if (others <= 0) return 0;
    return Math.max(-MOST_FREQUENCY_BITS, Math.min(0, Math.log2(((this.u[level] ?? 1) * this.records) / others)));
  }
}

/** Scores pairs by a model, in as many parts as the caller likes. */
export function weightScorer(
  model: FellegiSunterModel,
  { reader = new RecordReader(model.fields), explainLeft = true }: ScorerOptions = {},
): PairScorer {
  const corpora = model.fields.map(({ name }) => new Corpus(model.corpora[name] ?? NOTHING));
  const comparer = new Comparer(model.fields, corpora, reader);
  const weights = model.fields.map((field) => new FieldWeight(model, field));
  const priorBits = Math.log2(model.prior / (1 - model.prior));
  return (pairs) =>
    pairs.map(({ left, right }) => {
      const agreed = comparer.compare(left, right);
      const bits = agreed.reduce((sum, found, at) => sum + (found ? (weights[at]?.of(found) ?? 0) : 0), priorBits);
      const probability = 1 / (1 + 2 ** -bits);
      const verdict = verdictOf(probability, model.thresholds);
      const explained = explainLeft || verdict !== "LEAVE";
      const reasons = explained ? agreed.flatMap((found, at) => (found ? (weights[at]?.reason(found) ?? []) : [])) : [];
      return { leftId: left.id, rightId: right.id, probability, verdict, reasons: inOrder(reasons) };
    });
}
