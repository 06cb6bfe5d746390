import { seeded } from "../../subgraphs/mapping/matching/random";

/** Seeded randomness: the same seed asks the same questions of the same data. */
export class Random {
  /** A number from 0 up to but not 1. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seeded(seed);
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    const found = from[this.below(from.length)];
    if (found === undefined) throw new Error("there is nothing to pick from");
    return found;
  }

  /** Some of these, at least one, in their order. */
  some<T>(from: readonly T[], most: number): readonly T[] {
    const wanted = 1 + this.below(Math.min(most, from.length));
    const chosen = new Set<T>();
    while (chosen.size < wanted) chosen.add(this.pick(from));
    return from.filter((item) => chosen.has(item));
  }
}
