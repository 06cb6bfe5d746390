import { createHash } from "node:crypto";
import { ConcordError, errorText } from "../../schema/errors";
import type { SourceLag } from "../contract";
import { Connection, databaseOf, quoted } from "./connection";
import type { PostgresSource, Session } from "./postgres-source";
import type { WatchedTable } from "./tables";

/** What a reader of a source is called in the source: its slot, and the publication it reads. */
export interface ReaderNames {
  readonly slot: string;
  readonly publication: string;
}

const LOOKED_AT_EVERY_MS = 5;
/** PostgreSQL's longest name. */
const LONGEST_NAME = 63;

/**
 * Names from the system and the database, since slots are shared by all databases of a server. Two Concords over one
 * database need a name each.
 */
export function readerNames(system: string, url: string, reader = ""): ReaderNames {
  const plain = ["concord", system, databaseOf(url), reader]
    .filter((part) => part !== "")
    .join("_")
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, "_");
  const mark = createHash("sha256").update(plain).digest("hex").slice(0, 8);
  const name = plain.length > LONGEST_NAME ? `${plain.slice(0, LONGEST_NAME - 9)}_${mark}` : plain;
  return { slot: name, publication: name };
}

/** Why a source's log cannot be read; it is looked at again and again instead. */
export class NotReplicable extends Error {}

export async function requireReplication({ connection }: Session): Promise<void> {
  const [row] = await connection.query(`select current_setting('wal_level') as level,
    coalesce((select rolreplication or rolsuper from pg_roles where rolname = current_user), false)::text as may`);
  if (row?.["level"] !== "logical")
    throw new NotReplicable(`wal_level is ${row?.["level"]}; set it to logical and restart the server.`);
  if (row?.["may"] !== "true")
    throw new NotReplicable(
      "the user may not read the log: alter role … with replication (or rds_replication granted).",
    );
}

/** Tables whose changes come through the log; those that tell no key cannot, without breaking the application's own updates. */
export function publishable(tables: readonly WatchedTable[]): readonly WatchedTable[] {
  return tables.filter(({ identity }) => identity !== "nothing");
}

/** Publishes exactly the tables that are read. One that an administrator made wider is left as it is. */
export async function ensurePublication(
  source: PostgresSource,
  session: Session,
  { publication }: ReaderNames,
): Promise<void> {
  const { connection, catalogue } = session;
  const { schema } = source.parts;
  const wanted = publishable(catalogue.tables).map(({ name }) => name);
  const published = await connection.query(
    "select tablename as name from pg_publication_tables where pubname = $1 and schemaname = $2",
    [publication, schema],
  );
  const has = new Set(published.map((row) => row["name"]));
  if (wanted.every((name) => has.has(name))) return;
  const [existing] = await connection.query("select 1 as found from pg_publication where pubname = $1", [publication]);
  const tables = wanted.map((name) => `${quoted(schema)}.${quoted(name)}`).join(", ");
  const statement = existing
    ? `alter publication ${quoted(publication)} set table ${tables}`
    : `create publication ${quoted(publication)} for table ${tables}`;
  try {
    await connection.query(statement);
  } catch (error) {
    if (connection.isLost) throw error;
    throw new NotReplicable(
      `the publication ${publication} cannot be made (${errorText(error)}); let the tables' owner run: ${statement}`,
    );
  }
}

export interface SlotState {
  /** Position up to which the source may forget; changes behind it come again. */
  readonly confirmed: string;
  /** Made just now: changes before it come from no stream. */
  readonly isNew: boolean;
  /** The source had dropped what its forerunner needed. */
  readonly wasLost: boolean;
}

export async function ensureSlot({ connection }: Session, { slot }: ReaderNames): Promise<SlotState> {
  const [existing] = await connection.query(
    "select confirmed_flush_lsn::text as confirmed, coalesce(wal_status, 'lost') as status from pg_replication_slots where slot_name = $1",
    [slot],
  );
  const isUsable = existing !== undefined && existing["status"] !== "lost" && existing["confirmed"] !== null;
  if (isUsable) return { confirmed: existing["confirmed"] ?? "0/0", isNew: false, wasLost: false };
  if (existing) await connection.query("select pg_drop_replication_slot($1)", [slot]);
  try {
    const [created] = await connection.query(
      "select lsn::text as confirmed from pg_create_logical_replication_slot($1, 'pgoutput')",
      [slot],
    );
    await othersEnded(connection);
    return { confirmed: created?.["confirmed"] ?? "0/0", isNew: true, wasLost: existing !== undefined };
  } catch (error) {
    if (connection.isLost) throw error;
    throw new NotReplicable(`the slot ${slot} cannot be made (${errorText(error)}).`);
  }
}

/**
 * Waits until snapshots show everything before the new slot: a commit is in the log a moment before snapshots show it, and what
 * the slot leaves out, the first look must find. The slot itself was waited for alike.
 */
async function othersEnded(connection: Connection): Promise<void> {
  const [now] = await connection.query("select pg_snapshot_xmax(pg_current_snapshot())::text as next");
  for (;;) {
    const [seen] = await connection.query("select pg_snapshot_xmin(pg_current_snapshot())::text as oldest");
    if (BigInt(seen?.["oldest"] ?? 0) >= BigInt(now?.["next"] ?? 0)) return;
    await new Promise((resolve) => setTimeout(resolve, LOOKED_AT_EVERY_MS));
  }
}

export async function readLag({ connection }: Session, { slot }: ReaderNames): Promise<SourceLag> {
  const [row] = await connection.query(
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::text as bytes, confirmed_flush_lsn::text as confirmed,
      pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::text as retained,
      wal_status as status, coalesce(safe_wal_size::text, 'unlimited') as safe
    from pg_replication_slots where slot_name = $1`,
    [slot],
  );
  if (!row) return { bytes: null, position: "no slot: the source is looked at from time to time" };
  const position = `${row["confirmed"]} (slot ${slot}: ${row["status"]}; bytes until it is dropped: ${row["safe"]})`;
  const kept = { name: slot, status: row["status"] ?? "lost", retainedBytes: Number(row["retained"] ?? 0) };
  return { bytes: Number(row["bytes"] ?? 0), position, slot: kept };
}

/**
 * Removes what following a source left in it: the slot, which holds back its log, and the publication.
 * @returns what was removed, in words
 * @throws ConcordError `SOURCE_IN_USE` while a process follows the source
 */
export async function removeReplication(source: PostgresSource, names: ReaderNames): Promise<readonly string[]> {
  const connection = await Connection.open(source.parts);
  try {
    const [slot] = await connection.query(
      `select active::text as active, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::text as retained
      from pg_replication_slots where slot_name = $1 and database = current_database()`,
      [names.slot],
    );
    if (slot?.["active"] === "true")
      throw new ConcordError("SOURCE_IN_USE", `The slot ${names.slot} of ${source.place} is being read.`, names.slot);
    const [published] = await connection.query("select 1 as found from pg_publication where pubname = $1", [
      names.publication,
    ]);
    if (slot) await connection.query("select pg_drop_replication_slot($1)", [names.slot]);
    if (published) await connection.query(`drop publication ${quoted(names.publication)}`);
    return [
      ...(slot ? [`the slot ${names.slot}, which kept ${slot["retained"]} bytes of log`] : []),
      ...(published ? [`the publication ${names.publication}`] : []),
    ];
  } finally {
    await connection.close();
  }
}

export async function dropSlot({ connection }: Session, { slot }: ReaderNames): Promise<void> {
  await connection.query("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1", [
    slot,
  ]);
}
