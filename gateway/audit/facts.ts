import type { GraphQLFormattedError } from "graphql";
import type { Caller } from "../tokens";
import type { OperationFacts } from "./operation";

/** What the audit learns of a request on its way; a part of the request's record. */
export interface AuditFacts {
  /** Absent: nobody was recognised. */
  caller?: Caller;
  operation?: OperationFacts;
  /** As it was known when GraphQL began. */
  dataVersion?: Readonly<Record<string, string>> | undefined;
  /** Absent: the request was refused before GraphQL saw it. */
  answer?: AnswerFacts;
  /** The code of what refused the request before GraphQL. */
  refusal?: string;
}

/** What an answer was, without a value of it. */
export interface AnswerFacts {
  readonly hasData: boolean;
  /** Objects in the lists of the answer. */
  readonly rows: number;
  /** Errors by code. */
  readonly errors: Readonly<Record<string, number>>;
  /** `Type.field` of what was denied. */
  readonly denied: readonly string[];
}

const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;
/** A denial in a long list repeats for each row; so many are looked at. */
const ERRORS_MAX = 10_000;

/** Reads off an answer what the audit keeps; `rows` are counted already. */
export function answerFacts(
  data: unknown,
  errors: readonly GraphQLFormattedError[],
  operation: OperationFacts | undefined,
  rows: number,
): AnswerFacts {
  const counts: Record<string, number> = {};
  const denied = new Set<string>();
  for (const { path = [], extensions } of errors.slice(0, ERRORS_MAX)) {
    const code = codeOf(extensions?.["code"]);
    counts[code] = (counts[code] ?? 0) + 1;
    if (code === "FORBIDDEN") denied.add(operation?.fieldAt(path) ?? "unknown");
  }
  return { hasData: hasValue(data), rows, errors: counts, denied: [...denied].sort() };
}

/** A code from somewhere else could be any text. */
export function codeOf(code: unknown): string {
  return typeof code === "string" && CODE.test(code) ? code : "OTHER";
}

/** Whether any root field was answered. */
function hasValue(data: unknown): boolean {
  return typeof data === "object" && data !== null && Object.values(data).some((value) => value !== null);
}
