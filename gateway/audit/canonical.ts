import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** What a record of the audit may hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

/**
 * One text for one value (as RFC 8785): names sorted, nothing between tokens. Two who hash the same record get the same
 * digest, whatever wrote it.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const parts: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) parts.push(`${JSON.stringify(name)}:${canonicalJson(member)}`);
  }
  return `{${parts.join(",")}}`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

/** SHA-256 in hexadecimal digits. */
export function sha256(text: string | Buffer): string {
  return createHash("sha256").update(text).digest("hex");
}

/** HMAC-SHA-256 of a value's canonical text, in hexadecimal digits. */
export function macOf(value: Json, key: string): string {
  return createHmac("sha256", key).update(canonicalJson(value)).digest("hex");
}

/** Compares without telling by its time how much was right. */
export function isMacOf(mac: string, value: Json, key: string): boolean {
  const expected = Buffer.from(macOf(value, key));
  const given = Buffer.from(mac);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
