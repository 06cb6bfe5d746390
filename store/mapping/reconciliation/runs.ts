import type { Database } from "../../database";
import { name, sql } from "../../sql";

export interface RunFigures {
  readonly documents: number;
  readonly links: number;
  readonly found: number;
  readonly opened: number;
  readonly reopened: number;
  readonly closed: number;
  readonly explained: number;
  readonly waiting: number;
  readonly explanation: string;
}

/** One at a time, runs and decisions on links: two would each undo what the other has just made. */
export async function lockRuns(database: Database): Promise<void> {
  await database.query(sql`select pg_advisory_xact_lock(hashtext('concord reconcile'))`);
}

export async function beginRun(database: Database): Promise<void> {
  await lockRuns(database);
  await database.query(sql`set local statement_timeout = 0`);
  // A run may follow a large load at once, before the server has counted the new rows for its plans.
  for (const table of ["document_record", "document_line", "settlement", "identifier"])
    await database.query(sql`analyze ${name(`mapping.${table}`)}`);
}

export interface LastRun {
  readonly rules: string;
  readonly rates: string;
  /** An ISO date. */
  readonly asOf: string;
}

/** By which rules, exchange rates and day the last run judged; none: there was no run. */
export async function lastRun(database: Database): Promise<LastRun | null> {
  const [row] = await database.query(
    sql`select rules_version, rates_version, as_of::text from mapping.reconciliation_run order by id desc limit 1`,
  );
  return row
    ? { rules: String(row["rules_version"]), rates: String(row["rates_version"]), asOf: String(row["as_of"]) }
    : null;
}

export async function saveRun(
  database: Database,
  run: {
    readonly mode: "FULL" | "INCREMENTAL";
    readonly rulesVersion: string;
    readonly ratesVersion: string;
    readonly asOf: string;
    readonly startedAt: string;
  },
  figures: RunFigures,
): Promise<string> {
  const [row] = await database.query(sql`
    insert into mapping.reconciliation_run (mode, rules_version, rates_version, as_of, started_at, finished_at, document_count, link_count,
      found_count, opened_count, reopened_count, closed_count, explained_count, waiting_count, explanation)
    values (${run.mode}, ${run.rulesVersion}, ${run.ratesVersion}, ${run.asOf}::date, ${run.startedAt}::timestamptz, clock_timestamp(),
      ${figures.documents}, ${figures.links}, ${figures.found}, ${figures.opened}, ${figures.reopened}, ${figures.closed},
      ${figures.explained}, ${figures.waiting}, ${figures.explanation}) returning id`);
  return String(row?.["id"]);
}
