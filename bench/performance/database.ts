import pg from "pg";
import { openPostgres } from "../../store/postgres";
import { migrateAll } from "../../tests/build";
import { benchServer } from "../bench-server";
import { makeUp, type Size } from "./data";

/** The made-up company in a database that is gone when it is closed. */
export interface BenchDatabase {
  readonly url: string;
  /** Process ids of the server's side of all connections. */
  backends(): Promise<readonly number[]>;
  /** Statements that the server ran meanwhile; undefined where it does not count them. */
  statementsDuring(work: () => Promise<void>): Promise<number | undefined>;
  /** Bytes of a row with its share of the indexes, by table. */
  bytesPerRow(): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}

const COUNTING = { shared_preload_libraries: "pg_stat_statements" };
/** Of a server of one's own: as much as a small real one is given. */
const SERVER = {
  shared_buffers: "512MB",
  max_connections: "100",
  max_wal_size: "4GB",
  wal_level: "replica",
  fsync: "off",
  ...COUNTING,
};
/** Written by a statement each, so one may take minutes. */
const PATIENT = { poolSize: 2, statementTimeoutMs: 1_800_000, connectTimeoutMs: 10_000 };

/** On the server at DATABASE_URL, or without it on one of its own. */
export async function openBenchDatabase(size: Size): Promise<BenchDatabase> {
  const { administratorUrl, remove } = await benchServer("bench", SERVER);
  const name = `concord_bench_${process.pid}`;
  const administrator = new pg.Client({ connectionString: administratorUrl });
  await administrator.connect();
  await administrator.query(`create database ${name}`);
  const url = new URL(administratorUrl);
  url.pathname = `/${name}`;
  const database = openPostgres({ url: url.href, ...PATIENT });
  await migrateAll(database);
  await makeUp(database, size);
  await database.close();
  const own = new pg.Client({ connectionString: url.href });
  await own.connect();
  const counts = await own.query("create extension pg_stat_statements; select count(*) from pg_stat_statements").then(
    () => true,
    () => false,
  );
  return {
    url: url.href,
    backends: () => backendsOf(own),
    statementsDuring: async (work) => (counts ? countedDuring(own, work) : undefined),
    bytesPerRow: () => bytesPerRow(own),
    async close() {
      await own.end();
      await administrator.query(`drop database ${name} with (force)`);
      await administrator.end();
      await remove();
    },
  };
}

async function backendsOf(client: pg.Client): Promise<readonly number[]> {
  const { rows } = await client.query(
    "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  return rows.map(({ pid }) => Number(pid));
}

async function countedDuring(client: pg.Client, work: () => Promise<void>): Promise<number> {
  await client.query("select pg_stat_statements_reset()");
  await work();
  const { rows } = await client.query(`select coalesce(sum(calls), 0)::integer as calls from pg_stat_statements
    where dbid = (select oid from pg_database where datname = current_database()) and query not ilike '%pg_stat_%'`);
  return Number(rows[0]?.calls);
}

async function bytesPerRow(client: pg.Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query(`select schemaname || '.' || relname as name,
      pg_total_relation_size(relid) / greatest(n_live_tup, 1) as bytes
    from pg_stat_user_tables where schemaname in ('erp', 'finance', 'mapping') and n_live_tup > 1000 order by 1`);
  return new Map(rows.map(({ name, bytes }) => [String(name), Number(bytes)]));
}
