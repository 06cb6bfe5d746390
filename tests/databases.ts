import pg from "pg";
import type { Database } from "../store/database";
import { openPostgres } from "../store/postgres";
import { openEmbedded } from "./embedded";

/** Where suites make their databases: tests/servers.ts says it before they run; a bench is told by DATABASE_URL. */
export const SERVER =
  process.env["CONCORD_TEST_SERVER"] ?? process.env["DATABASE_URL"] ?? "postgresql://postgres@127.0.0.1:5432/postgres";

/** A database for one test file: empty when opened, gone when closed. */
export interface TestEngine {
  readonly name: string;
  open(): Promise<{ database: Database; url?: string; close(): Promise<void> }>;
}

const embedded: TestEngine = {
  name: "PGlite",
  async open() {
    const database = await openEmbedded();
    return { database, close: () => database.close() };
  },
};

let created = 0;

/** For benches over several processes too. */
export const postgresServer: TestEngine = {
  name: "PostgreSQL",
  async open() {
    created += 1;
    const name = `concord_test_${process.pid}_${Date.now()}_${created}`;
    await onServer(`create database ${name}`);
    const url = new URL(SERVER);
    url.pathname = `/${name}`;
    const database = openPostgres({ url: url.href, poolSize: 8, statementTimeoutMs: 60_000, connectTimeoutMs: 5_000 });
    return {
      database,
      url: url.href,
      close: async () => {
        await database.close();
        await onServer(`drop database if exists ${name} with (force)`);
      },
    };
  },
};

/** Counts are numbers; every other value is what the driver makes of it. */
export const countsAsNumbers: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    Number(type) === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format),
};

export async function onServer(statement: string, server = SERVER): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const serverAnswers = process.env["CONCORD_TEST_POSTGRES"] === "yes";

/** The server that the suite runs on; undefined: there is none here. */
export const serverUrl = (): string | undefined => (serverAnswers ? SERVER : undefined);

/** For suites that one engine is enough for: the server's, which is faster, where there is one. */
export const oneEngine: TestEngine = serverAnswers ? postgresServer : embedded;

/** Runs the suite once an engine; says so when the server part is skipped. */
export function describeOnEveryEngine(title: string, suite: (engine: TestEngine) => void): void {
  describe(`${title} on PGlite`, () => suite(embedded));
  const onPostgres = serverAnswers ? describe : describe.skip;
  onPostgres(`${title} on PostgreSQL`, () => suite(postgresServer));
}

/** For suites that only a real server can carry, such as several processes over one database. */
export function describeOnServer(title: string, suite: (engine: TestEngine) => void): void {
  const onPostgres = serverAnswers ? describe : describe.skip;
  onPostgres(title, () => suite(postgresServer));
}
