import pg from "pg";
import { Connection } from "../../connectors/postgres/connection";
import type { SourceEvent } from "../../schema/model/source-event";
import { describeOnServer, onServer } from "../databases";
import { AppliedRows } from "./applied-rows";
import { describeConnector } from "./conformance";
import { openShop, type ShopDatabase } from "./shop-database";

async function eventsOf(shop: ShopDatabase, since?: string): Promise<{ events: SourceEvent[]; cursor: string }> {
  const read = shop.open().read(since === undefined ? {} : { since });
  const events: SourceEvent[] = [];
  for await (const event of read) events.push(event);
  return { events, cursor: read.cursor() };
}

const idsOf = (events: readonly SourceEvent[]): readonly string[] =>
  events.flatMap((event) => {
    if (event.kind === "row") return `${event.entity.name} ${event.values["id"] ?? event.values["erp_id"]}`;
    return event.kind === "removed" ? `-${event.entity.name} ${event.id}` : [];
  });

async function newSession(shop: ShopDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: shop.url });
  await client.connect();
  return client;
}

async function momentOf(shop: ShopDatabase): Promise<readonly (string | null | undefined)[]> {
  const connection = await Connection.open(shop.parts);
  try {
    return (await connection.query("select changed from orders")).map((row) => row["changed"]);
  } finally {
    await connection.close();
  }
}

const open: ShopDatabase[] = [];
async function newShop(): Promise<ShopDatabase> {
  const shop = await openShop();
  open.push(shop);
  return shop;
}

describeOnServer("a PostgreSQL source", () => {
  afterAll(async () => {
    for (const shop of open) await shop.close();
  });

  describeConnector("the PostgreSQL connector", async () => {
    const shop = await newShop();
    return {
      open: () => shop.open(),
      openMissing: () => shop.open({ url: `${shop.url}_gone` }),
      change: () => shop.sql("insert into orders (customer, day) values (1, '2026-03-01')"),
      changeSchema: () => shop.sql("alter table line rename column price to cost"),
      recordCount: () => 15,
      outage: {
        begin: () => onServer(`alter database ${shop.name} allow_connections false`),
        end: () => onServer(`alter database ${shop.name} allow_connections true`),
      },
    };
  });

  describe("read in batches", () => {
    let shop: ShopDatabase;
    beforeEach(async () => {
      shop = await newShop();
    });

    it("keeps every digit, reads moments as UTC and names the record by its key", async () => {
      const { events } = await eventsOf(shop);
      const line = events.find((event) => event.kind === "row" && event.entity.name === "SalesOrderLine");
      expect(line).toMatchObject({
        origin: { file: "line", line: 1 },
        values: { quantity: "0.1", unit_price: "12345678901234.5678", net_amount: "1234567890123.45678" },
      });
      const [moment] = await momentOf(shop);
      expect(moment).toBe("2026-01-05 02:00:00Z");
    });

    it("reads everything as it was at one moment, and says of each entity that it is complete", async () => {
      const read = shop.open().read();
      const events: SourceEvent[] = [];
      for await (const event of read) {
        if (events.length === 0) await shop.sql("update orders set customer = 2; delete from line; delete from item");
        events.push(event);
      }
      expect(idsOf(events).filter((id) => /^(Item|SalesOrderLine)/.test(id))).toHaveLength(5);
      const complete = events.flatMap((event) => (event.kind === "complete" ? event.entity.name : []));
      expect(complete.sort()).toEqual([
        "Item",
        "Party",
        "SalesOrder",
        "SalesOrderLine",
        "StockLevel",
        "StockMovement",
        "Warehouse",
      ]);
    });

    it("carries what changed and what hangs on it: totals, roles, stock, sets of lines, and deletions", async () => {
      const { cursor } = await eventsOf(shop);
      await shop.sql("insert into line (orders, item, pieces, price) values (2, 2, 1, 9.99)");
      const added = await eventsOf(shop, cursor);
      expect(idsOf(added.events)).toEqual([
        "SalesOrder shop:sales_order:2",
        "SalesOrderLine shop:sales_order_line:3",
        "SalesOrderLine shop:sales_order_line:4",
      ]);
      await shop.sql("insert into orders (customer, day) values (3, '2026-02-01'); delete from move where id = 2");
      const third = await eventsOf(shop, added.cursor);
      expect(idsOf(third.events)).toContain("Party shop:party:3");
      expect(third.events).toContainEqual(
        expect.objectContaining({ values: expect.objectContaining({ on_hand: "5" }) }),
      );
      const movements = third.events.find(
        (event) => event.kind === "complete" && event.entity.name === "StockMovement",
      );
      expect(movements).toMatchObject({ ids: ["shop:stock_movement:1"] });
    });

    it("misses no row whose transaction began before a read and ended after it, and gives none twice", async () => {
      const slow = await newSession(shop);
      await slow.query("begin; insert into item (name) values ('slow')");
      await shop.sql("insert into item (name) values ('quick')");
      const during = await eventsOf(shop);
      expect(idsOf(during.events)).toContain("Item shop:item:4");
      await slow.query("savepoint s; insert into item (name) values ('slower'); release s; commit");
      await slow.end();
      const after = await eventsOf(shop, during.cursor);
      expect(idsOf(after.events)).toEqual(["Item shop:item:3", "Item shop:item:5"]);
      expect((await eventsOf(shop, after.cursor)).events).toEqual([]);
    });

    it("sees a change that leaves the application's own time of change alone", async () => {
      const { cursor } = await eventsOf(shop);
      await shop.sql("update orders set customer = 2 where id = 1");
      expect(idsOf((await eventsOf(shop, cursor)).events)).toEqual(
        expect.arrayContaining(["SalesOrder shop:sales_order:1", "Party shop:party:2"]),
      );
    });

    it("reads a table again whose records wait for others", async () => {
      const read = shop.open().read();
      for await (const _ of read);
      const again = await eventsOf(shop, read.cursor(new Set(["item"])));
      expect(idsOf(again.events)).toEqual(["Item shop:item:1", "Item shop:item:2"]);
    });

    it("reads everything again when the mapping says something else", async () => {
      const { cursor, events } = await eventsOf(shop);
      const mapping = { ...shop.parts.mapping, title: "Another shop" };
      const applied = new AppliedRows();
      expect(await applied.apply(shop.open({ mapping }).read({ since: cursor }))).toBe(events.length);
    });

    it("names what is missing: the database, a table, a column, a right; and never a password", async () => {
      const codes = async (connector: ReturnType<ShopDatabase["open"]>) =>
        (await connector.check()).map(({ code, message }) => `${code} ${message}`);
      const secret = Object.assign(new URL(shop.url), { password: "s3cret", port: "1" });
      const [gone] = await codes(shop.open({ url: secret.href }));
      expect(gone).toMatch(/^SOURCE_UNAVAILABLE .*the database .* on 127\.0\.0\.1:1/);
      expect(gone).not.toContain("s3cret");
      await shop.sql("alter table item rename column name to title");
      expect(await codes(shop.open())).toEqual([expect.stringMatching(/^IMPORT_COLUMN_MISSING .*select item .*name/)]);
      await shop.sql("drop table tag");
      expect(await codes(shop.open())).toEqual([
        expect.stringMatching(/^SOURCE_MISSING .*tag/),
        expect.stringMatching(/^SOURCE_MISSING tag is not in/),
      ]);
      await onServer("do $$ begin create role concord_reader login; exception when duplicate_object then null; end $$");
      const reader = shop.open({ url: shop.url.replace("postgres@", "concord_reader@") });
      expect((await codes(reader)).some((text) => text.startsWith("SOURCE_FORBIDDEN"))).toBe(true);
      await onServer("drop role concord_reader");
    });

    it("tells faults of the declaration by their path", async () => {
      const { stock: _, ...roots } = shop.parts.changes.roots;
      const tables = {
        move: [{ root: "order", column: "item", recall: { entity: "Order", field: "id", prefix: undefined } }],
      };
      const findings = await shop.open({ changes: { roots, tables, optional: [] } }).check();
      expect(findings.map(({ path }) => path)).toEqual(["reads[5]", "tables.move"]);
      expect(findings.map(({ code }) => code)).toEqual(["MAPPING_INVALID", "MAPPING_INVALID"]);
    });
  });
});
