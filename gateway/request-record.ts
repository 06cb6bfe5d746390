import { randomUUID } from "node:crypto";
import type { Identity } from "../schema/identity";
import type { Caller } from "./tokens";

/** What one request did, gathered on its way for the log line, the metrics and the explain extension. */
export interface RequestRecord {
  readonly requestId: string;
  readonly explain: boolean;
  role: string | undefined;
  operationName: string | undefined;
  outcome: Outcome;
  subgraphCalls: number;
  sqlStatements: number;
}

/** ok: all of the data · partial: data and errors · refused: not the caller's to ask, or not askable · failed: no data. */
export type Outcome = "ok" | "partial" | "refused" | "failed";

/** Apollo's context value. Apollo copies it shallowly, so whatever changes lives inside `record`. */
export interface GatewayContext {
  readonly identity: Identity;
  readonly record: RequestRecord;
}

export function createRecord(requestId: string, explain = false): RequestRecord {
  return {
    requestId,
    explain,
    role: undefined,
    operationName: undefined,
    outcome: "failed",
    subgraphCalls: 0,
    sqlStatements: 0,
  };
}

export function createContext(caller: Caller, record: RequestRecord): GatewayContext {
  record.role = caller.role;
  return { identity: { ...caller, requestId: record.requestId }, record };
}

/** The caller's own request id if it is safe to log and to hand on, else a new one. */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === "string" && /^[\w.:-]{1,64}$/.test(header) ? header : randomUUID();
}
