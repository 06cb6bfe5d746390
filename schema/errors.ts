import { GraphQLError } from "graphql";

/**
 * Every error Concord can raise: its HTTP status where it decides one, and what the reader should do. A code is a
 * promise to clients: it may be added, never renamed.
 */
export const errorRegistry = {
  AUDIT_DAMAGED: {
    status: 500,
    hint: "Run concord audit verify, keep the folder as evidence, and start with another AUDIT_CHAIN or AUDIT_DIR.",
  },
  AUDIT_UNAVAILABLE: { status: 503, hint: "Ask again shortly; the operator must look at the disk of AUDIT_DIR." },
  UNAUTHENTICATED: {
    status: 401,
    hint: "Send a valid bearer token: Authorization: Bearer <token>. For development: npm run -s concord -- token <role>.",
  },
  FORBIDDEN: {
    status: 403,
    hint: "Your role or a scope you are kept to does not allow this; docs/permissions.md lists who may.",
  },
  BAD_USER_INPUT: { status: 400, hint: "Correct the argument that the message speaks of." },
  CURSOR_INVALID: { status: 400, hint: "Pass a cursor exactly as pageInfo gave it, with the same orderBy." },
  PAGE_SIZE_INVALID: { status: 400, hint: "Ask for 1 to 1000 rows and follow pageInfo.endCursor for more." },
  CONVERSION_MISSING: {
    status: 422,
    hint: "Rec 20 knows no factor between these units: set the item's own with setItemUnitFactor.",
  },
  DECISION_REFUSED: {
    status: 409,
    hint: "Look at the records as they stand now: another decision may have come first, or this one would change nothing.",
  },
  SUBGRAPH_UNAVAILABLE: { status: 503, hint: "This part of the answer is missing; ask again shortly." },
  SUPERGRAPH_INVALID: {
    status: 422,
    hint: "Compose it again (npm run schema) and look at what the composition reports; the old supergraph stays in use.",
  },
  SUBGRAPH_TIMEOUT: { status: 504, hint: "This part took too long; narrow the filter or ask again." },
  GROUP_TOO_SMALL: {
    status: 403,
    hint: "Your role reads this total of all rows only, or by one dimension with large groups: docs/no-leak.md says which.",
  },
  OPERATION_UNKNOWN: { status: 404, hint: "GET /bi lists the saved operations that you may ask." },
  ODATA_UNSUPPORTED: {
    status: 501,
    hint: "docs/bi.md lists what /odata understands; save another operation for the rest.",
  },
  RATE_MISSING: { status: 422, hint: "Load an exchange rate for the pair on or before the date." },
  LEDGER_EMPTY: { status: 422, hint: "Load journal lines or balances of the company first." },
  HISTORY_TOO_SHORT: {
    status: 422,
    hint: "Load earlier months of the ledger, or ask once more months have passed: docs/forecast.md says how many are needed.",
  },
  KNOWN_AT_AHEAD: { status: 400, hint: "Give a moment that has passed, or leave knownAt out for what is known now." },
  KNOWN_AT_BEFORE_HISTORY: { status: 422, hint: "Give a later moment: docs/as-of.md says since when history is kept." },
  STATEMENT_TIMEOUT: { status: 503, hint: "Narrow the filter, or raise DATABASE_STATEMENT_TIMEOUT_MS." },
  CONFIG_INVALID: { status: 500, hint: "Correct the setting; docs/configuration.md lists them." },
  DATABASE_UNAVAILABLE: {
    status: 503,
    hint: "Ask again shortly. Operators: check DATABASE_URL, and that its server runs and has room and connections left.",
  },
  DATABASE_IN_USE: {
    status: 500,
    hint: "Stop the other process, give this one another DATA_DIR, or use PostgreSQL (DATABASE_URL) for several at once.",
  },
  PORT_IN_USE: { status: 500, hint: "Stop the program that listens there, or set PORT to another one." },
  DATABASE_NEWER: { status: 500, hint: "Start the Concord version that last migrated this database, or a newer one." },
  MIGRATION_CHANGED: { status: 500, hint: "Restore the migration's text: an applied migration is never edited." },
  BACKUP_DAMAGED: { status: 422, hint: "Nothing was changed. Use another copy of the backup, or an older one." },
  BACKUP_FILE_EXISTS: { status: 422, hint: "Give a name that is free: a backup never overwrites another." },
  BACKUP_KEY_INVALID: { status: 422, hint: "docs/backup.md tells how keys are made and given." },
  BACKUP_KEY_MISSING: {
    status: 422,
    hint: "Give --identity-file or --passphrase-file, or set BACKUP_IDENTITY_FILE or BACKUP_PASSPHRASE_FILE.",
  },
  BACKUP_KEY_WRONG: { status: 422, hint: "Nothing was changed. Give the key that the backup was made for." },
  BACKUP_MISSING: { status: 422, hint: "Give the path of a file that concord backup wrote." },
  BACKUP_NEWER: { status: 422, hint: "Restore it with the Concord version that took it, or a newer one." },
  BACKUP_SOURCE_EMPTY: {
    status: 422,
    hint: "Check DATABASE_URL and DATA_DIR; concord doctor says what they lead to.",
  },
  BACKUP_UNVERIFIED: { status: 500, hint: "Nothing was kept. Try again; if it happens again, report it." },
  RESTORE_TARGET_NOT_EMPTY: {
    status: 409,
    hint: "Restore into an empty database, or pass --replace to give up what is in this one.",
  },
  MAPPING_MISSING: {
    status: 422,
    hint: "Name a known source (concord import --help lists them) or the path of a mapping file.",
  },
  MAPPING_INVALID: { status: 422, hint: "Correct the mapping file at the path named." },
  SOURCE_FORBIDDEN: {
    status: 422,
    hint: "Check the source's user and password, and grant that user select on what the message names.",
  },
  SOURCE_MISSING: { status: 422, hint: "Give the folder that holds the file, or mark the read as optional." },
  SOURCES_MISSING: { status: 422, hint: "Write the list (docs/synchronisation.md), or name it with --sources." },
  SOURCES_INVALID: { status: 422, hint: "Correct the list of sources; docs/synchronisation.md describes it." },
  SOURCE_UNAVAILABLE: {
    status: 503,
    hint: "Check the source's url and that its server runs; loading can be repeated.",
  },
  SOURCE_IN_USE: { status: 409, hint: "Stop concord sync, or npm start -- --sync, and do it again." },
  IMPORT_ENCODING_INVALID: { status: 422, hint: "Name the file's true encoding in the mapping." },
  IMPORT_RECORD_MALFORMED: { status: 422, hint: "Repair the line in the export, or its delimiter in the mapping." },
  IMPORT_COLUMN_MISSING: { status: 422, hint: "Name a column that the file has." },
  IMPORT_VALUE_MISSING: { status: 422, hint: "Fill the value in the source, or give a default in the mapping." },
  IMPORT_NUMBER_INVALID: { status: 422, hint: "Name the number format in the mapping." },
  IMPORT_DATE_INVALID: { status: 422, hint: "Name the date format in the mapping." },
  IMPORT_BOOLEAN_INVALID: { status: 422, hint: "Map the value in a code map." },
  IMPORT_CODE_UNKNOWN: { status: 422, hint: "Add the code to the code map or correct it in the source." },
  IMPORT_REFERENCE_UNKNOWN: { status: 422, hint: "Load the record it names, then load this source again." },
  IMPORT_DOCUMENT_INCOMPLETE: { status: 422, hint: "Repair the record of the document that the reason names." },
  IMPORT_DUPLICATE_ID: { status: 422, hint: "Two records of one batch have this id and differ; keep one." },
  IDEMPOTENCY_KEY_REUSED: { status: 409, hint: "Send the first payload again, or another key for another payload." },
  QUALITY_RULE_INVALID: { status: 422, hint: "Correct the rule; docs/quality.md teaches the kinds." },
  QUARANTINE_ROW_UNKNOWN: { status: 404, hint: "List quarantinedRows, and give the id of one in your scope." },
  QUARANTINE_ROW_DECIDED: {
    status: 409,
    hint: "Look at the row as it stands now; reopenQuarantinedRow takes a decision back.",
  },
  QUARANTINE_ROW_CHANGED: { status: 409, hint: "Read the row again and decide by what it says now." },
  QUARANTINE_FIELD_UNKNOWN: { status: 400, hint: "Name columns as the row's record does." },
  QUARANTINE_VALUE_INVALID: { status: 400, hint: "Give the value as the message expects it." },
  QUARANTINE_NOT_CORRECTABLE: {
    status: 422,
    hint: "Repair the record at its source, or what the message names; the next load reads it again.",
  },
  DISCREPANCY_UNKNOWN: { status: 404, hint: "List discrepancies, and give the id of one in your scope." },
  BAD_REQUEST: { status: 400, hint: "Send the request as the GraphQL over HTTP specification says." },
  GRAPHQL_PARSE_FAILED: { status: 400, hint: "Correct the document's syntax at the place named." },
  GRAPHQL_VALIDATION_FAILED: { status: 400, hint: "Compare the document with the schema." },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    hint: "Send one operation, or name the one to run in operationName.",
  },
  CROSS_SITE_REFUSED: {
    status: 400,
    hint: "Send content-type: application/json, or for a GET the header x-concord-preflight: 1; docs/limits.md says why.",
  },
  BODY_TOO_LARGE: { status: 413, hint: "Send less at once, or raise BODY_BYTES_MAX." },
  REQUEST_TOO_SLOW: { status: 408, hint: "Send the whole request at once, or raise BODY_TIMEOUT_MS." },
  HEADERS_TOO_LARGE: { status: 431, hint: "Send fewer or shorter headers." },
  CONTENT_TYPE_UNSUPPORTED: { status: 415, hint: "Send JSON with the content type application/json." },
  BATCH_REFUSED: { status: 400, hint: "Send each operation in a request of its own." },
  QUERY_TOO_LONG: { status: 400, hint: "Shorten the document, or raise QUERY_TOKENS_MAX." },
  QUERY_TOO_DEEP: { status: 400, hint: "Ask for fewer levels at once, or raise QUERY_DEPTH_MAX." },
  QUERY_TOO_LARGE: { status: 400, hint: "Ask in several requests; docs/limits.md names the limits." },
  QUERY_TOO_COSTLY: {
    status: 400,
    hint: "Ask for smaller pages (first) or fewer levels; the header x-concord-cost: 1 tells an operation's cost.",
  },
  INPUT_TOO_LARGE: { status: 400, hint: "Send shorter lists and flatter filters, in several requests." },
  ROWS_EXCEEDED: { status: 400, hint: "Ask for smaller pages, or raise ROWS_MAX." },
  RATE_LIMITED: { status: 429, hint: "Wait as long as the Retry-After header says." },
  OVERLOADED: { status: 503, hint: "Ask again after the time of the Retry-After header." },
  DEADLINE_EXCEEDED: { status: 504, hint: "Narrow the filter, ask for less at once, or raise REQUEST_TIMEOUT_MS." },
  RESUME_TOO_OLD: { status: 410, hint: "Read the list anew, and subscribe without an event id." },
  SUBSCRIPTION_LIMIT: {
    status: 429,
    hint: "End a subscription that is no longer needed; docs/limits.md names the limits.",
  },
  SUBSCRIPTION_TOO_SLOW: {
    status: 503,
    hint: "Read events as they come, ask for less of each, and resume from the last event id.",
  },
  SUBSCRIPTIONS_UNAVAILABLE: {
    status: 503,
    hint: "Give this gateway a source of changes: the database, or NATS_URL; docs/live-updates.md says how.",
  },
  OPERATION_NOT_SAVED: {
    status: 403,
    hint: "This gateway answers saved operations only; docs/limits.md says how to save one.",
  },
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

/** What was thrown, in words. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
