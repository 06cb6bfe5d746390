import type { Words } from "../bilingual";
import {
  ALIKE,
  BUT_FOR_AFFIX,
  BUT_FOR_LEGAL_FORM,
  DIFFER,
  EQUAL,
  NEARLY_ALIKE,
  ONE_DOMAIN,
  ONE_HOUSE,
  ONE_SLIP,
  SHARE_WORDS,
  SOUND_ALIKE,
  WITHIN_HUNDREDTH,
  WITHIN_TENTH,
} from "./levels";
import { address } from "./normalise/address";
import { email, phone } from "./normalise/contact";
import { code, modelNumbers, numberOf } from "./normalise/item";
import { companyName } from "./normalise/name";
import { taxId } from "./normalise/tax-id";
import { canonical, folded, tokensOf, umlautKey } from "./normalise/text";
import type { FieldKind, MatchField, MatchRecord } from "./record";
import { valuesOf } from "./record";
import { Corpus } from "./similarity/corpus";
import { alikeAtLeast, oneSlip } from "./similarity/strings";

/** A value ready to be compared: one spelling, its words, and what else its kind knows. */
export interface Comparable {
  readonly key: string;
  readonly words: ReadonlySet<string>;
  readonly extra: string | null;
}

const of = (key: string, words: readonly string[] = [], extra: string | null = null): Comparable => ({
  key,
  words: new Set(words),
  extra,
});

const digitsOnly = (text: string): string => text.replace(/\D/g, "");

const READERS: Readonly<Record<FieldKind, (text: string, country: string | null) => Comparable>> = {
  name: (text) => {
    const { words, legalForm } = companyName(text);
    return of(words.join(" "), words, legalForm);
  },
  personName: (text) => of(umlautKey(text)),
  taxId: (text, country) => {
    const { compact, valid } = taxId(text, country);
    return of(compact, [], valid === false ? "invalid" : null);
  },
  phone: (text, country) => of(phone(text, country)),
  email: (text) => {
    const { address: mail, domain } = email(text);
    return of(mail, [], domain);
  },
  address: (text) => {
    const { words, numbers } = address(text);
    return of([...numbers, ...words].join(" "), words, numbers.join(" "));
  },
  postalCode: (text) => of(code(text)),
  city: (text) => of(umlautKey(text)),
  category: (text) => of(folded(text)),
  code: (text) => of(code(text)),
  itemName: (text) => of(canonical(text), tokensOf(text), modelNumbers(text).join(" ")),
  number: (text) => of(String(numberOf(text) ?? "")),
  date: (text) => of(digitsOnly(text)),
  text: (text) => of(canonical(text), tokensOf(text)),
};

export function comparables(record: MatchRecord, field: MatchField): readonly Comparable[] {
  const read = READERS[field.kind];
  return valuesOf(record, field.name)
    .map((text) => read(text, record.country ?? null))
    .filter(({ key }) => key !== "");
}

const squeezed = (text: string): string => text.replace(/ /g, "");

function byWords(a: Comparable, b: Comparable, corpus: Corpus): number {
  if (squeezed(a.key) === squeezed(b.key)) return 3;
  const soft = corpus.soft(a.words, b.words);
  if (soft >= 0.9 || alikeAtLeast(a.key, b.key, 0.96) > 0) return 2;
  return soft >= 0.6 ? 1 : 0;
}

function byAddress(a: Comparable, b: Comparable, corpus: Corpus): number {
  if (a.key === b.key) return 3;
  const soft = corpus.soft(a.words, b.words);
  if (a.extra === b.extra && soft >= 0.75) return 2;
  return soft >= 0.75 && oneSlip(a.extra ?? "", b.extra ?? "") ? 1 : 0;
}

function byItemName(a: Comparable, b: Comparable, corpus: Corpus): number {
  const level = byWords(a, b, corpus);
  // Two makers' numbers that differ name two items, however alike the words are.
  return a.extra && b.extra && a.extra !== b.extra ? 0 : level;
}

function bySpelling(a: Comparable, b: Comparable): number {
  if (a.key === b.key) return 3;
  const like = alikeAtLeast(a.key, b.key, 0.82);
  if (like >= 0.92) return 2;
  return like > 0 ? 1 : 0;
}

function bySlips(a: Comparable, b: Comparable): number {
  if (a.key === b.key) return 2;
  return Math.min(a.key.length, b.key.length) > 3 && oneSlip(a.key, b.key) ? 1 : 0;
}

function byEmail(a: Comparable, b: Comparable): number {
  if (a.key === b.key) return 2;
  return a.extra !== null && a.extra === b.extra ? 1 : 0;
}

function byCode(a: Comparable, b: Comparable): number {
  if (a.key === b.key) return 2;
  const [short, long] = a.key.length < b.key.length ? [a.key, b.key] : [b.key, a.key];
  return short.length >= 4 && (long.startsWith(short) || long.endsWith(short)) ? 1 : 0;
}

function byNumber(a: Comparable, b: Comparable): number {
  const [one, other] = [Number(a.key), Number(b.key)];
  const apart = Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other), 1e-9);
  if (one === other) return 3;
  if (apart <= 0.01) return 2;
  return apart <= 0.1 ? 1 : 0;
}

type Compare = (a: Comparable, b: Comparable, corpus: Corpus) => number;

/** How a kind is compared, and what its levels are called, from disagreement up. */
const COMPARISONS: Readonly<Record<FieldKind, { compare: Compare; levels: readonly Words[] }>> = {
  name: {
    compare: byWords,
    levels: [DIFFER, SHARE_WORDS, NEARLY_ALIKE, BUT_FOR_LEGAL_FORM],
  },
  personName: { compare: bySpelling, levels: [DIFFER, SOUND_ALIKE, NEARLY_ALIKE, ALIKE] },
  taxId: { compare: bySlips, levels: [DIFFER, ONE_SLIP, ALIKE] },
  phone: { compare: bySlips, levels: [DIFFER, ONE_SLIP, ALIKE] },
  email: { compare: byEmail, levels: [DIFFER, ONE_DOMAIN, ALIKE] },
  address: { compare: byAddress, levels: [DIFFER, NEARLY_ALIKE, ONE_HOUSE, ALIKE] },
  postalCode: { compare: bySlips, levels: [DIFFER, ONE_SLIP, ALIKE] },
  city: { compare: bySpelling, levels: [DIFFER, SOUND_ALIKE, NEARLY_ALIKE, ALIKE] },
  category: { compare: (a, b) => (a.key === b.key ? 1 : 0), levels: [DIFFER, ALIKE] },
  code: { compare: byCode, levels: [DIFFER, BUT_FOR_AFFIX, ALIKE] },
  itemName: { compare: byItemName, levels: [DIFFER, SHARE_WORDS, NEARLY_ALIKE, ALIKE] },
  number: { compare: byNumber, levels: [DIFFER, WITHIN_TENTH, WITHIN_HUNDREDTH, EQUAL] },
  date: { compare: bySlips, levels: [DIFFER, ONE_SLIP, ALIKE] },
  text: { compare: byWords, levels: [DIFFER, SHARE_WORDS, NEARLY_ALIKE, ALIKE] },
};

export const levelNames = (kind: FieldKind): readonly Words[] => COMPARISONS[kind].levels;

export interface Agreement {
  readonly level: number;
  /** The value both hold, at the fullest agreement. */
  readonly value: string | null;
}

/** The best agreement of any value of one with any of the other; null: one of them has none. */
export function agreement(
  kind: FieldKind,
  left: readonly Comparable[],
  right: readonly Comparable[],
  corpus: Corpus,
): Agreement | null {
  if (left.length === 0 || right.length === 0) return null;
  const { compare, levels } = COMPARISONS[kind];
  let best: Agreement = { level: -1, value: null };
  for (const a of left)
    for (const b of right) {
      const level = compare(a, b, corpus);
      if (level > best.level) best = { level, value: level === levels.length - 1 ? a.key : null };
    }
  return best;
}

/** Reads records into comparable values, each once: what is read for blocking serves learning and deciding too. */
export class RecordReader {
  private readonly read = new WeakMap<MatchRecord, readonly (readonly Comparable[])[]>();

  constructor(private readonly fields: readonly MatchField[]) {}

  /** The values of each field, in the fields' order. */
  comparable(record: MatchRecord): readonly (readonly Comparable[])[] {
    const known = this.read.get(record);
    if (known) return known;
    const values = this.fields.map((field) => comparables(record, field));
    this.read.set(record, values);
    return values;
  }
}

export class Comparer {
  constructor(
    private readonly fields: readonly MatchField[],
    private readonly corpora: readonly Corpus[],
    private readonly reader: RecordReader,
  ) {}

  compare(left: MatchRecord, right: MatchRecord): readonly (Agreement | null)[] {
    const [one, other] = [this.reader.comparable(left), this.reader.comparable(right)];
    return this.fields.map(({ kind }, at) =>
      agreement(kind, one[at] ?? [], other[at] ?? [], this.corpora[at] ?? EMPTY_CORPUS),
    );
  }
}

const EMPTY_CORPUS = new Corpus({ records: 1, frequencies: {} });
