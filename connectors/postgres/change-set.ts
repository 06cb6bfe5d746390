/** More keys than this of one root are cheaper to read whole than to name. */
const LARGEST_SET = 20_000;

/** `all`: anything may have changed. */
export type Keys = ReadonlySet<string> | "all";

/** Names to keys, each once; a set that grows too large becomes `all`, so that what waits stays small whatever comes. */
export class KeySets {
  private readonly sets = new Map<string, Set<string> | "all">();

  add(name: string, keys: Iterable<string>): void {
    const known = this.sets.get(name) ?? new Set<string>();
    if (known === "all") return;
    for (const key of keys) known.add(key);
    this.sets.set(name, known.size > LARGEST_SET ? "all" : known);
  }

  addAll(name: string): void {
    this.sets.set(name, "all");
  }

  merge(other: KeySets): void {
    for (const [name, keys] of other.sets) {
      if (keys === "all") this.addAll(name);
      else this.add(name, keys);
    }
  }

  get(name: string): Keys | undefined {
    return this.sets.get(name);
  }

  get isEmpty(): boolean {
    return this.sets.size === 0;
  }

  entries(): IterableIterator<[string, Keys]> {
    return this.sets.entries();
  }
}
