import { GraphQLError } from "graphql";

/**
 * Every error Concord can raise: its HTTP status where it decides one, and what the reader should do. A code is a
 * promise to clients: it may be added, never renamed.
 */
export const errorRegistry = {
  UNAUTHENTICATED: {
    status: 401,
    hint: "Send a valid bearer token: Authorization: Bearer <token>. For development: npm run -s concord -- token <role>.",
  },
  FORBIDDEN: { status: 403, hint: "Your role may not read this; docs/permissions.md lists who may." },
  BAD_USER_INPUT: { status: 400, hint: "Correct the argument that the message speaks of." },
  CURSOR_INVALID: { status: 400, hint: "Pass a cursor exactly as pageInfo gave it, with the same orderBy." },
  PAGE_SIZE_INVALID: { status: 400, hint: "Ask for 1 to 1000 rows and follow pageInfo.endCursor for more." },
  SUBGRAPH_UNAVAILABLE: { status: 503, hint: "This part of the answer is missing; ask again shortly." },
  SUBGRAPH_TIMEOUT: { status: 504, hint: "This part took too long; narrow the filter or ask again." },
  RATE_MISSING: { status: 422, hint: "Load an exchange rate for the pair on or before the date." },
  LEDGER_EMPTY: { status: 422, hint: "Load journal lines or balances of the company first." },
  STATEMENT_TIMEOUT: { status: 503, hint: "Narrow the filter, or raise DATABASE_STATEMENT_TIMEOUT_MS." },
  CONFIG_INVALID: { status: 500, hint: "Correct the setting; docs/configuration.md lists them." },
  DATABASE_UNAVAILABLE: { status: 503, hint: "Check DATABASE_URL and that the server is running." },
  DATABASE_IN_USE: {
    status: 500,
    hint: "Stop the other process, give this one another DATA_DIR, or use PostgreSQL (DATABASE_URL) for several at once.",
  },
  PORT_IN_USE: { status: 500, hint: "Stop the program that listens there, or set PORT to another one." },
  DATABASE_NEWER: { status: 500, hint: "Start the Concord version that last migrated this database, or a newer one." },
  MIGRATION_CHANGED: { status: 500, hint: "Restore the migration's text: an applied migration is never edited." },
  MAPPING_MISSING: {
    status: 422,
    hint: "Name a known source (concord import --help lists them) or the path of a mapping file.",
  },
  MAPPING_INVALID: { status: 422, hint: "Correct the mapping file at the path named." },
  SOURCE_MISSING: { status: 422, hint: "Give the folder that holds the file, or mark the read as optional." },
  IMPORT_ENCODING_INVALID: { status: 422, hint: "Name the file's true encoding in the mapping." },
  IMPORT_RECORD_MALFORMED: { status: 422, hint: "Repair the line in the export, or its delimiter in the mapping." },
  IMPORT_COLUMN_MISSING: { status: 422, hint: "Name a column that the file has." },
  IMPORT_VALUE_MISSING: { status: 422, hint: "Fill the value in the source, or give a default in the mapping." },
  IMPORT_NUMBER_INVALID: { status: 422, hint: "Name the number format in the mapping." },
  IMPORT_DATE_INVALID: { status: 422, hint: "Name the date format in the mapping." },
  IMPORT_BOOLEAN_INVALID: { status: 422, hint: "Map the value in a code map." },
  IMPORT_CODE_UNKNOWN: { status: 422, hint: "Add the code to the code map or correct it in the source." },
  IMPORT_REFERENCE_UNKNOWN: { status: 422, hint: "Load the record it names, then load this source again." },
  IMPORT_DUPLICATE_ID: { status: 422, hint: "Two records of one batch have this id and differ; keep one." },
  INTERNAL: {
    status: 500,
    hint: "Quote the request id (response header x-request-id) to the operator; the log has the cause.",
  },
} as const satisfies Record<string, { status: number; hint: string }>;

export type ErrorCode = keyof typeof errorRegistry;

/** An error for people outside GraphQL: start-up, import, CLI. */
export class ConcordError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly path = "",
  ) {
    super(message);
    this.name = "ConcordError";
  }

  get hint(): string {
    return errorRegistry[this.code].hint;
  }
}

/** The same registry as a GraphQL error: code and hint in `extensions`. */
export function graphError(
  code: ErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, hint: errorRegistry[code].hint, ...details } });
}
