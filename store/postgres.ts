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
    options: "-c timezone=UTC -c datestyle=ISO",
    types: {
      getTypeParser: (type: number, format?: string) =>
        valueParsers[type] ?? pg.types.getTypeParser(type, format as "text"),
    },
  });
  // An idle connection that the server closes must not end the process; the next query reports the fault.
  pool.on("error", () => {});
  return {
    engine: "postgres",
    query: (statement) => run(pool, statement),
    execute: async (script) => void (await pool.query(script)),
    transaction: (work) => transaction(pool, work),
    close: () => pool.end(),
  };
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
