import pg from "pg";
import { Party } from "../../schema/erp/party";
import type { Database } from "../../store/database";
import { openPostgres } from "../../store/postgres";
import { load, row } from "../build";
import { describeOnServer, onServer } from "../databases";
import { openGraph, type TestGraph } from "../graph";
import { proxyTo, type TcpProxy } from "./tcp-proxy";

const QUESTION = "{ parties(first: 1) { nodes { name } } version: __typename }";
const POOL_SIZE = 2;

/** The graph over a PostgreSQL that is reached through a network that may fail. */
describeOnServer("the graph over a database", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let proxy: TcpProxy;
  let database: Database;
  let graph: TestGraph;

  beforeAll(async () => {
    opened = await engine.open();
    proxy = await proxyTo(opened.url ?? "");
    database = openPostgres({
      url: proxy.url,
      poolSize: POOL_SIZE,
      statementTimeoutMs: 60_000,
      connectTimeoutMs: 2_000,
    });
    graph = await openGraph({ database });
    await load(opened.database, "erp", [row(Party, { erp_id: "test-erp:party:1", name: "Müller AG" })]);
  });
  afterEach(() => proxy.mend());
  afterAll(async () => {
    await graph.close();
    await database.close();
    await proxy.close();
    await opened.close();
  });

  const expectAnswered = async (): Promise<void> => {
    const { data, errors } = await graph.query(QUESTION);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ parties: { nodes: [{ name: "Müller AG" }] } });
  };
  const expectNamed = async (message: string): Promise<void> => {
    const { data, errors } = await graph.query(QUESTION);
    expect(data).toEqual({ parties: { nodes: null }, version: "Query" });
    expect(errors).toEqual([
      {
        message,
        path: ["parties", "nodes"],
        extensions: { code: "DATABASE_UNAVAILABLE", hint: expect.stringContaining("Ask again") },
      },
    ]);
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONN|postgres/);
  };

  it("that closed its connections is asked again, and the client notices nothing", async () => {
    await expectAnswered();
    proxy.interrupt();
    await expectAnswered();
    await onServer(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = '${new URL(opened.url ?? "").pathname.slice(1)}' and pid <> pg_backend_pid()`);
    await expectAnswered();
  });

  it("that is down is named at the fields it leaves empty, and answers once it is back, without a restart", async () => {
    await proxy.cut();
    await expectNamed("The database does not answer.");
    await proxy.mend();
    await expectAnswered();
  });

  it("that has no connection free is named, and answers once one is", async () => {
    const held = await Promise.all(
      Array.from({ length: POOL_SIZE }, async () => {
        let release = (): void => undefined;
        const free = new Promise<void>((resolve) => {
          release = resolve;
        });
        const taken = new Promise<void>((resolve) => {
          void database.transaction(async () => {
            resolve();
            await free;
          });
        });
        await taken;
        return release;
      }),
    );
    await expectNamed("The database has no connection free.").finally(() => {
      for (const release of held) release();
    });
    await expectAnswered();
  });

  it("that allows no more connections at all is named", async () => {
    const name = new URL(opened.url ?? "").pathname.slice(1);
    const role = `${name}_reader`;
    const direct = new pg.Client({ connectionString: opened.url });
    await direct.connect();
    await direct.query(`create role ${role} login connection limit 0; grant usage on schema erp, mapping, finance to ${role};
      grant select on all tables in schema erp, mapping, finance to ${role}`);
    const url = new URL(proxy.url);
    url.username = role;
    const limited = openPostgres({ url: url.href, poolSize: 1, statementTimeoutMs: 60_000, connectTimeoutMs: 2_000 });
    const limitedGraph = await openGraph({ database: redirected(database, limited) });
    const { errors } = await limitedGraph.query(QUESTION);
    expect(errors[0]).toMatchObject({
      message: "The database has no connection free.",
      extensions: { code: "DATABASE_UNAVAILABLE" },
    });
    await direct.query(`alter role ${role} connection limit 5`);
    expect((await limitedGraph.query(QUESTION)).errors).toEqual([]);
    await limitedGraph.close();
    await limited.close();
    await direct.query(`drop owned by ${role}; drop role ${role}`);
    await direct.end();
  });

  it("whose network hangs does not hold a connection for ever", async () => {
    const asked = graph.query(QUESTION).then(() => {
      proxy.hang();
      return graph.query(QUESTION);
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await proxy.mend();
    expect((await asked).errors).toEqual([]);
    await expectAnswered();
  });
});

/** Migrations run as the owner; questions are asked as the role under test. */
function redirected(owner: Database, reader: Database): Database {
  return {
    ...owner,
    query: (statement) => (/\bconcord_migration|create /i.test(statement.text) ? owner : reader).query(statement),
  };
}
