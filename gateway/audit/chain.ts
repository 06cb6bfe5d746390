import { canonicalJson, type Json, macOf, sha256 } from "./canonical";

/** Where a chain stands: the number and the hash of its last record. */
export interface Link {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first record of a chain. */
export const GENESIS: Link = { seq: 0, hash: "0".repeat(64) };

/**
 * opened: a file begins · closed: a file is full · started: a gateway goes on with the file · recovered: a torn end was
 * kept aside · begun: a mutation is about to run · request: one answer or refusal · checkpoint: a HMAC over all before.
 */
export type RecordKind = "opened" | "closed" | "started" | "recovered" | "begun" | "request" | "checkpoint";

export type RecordBody = { readonly [name: string]: Json | undefined };

export interface ChainRecord {
  readonly chain: string;
  readonly seq: number;
  /** The hash of the record before. */
  readonly prev: string;
  readonly kind: RecordKind;
  readonly body: RecordBody;
  /** SHA-256 of the canonical text of everything else here. */
  readonly hash: string;
}

export interface Sealed {
  readonly line: string;
  readonly link: Link;
}

/** Makes the next line of a chain; without a line end. */
export function seal(chain: string, after: Link, kind: RecordKind, body: RecordBody): Sealed {
  const content = { body, chain, kind, prev: after.hash, seq: after.seq + 1 };
  const hash = sha256(canonicalJson(content));
  return { line: canonicalJson({ ...content, hash }), link: { seq: content.seq, hash } };
}

/** Reads a line; undefined when it is not, byte for byte, what `seal` writes. */
export function readRecord(line: string): ChainRecord | undefined {
  const record = parsed(line);
  if (!record || canonicalJson(record as unknown as Json) !== line) return undefined;
  const { hash, ...content } = record;
  return sha256(canonicalJson(content)) === hash ? record : undefined;
}

function parsed(line: string): ChainRecord | undefined {
  try {
    const value = JSON.parse(line) as Partial<ChainRecord> | null;
    const isRecord =
      typeof value === "object" &&
      value !== null &&
      typeof value.chain === "string" &&
      Number.isSafeInteger(value.seq) &&
      typeof value.prev === "string" &&
      typeof value.kind === "string" &&
      typeof value.hash === "string" &&
      typeof value.body === "object" &&
      value.body !== null;
    return isRecord ? (value as ChainRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** What a checkpoint vouches for: the chain up to and including the record before it. */
export function checkpointBody(chain: string, after: Link, key: string, at: string): RecordBody {
  return { at, mac: macOf(checkpointClaim(chain, after), key) };
}

export function checkpointClaim(chain: string, { seq, hash }: Link): Json {
  return { chain, claim: "checkpoint", hash, seq };
}
