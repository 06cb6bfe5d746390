import pg from "pg";
import pino from "pino";
import { allSubgraphsOver } from "../../cli/graph";
import { createContext, createRecord } from "../../gateway/request-record";
import { createHttpSource } from "../../gateway/sources";
import { Party } from "../../schema/erp/party";
import { createIdentitySigner } from "../../schema/identity";
import { type Database, until } from "../../store/database";
import { openPostgres } from "../../store/postgres";
import { sql } from "../../store/sql";
import { createSubgraphServer } from "../../subgraphs/service/server";
import { load, migrateAll, row } from "../build";
import { describeOnServer } from "../databases";
import { openGraph } from "../graph";

const QUESTION = "{ parties(first: 1) { nodes { name } } }";
const INTERNAL_KEY = "0123456789abcdef0123456789abcdef";
const DEADLINE_MS = 300;
const logger = pino({ level: "silent" });

/** Statements that wait for a table that somebody else holds: only a cancellation ends them while it is held. */
describeOnServer("a statement that nobody waits for any more", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let database: Database;
  let holder: pg.Client;

  beforeAll(async () => {
    opened = await engine.open();
    await migrateAll(opened.database);
    await load(opened.database, "erp", [row(Party, { erp_id: "test-erp:party:1", name: "Müller AG" })]);
    database = openPostgres({
      url: opened.url ?? "",
      poolSize: 1,
      statementTimeoutMs: 60_000,
      connectTimeoutMs: 2_000,
    });
    holder = new pg.Client({ connectionString: opened.url });
    await holder.connect();
  });
  afterAll(async () => {
    await holder.end();
    await database.close();
    await opened.close();
  });
  beforeEach(() => holder.query("begin; lock table erp.party in access exclusive mode"));
  afterEach(() => holder.query("rollback"));

  // Not over the holder's connection: within a transaction the server shows its activity as it was when first asked.
  const waiting = async (): Promise<number> => {
    const rows = await opened.database.query(
      sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length;
  };
  /** The server is told a moment after the caller; what was never told waits for ever. */
  const becomes = async (count: number): Promise<void> => {
    for (let attempt = 0; attempt < 200 && (await waiting()) !== count; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(await waiting()).toBe(count);
  };

  it("is stopped at the request's deadline, and its connection is free for the next", async () => {
    const graph = await openGraph({ database, limits: { requestTimeoutMs: DEADLINE_MS } });
    try {
      const asked = graph.query(QUESTION);
      await becomes(1);
      expect((await asked).errors).toMatchObject([{ extensions: { code: "DEADLINE_EXCEEDED" } }]);
      await becomes(0);
      await holder.query("rollback; begin");
      expect((await graph.query(QUESTION)).errors).toEqual([]);
    } finally {
      await graph.close();
    }
  });

  it("does not begin when its turn comes after the deadline", async () => {
    const graph = await openGraph({ database, limits: { requestTimeoutMs: DEADLINE_MS } });
    try {
      // The pool has one connection: the second waits for it until both are too late.
      await Promise.all([graph.query(QUESTION), graph.query(QUESTION)]);
      await becomes(0);
    } finally {
      await graph.close();
    }
  });

  it("is stopped in a subgraph of another process when the gateway's call ends", async () => {
    const { erp } = allSubgraphsOver({ finance: database, erp: database, mapping: database }, "a key for tests only");
    const server = createSubgraphServer({ name: "erp", execute: erp, database, internalKey: INTERNAL_KEY, logger });
    const url = await server.listen({ port: 0, host: "127.0.0.1" });
    const sign = createIdentitySigner(INTERNAL_KEY);
    const source = createHttpSource({ name: "erp", urls: [`${url}/graphql`], sign, timeoutMs: 60_000, logger });
    const gone = new AbortController();
    try {
      const caller = { subject: "li", role: "admin", companies: "*" } as const;
      const context = createContext(caller, createRecord("r-1"), gone.signal);
      const asked = source.process({ request: { query: QUESTION }, context } as never);
      await becomes(1);
      gone.abort();
      expect(await asked).toMatchObject({ data: null });
      await becomes(0);
    } finally {
      await source.close();
      await server.close();
    }
  });

  it("goes on where it is part of a change", async () => {
    const gone = new AbortController();
    const changed = until(gone.signal, database).transaction((inner) =>
      inner.query(sql`update erp.party set name = 'Maier AG' returning name`),
    );
    await becomes(1);
    gone.abort();
    await holder.query("rollback; begin");
    expect(await changed).toEqual([{ name: "Maier AG" }]);
  });
});
