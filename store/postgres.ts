import { GraphQLError } from "graphql";
import pg from "pg";
import { graphError } from "../schema/errors";
import { arrayLiteral } from "./array-literal";
import { listenOn } from "./changes/listen";
import type { Database, Row } from "./database";
import type { Sql } from "./sql";
import { statementNames } from "./statement-names";
import { valueParsers } from "./value-parsers";

export interface PostgresOptions {
  readonly url: string;
  /** Most connections at once. */
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

interface Client {
  query(config: { text: string; values?: unknown[]; name?: string }): Promise<{ rows: Row[] }>;
}

const HANGING_AFTER_MS = 5_000;
const QUERY_CANCELED = "57014";
const FEATURE_NOT_SUPPORTED = "0A000";

const isText = (value: unknown): value is string => typeof value === "string";

const parameter = (value: unknown): unknown =>
  Array.isArray(value) && value.every(isText) ? arrayLiteral(value) : value;

/** @param name under which the connection keeps the statement prepared; none: it does not */
async function run(client: Client, statement: Sql, name?: string): Promise<readonly Row[]> {
  try {
    const config = { text: statement.text, values: statement.values.map(parameter) };
    return (await client.query(name === undefined ? config : { ...config, name })).rows;
  } catch (error) {
    // A migration changed the columns that a kept statement gives, which the server refuses to plan again.
    if (name !== undefined && error instanceof pg.DatabaseError && error.code === FEATURE_NOT_SUPPORTED)
      return run(client, statement);
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
  const nameOf = statementNames();
  const ask = (client: Client, statement: Sql): Promise<readonly Row[]> =>
    run(client, statement, nameOf(statement.text));
  const cancel = async (pid: number): Promise<void> =>
    void (await cancels.query("select pg_cancel_backend($1)", [pid]));
  // An idle connection that the server closes must not end the process; the next query reports the fault.
  for (const connections of [pool, cancels]) connections.on("error", () => {});
  return {
    engine: "postgres",
    query: (statement, signal) => (signal ? stoppable(pool, cancel, ask, statement, signal) : ask(pool, statement)),
    execute: async (script) => void (await pool.query(script)),
    transaction: (work) => transaction(pool, work),
    listen: (channel, told) =>
      listenOn(
        { connectionString: options.url, connectionTimeoutMillis: options.connectTimeoutMs, keepAlive: true },
        channel,
        told,
      ),
    async close() {
      await Promise.all([pool.end(), cancels.end()]);
    },
  };
}

/** Runs a statement that stops with the signal. Its connection is used again unless it may be broken or still busy. */
async function stoppable(
  pool: pg.Pool,
  cancel: (pid: number) => Promise<void>,
  ask: (client: Client, statement: Sql) => Promise<readonly Row[]>,
  statement: Sql,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const client: pg.PoolClient & { readonly processID?: number | null } = await pool.connect();
  const ignore = (): void => {};
  let cancelled: Promise<boolean> | undefined;
  const stop = (): void => {
    // A server that cannot be told stops the statement by its own limit.
    const told = client.processID ? cancel(client.processID) : Promise.reject();
    cancelled = told.then(
      () => true,
      () => false,
    );
  };
  client.on("error", ignore);
  let isIdle = true;
  try {
    signal.throwIfAborted();
    signal.addEventListener("abort", stop);
    isIdle = false;
    const rows = await ask(client, statement);
    isIdle = true;
    return rows;
  } catch (error) {
    isIdle ||= wasStopped(error);
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", stop);
    const release = (isUsable: boolean): void => {
      client.off("error", ignore);
      client.release(!isUsable);
    };
    // Until the server was told, its word might still come, and would stop somebody else's statement.
    if (cancelled) void cancelled.then((wasTold) => release(isIdle && wasTold));
    else release(isIdle);
  }
}

/** The server told so, and waits for the next statement. */
const wasStopped = (error: unknown): boolean =>
  error instanceof GraphQLError && error.extensions["code"] === "STATEMENT_TIMEOUT";

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
