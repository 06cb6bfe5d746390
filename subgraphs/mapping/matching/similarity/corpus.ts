import type { CorpusData } from "../model";
import { alikeAtLeast } from "./strings";

/** Counts in how many texts a token occurs. Tokens met once are left out: whatever is unknown counts as rare. */
export function countTokens(texts: Iterable<readonly string[]>): CorpusData {
  const counts = new Map<string, number>();
  let records = 0;
  for (const tokens of texts) {
    records += 1;
    for (const token of new Set(tokens)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return { records, frequencies: Object.fromEntries([...counts].filter(([, count]) => count > 1)) };
}

/** How telling words are in a body of texts: a rare word in common says more than a frequent one. */
export class Corpus {
  private readonly weights: ReadonlyMap<string, number>;
  private readonly rarest: number;
  private readonly norms = new WeakMap<ReadonlySet<string>, number>();

  constructor(data: CorpusData) {
    const records = Math.max(data.records, 1);
    const weightOf = (count: number): number => Math.log(1 + records / count);
    this.weights = new Map(Object.entries(data.frequencies).map(([token, count]) => [token, weightOf(count)]));
    this.rarest = weightOf(1);
  }

  idf(token: string): number {
    return this.weights.get(token) ?? this.rarest;
  }

  /** TF-IDF cosine of two sets of tokens. */
  cosine(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
    let shared = 0;
    for (const token of one) if (other.has(token)) shared += this.idf(token) ** 2;
    return shared === 0 ? 0 : shared / (this.norm(one) * this.norm(other));
  }

  /** The share of the weight of `part` that `whole` holds too. */
  covered(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
    let shared = 0;
    let all = 0;
    for (const token of part) {
      const weight = this.idf(token);
      all += weight;
      if (whole.has(token)) shared += weight;
    }
    return all === 0 ? 0 : shared / all;
  }

  /** Soft TF-IDF: a word also counts for one that is spelled much like it. Same both ways. */
  soft(one: ReadonlySet<string>, other: ReadonlySet<string>, likeness = 0.88): number {
    const norms = this.norm(one) * this.norm(other);
    if (norms === 0) return 0;
    return Math.min(1, (this.softSum(one, other, likeness) + this.softSum(other, one, likeness)) / 2 / norms);
  }

  private softSum(one: ReadonlySet<string>, other: ReadonlySet<string>, likeness: number): number {
    let sum = 0;
    for (const token of one) {
      let best = other.has(token) ? 1 : 0;
      let weight = this.idf(token);
      if (best === 0) {
        for (const candidate of other) {
          const like = alikeAtLeast(token, candidate, likeness);
          if (like <= best) continue;
          best = like;
          weight = this.idf(candidate);
        }
      }
      sum += best * this.idf(token) * weight;
    }
    return sum;
  }

  /** A set never changes once it is compared, so its length is worked out once. */
  private norm(tokens: ReadonlySet<string>): number {
    const known = this.norms.get(tokens);
    if (known !== undefined) return known;
    let sum = 0;
    for (const token of tokens) sum += this.idf(token) ** 2;
    const norm = Math.sqrt(sum);
    this.norms.set(tokens, norm);
    return norm;
  }
}
