import { columnOf } from "../../schema/model/definition";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { Database } from "../../store/database";
import { tableOf } from "../../store/read/row";
import { raw, type Sql, sql } from "../../store/sql";
import { documentOf } from "../../store/write/document-rule";
import type { Cluster } from "./cluster";
import type { Mode } from "./report";

/** What no store may ever hold, by name: each query gives the offending rows. */
const FORBIDDEN: Readonly<Record<string, Sql>> = {
  "a load without its end": sql`select id::text as what from mapping.import_batch where committed_at is null`,
  "a record without one identity": sql`select r.source_id as what from mapping.source_record r
    where (select count(*) from mapping.identifier i where i.source_id = r.source_id and i.status = 'CONFIRMED') <> 1`,
  "an identity of a record that is gone": sql`select i.source_id as what from mapping.identifier i
    where i.status = 'CONFIRMED' and not exists (select 1 from mapping.source_record r where r.source_id = i.source_id)`,
  "an id that nobody minted": sql`select i.id as what from mapping.identifier i
    where not exists (select 1 from mapping.identity m where m.id = i.shared_id)`,
  "a redirect to nowhere": sql`select r.from_id as what from mapping.identity_redirect r
    where not exists (select 1 from mapping.identity m where m.id = r.to_id)`,
  "a history that does not end in what is": sql`select i.id as what from mapping.identifier i where i.status = 'CONFIRMED'
    and (select count(*) from mapping.identifier_version v where v.source_id = i.source_id and v.known_to is null
      and v.shared_id = i.shared_id) <> 1`,
  "a history that goes on of a record that is gone": sql`select v.source_id as what from mapping.identifier_version v
    where v.known_to is null and not exists (select 1 from mapping.source_record r where r.source_id = v.source_id)`,
  "a line of evidence without its document": sql`select l.source_id as what from mapping.document_line l
    where not exists (select 1 from mapping.document_record d where d.source_id = l.document_id)`,
  "freshness by a load that is not there": sql`select a.entity as what from mapping.applied_entity a
    where not exists (select 1 from mapping.import_batch b where b.id = a.batch_id)`,
};

/** Lines whose document is not there, and rows by a load that is not there. */
function forbiddenOfEntities(): readonly (readonly [string, Sql])[] {
  return entitiesBySubgraph.erp.flatMap((entity) => {
    const key = raw(`t."${columnOf(entity, entity.key).column}"`);
    const unloaded = sql`select ${key} as what from ${tableOf(entity)} t
      where not exists (select 1 from mapping.import_batch b where b.id = t.batch_id)`;
    const document = documentOf(entity);
    const found: [string, Sql][] = [[`a ${entity.name} by a load that is not there`, unloaded]];
    if (document && entity.partOf) {
      const parent = raw(`t."${columnOf(entity, entity.partOf).column}"`);
      found.push([
        `a ${entity.name} without its ${document.name}`,
        sql`select ${key} as what from ${tableOf(entity)} t where not exists (
          select 1 from ${tableOf(document)} d where ${raw(`d."${columnOf(document, document.key).column}"`)} = ${parent})`,
      ]);
    }
    return found;
  });
}

/** What in a store contradicts itself; empty: nothing. */
export async function unsound(database: Database): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [what, query] of [...Object.entries(FORBIDDEN), ...forbiddenOfEntities()]) {
    const rows = await database.query(query);
    if (rows.length > 0)
      faults.push(
        `${what}: ${rows
          .slice(0, 3)
          .map((row) => String(row["what"]))
          .join(", ")}`,
      );
  }
  return faults;
}

/** What the graph says of the source's freshness, where it is not what it must be once everything has come in. */
export async function staleness(database: Database, mode: Mode): Promise<readonly string[]> {
  const expected = mode === "live" ? "LIVE" : "CURRENT";
  const rows = await database.query(sql`select entity, state, error, committed_at is null as untold,
    batch_id = (select max(id) from mapping.import_batch) as newest from mapping.source_freshness`);
  if (rows.length === 0) return ["no freshness is told"];
  return rows
    .filter(
      (row) =>
        row["state"] !== expected ||
        row["error"] !== null ||
        row["newest"] !== true ||
        (mode === "live" && row["untold"] === true),
    )
    .map((row) => `freshness of ${String(row["entity"])}: ${JSON.stringify(row)}`);
}

/** What the synchronisation left in the servers after its end: locks, sessions, and slots but for the one it goes on from. */
export async function leftovers(parts: {
  readonly store: Cluster;
  readonly source: Cluster;
  readonly storeName: string;
  readonly sourceName: string;
  readonly mode: Mode;
}): Promise<readonly string[]> {
  const { store, source, storeName, sourceName, mode } = parts;
  const faults: string[] = [];
  const expect = (what: string, rows: readonly unknown[], count: number): void => {
    if (rows.length !== count) faults.push(`${what}: expected ${count}, found ${JSON.stringify(rows)}`);
  };
  const sessions =
    "select pid, application_name, state from pg_stat_activity where datname = $1 and backend_type = 'client backend'";
  expect("sessions on the store", await thatStay(() => store.query(sessions, [storeName])), 0);
  expect("sessions on the source", await thatStay(() => source.query(sessions, [sourceName])), 0);
  const locks = `select l.locktype, l.mode from pg_locks l join pg_database d on d.oid = l.database
      left join pg_stat_activity a on a.pid = l.pid
      where d.datname = $1 and a.backend_type is distinct from 'autovacuum worker'`;
  expect("locks on the store", await store.query(locks, [storeName]), 0);
  const slots = "select slot_name, active, wal_status from pg_replication_slots";
  const found = await source.query(slots);
  expect("replication slots", found, mode === "live" ? 1 : 0);
  const unusable = found.filter(({ active, wal_status: status }) => active === true || status === "lost");
  expect("slots that are held or lost", unusable, 0);
  return faults;
}

const GOING_MS = 3_000;

/** A server ends a session a moment after its client has gone. */
async function thatStay<Row>(look: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  for (const until = Date.now() + GOING_MS; ; ) {
    const rows = await look();
    if (rows.length === 0 || Date.now() > until) return rows;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
