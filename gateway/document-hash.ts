import { createHash } from "node:crypto";

/** SHA-256 of a document's text, in hexadecimal digits: how a saved operation is named. */
export function documentHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
