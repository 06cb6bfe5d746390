import { seeded } from "../../subgraphs/mapping/matching/random";

/** Numbers that follow from the words alone: the same words give the same numbers again. */
export class Random {
  /** From 0 to below 1. */
  readonly fraction: () => number;

  constructor(...words: readonly (string | number)[]) {
    const seed = [...words.join(" ")].reduce(
      (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619),
      2_166_136_261,
    );
    this.fraction = seeded(seed);
    // Words that differ in their last letter alone would begin alike.
    for (let round = 0; round < 4; round += 1) this.fraction();
  }

  /** From 0 to below the limit. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }
}
