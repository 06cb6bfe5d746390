import type { Database } from "../../store/database";
import { openPostgres } from "../../store/postgres";

/** A database of the bench as Concord opens one. */
export function openBenchDatabase(url: string): Database {
  return openPostgres({ url, poolSize: 4, statementTimeoutMs: 60_000, connectTimeoutMs: 10_000 });
}

/** Work on a database that is closed afterwards, whatever comes. */
export async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openBenchDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
