import pg from "pg";
import { graphError } from "../schema/errors";
import type { Database, Row } from "./database";
import type { Sql } from "./sql";
import { valueParsers } from "./value-parsers";

export interface PostgresOptions {
  readonly url: string;
  /** Most connections at once. */
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

interface Client {
  query(config: { text: string; values?: unknown[] }): Promise<{ rows: Row[] }>;
}

const HANGING_AFTER_MS = 5_000;
const QUERY_CANCELED = "57014";

async function run(client: Client, statement: Sql): Promise<readonly Row[]> {
  try {
    return (await client.query({ text: statement.text, values: [...statement.values] })).rows;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === QUERY_CANCELED)
      throw graphError("STATEMENT_TIMEOUT", "The database stopped a statement that ran too long.");
    throw error;
  }
}

function inTransaction(client: pg.PoolClient): Database {
  const database: Database = {
    engine: "postgres",
    query: (statement) => run(client, statement),
    execute: async (script) => void (await client.query(script)),
    transaction: (work) => work(database),
    close: async () => {},
  };
  return database;
}

/** A pool on a PostgreSQL server, 15 or newer. */
export function openPostgres(options: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: options.connectTimeoutMs,
    statement_timeout: options.statementTimeoutMs,
    // The server's own limit does not end a statement whose connection hangs.
    ...(options.statementTimeoutMs > 0 ? { query_timeout: options.statementTimeoutMs + HANGING_AFTER_MS } : {}),
    keepAlive: true,
    options: "-c timezone=UTC -c datestyle=ISO",
    types: {
      getTypeParser: (type: number, format?: string) =>
        valueParsers[type] ?? pg.types.getTypeParser(type, format as "text"),
    },
  });
  // Statements are stopped over a connection of its own, since they may have taken all others.
  const cancels = new pg.Pool({
    connectionString: options.url,
    max: 1,
    connectionTimeoutMillis: options.connectTimeoutMs,
    query_timeout: HANGING_AFTER_MS,
  });
  const cancel = async (pid: number): Promise<void> =>
    void (await cancels.query("select pg_cancel_backend($1)", [pid]));
  // An idle connection that the server closes must not end the process; the next query reports the fault.
  for (const connections of [pool, cancels]) connections.on("error", () => {});
  return {
    engine: "postgres",
    query: (statement, signal) => (signal ? stoppable(pool, cancel, statement, signal) : run(pool, statement)),
    execute: async (script) => void (await pool.query(script)),
    transaction: (work) => transaction(pool, work),
    async close() {
      await Promise.all([pool.end(), cancels.end()]);
    },
  };
}

/** Runs a statement that stops with the signal; a connection on which one was stopped or failed is not used again. */
async function stoppable(
  pool: pg.Pool,
  cancel: (pid: number) => Promise<void>,
  statement: Sql,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const client: pg.PoolClient & { readonly processID?: number | null } = await pool.connect();
  const ignore = (): void => {};
  const stop = (): void => {
    // A server that cannot be told stops the statement by its own limit.
    if (client.processID) cancel(client.processID).catch(ignore);
  };
  client.on("error", ignore);
  let answered = false;
  try {
    signal.throwIfAborted();
    signal.addEventListener("abort", stop);
    const rows = await run(client, statement);
    answered = true;
    return rows;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", stop);
    client.off("error", ignore);
    client.release(!answered || signal.aborted);
  }
}

async function transaction<T>(pool: pg.Pool, work: (database: Database) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks between two statements must not end the process; the next statement reports the fault.
  const ignore = (): void => {};
  client.on("error", ignore);
  try {
    await client.query("begin");
    const result = await work(inTransaction(client));
    await client.query("commit");
    client.off("error", ignore);
    client.release();
    return result;
  } catch (error) {
    // A connection whose rollback fails is broken: release(true) closes it instead of returning it to the pool.
    const broken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    client.off("error", ignore);
    client.release(broken);
    throw error;
  }
}
