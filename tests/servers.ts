import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { Cluster } from "../bench/kill-processes/cluster";
import { findPostgresBinaries } from "../bench/kill-processes/postgres-binaries";
import { dependencies } from "../package.json";

/** Held while a template of a dump is made, copied or dropped: suites run beside each other. */
export const TEMPLATE_LOCK = 20_260_101;

/** What tests leave in it is of no use after them, so that it need not outlive a loss of power. */
const THROWN_AWAY = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  shared_buffers: "256MB",
  max_connections: "200",
  max_replication_slots: "40",
  max_wal_senders: "40",
};

let started: Cluster | undefined;
let temporary: string | undefined;

/** jest's global set-up: the servers that suites use; says what is skipped where there is none. */
export default async function findServers(): Promise<void> {
  makeEmptyPglite();
  temporary = ownTemporaryFolder();
  process.env["CONCORD_TEST_SERVER"] =
    process.env["DATABASE_URL"] ?? (await startPostgres()) ?? "postgresql://postgres@127.0.0.1:5432/postgres";
  await findPostgres(process.env["CONCORD_TEST_SERVER"]);
  await findNats();
}

/** jest's global teardown: on a server that stays, the databases that dumps were loaded into once a run are dropped. */
export async function stopServers(): Promise<void> {
  if (started) await started.remove();
  else if (process.env["CONCORD_TEST_POSTGRES"] === "yes") await dropTemplates();
  started = undefined;
  if (temporary) rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}

/** What suites and the processes they start put aside goes with the run. Servers that run as another user pass through it. */
function ownTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "concord-run-"));
  chmodSync(folder, 0o711);
  process.env["TMPDIR"] = folder;
  return folder;
}

async function dropTemplates(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env["CONCORD_TEST_SERVER"] ?? "" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    const { rows } = await client.query(
      "select quote_ident(datname) as name from pg_database where datname ~ '^concord_dump_[0-9a-f]{16}'",
    );
    for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
}

/** Kept from run to run: the files depend on PGlite's version alone. */
function makeEmptyPglite(): void {
  const path = join(tmpdir(), `concord-empty-pglite-${dependencies["@electric-sql/pglite"]}.tar`);
  if (!existsSync(path))
    execFileSync(process.execPath, [join(__dirname, "empty-pglite.mjs"), path], { stdio: "inherit" });
  process.env["CONCORD_TEST_PGLITE"] = path;
}

/** A server for this run alone, where PostgreSQL's programs are found. */
async function startPostgres(): Promise<string | undefined> {
  const binaries = findPostgresBinaries();
  if (!binaries) return undefined;
  started = await Cluster.create("tests", binaries, THROWN_AWAY);
  return started.urlOf("postgres");
}

async function findPostgres(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    const { rows } = await client.query(
      "select current_setting('server_version') as version, current_setting('wal_level') as wal",
    );
    process.env["CONCORD_TEST_POSTGRES"] = "yes";
    console.log(`\nSuites run on PGlite and on PostgreSQL ${rows[0].version}.`);
    if (rows[0].wal !== "logical")
      console.log(`Its wal_level is ${rows[0].wal}: suites that follow a log fail. Set it to logical.`);
  } catch (error) {
    process.env["CONCORD_TEST_POSTGRES"] = "no";
    console.log(
      `\nNo PostgreSQL server answers (${String(error)}): every suite's PostgreSQL half is skipped; PGlite runs. Set DATABASE_URL to run it.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function findNats(): Promise<void> {
  const { hostname, port } = new URL(process.env["NATS_URL"] ?? "nats://127.0.0.1:4222");
  const answers = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || 4222, timeout: 3000 }, () => resolve(true));
    for (const event of ["error", "timeout"]) socket.on(event, () => resolve(false));
    socket.unref();
  });
  process.env["CONCORD_TEST_NATS"] = answers ? "yes" : "no";
  if (!answers)
    console.log("No NATS server answers: the board of several processes is skipped. Set NATS_URL to run it.");
}
