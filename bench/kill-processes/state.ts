import { type StoredTable, storedTables } from "../../store/backup/content";
import type { Database } from "../../store/database";
import { join, name, raw, type Sql, sql } from "../../store/sql";

/**
 * What of a table must be equal after a crash and after a clean run. Everything, but for what says when and in how many
 * batches it came: a run that is killed and goes on reads the source in other portions than one that reads it once.
 */
interface Comparison {
  /** Columns that say when or in which batch; left out. */
  readonly without?: readonly string[];
  /** Columns in other words. */
  readonly instead?: Readonly<Record<string, Sql>>;
  /** Rows that are compared. */
  readonly where?: Sql;
}

/** The identity of a record by the first record in it: the numbers of ids depend on which record came first. */
const IDENTITY_BY_ITS_FIRST = raw(
  "(select min(other.source_id) from mapping.identifier other where other.shared_id = t.shared_id and other.status = 'CONFIRMED')",
);

/** A refused line of a document is kept as it was staged, with its batch and its place in it. */
const RECORD_WITHOUT_BATCH = raw("(t.record::jsonb - 'batch_id' - 'moment_id' - 'place')");

const WHOLE: Comparison = { without: ["batch_id", "moment_id"] };

const COMPARED: Readonly<Record<string, Comparison>> = {
  // A version counts how often the verdict on a record changed, so that a steward decides on what they saw: who looks more often sees more verdicts.
  "mapping.quarantined_row": {
    without: ["batch_id", "quarantined_at", "version"],
    instead: { record: RECORD_WITHOUT_BATCH },
  },
  // Which record of an identity came first, so that its id was minted for it and the others joined it, is history. A link that was withdrawn since its record went at the source is history, which a later reader has never seen.
  "mapping.identifier": {
    without: ["id", "rule", "reason", "decided_at"],
    instead: { shared_id: IDENTITY_BY_ITS_FIRST },
    where: sql`t.status = 'CONFIRMED'`,
  },
  "mapping.source_record": { without: ["batch_id", "matched_batch_id"] },
  "mapping.identity_conflict": { without: ["found_at", "resolved_at"], where: sql`t.state = 'OPEN'` },
  "mapping.code_map": { without: ["loaded_at"] },
  "mapping.code_mapping": { without: ["id", "decided_at"] },
  "mapping.applied_entity": { without: ["batch_id", "committed_at", "applied_at", "changed_at"] },
};

/** History by its nature, one row a batch, a run or an id ever given: soundness.ts judges what must hold of it. */
const HISTORY: ReadonlySet<string> = new Set([
  "mapping.import_batch",
  "mapping.import_skip",
  "mapping.identity",
  "mapping.identity_redirect",
  "mapping.identifier_version",
  "mapping.source_state",
  "mapping.quality_run",
  "mapping.quality_rule",
  "mapping.quality_checked_batch",
  "mapping.match_run",
  "mapping.reconciliation_run",
  "mapping.discrepancy_event",
  // What rows were before, and when they became what they are.
  ...["erp", "finance"].flatMap((schema) => [`${schema}.moment`, `${schema}.superseded_row`]),
  ...["erp", "finance", "mapping"].map((schema) => `${schema}.change`),
]);

/**
 * What reviews found: what is so now. A fault that came and went in between was seen by who looked in between. Of a party
 * the id is minted; by its name in `cause` and its documents a finding is told as well.
 */
const REVIEWED: Readonly<Record<string, Comparison>> = {
  "mapping.quality_finding": {
    without: ["first_seen_at", "last_seen_at", "resolved_at", "seen_in"],
    where: sql`t.state = 'OPEN'`,
  },
  "mapping.discrepancy": { without: ["first_seen_at", "last_seen_at", "party_id", "item_id"], where: sql`t.present` },
  "mapping.match": { without: ["run_number", "proposed_at"] },
  "mapping.reconciled_document": { without: ["cluster", "fingerprint"] },
};

const SCHEMAS = ["erp", "finance", "mapping"] as const;

/** The content of a store as lines, one a row, sorted; equal stores have equal lines. */
export async function comparableState(database: Database): Promise<readonly string[]> {
  const tables: StoredTable[] = [];
  for (const schema of SCHEMAS) tables.push(...(await storedTables(database, schema)));
  const statements = tables.filter(({ name: table }) => !HISTORY.has(table)).map(linesOf);
  const rows = await database.query(
    sql`select line from (${join(statements, " union all ")}) as content order by line collate "C"`,
  );
  return rows.map((row) => String(row["line"]));
}

function linesOf({ name: table }: StoredTable): Sql {
  const { without = [], instead = {}, where = sql`true` } = COMPARED[table] ?? REVIEWED[table] ?? WHOLE;
  const others = Object.entries(instead).map(([column, value]) => sql`${column}::text, ${value}`);
  const row = sql`(to_jsonb(t) - ${without}::text[]) || jsonb_build_object(${join(others)})`;
  return sql`select ${table}::text || ' ' || (${row})::text as line from ${name(table)} t where ${where}`;
}

/** What one has and the other lacks, a few lines of it; empty: they are equal, doubled rows included. */
export function differences(found: readonly string[], expected: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of found) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of expected) counts.set(line, (counts.get(line) ?? 0) - 1);
  const differing = [...counts].filter(([, count]) => count !== 0);
  return differing.map(([line, count]) => `${count > 0 ? "only here" : "only in the clean run"}: ${line}`);
}
