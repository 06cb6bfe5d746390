import { mkdirSync } from "node:fs";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import type { Database, Row } from "./database";
import { holdFolder } from "./folder-lock";
import type { Sql } from "./sql";
import { valueParsers } from "./value-parsers";

type Engine = Pick<PGlite | Transaction, "query" | "exec">;

async function run(engine: Engine, statement: Sql): Promise<readonly Row[]> {
  return (await engine.query<Row>(statement.text, [...statement.values])).rows;
}

function inTransaction(engine: Transaction): Database {
  const database: Database = {
    engine: "pglite",
    query: (statement) => run(engine, statement),
    execute: async (script) => void (await engine.exec(script)),
    transaction: (work) => work(database),
    close: async () => {},
  };
  return database;
}

/** What a database in memory begins with: the files of another one, as PGlite's `dumpDataDir` gives them. */
interface Beginning {
  readonly files: Blob;
}

/** The embedded database: in a folder, or in memory without one. One process at a time may use a folder. */
export async function openPglite(folder?: string, beginning?: Beginning): Promise<Database> {
  if (folder) mkdirSync(folder, { recursive: true });
  const release = folder ? holdFolder(`${folder}.lock`) : () => {};
  const engine = await PGlite.create({
    ...(folder ? { dataDir: folder } : {}),
    ...(beginning ? { loadDataDir: beginning.files } : {}),
    parsers: { ...valueParsers },
  });
  await engine.exec("set timezone = 'UTC'; set datestyle = 'ISO'");
  return {
    engine: "pglite",
    query: (statement) => run(engine, statement),
    execute: async (script) => void (await engine.exec(script)),
    transaction: (work) => engine.transaction((transaction) => work(inTransaction(transaction))),
    listen: async (channel, told) => {
      const stop = await engine.listen(channel, told);
      return () => stop();
    },
    close: async () => {
      await engine.close();
      release();
    },
  };
}
