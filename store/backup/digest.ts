import { createHash } from "node:crypto";
import type { RowText } from "./format";

const MODULUS = 1n << 256n;

/** A row as it stands in a backup, one line. */
export function rowLineOf(row: RowText): string {
  return JSON.stringify(row);
}

/**
 * The digest of a table's content, whatever the order in which its rows lie: the sum of the rows' SHA-256 hashes. Equal
 * rows count each, so that a doubled row changes it.
 */
export class ContentDigest {
  private sum = 0n;
  private count = 0;

  add(line: string): void {
    this.sum = (this.sum + BigInt(`0x${createHash("sha256").update(line).digest("hex")}`)) % MODULUS;
    this.count += 1;
  }

  get rows(): number {
    return this.count;
  }

  get hex(): string {
    return this.sum.toString(16).padStart(64, "0");
  }
}
