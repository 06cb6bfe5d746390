import { type ErrorCode, graphError } from "../../schema/errors";
import type { QuarantineDecisionKind } from "../../schema/mapping/quarantine-decision";
import { QuarantinedRow } from "../../schema/mapping/quarantined-row";
import { requireDefinition } from "../../schema/model/decorators";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { Database } from "../database";
import { scopeSql } from "../read/visibility";
import { sql } from "../sql";
import { canonicalFault } from "./canonical-text";
import type { Steward } from "./steward";

export interface FieldValue {
  /** Column of the record. */
  readonly field: string;
  readonly value: string;
}

export interface QuarantineRequest {
  readonly id: string;
  /** Why, in the person's words. */
  readonly reason: string;
  /** The version that the person saw; another one is refused. */
  readonly version: number | null;
}

type State = "OPEN" | "CORRECTED" | "DISMISSED";

interface Row {
  readonly id: string;
  readonly system: string;
  readonly file: string;
  readonly digest: string;
  readonly entity: string | null;
  readonly code: string;
  readonly state: State;
  readonly isUnified: boolean;
  readonly record: Readonly<Record<string, string>>;
  readonly version: number;
  readonly isCorrected: boolean;
  readonly decidedBy: string | null;
}

const LONGEST_REASON = 2000;
const LONGEST_VALUE = 10_000;

function refuse(code: ErrorCode, message: string, argument: string, expected?: string): Error {
  return graphError(code, message, { argument, ...(expected ? { expected } : {}) });
}

/** Stores what shall stand in the record from now on; it takes effect when its object is read again. */
export async function correctRow(
  database: Database,
  steward: Steward,
  request: QuarantineRequest,
  values: readonly FieldValue[],
): Promise<void> {
  await decide(database, steward, request, "CORRECT", async (transaction, row) => {
    requireState(row, ["OPEN"]);
    requireCorrectable(row);
    const correction = JSON.stringify(correctionOf(row, values));
    await transaction.query(sql`insert into mapping.quarantine_correction (system, object, digest, correction)
      values (${row.system}, ${row.file}, ${row.digest}, ${correction})
      on conflict (system, object, digest) do update set correction = excluded.correction`);
    await mark(transaction, steward, request, { state: "OPEN", replay: true });
    return correction;
  });
}

/** Says that a row shall stay out as it is: it is no longer open while the source gives that very record. */
export async function dismissRow(database: Database, steward: Steward, request: QuarantineRequest): Promise<void> {
  await decide(database, steward, request, "DISMISS", async (transaction, row) => {
    requireState(row, ["OPEN"]);
    await takeCorrectionBack(transaction, row);
    await mark(transaction, steward, request, { state: "DISMISSED", replay: false });
    return null;
  });
}

/** Takes the last decision back: a dismissal, a correction that waits, or one that was applied; what that brought in goes. */
export async function reopenRow(database: Database, steward: Steward, request: QuarantineRequest): Promise<void> {
  await decide(database, steward, request, "REOPEN", async (transaction, row) => {
    if (row.state === "OPEN" && !row.isCorrected)
      throw refuse("QUARANTINE_ROW_DECIDED", `Row ${row.id} is open, and nobody corrected it.`, "id", "a decided row");
    await takeCorrectionBack(transaction, row);
    if (row.state === "CORRECTED") await withdraw(transaction, row);
    await mark(transaction, steward, request, { state: "OPEN", replay: row.state === "CORRECTED" });
    return null;
  });
}

async function decide(
  database: Database,
  steward: Steward,
  request: QuarantineRequest,
  kind: QuarantineDecisionKind,
  follow: (transaction: Database, row: Row) => Promise<string | null>,
): Promise<void> {
  const reason = request.reason.trim();
  if (reason === "" || reason.length > LONGEST_REASON)
    throw refuse("BAD_USER_INPUT", `A decision needs a reason of 1 to ${LONGEST_REASON} characters.`, "reason");
  await database.transaction(async (transaction) => {
    const row = await requireRow(transaction, steward, request);
    const correction = await follow(transaction, row);
    await transaction.query(sql`insert into mapping.quarantine_decision (row_id, kind, correction, reason, decided_by)
      values (${row.id}, ${kind}, ${correction}, ${reason}, ${steward.subject})`);
  });
}

/** The row, held until the decision is made. What is hidden is refused in the words of what is unknown. */
async function requireRow(database: Database, steward: Steward, { id, version }: QuarantineRequest): Promise<Row> {
  const [found] = await database.query(sql`select t.*, exists (select 1 from mapping.quarantine_correction c
      where c.system = t.system and c.object = t.file and c.digest = t.digest) as is_corrected
    from mapping.quarantined_row t where t.id = ${id} and ${scopeSql(requireDefinition(QuarantinedRow), steward.scope)}
    for update of t`);
  if (!found) throw refuse("QUARANTINE_ROW_UNKNOWN", `There is no quarantined row ${id} in your scope.`, "id");
  const row = rowOf(found);
  if (version === null || version === row.version) return row;
  const by = row.decidedBy === null ? "" : ` ${row.decidedBy} decided last.`;
  throw refuse(
    "QUARANTINE_ROW_CHANGED",
    `Row ${id} is at version ${row.version}, not ${version}: it changed since you saw it.${by}`,
    "version",
    String(row.version),
  );
}

function rowOf(found: Readonly<Record<string, unknown>>): Row {
  const text = (column: string): string | null => (found[column] === null ? null : String(found[column]));
  return {
    id: String(found["id"]),
    system: String(found["system"]),
    file: String(found["file"]),
    digest: String(found["digest"]),
    entity: text("entity"),
    code: String(found["code"]),
    state: String(found["state"]) as State,
    isUnified: found["record_kind"] === "UNIFIED",
    record: JSON.parse(String(found["record"])) as Record<string, string>,
    version: Number(found["version"]),
    isCorrected: found["is_corrected"] === true,
    decidedBy: text("decided_by"),
  };
}

function requireState(row: Row, states: readonly State[]): void {
  if (states.includes(row.state)) return;
  const by = row.decidedBy === null ? "" : ` by ${row.decidedBy}`;
  const message = `Row ${row.id} is ${row.state.toLowerCase()}${by} already; reopen it first.`;
  throw refuse("QUARANTINE_ROW_DECIDED", message, "id", states.join(" or "));
}

function requireCorrectable({ id, code, digest, isUnified }: Row): void {
  if (code === "IMPORT_RECORD_MALFORMED")
    throw refuse(
      "QUARANTINE_NOT_CORRECTABLE",
      `Row ${id} could not be split into columns.`,
      "id",
      "a record with columns",
    );
  if (code === "IMPORT_DOCUMENT_INCOMPLETE" && isUnified)
    throw refuse(
      "QUARANTINE_NOT_CORRECTABLE",
      `Nothing is wrong with row ${id} itself: correct the part of its document that the reason names.`,
      "id",
      "the row that is wrong",
    );
  if (digest === "")
    throw refuse("QUARANTINE_NOT_CORRECTABLE", `Row ${id} must be read again first.`, "id", "a row of a newer load");
}

/** Corrected texts by column, each checked as far as it can be before the record is read again. */
function correctionOf(row: Row, values: readonly FieldValue[]): Readonly<Record<string, string>> {
  if (values.length === 0) throw refuse("BAD_USER_INPUT", "Expected at least one value, got none.", "values");
  const correction: Record<string, string> = {};
  for (const [at, { field, value }] of values.entries()) {
    const argument = `values[${at}]`;
    requireField(row, field, argument);
    const fault = faultOf(row, field, value);
    if (fault)
      throw refuse("QUARANTINE_VALUE_INVALID", `${field}: expected ${fault}, got "${value}".`, argument, fault);
    if (Object.hasOwn(correction, field))
      throw refuse("BAD_USER_INPUT", `${field} is given twice.`, argument, "each field once");
    correction[field] = value;
  }
  if (Object.entries(correction).every(([field, value]) => (row.record[field] ?? "") === value))
    throw refuse("BAD_USER_INPUT", "The record says all of this already.", "values", "a value that differs");
  return correction;
}

const columnsOf = ({ entity }: Row) =>
  Object.values(entitiesBySubgraph)
    .flat()
    .find(({ name, importable }) => name === entity && importable)?.columns ?? [];

function requireField(row: Row, field: string, argument: string): void {
  const own = row.isUnified
    ? columnsOf(row).flatMap((column) => [column.column, ...(column.unitColumn ? [column.unitColumn] : [])])
    : Object.keys(row.record);
  if (own.includes(field)) return;
  const expected = `one of ${[...new Set(own)].sort().join(", ")}`;
  throw refuse("QUARANTINE_FIELD_UNKNOWN", `The record has no ${field}; expected ${expected}.`, argument, expected);
}

function faultOf(row: Row, field: string, value: string): string | undefined {
  if (value.length > LONGEST_VALUE) return `at most ${LONGEST_VALUE} characters`;
  if (value.includes("\u0000")) return "a text without NUL";
  // A source's text is judged by the mapping, when the record is read again.
  return row.isUnified ? canonicalFault(columnsOf(row), field, value, row.system) : undefined;
}

async function takeCorrectionBack(database: Database, { system, file, digest }: Row): Promise<void> {
  await database.query(sql`delete from mapping.quarantine_correction
    where system = ${system} and object = ${file} and digest = ${digest}`);
}

/** One record may stand for rows of several entities: what its correction brought in goes with all of them. */
async function withdraw(database: Database, { system, file, digest }: Row): Promise<void> {
  await database.query(sql`update mapping.quarantined_row set state = 'OPEN', withdrawn = true, replay = true, settled_at = null
    where system = ${system} and file = ${file} and digest = ${digest} and state = 'CORRECTED'`);
}

async function mark(
  database: Database,
  { subject }: Steward,
  { id, reason }: QuarantineRequest,
  { state, replay }: { readonly state: State; readonly replay: boolean },
): Promise<void> {
  await database.query(sql`update mapping.quarantined_row set state = ${state}, 
    replay = ${replay} or withdrawn or (replay and ${state} = 'OPEN'), decision_reason = ${reason.trim()}, decided_by = ${subject}, decided_at = clock_timestamp(), version = version + 1
    where id = ${id}`);
}
