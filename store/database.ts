import type { Sql } from "./sql";

export type Row = Readonly<Record<string, unknown>>;

/**
 * The one way to the data. Values arrive alike from every engine: numeric, bigint, date and text as text, timestamps as
 * ISO 8601 UTC text, integer as number, boolean as boolean.
 */
export interface Database {
  readonly engine: "postgres" | "pglite";
  /** With a signal, the statement is stopped when it aborts, and the promise rejects with its reason. */
  query(statement: Sql, signal?: AbortSignal): Promise<readonly Row[]>;
  /** Runs a script of several statements without parameters. */
  execute(script: string): Promise<void>;
  /** All or nothing; a nested call joins the transaction it is in. */
  transaction<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /**
   * Calls back after each commit that notified the channel, and may do so without one. Absent: this view of the database cannot.
   * @returns how to stop
   */
  readonly listen?: (channel: string, told: () => void) => Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The same database, telling every statement: how a request counts what it cost. */
export function observed(database: Database, onStatement: () => void): Database {
  return {
    engine: database.engine,
    query: (statement, signal) => {
      onStatement();
      return database.query(statement, signal);
    },
    execute: (script) => database.execute(script),
    transaction: (work) => database.transaction((inner) => work(observed(inner, onStatement))),
    close: () => database.close(),
  };
}

/**
 * The same database for one who may stop waiting: no statement begins after the signal, and one under way is stopped. A change is
 * not cut in two: what runs in a transaction goes on to its end.
 */
export function until(signal: AbortSignal, database: Database): Database {
  return {
    engine: database.engine,
    query: async (statement) => {
      signal.throwIfAborted();
      return database.query(statement, signal);
    },
    execute: (script) => database.execute(script),
    transaction: (work) => database.transaction(work),
    close: () => database.close(),
  };
}
