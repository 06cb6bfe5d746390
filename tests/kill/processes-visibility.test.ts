import pg from "pg";
import { Cluster } from "../../bench/kill-processes/cluster";
import { findPostgresBinaries } from "../../bench/kill-processes/postgres-binaries";
import { shopSource, shopTables } from "../../bench/kill-processes/shop";
import { openConfigured } from "../../cli/connector-kinds";
import { SCHEMAS } from "../../cli/databases";
import { followSource } from "../../cli/sync/apply";
import { shows } from "../../connectors/postgres/visibility";
import type { Database } from "../../store/database";
import { migrate } from "../../store/migrate";
import { sql } from "../../store/sql";
import { openEmbedded } from "../embedded";

describe("what a snapshot shows of the log's commits", () => {
  it.each([
    ["100:105:100,103", [99, 101, 104], true],
    ["100:105:100,103", [103], false],
    ["100:105:100,103", [105], false],
    ["100:100:", [], true],
    // Numbers of the log have 32 bits, those of snapshots 64.
    ["4294967290:4294967300:4294967291", [4294967290, 2], true],
    ["4294967290:4294967300:4294967298", [2], false],
    ["4294967290:4294967295:", [3], false],
    ["8589934600:8589934600:", [4294967295], true],
  ] as const)("%s, %j: %s", (snapshot, transactions, expected) => {
    expect(shows(snapshot, transactions)).toBe(expected);
  });
});

const binaries = findPostgresBinaries();
if (!binaries)
  console.log(
    "PostgreSQL's initdb and postgres are not found: commits that wait for a standby are skipped. Put them into PATH.",
  );

(binaries ? describe : describe.skip)("a commit that waits for its standby: in the log, and in no snapshot yet", () => {
  const stopping = new AbortController();
  let source: Cluster;
  let store: Database;
  let following: Promise<void> | undefined;
  beforeAll(async () => {
    source = await Cluster.create("visibility", binaries ?? "");
    store = await openEmbedded();
    for (const schema of SCHEMAS) await migrate(store, schema);
  });
  afterAll(async () => {
    stopping.abort();
    await following;
    await store?.close();
    await source?.remove();
  });

  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  const hasItem = async (id: string): Promise<boolean> =>
    (await store.query(sql`select 1 from erp.item where erp_id = ${id}`)).length > 0;

  it("is taken once it can be read", async () => {
    const url = source.urlOf("postgres");
    await source.query(shopTables());
    await source.query("insert into item (id, name) values (500, 'To be deleted')");
    const [opened] = openConfigured(shopSource(url, "live"), () => {});
    if (!opened) throw new Error("The shop is one source.");
    following = followSource(store, opened, { signal: stopping.signal, onApplied: () => {} });
    await until(() => hasItem("shop:item:500"));
    await until(async () => (await source.query("select 1 from pg_stat_replication")).length > 0);

    await source.query("alter system set synchronous_standby_names = 'nobody'");
    await source.query("select pg_reload_conf()");
    await until(
      async () => (await source.query("show synchronous_standby_names"))[0]?.["synchronous_standby_names"] === "nobody",
    );
    const writer = new pg.Client({ connectionString: url });
    await writer.connect();
    const deleted = writer.query("delete from item where id = 500");
    const sent = `select 1 from pg_stat_replication where sent_lsn >= pg_current_wal_lsn()`;
    await until(
      async () => (await source.query("select 1 from pg_stat_activity where wait_event = 'SyncRep'")).length > 0,
    );
    await until(async () => (await source.query(sent)).length > 0);
    // Long enough to be read too early.
    await new Promise((resolve) => setTimeout(resolve, 500));

    await source.query("alter system reset synchronous_standby_names");
    await source.query("select pg_reload_conf()");
    await deleted;
    await writer.end();
    await until(async () => !(await hasItem("shop:item:500")));
  });
});
