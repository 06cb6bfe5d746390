import fc from "fast-check";
import pg from "pg";
import { Cluster } from "../../bench/kill-processes/cluster";
import { findPostgresBinaries } from "../../bench/kill-processes/postgres-binaries";
import type { FollowRequest, SourceChange } from "../../connectors/contract";
import { SalesOrder } from "../../schema/erp/sales-order";
import { requireDefinition } from "../../schema/model/decorators";
import type { ReleasedRecord } from "../../schema/model/source-event";
import { describeOnServer, onServer, SERVER } from "../databases";
import { AppliedRows } from "./applied-rows";
import { openShop, type ShopDatabase } from "./shop-database";

/** A follower and what it has applied so far. */
class Following {
  readonly applied: AppliedRows;
  cursor = "";
  readonly changes: SourceChange[] = [];
  private readonly abort = new AbortController();
  private readonly changed: AsyncIterator<SourceChange>;

  constructor(
    shop: ShopDatabase,
    before?: Partial<Pick<Following, "applied" | "cursor"> & Pick<FollowRequest, "released">>,
  ) {
    this.applied = before?.applied ?? new AppliedRows();
    this.cursor = before?.cursor ?? "";
    const { signal } = this.abort;
    const released = before?.released;
    const follow = shop.open().follow?.({
      since: this.cursor,
      signal,
      recall: this.applied.recall,
      ...(released ? { released } : {}),
    });
    if (!follow) throw new Error("It cannot be followed.");
    this.changed = follow[Symbol.asyncIterator]();
  }

  /** Applies changes until what is waited for is there. */
  async until(isThere: (applied: AppliedRows) => boolean): Promise<void> {
    while (!isThere(this.applied)) {
      const { value, done } = await this.changed.next();
      if (done) throw new Error("The changes ended.");
      await this.applied.take(value);
      this.cursor = value.cursor();
      this.changes.push(value);
    }
  }

  /** Applies changes until everything is as a fresh read says; a look may show a later commit before the log tells an earlier one. */
  async untilEqual(expected: readonly string[]): Promise<void> {
    const wanted = JSON.stringify(expected);
    await this.until((applied) => JSON.stringify(applied.facts()) === wanted);
  }

  /** Takes a change and comes to grief before its commit. */
  async crash(): Promise<void> {
    const { value } = await this.changed.next();
    if (value) for await (const _ of value.events) break;
    await this.stop();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.changed.return?.();
  }
}

const ORDER_2: ReleasedRecord = {
  entity: requireDefinition(SalesOrder),
  id: "shop:sales_order:2",
  document: null,
  reference: "shop:party:2",
};

/** Says once that a record waits no more, just after something happened in the source. */
function releasedOnce(record: ReleasedRecord, happens: () => Promise<void>): () => Promise<readonly ReleasedRecord[]> {
  let isReleased = false;
  return async () => {
    if (isReleased) return [];
    isReleased = true;
    await happens();
    return [record];
  };
}

async function fresh(shop: ShopDatabase): Promise<readonly string[]> {
  const applied = new AppliedRows();
  await applied.apply(shop.open().read());
  return applied.facts();
}

let marks = 0;

/** Commits a record that tells when everything before it has arrived. */
async function mark(shop: ShopDatabase): Promise<(applied: AppliedRows) => boolean> {
  marks += 1;
  const name = `mark ${marks}`;
  await shop.sql(`update item set name = '${name}' where id = 1`);
  return (applied) => applied.get("Item", "shop:item:1")?.["name"]?.endsWith(name) ?? false;
}

const some = fc.integer({ min: 1, max: 6 });
const statement = fc.oneof(
  fc.tuple(some).map(([customer]) => `insert into orders (customer, day) values (${customer}, '2026-02-02')`),
  fc
    .tuple(some, some)
    .map(
      ([order, item]) =>
        `insert into line (orders, item, pieces, price) select ${order}, ${item}, 2, 1.25 where exists (select 1 from orders where id = ${order})`,
    ),
  fc
    .tuple(some, some)
    .map(
      ([line, order]) =>
        `update line set orders = ${order} where id = ${line} and exists (select 1 from orders where id = ${order})`,
    ),
  fc.tuple(some).map(([line]) => `delete from line where id = ${line}`),
  fc
    .tuple(some)
    .map(
      ([order]) =>
        `with gone as (delete from orders where id = ${order} returning id) delete from line where orders in (select id from gone)`,
    ),
  fc
    .tuple(some, some)
    .map(
      ([from, into]) =>
        `update orders set customer = ${into} where customer = ${from}; update customer set into_id = ${into} where id = ${from}`,
    ),
  fc
    .tuple(some, fc.boolean())
    .map(([item, done]) => `insert into move (item, pieces, done) values (${item}, 3, ${done})`),
  fc.tuple(some, some).map(([move, item]) => `update move set item = ${item}, done = not done where id = ${move}`),
  fc.tuple(some).map(([move]) => `delete from move where id = ${move}`),
  fc.tuple(some).map(([name]) => `insert into customer (name) values ('customer ${name}')`),
  fc.tuple(some).map(([customer]) => `update customer set name = name || '+' where id = ${customer}`),
);
const transaction = fc
  .tuple(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.constantFrom("commit", "commit", "commit", "rollback"))
  .map(([statements, end]) => ["begin", ...statements, end].join("; "));

describeOnServer("a PostgreSQL source, followed live", () => {
  let shop: ShopDatabase;
  const followings: Following[] = [];
  const follow = (before?: Pick<Following, "applied" | "cursor">): Following => {
    const following = new Following(shop, before);
    followings.push(following);
    return following;
  };
  let own: Cluster | undefined;
  let server = SERVER;
  beforeAll(async () => {
    const binaries = findPostgresBinaries();
    if (!binaries) return;
    // A slot begins when all transactions that are under way on its server have ended, and other suites' loads are long.
    own = await Cluster.create("followed", binaries, { fsync: "off" });
    server = own.urlOf("postgres");
  });
  afterAll(() => own?.remove());
  beforeEach(async () => {
    shop = await openShop(server);
  });
  afterEach(async () => {
    for (const following of followings.splice(0)) await following.stop();
    await shop.close();
  });

  it("begins with everything there is, then tells each commit once it is made, and keeps the slot moving", async () => {
    const following = follow();
    await following.until(await mark(shop));
    expect(following.applied.facts()).toEqual(await fresh(shop));
    await shop.sql("insert into orders (customer, day) values (3, '2026-02-01')");
    await following.until((applied) => applied.get("Party", "shop:party:3") !== undefined);
    expect(Date.parse(following.changes.at(-1)?.committedAt ?? "")).toBeGreaterThan(0);
    const lag = await shop.open().lag?.();
    // Other suites write to the same server's log meanwhile.
    expect(lag?.bytes).toBeLessThan(20_000_000);
    expect(lag?.position).toMatch(/slot concord_shop_concord_shop_/);
    await shop.sql("delete from line where id = 2; delete from orders where customer = 3");
    await following.until(
      (applied) =>
        applied.get("SalesOrderLine", "shop:sales_order_line:2") === undefined &&
        applied.get("Party", "shop:party:3") === undefined,
    );
    expect(following.applied.facts()).toEqual(await fresh(shop));
  });

  it("shows the same as a fresh read after any changes, live and in batches", async () => {
    const following = follow();
    await following.until(await mark(shop));
    const batch = new AppliedRows();
    let read = shop.open().read();
    await batch.apply(read);
    await fc.assert(
      fc.asyncProperty(fc.array(transaction, { minLength: 1, maxLength: 5 }), async (transactions) => {
        for (const one of transactions) await shop.sql(one);
        const expected = await fresh(shop);
        await following.untilEqual(expected);
        read = shop.open().read({ since: read.cursor(), recall: batch.recall });
        await batch.apply(read);
        expect(batch.facts()).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });

  it("gives again what was not applied, also after the reader was killed and changed its place", async () => {
    let following = follow();
    await following.until(await mark(shop));
    await shop.sql("insert into line (orders, item, pieces, price) values (1, 1, 1, 1)");
    await following.crash();
    await shop.sql("delete from line where id = 1; update orders set customer = 2 where id = 1");
    following = follow(following);
    await following.until(await mark(shop));
    expect(following.applied.facts()).toEqual(await fresh(shop));
    expect(following.applied.get("SalesOrderLine", "shop:sales_order_line:4")).toBeDefined();
  });

  it("waits for a source that is gone, and goes on where it was", async () => {
    const following = follow();
    await following.until(await mark(shop));
    const isThere = following.until((applied) => applied.get("Item", "shop:item:3") !== undefined);
    await onServer(`alter database ${shop.name} allow_connections false`, server);
    await onServer(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${shop.name}' and application_name = 'concord'`,
      server,
    );
    await shop.sql("insert into item (name) values ('while it was gone')");
    await onServer(`alter database ${shop.name} allow_connections true`, server);
    await isThere;
    expect(following.applied.facts()).toEqual(await fresh(shop));
    expect(shop.notices.join("\n")).toMatch(/Trying again in/);
  });

  it("follows live all the same when the source went away while the slot was being made", async () => {
    const [holding, ending] = [0, 1].map(() => new pg.Client({ connectionString: shop.url })) as [pg.Client, pg.Client];
    await holding.connect();
    await ending.connect();
    // The slot waits for whatever is under way.
    await holding.query("begin; select pg_current_xact_id()");
    const isThere = follow().until(await mark(shop));
    const end = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${shop.name}'
      and wait_event_type = 'Lock' and query like '%pg_create_logical_replication_slot(%' and pid <> pg_backend_pid()`;
    while ((await ending.query(end)).rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await holding.end();
    await ending.end();
    await isThere;
    expect(shop.notices.join("\n")).toMatch(/Trying again in/);
    expect(shop.notices.join("\n")).not.toMatch(/cannot be followed live/);
  });

  it("compares with the source, and says so, when the slot is gone with what it kept", async () => {
    let following = follow();
    await following.until(await mark(shop));
    await shop.sql("insert into item (name) values ('seen')");
    await following.until((applied) => applied.get("Item", "shop:item:3") !== undefined);
    await following.stop();
    await shop.open().stopFollowing?.();
    await shop.sql("insert into item (name) values ('unseen'); delete from line where id = 1");
    following = follow(following);
    await following.until((applied) => applied.get("Item", "shop:item:4") !== undefined);
    expect(following.applied.facts()).toEqual(await fresh(shop));
    expect(shop.notices.join("\n")).toMatch(/slot .* was gone/);
  });

  it("publishes only tables that tell a key, so that the application's own updates go on, and looks at the others", async () => {
    const following = follow();
    await following.until(await mark(shop));
    await shop.sql("update tag set word = 'brass'; delete from tag where word = 'none'");
    await following.until((applied) => applied.get("Item", "shop:item:1")?.["name"]?.startsWith("brass") ?? false);
    expect(following.applied.facts()).toEqual(await fresh(shop));
    expect(shop.notices).toEqual([expect.stringMatching(/^tag tell no key/)]);
  });

  describe("where its log may not be read", () => {
    /** The shop for a user who may only look. */
    let looked: ShopDatabase;
    beforeEach(async () => {
      await onServer("drop role if exists concord_looker", server);
      await onServer("create role concord_looker login", server);
      await shop.sql("grant select on all tables in schema public to concord_looker");
      const url = shop.parts.url.replace("postgres@", "concord_looker@");
      looked = { ...shop, open: () => shop.open({ ...shop.parts, url }) };
    });
    afterEach(async () => {
      await Promise.all(followings.splice(0).map((one) => one.stop()));
      await shop.sql("drop owned by concord_looker");
      await onServer("drop role concord_looker", server);
    });

    it("looks at the source from time to time, and says why", async () => {
      const following = new Following(looked);
      followings.push(following);
      await following.until(await mark(shop));
      await shop.sql("delete from line where id = 2");
      await following.until((applied) => applied.get("SalesOrderLine", "shop:sales_order_line:2") === undefined);
      expect(following.applied.facts()).toEqual(await fresh(shop));
      expect(shop.notices[0]).toMatch(/cannot be followed live: the user may not read the log/);
    });

    it("reads what waited for a record with all that changed up to then, so that the next look misses nothing", async () => {
      // After the look, and before what waited is read: a line moves into the order that waited.
      const released = releasedOnce(ORDER_2, () => shop.sql("update line set orders = 2 where id = 2"));
      const following = new Following(looked, { released });
      followings.push(following);
      await following.until(await mark(shop));
      await following.until(await mark(shop));
      expect(following.applied.get("SalesOrderLine", "shop:sales_order_line:2")?.["order_id"]).toBe(
        "shop:sales_order:2",
      );
      expect(following.applied.facts()).toEqual(await fresh(shop));
    });
  });

  it("reads the source whole, and says so, when the store was set back behind what the source has forgotten", async () => {
    // Changes come from the log alone, as they do where every table has a key.
    const fromLog = { ...shop, open: () => shop.open({ pollSeconds: 60 }) };
    const begin = (before?: Pick<Following, "applied" | "cursor">): Following => {
      const begun = new Following(fromLog, before);
      followings.push(begun);
      return begun;
    };
    let following = begin();
    await following.until(await mark(shop));
    await shop.sql("insert into orders (customer, day) values (2, '2026-03-01')");
    await following.until((applied) => applied.facts().some((fact) => fact.includes("2026-03-01")));
    const backup = { cursor: following.cursor, applied: following.applied.copy() };
    await shop.sql(
      "delete from orders where day = '2026-03-01'; update customer set name = 'after the backup' where id = 1",
    );
    // What was applied is forgotten by the source before the next is.
    for (let commits = 0; commits < 3; commits += 1) await following.until(await mark(shop));
    await following.stop();
    shop.notices.splice(0);
    following = begin(backup);
    await following.untilEqual(await fresh(shop));
    expect(shop.notices[0]).toMatch(/as after a restore; it is read whole/);
    await following.stop();
    shop.notices.splice(0);
    following = begin(following);
    await following.until(await mark(shop));
    expect(shop.notices.filter((notice) => notice.includes("read whole"))).toEqual([]);
  });

  it("refuses to give up following while someone follows", async () => {
    const following = follow();
    await following.until(await mark(shop));
    // The second comes by the log, so that the slot is being read.
    await following.until(await mark(shop));
    await expect(shop.open().stopFollowing?.()).rejects.toMatchObject({ code: "SOURCE_IN_USE" });
  });

  it("leaves nothing behind in the source once following is given up", async () => {
    const following = follow();
    await following.until(await mark(shop));
    await following.stop();
    const removed = await shop.open().stopFollowing?.();
    expect(removed).toEqual([
      expect.stringMatching(/^the slot concord_shop_.* kept \d+ bytes/),
      expect.stringMatching(/^the publication/),
    ]);
    expect((await shop.open().lag?.())?.bytes).toBeNull();
    expect(await shop.open().stopFollowing?.()).toEqual([]);
  });
});
