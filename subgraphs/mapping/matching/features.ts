import type { CorpusData } from "./model";
import { modelNumbers, numberOf, numbersOf } from "./normalise/item";
import { canonical, tokensOf } from "./normalise/text";
import type { MatchField, MatchRecord, RecordPair } from "./record";
import { valuesOf } from "./record";
import { Corpus, countTokens } from "./similarity/corpus";
import { commonSubstring, jaroWinkler, levenshteinRatio } from "./similarity/strings";
import { charactersInRuns, mongeElkan, overlap } from "./similarity/tokens";

/** All attributes as one text: for records whose values sit in the wrong attribute. */
export const WHOLE = "*";

const TEXT_FEATURES = [
  "equal",
  "jaroWinkler",
  "levenshtein",
  "jaccard",
  "containment",
  "dice",
  "mongeElkan",
  "cosine",
  "soft",
  "leftCovered",
  "rightCovered",
  "characters",
  "rareCharacters",
  "substring",
  "leftRarest",
  "rightRarest",
  "models",
  "modelsInText",
  "leftModels",
  "rightModels",
  "numbers",
  "leftNumbers",
  "rightNumbers",
  "lengths",
  "shortest",
  "prefix",
] as const;
const NUMBER_FEATURES = ["equal", "relative", "absolute"] as const;
const WHOLE_COMPETITION = ["leftBest", "rightBest", "leftRank", "rightRank"] as const;

interface Text {
  readonly plain: string;
  readonly words: readonly string[];
  readonly tokens: ReadonlySet<string>;
  readonly runs: ReadonlySet<string>;
  readonly models: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly squeezed: string;
  readonly number: number | null;
}

/** How much of a text is read: descriptions may be pages long, and what tells comes first. */
const LONGEST = 400;

function textOf(raw: string): Text {
  const words = tokensOf(raw).slice(0, LONGEST);
  const plain = words.join(" ").slice(0, LONGEST);
  return {
    plain,
    words,
    tokens: new Set(words),
    runs: charactersInRuns(plain, 3),
    models: new Set(modelNumbers(raw)),
    numbers: new Set(numbersOf(raw)),
    squeezed: canonical(raw).replace(/[^\p{L}\p{N}]/gu, ""),
    number: numberOf(raw),
  };
}

type PreparedRecord = ReadonlyMap<string, Text>;

/** Two model numbers agree when one ends or begins the other: makers add colours and countries to them. */
function modelsAgree(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return Number.NaN;
  let best = 0;
  for (const left of one)
    for (const right of other) {
      const [short, long] = left.length < right.length ? [left, right] : [right, left];
      if (long === short) return 1;
      if (long.startsWith(short) || long.endsWith(short))
        best = Math.max(best, 0.5 + (0.45 * short.length) / long.length);
      else best = Math.max(best, levenshteinRatio(left, right) * 0.6);
    }
  return best;
}

/** The share of model numbers that are found in the other text, however that writes them. */
function found(models: ReadonlySet<string>, squeezed: string): number {
  if (models.size === 0) return Number.NaN;
  return [...models].filter((model) => squeezed.includes(model)).length / models.size;
}

/** Computes the features of pairs, with statistics over all records that are known. */
export class Features {
  readonly names: readonly string[];
  private readonly tokens: ReadonlyMap<string, Corpus>;
  private readonly runs: ReadonlyMap<string, Corpus>;
  private readonly prepared = new WeakMap<MatchRecord, PreparedRecord>();

  constructor(
    private readonly fields: readonly MatchField[],
    corpora: Readonly<Record<string, CorpusData>>,
  ) {
    const names = [...fields.map(({ name }) => name), WHOLE];
    const of = (suffix: string) =>
      new Map(names.map((name) => [name, new Corpus(corpora[name + suffix] ?? { records: 1, frequencies: {} })]));
    this.tokens = of("");
    this.runs = of("#");
    this.names = [
      ...fields.flatMap(({ name, kind }) =>
        (kind === "number" ? NUMBER_FEATURES : TEXT_FEATURES).map((feature) => `${name}.${feature}`),
      ),
      ...TEXT_FEATURES.map((feature) => `${WHOLE}.${feature}`),
      ...fields.flatMap(({ name }) => [`${name}.leftInWhole`, `${name}.rightInWhole`, `${name}.missing`]),
      ...WHOLE_COMPETITION.map((feature) => `${WHOLE}.${feature}`),
    ];
  }

  /** Token statistics of the records, each counted once. */
  static corpora(fields: readonly MatchField[], records: Iterable<MatchRecord>): Record<string, CorpusData> {
    const unprepared = new Features(fields, {});
    const texts = [...new Set(records)].map((record) => unprepared.prepare(record));
    const corpora: Record<string, CorpusData> = {};
    for (const name of [...fields.map((field) => field.name), WHOLE]) {
      const present = texts.map((record) => record.get(name)).filter((text) => text !== undefined);
      corpora[name] = countTokens(present.map(({ words }) => words));
      corpora[`${name}#`] = countTokens(present.map(({ runs }) => [...runs]));
    }
    return corpora;
  }

  /** One row a pair. How a pair stands among the others of its records is part of it, so give all candidates at once. */
  rows(pairs: readonly RecordPair[]): readonly Float64Array[] {
    const rows = pairs.map((pair) => this.pair(pair));
    this.compete(pairs, rows);
    return rows;
  }

  private prepare(record: MatchRecord): PreparedRecord {
    const known = this.prepared.get(record);
    if (known) return known;
    const texts = new Map<string, Text>();
    const values = this.fields.map(({ name }) => valuesOf(record, name).join(" "));
    this.fields.forEach(({ name }, at) => {
      const value = values[at] ?? "";
      if (value !== "") texts.set(name, textOf(value));
    });
    texts.set(WHOLE, textOf(values.filter((value) => value !== "").join(" ")));
    this.prepared.set(record, texts);
    return texts;
  }

  private pair({ left, right }: RecordPair): Float64Array {
    const one = this.prepare(left);
    const other = this.prepare(right);
    const row = this.fields.flatMap(({ name, kind }) => {
      const [a, b] = [one.get(name), other.get(name)];
      if (kind === "number") return this.numberRow(a, b);
      return a && b ? this.textRow(name, a, b) : TEXT_FEATURES.map(() => Number.NaN);
    });
    const [wholeLeft, wholeRight] = [one.get(WHOLE) ?? textOf(""), other.get(WHOLE) ?? textOf("")];
    row.push(...this.textRow(WHOLE, wholeLeft, wholeRight));
    const corpus = this.corpus(this.tokens, WHOLE);
    for (const { name } of this.fields) {
      const [a, b] = [one.get(name), other.get(name)];
      row.push(a ? corpus.covered(a.tokens, wholeRight.tokens) : Number.NaN);
      row.push(b ? corpus.covered(b.tokens, wholeLeft.tokens) : Number.NaN);
      row.push((a ? 0 : 1) + (b ? 0 : 2));
    }
    row.push(...WHOLE_COMPETITION.map(() => Number.NaN));
    return Float64Array.from(row);
  }

  private corpus(of: ReadonlyMap<string, Corpus>, name: string): Corpus {
    return of.get(name) ?? new Corpus({ records: 1, frequencies: {} });
  }

  private numberRow(a: Text | undefined, b: Text | undefined): number[] {
    if (!a || !b || a.number === null || b.number === null) return [Number.NaN, Number.NaN, Number.NaN];
    const apart = Math.abs(a.number - b.number);
    const largest = Math.max(Math.abs(a.number), Math.abs(b.number));
    return [apart === 0 ? 1 : 0, largest === 0 ? 0 : apart / largest, apart];
  }

  private textRow(name: string, a: Text, b: Text): number[] {
    const words = overlap(a.tokens, b.tokens);
    const numbers = overlap(a.numbers, b.numbers);
    const corpus = this.corpus(this.tokens, name);
    const short = [a.plain.slice(0, 80), b.plain.slice(0, 80)] as const;
    const rarest = (from: Text, to: Text): number =>
      Math.max(0, ...[...from.tokens].filter((token) => !to.tokens.has(token)).map((token) => corpus.idf(token)));
    return [
      a.squeezed === b.squeezed ? 1 : 0,
      jaroWinkler(...short),
      levenshteinRatio(...short),
      words.jaccard,
      words.containment,
      words.dice,
      mongeElkan(a.words.slice(0, 25), b.words.slice(0, 25)),
      corpus.cosine(a.tokens, b.tokens),
      a.tokens.size * b.tokens.size > 1600 ? Number.NaN : corpus.soft(a.tokens, b.tokens),
      corpus.covered(a.tokens, b.tokens),
      corpus.covered(b.tokens, a.tokens),
      overlap(a.runs, b.runs).dice,
      this.corpus(this.runs, name).cosine(a.runs, b.runs),
      commonSubstring(...short),
      rarest(a, b),
      rarest(b, a),
      modelsAgree(a.models, b.models),
      Math.max(found(a.models, b.squeezed) || 0, found(b.models, a.squeezed) || 0),
      found(a.models, b.squeezed),
      found(b.models, a.squeezed),
      a.numbers.size === 0 || b.numbers.size === 0 ? Number.NaN : numbers.jaccard,
      a.numbers.size - numbers.shared,
      b.numbers.size - numbers.shared,
      a.words.length - b.words.length,
      Math.min(a.words.length, b.words.length),
      a.words[0] === b.words[0] ? 1 : 0,
    ];
  }

  /** A pair that is the best of both its records is likelier one than a pair whose records have a better one. */
  private compete(pairs: readonly RecordPair[], rows: readonly Float64Array[]): void {
    const at = this.names.indexOf(`${WHOLE}.leftBest`);
    const strength = rows.map((row) => this.strength(row));
    for (const [side, place] of [
      ["left", at],
      ["right", at + 1],
    ] as const) {
      const groups = new Map<string, number[]>();
      pairs.forEach((pair, index) => {
        const group = groups.get(pair[side].id);
        if (group) group.push(index);
        else groups.set(pair[side].id, [index]);
      });
      for (const group of groups.values()) {
        const sorted = [...group].sort((one, other) => (strength[other] ?? 0) - (strength[one] ?? 0));
        sorted.forEach((index, rank) => {
          const row = rows[index];
          const rival = strength[sorted[rank === 0 ? 1 : 0] ?? -1];
          if (!row || rival === undefined) return;
          row[place] = (strength[index] ?? 0) - rival;
          row[place + 2] = rank;
        });
      }
    }
  }

  private strength(row: Float64Array): number {
    const of = (feature: string): number => row[this.names.indexOf(`${WHOLE}.${feature}`)] || 0;
    const first = row[this.names.indexOf(`${this.fields[0]?.name}.cosine`)] || 0;
    return of("cosine") + of("modelsInText") * 0.5 + of("rareCharacters") + first;
  }
}
