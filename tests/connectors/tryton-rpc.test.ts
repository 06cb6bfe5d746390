import "reflect-metadata";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Connector } from "../../connectors/contract";
import { objectsOf } from "../../connectors/mapping/layout";
import { type MappingFile, readMappingFile } from "../../connectors/mapping/mapping-file";
import { readSelects } from "../../connectors/postgres/selects";
import { createTrytonConnectors } from "../../connectors/tryton/tryton-connector";
import { TrytonClient } from "../../connectors/tryton-rpc/client";
import { trytonRpcOptions } from "../../connectors/tryton-rpc/options";
import { COPIED_TABLES, DERIVED_TABLES, tablesIn } from "../../connectors/tryton-rpc/tables";
import { createTrytonRpcConnector } from "../../connectors/tryton-rpc/tryton-rpc-connector";
import { momentOf, textOf } from "../../connectors/tryton-rpc/values";
import type { SourceEvent } from "../../schema/model/source-event";
import { describeConnector } from "./conformance";
import { type LiveTryton, startTryton, whyNoTryton } from "./tryton-live";

const PASSWORD = "admin-real";
const PORT = 8071;

/** A part of the mapping that is quick to read; all of it is read once, below. */
const whole = readMappingFile(join(__dirname, "../../connectors/tryton/erp.yaml"));
const part: MappingFile = {
  ...whole,
  reads: whole.reads.filter(({ entity }) => entity === "UnitOfMeasure" || entity === "ItemCategory"),
};

const opened: Connector[] = [];

function open(
  server: Pick<LiveTryton, "url" | "database">,
  more: Readonly<Record<string, unknown>> = {},
  mapping = part,
): Connector {
  const { url, database } = server;
  const given = { url, database, user: "admin", password: PASSWORD, attempts: 2, firstWaitMs: 1, ...more };
  const { connector } = createTrytonRpcConnector(trytonRpcOptions.parse(given), mapping);
  opened.push(connector);
  return connector;
}

async function readAll(connector: Connector, since?: string) {
  const read = connector.read(since === undefined ? {} : { since });
  const events: SourceEvent[] = [];
  for await (const event of read) events.push(event);
  return { events, cursor: read.cursor() };
}

/** What Tryton means, by id; where a row stands in the read says nothing about it. */
const meaning = (events: readonly SourceEvent[]): string[] =>
  events
    .flatMap((event) => {
      if (event.kind === "row") return [`${event.entity.name} ${JSON.stringify(event.values)}`];
      if (event.kind === "skipped") return [`skipped ${event.entity} ${event.because} ${event.origin.file}`];
      return event.kind === "rejected" ? [`rejected ${event.entity} ${event.path} ${event.reason} ${event.id}`] : [];
    })
    .sort();

describe("A value over Tryton's JSON-RPC", () => {
  it("keeps every digit, day and microsecond", () => {
    expect(textOf({ __class__: "Decimal", decimal: "0.10000000000000000000001" })).toBe("0.10000000000000000000001");
    expect(textOf({ __class__: "date", year: 2026, month: 1, day: 5 })).toBe("2026-01-05");
    const moment = "2026-11-24 09:05:07.000042";
    expect(textOf(momentOf(moment))).toBe(moment);
    expect([textOf(null), textOf(true), textOf(29.5), textOf("sale.line,1")]).toEqual([
      null,
      "true",
      "29.5",
      "sale.line,1",
    ]);
  });
});

describe("The copy of a Tryton", () => {
  it("has every table that the selects over Tryton's database read", () => {
    const selects = readSelects(join(__dirname, "../../connectors/tryton/selects.sql"));
    const copied = new Set(COPIED_TABLES.map(({ table }) => table));
    const read = whole.reads.flatMap((one) => [...tablesIn(selects.get(objectsOf(one)[0] ?? "") ?? "")]);
    // What a select names for itself is one word; Tryton's tables are a module's and a thing's.
    const unknown = read.filter((name) => name.includes("_") && !copied.has(name) && !(name in DERIVED_TABLES));
    expect([...new Set(unknown)]).toEqual([]);
  });
});

const missing = whyNoTryton();
const onTryton = missing === undefined ? describe : describe.skip;

onTryton(`A running Tryton${missing ? `: ${missing}` : ""}`, () => {
  let server: LiveTryton;
  let client: TrytonClient;
  const createdCategories: unknown[] = [];
  const rules: unknown[] = [];
  // One connector reads again and again, as a running service does; what a restart finds is tested below.
  let lasting: Connector | undefined;

  beforeAll(async () => {
    server = await startTryton("feeds_tryton", PORT);
    const { url, database } = server;
    client = new TrytonClient(trytonRpcOptions.parse({ url, database, user: "admin", password: PASSWORD }));
  }, 120_000);

  afterEach(async () => {
    for (const connector of opened.splice(0)) if (connector !== lasting) await connector.close?.();
  });

  afterAll(async () => {
    await lasting?.close?.();
    await client.close();
    await server.stop();
  });

  async function sql(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
    try {
      return (await database.query(statement)).rows;
    } finally {
      await database.end();
    }
  }

  async function addCategory(name: string): Promise<void> {
    createdCategories.push(await client.call("product.category", "create", [{ name }]));
  }

  describeConnector("tryton-rpc", async () => {
    for (const rule of rules.splice(0)) await client.call("ir.model.field.access", "delete", rule);
    const [counted] = await sql(
      "select (select count(*) from product_uom) + (select count(*) from product_category) as n",
    );
    return {
      open: () => {
        lasting ??= open(server);
        return lasting;
      },
      openMissing: () => open({ ...server, database: "feeds_nowhere" }),
      change: () => addCategory("Spare parts"),
      changeSchema: async () => {
        const field = [
          ["name", "=", "symbol"],
          ["model.model", "=", "product.uom"],
        ];
        const [id] = (await client.call("ir.model.field", "search", field)) as readonly number[];
        rules.push(await client.call("ir.model.field.access", "create", [{ field: id, perm_read: false }]));
      },
      recordCount: () => Number(counted?.["n"]),
    };
  });

  it("says the same as its database does, for everything the ERP has", async () => {
    for (const rule of rules.splice(0)) await client.call("ir.model.field.access", "delete", rule);
    const overRpc = open(server, {}, whole);
    expect(await overRpc.check()).toEqual([]);
    const [overSql] = createTrytonConnectors({ url: server.databaseUrl });
    if (!overSql) throw new Error("Tryton is read as an ERP");
    opened.push(overSql.connector);
    const [rpc, database] = [await readAll(overRpc), await readAll(overSql.connector)];
    const entities = new Set(rpc.events.flatMap((event) => (event.kind === "row" ? [event.entity.name] : [])));
    for (const name of [
      "Party",
      "Item",
      "SalesOrderLine",
      "PurchaseOrderLine",
      "ErpInvoiceLine",
      "ShipmentLine",
      "StockLevel",
      "BillOfMaterials",
    ])
      expect(entities).toContain(name);
    expect(meaning(rpc.events)).toEqual(meaning(database.events));
    expect(JSON.stringify([rpc.events.slice(0, 50), rpc.cursor, overRpc.describe()])).not.toContain(PASSWORD);
  }, 180_000);

  it("gives what changed and what was deleted, also to a process that starts with the copy of the last", async () => {
    const copyFolder = mkdtempSync(join(tmpdir(), "concord-tryton-copy-"));
    const first = open(server, { copyFolder });
    const { cursor } = await readAll(first);
    await first.close?.();
    await addCategory("Cables");
    const second = open(server, { copyFolder });
    const later = await readAll(second, cursor);
    expect(meaning(later.events)).toContainEqual(expect.stringContaining('"name":"Cables"'));
    expect(meaning(later.events)).not.toContainEqual(expect.stringContaining("UnitOfMeasure"));
    await client.call("product.category", "delete", createdCategories.pop());
    const gone = await readAll(second, later.cursor);
    expect(meaning(gone.events)).not.toContainEqual(expect.stringContaining('"name":"Cables"'));
    expect(gone.events.at(-1)).toMatchObject({ kind: "complete", entity: { name: "ItemCategory" } });
    // A process without a copy says the same.
    expect(meaning((await readAll(open(server), later.cursor)).events)).toEqual(meaning(gone.events));
  }, 120_000);

  it("logs in again when its session has ended, and out in the end", async () => {
    const connector = open(server);
    const { cursor } = await readAll(connector);
    await sql("delete from ir_session");
    expect((await readAll(connector, cursor)).events).toEqual([]);
    await connector.close?.();
  }, 60_000);

  it("says in words who is not let in, without the password, and what is not there", async () => {
    const wrong = await open(server, { password: "not-the-password" }).check();
    expect(wrong).toMatchObject([{ code: "SOURCE_FORBIDDEN", message: expect.stringContaining("user and password") }]);
    expect(JSON.stringify(wrong)).not.toContain("not-the-password");
    const nowhere = open({ ...server, url: "http://127.0.0.1:9" });
    expect(await nowhere.check()).toMatchObject([{ code: "SOURCE_UNAVAILABLE" }]);
    await expect(readAll(nowhere)).rejects.toMatchObject({ code: "SOURCE_UNAVAILABLE" });
    await expect(readAll(open(server), "17")).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  }, 60_000);
});
