import type { Subgraph } from "../../schema/model/definition";
import type { Database, Row } from "../database";
import { sql } from "../sql";
import type { Check } from "./compile";
import { type Found, keepFindings, keepRules, knownRules, rowsWithFinding } from "./findings";
import type { QualityRules } from "./rules";

/** Rows at fault that one statement gives; more come by the next. */
const PAGE_ROWS = 20_000;

export interface CheckOptions {
  /** `changed`: what batches brought since the last run, and what rests on it; `everything`: all rows. */
  readonly scope?: "changed" | "everything";
  /** The day that counts as today, ISO 8601. */
  readonly today?: string;
}

export interface QualitySummary {
  readonly run: string;
  readonly rules: number;
  readonly batches: number;
  /** Faults that were not there before. */
  readonly opened: number;
  readonly resolved: number;
  /** Faults in force that nobody accepted. */
  readonly open: { readonly errors: number; readonly warnings: number };
  readonly byRule: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly entity: string;
    readonly open: number;
  }[];
}

type Databases = Readonly<Record<Subgraph, Database>>;

/**
 * Asks the rules of the stored rows: each rule in the database of the subgraph whose rows it judges, its findings kept by
 * mapping. Killed half-way it is asked again: a batch counts as judged only when every rule has judged it.
 */
export async function runQualityChecks(
  databases: Databases,
  rules: readonly QualityRules[],
  { scope = "changed", today = new Date().toISOString().slice(0, 10) }: CheckOptions = {},
): Promise<QualitySummary> {
  const { mapping } = databases;
  const startedAt = new Date().toISOString();
  const run = await nextRun(mapping);
  const batches = await uncheckedBatches(mapping);
  const known = await knownRules(mapping);
  const counts = { opened: 0, resolved: 0 };
  for (const { subgraph, rule, checks, fingerprint } of rules) {
    // What a removed row took along shows on no batch, and a rule that is new has judged nothing yet.
    const all = scope === "everything" || batches.some(({ removed }) => removed) || known.get(rule.id) !== fingerprint;
    for (const check of checks) {
      const asked = { today, batches: all ? null : batches.map(({ id }) => id) };
      const found = await findAll(databases[subgraph], mapping, check, asked);
      const changes = await mapping.transaction((transaction) => keepFindings(transaction, check, run, found));
      counts.opened += changes.opened;
      counts.resolved += changes.resolved;
    }
  }
  return mapping.transaction(async (transaction) => {
    counts.resolved += await keepRules(transaction, rules);
    await transaction.query(sql`insert into mapping.quality_checked_batch
      select unnest(${batches.map(({ id }) => id)}::bigint[]) on conflict do nothing`);
    const byRule = await openByRule(transaction);
    const of = (severity: string) =>
      byRule.filter((one) => one.severity === severity).reduce((n, { open }) => n + open, 0);
    const open = { errors: of("ERROR"), warnings: of("WARNING") };
    await transaction.query(sql`insert into mapping.quality_run (id, scope, started_at, finished_at, rule_count, batch_count,
      found_count, resolved_count, open_count) overriding system value values (${run}::bigint, ${scope === "everything" ? "EVERYTHING" : "CHANGED"},
      ${startedAt}::timestamptz, clock_timestamp(), ${rules.length}, ${batches.length}, ${counts.opened}, ${counts.resolved},
      ${open.errors + open.warnings})`);
    return { run, rules: rules.length, batches: batches.length, ...counts, open, byRule };
  });
}

async function nextRun(mapping: Database): Promise<string> {
  const [row] = await mapping.query(
    sql`select nextval(pg_get_serial_sequence('mapping.quality_run', 'id'))::text as id`,
  );
  return String(row?.["id"]);
}

interface UncheckedBatch {
  readonly id: string;
  readonly removed: boolean;
}

async function uncheckedBatches(mapping: Database): Promise<readonly UncheckedBatch[]> {
  const rows =
    await mapping.query(sql`select b.id::text as id, b.removed_count > 0 as removed from mapping.import_batch b
    where not exists (select 1 from mapping.quality_checked_batch c where c.batch_id = b.id) order by b.id`);
  return rows.map((row) => ({ id: String(row["id"]), removed: row["removed"] === true }));
}

async function findAll(
  database: Database,
  mapping: Database,
  check: Check,
  asked: { readonly today: string; readonly batches: readonly string[] | null },
): Promise<readonly Found[]> {
  const again = asked.batches ? await rowsWithFinding(mapping, check) : [];
  // Nothing came and nothing is to be looked at again: there is nothing to ask.
  if (asked.batches?.length === 0 && again.length === 0) return [];
  const found: Found[] = [];
  for (let after = ""; ; ) {
    const rows = await database.query(check.statement({ ...asked, again, after, first: PAGE_ROWS }));
    found.push(...rows.flatMap((row) => toFound(check, row)));
    if (rows.length < PAGE_ROWS) return found;
    after = String(rows.at(-1)?.["row_id"]);
  }
}

function toFound({ verify }: Check, row: Row): readonly Found[] {
  const [found, given] = [String(row["found"]), String(row["expected"])];
  const expected = verify ? verify(found, given) : given;
  if (expected === null) return [];
  const companyId = row["company_id"];
  return [
    { rowId: String(row["row_id"]), companyId: typeof companyId === "string" ? companyId : null, expected, found },
  ];
}

async function openByRule(mapping: Database): Promise<QualitySummary["byRule"]> {
  const rows = await mapping.query(sql`select rule_id, severity, entity, count(*)::integer as open
    from mapping.quality_finding where state = 'OPEN' group by 1, 2, 3 order by 2, 4 desc, 1, 3`);
  return rows.map((row) => ({
    rule: String(row["rule_id"]),
    severity: String(row["severity"]),
    entity: String(row["entity"]),
    open: Number(row["open"]),
  }));
}
