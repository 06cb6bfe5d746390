import { Cluster } from "../../bench/kill-processes/cluster";
import { findPostgresBinaries } from "../../bench/kill-processes/postgres-binaries";
import { readStoreConfig } from "../../cli/config";
import type { Database } from "../../store/database";
import { openPostgres } from "../../store/postgres";
import { readingReplica } from "../../store/replica";
import { sql } from "../../store/sql";

const binaries = findPostgresBinaries();
const describeWithServers = binaries ? describe : describe.skip;

const open = (cluster: Cluster): Database =>
  openPostgres({ url: cluster.urlOf("postgres"), poolSize: 2, statementTimeoutMs: 20_000, connectTimeoutMs: 5_000 });

/** Asks until it is so; a test that waits in vain fails by jest's own limit. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describeWithServers("reads from a streaming replica (needs PostgreSQL's own programs)", () => {
  let primary: Cluster;
  let replica: Cluster;
  let database: Database;

  const inRecovery = async (asked: Database = database): Promise<boolean> =>
    (await asked.query(sql`select pg_is_in_recovery() as standby`))[0]?.["standby"] === true;
  const rows = async (): Promise<number> => (await database.query(sql`select n from note`)).length;
  const over = (stalenessMaxMs: number): Database =>
    readingReplica({ primary: open(primary), replica: open(replica), stalenessMaxMs });

  beforeAll(async () => {
    primary = await Cluster.create("primary", binaries ?? "", { fsync: "off" });
    await primary.query("create table note (n integer primary key)");
    replica = await primary.replica("replica");
  }, 60_000);
  afterAll(async () => {
    await replica?.remove();
    await primary?.remove();
  });
  beforeEach(async () => {
    await replica.query("select pg_wal_replay_resume()");
    await primary.query("truncate note");
    database = over(30_000);
    await until(() => inRecovery());
  });
  afterEach(() => database.close());

  it("reads there, and changes at the primary", async () => {
    await database.query(sql`insert into note values (1)`);
    await database.transaction(async (inner) => void (await inner.query(sql`insert into note values (2)`)));
    await until(() => inRecovery());
    expect(await rows()).toBe(2);
    expect((await primary.query("select n from note order by n")).map(({ n }) => n)).toEqual([1, 2]);
  });

  it("reads its own change at once, from the primary, while the replica is behind", async () => {
    await replica.query("select pg_wal_replay_pause()");
    for (let n = 1; n <= 5; n += 1) {
      await database.query(sql`insert into note values (${n})`);
      expect(await rows()).toBe(n);
    }
    expect(await inRecovery()).toBe(false);
    expect(await replica.query("select n from note")).toEqual([]);
    await replica.query("select pg_wal_replay_resume()");
    await until(() => inRecovery());
    expect(await rows()).toBe(5);
  });

  it("asks no replica that is further behind than allowed", async () => {
    await database.close();
    database = over(500);
    await until(() => inRecovery());
    await replica.query("select pg_wal_replay_pause()");
    await primary.query("insert into note values (1)");
    await until(async () => !(await inRecovery()));
    // What another process changed is seen again within the time allowed.
    await until(async () => (await rows()) === 1);
    await replica.query("select pg_wal_replay_resume()");
    await until(() => inRecovery());
    expect(await rows()).toBe(1);
  });

  it("asks the primary where the replica cannot answer", async () => {
    await primary.query("create sequence if not exists turn");
    await primary.query(
      "create or replace function changing() returns bigint language sql as $$ select nextval('turn') $$",
    );
    await until(async () => (await replica.query("select 1 from pg_proc where proname = 'changing'")).length === 1);
    await until(() => inRecovery());
    await expect(database.query(sql`select changing()`)).resolves.toHaveLength(1);

    const gone = await primary.replica("gone");
    const elsewhere = readingReplica({ primary: open(primary), replica: open(gone), stalenessMaxMs: 30_000 });
    await until(() => inRecovery(elsewhere));
    gone.kill(await gone.processes());
    await gone.ended();
    expect(await inRecovery(elsewhere)).toBe(false);
    await elsewhere.close();
    await gone.remove();
  });
});

describe("the replica of a subgraph", () => {
  const SHARED = "postgresql://shared@db/concord";
  const READ = "postgresql://shared@replica/concord";
  const OWN = "postgresql://finance@db/concord";
  const OWN_READ = "postgresql://finance@replica/concord";

  it("is the common one, but not for a subgraph with a role of its own", () => {
    const env = { DATABASE_URL: SHARED, DATABASE_READ_URL: READ, FINANCE_DATABASE_URL: OWN };
    expect(readStoreConfig(env).readUrls).toEqual({ erp: READ, mapping: READ, finance: undefined });
    const named = { ...env, FINANCE_DATABASE_READ_URL: OWN_READ };
    expect(readStoreConfig(named).readUrls.finance).toBe(OWN_READ);
  });

  it("is refused when it is no PostgreSQL address or the staleness no time", () => {
    expect(() => readStoreConfig({ DATABASE_READ_URL: "mysql://x" })).toThrow(/DATABASE_READ_URL/);
    expect(() => readStoreConfig({ READ_STALENESS_MAX_MS: "-1" })).toThrow(/READ_STALENESS_MAX_MS/);
  });
});
