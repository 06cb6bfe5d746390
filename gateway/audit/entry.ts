import type { Scope } from "../../schema/row-scope";
import type { RequestRecord } from "../request-record";
import { canonicalJson, type Json, sha256 } from "./canonical";
import type { RecordBody } from "./chain";
import type { AuditFacts } from "./facts";

/**
 * answered: all of it · partially-denied: some fields withheld · partial: a part of the graph failed · refused: nothing
 * was answered, by rule · failed: nothing was answered, by fault.
 */
export const DECISIONS = ["answered", "partially-denied", "partial", "refused", "failed"] as const;
export type Decision = (typeof DECISIONS)[number];

/** The ids a caller is kept to; of a long list, how many and a hash. */
type AuditedScope = Scope | { readonly count: number; readonly sha256: string };

/** One request, as the audit keeps it: names and numbers, never a value of a question or an answer. */
export interface AuditEntry {
  readonly at: string;
  readonly requestId: string;
  /** The caller's network address. */
  readonly from: string | undefined;
  readonly subject: string | undefined;
  readonly role: string | undefined;
  /** The token's `jti`, or the API key's id. */
  readonly credential: string | undefined;
  readonly companies: AuditedScope | undefined;
  /** Absent: the caller is kept to none of that dimension. */
  readonly costCenters: AuditedScope | undefined;
  readonly customers: AuditedScope | undefined;
  readonly operation:
    | { readonly type: string; readonly name: string | undefined; readonly document: string }
    | undefined;
  readonly fields: readonly string[];
  readonly decision: Decision;
  /** Codes of the errors, and how often. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly denied: readonly string[];
  readonly rows: number;
  readonly durationMs: number;
  /** By source system, when the newest of what could be read had been applied. */
  readonly dataVersion: Readonly<Record<string, string>> | undefined;
}

const SCOPE_IDS_MAX = 50;
const NAME_LENGTH_MAX = 200;

export function entryOf(record: RequestRecord, from: string | undefined, durationMs: number): AuditEntry {
  const { caller, operation, answer, dataVersion } = record.audit;
  return {
    at: new Date().toISOString(),
    requestId: record.requestId,
    from,
    subject: caller && short(caller.subject),
    role: caller?.role,
    credential: caller?.credential && short(caller.credential),
    companies: caller && scopeOf(caller.companies),
    costCenters: caller?.costCenters && scopeOf(caller.costCenters),
    customers: caller?.customers && scopeOf(caller.customers),
    operation: operation && {
      type: operation.type,
      name: operation.name && short(operation.name),
      document: operation.document,
    },
    fields: operation?.fields ?? [],
    decision: decisionOf(record.audit, record.outcome),
    reasons: reasonsOf(record.audit),
    denied: answer?.denied ?? [],
    rows: answer?.rows ?? 0,
    durationMs: Math.round(durationMs * 10) / 10,
    dataVersion: answer?.hasData ? dataVersion : undefined,
  };
}

/** An entry as the body of a record. */
export function bodyOf(entry: AuditEntry): RecordBody {
  return entry as unknown as RecordBody;
}

function scopeOf(ids: Scope): AuditedScope {
  if (ids === "*" || ids.length <= SCOPE_IDS_MAX) return ids;
  return { count: ids.length, sha256: sha256(canonicalJson([...ids].sort() as Json)) };
}

function decisionOf({ answer, refusal }: AuditFacts, outcome: RequestRecord["outcome"]): Decision {
  if (!answer) return refusal === "INTERNAL" ? "failed" : "refused";
  if (Object.keys(answer.errors).length === 0) return "answered";
  const isDenied = answer.errors["FORBIDDEN"] !== undefined;
  if (!answer.hasData) return isDenied || outcome === "refused" ? "refused" : "failed";
  return isDenied ? "partially-denied" : "partial";
}

function reasonsOf({ answer, refusal }: AuditFacts): Readonly<Record<string, number>> {
  if (answer) return answer.errors;
  return { [refusal ?? "BAD_REQUEST"]: 1 };
}

/** Names come from callers and may be of any length. */
function short(text: string): string {
  return text.length <= NAME_LENGTH_MAX ? text : `${text.slice(0, NAME_LENGTH_MAX)}…${sha256(text).slice(0, 16)}`;
}
