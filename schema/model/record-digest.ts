import { createHash } from "node:crypto";
import type { EntityDefinition } from "./definition";

type Texts = Readonly<Record<string, string | null>>;

const DIGEST_LENGTH = 22;

function digestOf(entries: readonly (readonly [string, string | null])[]): string {
  const sorted = [...entries].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("base64url").slice(0, DIGEST_LENGTH);
}

/** Tells a source's record from any other, whatever the order of its columns. */
export function recordDigest(record: Texts): string {
  return digestOf(Object.entries(record));
}

/** Tells a unified row from any other. Moments are left out: a database writes them in another way than it was given. */
export function rowDigest(entity: EntityDefinition, values: Texts): string {
  const moments = new Set(entity.columns.filter(({ kind }) => kind === "dateTime").map(({ column }) => column));
  const said = Object.entries(values).filter(([column, text]) => text !== null && !moments.has(column));
  return digestOf([["", entity.name], ...said]);
}
