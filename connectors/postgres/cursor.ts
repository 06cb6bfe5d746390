import { z } from "zod";
import { ConcordError } from "../../schema/errors";

/** What a table was like at the moment of a read: enough to tell what came, changed and went since. */
const tableState = z.strictObject({
  /** Largest key, where the key is one whole number. */
  largest: z.string().nullable(),
  count: z.string(),
  /** Sum of the hashes of all keys: it differs when a row came or went. */
  keys: z.string(),
  /** Keys and versions of rows that the next look would find again although they were read: `key version`. */
  recent: z.array(z.string()),
});

const cursor = z.strictObject({
  /** Fingerprint of mapping, selects and declaration: when they change, everything is read again. */
  mapping: z.string(),
  /** Which database of which server: transactions of another one say nothing. */
  source: z.string(),
  /** Oldest transaction that was under way at the read: from there on everything may be new. */
  horizon: z.string(),
  tables: z.record(z.string(), tableState),
  /** Objects that must be read whole again, since rows of them waited for others. */
  again: z.array(z.string()).optional(),
  /** Position in the source's log up to which changes were applied. */
  position: z.string().optional(),
});

export type TableState = z.infer<typeof tableState>;
export type PostgresCursor = z.infer<typeof cursor>;

export function parseCursor(text: string): PostgresCursor {
  try {
    return cursor.parse(JSON.parse(text));
  } catch {
    throw new ConcordError(
      "CURSOR_INVALID",
      "Expected the cursor of an earlier read of this database, got another text.",
    );
  }
}

/** A position in the source's log as a number that can be compared. */
export function positionOf(text: string): bigint {
  const [high = "0", low = "0"] = text.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

export function positionText(position: bigint): string {
  return `${(position >> 32n).toString(16).toUpperCase()}/${(position & 0xffffffffn).toString(16).toUpperCase()}`;
}
