import { graphError } from "../schema/errors";
import { databaseFault, isConnectionLost } from "../schema/lost-connection";
import type { Database, Row } from "./database";
import type { Sql } from "./sql";

/** Long enough for a server to close what it had open; a question waits no longer for it. */
const RETRY_AFTER_MS = 100;

/**
 * The same database for questions of the graph: a read whose connection was lost is asked once more, and a database that cannot
 * be used is named to the client (DATABASE_UNAVAILABLE) without its address.
 */
export function resilient(database: Database): Database {
  return {
    engine: database.engine,
    query: (statement, signal) => named(() => asked(database, statement, signal)),
    execute: (script) => named(() => database.execute(script)),
    transaction: (work) => named(() => database.transaction(work)),
    close: () => database.close(),
  };
}

async function asked(database: Database, statement: Sql, signal?: AbortSignal): Promise<readonly Row[]> {
  try {
    return await database.query(statement, signal);
  } catch (error) {
    if (!isConnectionLost(error) || !isRead(statement.text)) throw error;
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
    return database.query(statement, signal);
  }
}

async function named<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const reason = unavailability(error);
    if (!reason) throw error;
    throw Object.assign(graphError("DATABASE_UNAVAILABLE", reason), { cause: error });
  }
}

const WRITES = /\b(insert|update|delete|merge|truncate|nextval|setval|pg_advisory_\w+)\b/i;

/** Whether a statement only reads, as far as its text tells. */
export function isRead(text: string): boolean {
  return /^\s*(select|with)\b/i.test(text) && !WRITES.test(text);
}

const POOL_WAITED = /^timeout exceeded when trying to connect/;

/** What of the database is wanting, in words for a client; nothing when the fault is not the database's state. */
function unavailability(error: unknown): string | undefined {
  const { code, message } = databaseFault(error);
  if (isConnectionLost(error)) return "The database does not answer.";
  if (code === "53300" || POOL_WAITED.test(message)) return "The database has no connection free.";
  if (code === "53100") return "The database has no room left.";
  if (code.startsWith("53")) return "The database is out of resources.";
  return code === "25006" ? "The database takes no changes now." : undefined;
}
