const BUCKETS = 10;
/** Callers choose addresses and subjects; the one not seen for longest is forgotten first. */
const KEYS_MAX = 10_000;

interface Bucket {
  readonly at: number;
  count: number;
}

/** Counts by key over the last `windowMs`, to a tenth of it. */
export class SlidingCount {
  private readonly buckets = new Map<string, Bucket[]>();

  constructor(private readonly windowMs: number) {}

  /** Adds, and gives the count within the window. */
  add(key: string, amount: number, nowMs: number): number {
    const width = this.windowMs / BUCKETS;
    const at = Math.floor(nowMs / width);
    const kept = (this.buckets.get(key) ?? []).filter((bucket) => bucket.at > at - BUCKETS);
    const last = kept.at(-1);
    if (last?.at === at) last.count += amount;
    else kept.push({ at, count: amount });
    // Set anew, so that the map's order is that of the last use.
    this.buckets.delete(key);
    this.buckets.set(key, kept);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > KEYS_MAX && oldest !== undefined) this.buckets.delete(oldest);
    return kept.reduce((sum, { count }) => sum + count, 0);
  }
}
