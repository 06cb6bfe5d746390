const VERSIONS = 1n << 32n;

/**
 * Whether a snapshot shows what these transactions committed. The log tells a commit a moment before snapshots show it: who
 * reads in between reads what was before, and would take it for what the commit left.
 * @param snapshot as PostgreSQL writes it, `xmin:xmax:` and what is under way
 * @param transactions numbers of 32 bits, as the log tells them
 */
export function shows(snapshot: string, transactions: Iterable<number>): boolean {
  const [oldest = "0", next = "0", underway = ""] = snapshot.split(":");
  const running = new Set(underway.split(","));
  for (const transaction of transactions) {
    const number = near(BigInt(next), BigInt(transaction));
    if (number >= BigInt(next) || (number >= BigInt(oldest) && running.has(number.toString()))) return false;
  }
  return true;
}

/** The 64-bit number next to another that ends in these 32 bits. */
function near(other: bigint, bits: bigint): bigint {
  const ahead = (((bits - other) % VERSIONS) + VERSIONS) % VERSIONS;
  return other + (ahead < VERSIONS / 2n ? ahead : ahead - VERSIONS);
}
