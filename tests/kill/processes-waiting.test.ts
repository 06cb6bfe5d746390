import { entitiesOf } from "../../cli/connectors";
import { SCHEMAS } from "../../cli/databases";
import { followSource } from "../../cli/sync/apply";
import { createPostgresConnector } from "../../connectors/postgres/postgres-connector";
import type { Database } from "../../store/database";
import { migrate } from "../../store/migrate";
import { name, sql } from "../../store/sql";
import { openShop, type ShopDatabase } from "../connectors/shop-database";
import { describeOnServer } from "../databases";
import { openEmbedded } from "../embedded";

/** The same database; the text of each statement is noted. */
const noting = (database: Database, statements: string[]): Database => ({
  engine: database.engine,
  query: (statement) => {
    statements.push(statement.text);
    return database.query(statement);
  },
  execute: (script) => database.execute(script),
  transaction: (work) => database.transaction(work),
  close: () => database.close(),
});

describeOnServer("quarantine of a source that is followed live", () => {
  let shop: ShopDatabase;
  let database: Database;
  let following: Promise<void>;
  const stopping = new AbortController();
  /** What followSource asks outside a load's transaction. */
  const statements: string[] = [];
  let applied = 0;

  beforeAll(async () => {
    shop = await openShop();
    database = await openEmbedded();
    for (const schema of SCHEMAS) await migrate(database, schema);
    const connector = createPostgresConnector({ ...shop.parts, entities: entitiesOf("erp") });
    const opened = { system: "shop", subgraph: "erp", connector, codeMaps: [] } as const;
    following = followSource(noting(database, statements), opened, {
      signal: stopping.signal,
      onApplied: () => {
        applied += 1;
      },
    });
    await there("erp.item", "shop:item:2");
  });
  afterAll(async () => {
    stopping.abort();
    await following;
    await database.close();
    await shop.close();
  });

  async function count(table: string, id: string): Promise<number> {
    const key =
      table === "erp.item" || table === "erp.party" ? "erp_id" : table.startsWith("mapping") ? "row_id" : "id";
    const [row] = await database.query(
      sql`select count(*)::integer as count from ${name(table)} where ${name(key)} = ${id}`,
    );
    return Number(row?.["count"]);
  }

  async function there(table: string, id: string, expected = 1): Promise<void> {
    while ((await count(table, id)) !== expected) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it("reads code maps when it looks for decisions, and never for a change", async () => {
    const asked = (about: string): number => statements.filter((text) => text.includes(about)).length;
    statements.splice(0);
    const before = applied;
    for (let change = 1; change <= 5; change += 1) {
      await shop.sql(`insert into item (id, name) values (${100 + change}, 'New')`);
      await there("erp.item", `shop:item:${100 + change}`);
    }
    const looks = asked("select distinct file from mapping.quarantined_row");
    expect(asked("codes_on")).toBeLessThanOrEqual(looks);
    while (applied < before + 5) await new Promise((resolve) => setTimeout(resolve, 20));
    // What the first read of the source gave may still come in.
    expect(asked("from mapping.quarantine_correction")).toBeGreaterThanOrEqual(5);
    expect(asked("from mapping.quarantine_correction")).toBeLessThanOrEqual(applied - before);
  });

  it("brings in a document with its lines once the record that it waited for has come", async () => {
    await shop.sql(
      "insert into customer (id, name) values (50, ''); insert into orders (id, customer, day) values (60, 50, '2026-03-01')",
    );
    await shop.sql("insert into line (id, orders, item, pieces, price) values (70, 60, 1, 2, 3)");
    await there("mapping.quarantined_row", "shop:sales_order_line:70");
    expect(await count("erp.sales_order", "shop:sales_order:60")).toBe(0);
    await shop.sql("update customer set name = 'Repaired' where id = 50");
    await there("erp.sales_order_line", "shop:sales_order_line:70");
    expect(await count("erp.sales_order", "shop:sales_order:60")).toBe(1);
    for (const id of ["shop:party:50", "shop:sales_order:60", "shop:sales_order_line:70"])
      expect(await count("mapping.quarantined_row", id)).toBe(0);
  });

  it("lets go of a refused record that was deleted, and keeps the others", async () => {
    await shop.sql(
      "delete from tag; update item set name = '' where id = 1; insert into item (id, name) values (80, '')",
    );
    await there("mapping.quarantined_row", "shop:item:80");
    await shop.sql("delete from item where id = 80");
    await there("mapping.quarantined_row", "shop:item:80", 0);
    expect(await count("mapping.quarantined_row", "shop:item:1")).toBe(1);
  });

  it("tells a refused document anew when one of its lines goes, although the log names the line alone", async () => {
    const net = async (): Promise<unknown> => {
      const [row] = await database.query(
        sql`select record::jsonb ->> 'net_amount' as net from mapping.quarantined_row where row_id = 'shop:sales_order:61'`,
      );
      return row?.["net"];
    };
    const until = async (expected: string): Promise<void> => {
      while ((await net()) !== expected) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await shop.sql(
      "insert into customer (id, name) values (51, ''); insert into orders (id, customer, day) values (61, 51, '2026-03-01')",
    );
    await shop.sql("insert into line (id, orders, item, pieces, price) values (71, 61, 1, 2, 3), (72, 61, 1, 1, 5)");
    await until("11");
    await shop.sql("delete from line where id = 71");
    await there("mapping.quarantined_row", "shop:sales_order_line:71", 0);
    await until("5");
    expect(await count("mapping.quarantined_row", "shop:sales_order_line:72")).toBe(1);
  });
});
