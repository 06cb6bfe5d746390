import { randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { type Identity, rowScopesOf } from "../schema/identity";
import type { AuditFacts } from "./audit/facts";
import type { Caller } from "./tokens";

/** What one request did, gathered on its way for the log line, the metrics and the explain extension. */
export interface RequestRecord {
  readonly requestId: string;
  readonly asks: Asks;
  role: string | undefined;
  operationName: string | undefined;
  outcome: Outcome;
  subgraphCalls: number;
  sqlStatements: number;
  /** Estimated before the operation is run, and the rows of the answer; absent where it came to neither. */
  cost: number | undefined;
  rows: number | undefined;
  /** Hash of the saved operation that an outlet asks in words of its own; absent: the document itself is what is asked. */
  savedDocument?: string | undefined;
  readonly audit: AuditFacts;
}

/** What the answer is to tell about itself, in its extensions. */
export interface Asks {
  /** Subgraph calls and SQL statements. */
  readonly explain: boolean;
  /** How fresh its sources are. */
  readonly freshness: boolean;
  /** The estimated and the actual cost. */
  readonly cost: boolean;
}

/** ok: all of the data · partial: data and errors · refused: not the caller's to ask, or not askable · failed: no data. */
export type Outcome = "ok" | "partial" | "refused" | "failed";

/** Apollo's context value. Apollo copies it shallowly, so whatever changes lives inside `record`. */
export interface GatewayContext {
  readonly identity: Identity;
  readonly record: RequestRecord;
  /** Aborts when the request's time is over or its client is gone. */
  readonly signal: AbortSignal;
}

/** The name under which a request carries its record. */
export const RECORD = "record";

/** The record of a request; null: it came to none. */
export function recordOf(request: FastifyRequest): RequestRecord | null {
  return request.getDecorator<RequestRecord | null>(RECORD);
}

export function createRecord(requestId: string, asks: Partial<Asks> = {}): RequestRecord {
  return {
    requestId,
    asks: { explain: false, freshness: false, cost: false, ...asks },
    role: undefined,
    operationName: undefined,
    outcome: "failed",
    subgraphCalls: 0,
    sqlStatements: 0,
    cost: undefined,
    rows: undefined,
    audit: {},
  };
}

export function createContext(caller: Caller, record: RequestRecord, signal: AbortSignal): GatewayContext {
  record.role = caller.role;
  record.audit.caller = caller;
  const { subject, role } = caller;
  return { identity: { subject, role, ...rowScopesOf(caller), requestId: record.requestId }, record, signal };
}

/** The caller's own request id if it is safe to log and to hand on, else a new one. */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === "string" && /^[\w.:-]{1,64}$/.test(header) ? header : randomUUID();
}
