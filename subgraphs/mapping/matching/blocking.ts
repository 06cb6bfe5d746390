import { RecordReader } from "./comparison";
import type { MatchField, MatchRecord, RecordPair } from "./record";

/** A key that more records share than this tells too little; pairs under it are left to the record's other keys. */
const LARGEST_BLOCK = 60;
/** Most candidates of one record. */
const MOST_CANDIDATES = 40;

/** A pair of lists with fewer pairs than this is compared as a whole. */
const ALL_PAIRS = 10_000;

/** What a record is looked up by, and how much each key tells; a key may occur twice. */
export type Keys = readonly (readonly [key: string, weight: number])[];

export const BLOCKING = { largestBlock: LARGEST_BLOCK, mostCandidates: MOST_CANDIDATES } as const;

export const comparesAll = (left: readonly MatchRecord[], right: readonly MatchRecord[]): boolean =>
  left.length * right.length <= ALL_PAIRS;

/** The keys of a record, read by the reader that later steps share. */
export function blockingKeys(fields: readonly MatchField[], reader: RecordReader): (record: MatchRecord) => Keys {
  const keys = new BlockingKeys(fields, reader);
  return (record) => keys.of(record);
}

/** Pairs that share a key: an id, a telephone, a mail domain, a code, rare words, a postal code with a word's beginning. */
export function candidatePairs(
  fields: readonly MatchField[],
  left: readonly MatchRecord[],
  right: readonly MatchRecord[],
  reader = new RecordReader(fields),
): readonly RecordPair[] {
  if (comparesAll(left, right)) return left.flatMap((one) => right.map((other) => ({ left: one, right: other })));
  const keys = new BlockingKeys(fields, reader);
  const index = new Map<string, number[]>();
  right.forEach((record, at) => {
    for (const key of new Set(keys.of(record).map(([text]) => text))) {
      const block = index.get(key);
      if (block) block.push(at);
      else index.set(key, [at]);
    }
  });
  return left.flatMap((record) => best(keys.of(record), index).flatMap((at) => pairOf(record, right[at])));
}

const pairOf = (left: MatchRecord, right: MatchRecord | undefined): readonly RecordPair[] =>
  right ? [{ left, right }] : [];

/** The records that share the most telling keys: a key of few records weighs more. */
function best(keys: Keys, index: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const votes = new Map<number, number>();
  for (const [key, weight] of keys) {
    const block = index.get(key) ?? [];
    if (block.length > LARGEST_BLOCK) continue;
    for (const at of block) votes.set(at, (votes.get(at) ?? 0) + weight / Math.sqrt(block.length));
  }
  return [...votes]
    .sort((one, other) => other[1] - one[1] || one[0] - other[0])
    .slice(0, MOST_CANDIDATES)
    .map(([at]) => at);
}

class BlockingKeys {
  constructor(
    private readonly fields: readonly MatchField[],
    private readonly reader: RecordReader,
  ) {}

  of(record: MatchRecord): Keys {
    const values = this.reader.comparable(record);
    const keys: (readonly [string, number])[] = [];
    const places: string[] = [];
    const heads: string[] = [];
    this.fields.forEach(({ name, kind }, at) => {
      for (const { key, words, extra } of values[at] ?? []) {
        if (kind === "postalCode" || kind === "city") places.push(key);
        else if (kind !== "number" && kind !== "category") keys.push([`${name}=${key}`, 3]);
        if (kind === "email" && extra) keys.push([`${name}@${extra}`, 2]);
        if (kind === "code") keys.push([`${name}<${key.slice(0, 5)}`, 1], [`${name}>${key.slice(-5)}`, 1]);
        if (kind === "taxId") keys.push([`${name}<${key.slice(0, 6)}`, 1], [`${name}>${key.slice(-6)}`, 1]);
        const list = words.size > 0 ? [...words] : [key];
        if (kind === "personName" || kind === "name") heads.push(...list.map((word) => word.slice(0, 3)));
        if (kind === "name" || kind === "itemName" || kind === "text") keys.push(...this.ofWords(name, list));
        if (kind === "address") keys.push([`${name}#${extra} ${list[0]}`, 1]);
      }
    });
    for (const place of places) for (const head of heads) keys.push([`${place}|${head}`, 1]);
    return keys;
  }

  /** Single words, and neighbours together: two frequent words side by side are rare. */
  private ofWords(name: string, words: readonly string[]): Keys {
    const alone = words.map((word) => [`${name}:${word}`, 1] as const);
    const together = words.slice(1).map((word, at) => [`${name}:${words[at]} ${word}`, 2] as const);
    return [...alone, ...together];
  }
}
