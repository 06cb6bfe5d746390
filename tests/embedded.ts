import { readFileSync } from "node:fs";
import type { Database } from "../store/database";
import { openPglite } from "../store/pglite";
import { sql } from "../store/sql";

/** To make a database takes PGlite much longer than to copy the files of an empty one: tests/servers.ts has these made once. */
function open(): Promise<Database> {
  const path = process.env["CONCORD_TEST_PGLITE"];
  return openPglite(undefined, path ? { files: new Blob([readFileSync(path)]) } : undefined);
}

/** Open databases of this test file that nobody uses. */
const emptied: Database[] = [];
const inTestFile = typeof afterAll === "function";
if (inTestFile) afterAll(() => Promise.all(emptied.splice(0).map((database) => database.close())));

/** An empty embedded database. In a test file, it is emptied when it is closed, and given to the next who asks. */
export async function openEmbedded(): Promise<Database> {
  const database = emptied.pop() ?? (await open());
  if (!inTestFile) return database;
  let closed = false;
  return {
    ...database,
    close: async () => {
      if (closed) return;
      closed = true;
      await empty(database);
      emptied.push(database);
    },
  };
}

async function empty(database: Database): Promise<void> {
  const schemas = await database.query(
    sql`select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`,
  );
  for (const { name } of schemas) await database.execute(`drop schema ${String(name)} cascade`);
  await database.execute("create schema public");
  await database.execute("discard all");
  await database.execute("set timezone = 'UTC'; set datestyle = 'ISO'");
}
