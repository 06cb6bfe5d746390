/** A seeded source of chance: the same seed and purpose always give the same choices. */
export interface Random {
  /** 0 ≤ n < 1. */
  next(): number;
  /** A whole number, both ends included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `count` different members, in the list's order. */
  sample<T>(list: readonly T[], count: number): readonly T[];
}

function hashOf(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return hash >>> 0;
}

/** Mulberry32. Each purpose has its own stream, so that a new choice in one place does not change all the others. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function createRandom(seed: number, purpose: string): Random {
  const next = mulberry32(hashOf(`${seed}/${purpose}`));
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[integer(0, list.length - 1)];
    if (chosen === undefined) throw new Error(`nothing to pick from for ${purpose}`);
    return chosen;
  };
  const sample = <T>(list: readonly T[], count: number): readonly T[] => {
    const ranked = list.map((member, position) => ({ member, position, rank: next() }));
    const chosen = ranked.sort((a, b) => a.rank - b.rank).slice(0, count);
    return chosen.sort((a, b) => a.position - b.position).map(({ member }) => member);
  };
  return { next, integer, chance: (probability) => next() < probability, pick, sample };
}
