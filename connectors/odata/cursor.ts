import { z } from "zod";
import { ConcordError } from "../../schema/errors";

/** How far a stream was read. */
const position = z.strictObject({
  /** Link to the changes since. */
  delta: z.string().optional(),
  /** Newest moment of change that was read. */
  changedAt: z.string().optional(),
  /** Fingerprints of records within the overlap behind it: they are not given twice. */
  recent: z.array(z.string()).optional(),
  /** Fingerprint of all ids the source had. */
  ids: z.string().optional(),
});

export type Position = z.infer<typeof position>;

const cursor = z.strictObject({
  mapping: z.string(),
  /** Fingerprint of what is looked up: when that changes, so may every row. */
  lookups: z.string(),
  streams: z.record(z.string(), position),
});

export type OdataCursor = z.infer<typeof cursor>;

export function parseCursor(text: string): OdataCursor {
  try {
    return cursor.parse(JSON.parse(text));
  } catch {
    throw new ConcordError(
      "CURSOR_INVALID",
      "Expected the cursor of an earlier read of this service, got another text.",
    );
  }
}
