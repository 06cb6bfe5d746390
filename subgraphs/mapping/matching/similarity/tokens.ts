import { jaroWinkler } from "./strings";

export interface Overlap {
  /** Shared of all. */
  readonly jaccard: number;
  /** Shared of the shorter list. */
  readonly containment: number;
  readonly dice: number;
  readonly shared: number;
}

export function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): Overlap {
  let shared = 0;
  for (const token of one) if (other.has(token)) shared += 1;
  const all = one.size + other.size - shared;
  const shorter = Math.min(one.size, other.size);
  return {
    jaccard: all === 0 ? 0 : shared / all,
    containment: shorter === 0 ? 0 : shared / shorter,
    dice: all === 0 ? 0 : (2 * shared) / (one.size + other.size),
    shared,
  };
}

/** Monge-Elkan: each word of the shorter list with the likest of the other, on average. */
export function mongeElkan(one: readonly string[], other: readonly string[]): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length === 0) return 0;
  const known = new Set(long);
  const best = short.map((word) =>
    known.has(word) ? 1 : long.reduce((most, candidate) => Math.max(most, jaroWinkler(word, candidate)), 0),
  );
  return best.reduce((sum, value) => sum + value, 0) / short.length;
}

export function charactersInRuns(text: string, length: number): ReadonlySet<string> {
  const runs = new Set<string>();
  const padded = ` ${text} `;
  for (let at = 0; at + length <= padded.length; at += 1) runs.add(padded.slice(at, at + length));
  return runs;
}
