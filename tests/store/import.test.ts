import { Item } from "../../schema/erp/item";
import { Party } from "../../schema/erp/party";
import { SalesOrder } from "../../schema/erp/sales-order";
import { ImportBatch } from "../../schema/mapping/import-batch";
import { requireDefinition } from "../../schema/model/decorators";
import type { SourceEvent } from "../../schema/model/source-event";
import type { Database } from "../../store/database";
import { readAggregates } from "../../store/read/aggregate";
import { cursorCodec } from "../../store/read/cursor";
import { name, sql } from "../../store/sql";
import { importRows } from "../../store/write/import";
import { load, migrateAll, row } from "../build";
import { describeOnEveryEngine } from "../databases";

describeOnEveryEngine("importing", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let database: Database;
  beforeAll(async () => {
    opened = await engine.open();
    database = opened.database;
    await migrateAll(database);
  });
  beforeEach(() =>
    database.execute("truncate erp.party, erp.sales_order, mapping.quarantined_row, mapping.import_batch"),
  );
  afterAll(() => opened.close());

  const party = (id: string, values = {}, line = 1) => row(Party, { erp_id: `e:party:${id}`, ...values }, line);
  const order = (id: string, customer: string, line = 1) =>
    row(SalesOrder, { id: `e:sales_order:${id}`, customer_id: `e:party:${customer}` }, line);
  const rejection = (line: number, reason = "bad"): SourceEvent => ({
    kind: "rejected",
    entity: "Party",
    code: "IMPORT_VALUE_MISSING",
    path: "name",
    reason,
    record: { Name: "", Amount: "1.10" },
    origin: { file: "test.csv", line },
  });
  const count = async (relation: string) =>
    Number((await database.query(sql`select count(*)::integer as count from ${name(relation)}`))[0]?.["count"]);

  it("changes nothing when the same is loaded again", async () => {
    const events = [party("1"), order("1", "1")];
    expect((await load(database, "erp", events)).entities.map(({ changed }) => changed)).toEqual([1, 1]);
    expect((await load(database, "erp", events)).entities.map(({ changed }) => changed)).toEqual([0, 0]);
  });

  it("keeps nothing of a dry run, and tells the same", async () => {
    const events = [party("1"), order("1", "1"), rejection(3)];
    const dry = await load(database, "erp", events, { dryRun: true });
    expect([
      await count("erp.party"),
      await count("mapping.quarantined_row"),
      await count("mapping.import_batch"),
    ]).toEqual([0, 0, 0]);
    const kept = await load(database, "erp", events);
    expect(kept.entities).toEqual(dry.entities);
    expect([await count("erp.party"), await count("mapping.quarantined_row")]).toEqual([1, 1]);
  });

  it("leaves nothing of a load that fails half-way", async () => {
    async function* failing(): AsyncGenerator<SourceEvent> {
      for (let line = 1; line <= 2500; line += 1) yield party(String(line), {}, line);
      throw new Error("the source is gone");
    }
    const request = {
      system: "s",
      subgraph: "erp" as const,
      events: failing(),
      cursor: () => "",
      objects: () => [],
      codeMaps: [],
      dryRun: false,
    };
    await expect(importRows(database, request)).rejects.toThrow("the source is gone");
    expect(await count("erp.party")).toBe(0);
  });

  it("quarantines a row whose required reference nobody knows, and never replaces a good row by a bad one", async () => {
    await load(database, "erp", [party("1"), order("1", "1")]);
    const { quarantine } = await load(database, "erp", [order("1", "nobody"), order("2", "nobody", 2)]);
    expect(quarantine.first.map(({ code, path, record }) => [code, path, record["customer_id"]])).toEqual([
      ["IMPORT_REFERENCE_UNKNOWN", "customerId", "e:party:nobody"],
      ["IMPORT_REFERENCE_UNKNOWN", "customerId", "e:party:nobody"],
    ]);
    expect(await database.query(sql`select id, customer_id from erp.sales_order`)).toEqual([
      { id: "e:sales_order:1", customer_id: "e:party:1" },
    ]);
  });

  it("asks for a file again while its rows wait for another's", async () => {
    const waiting: ReadonlySet<string>[] = [];
    async function* events(): AsyncGenerator<SourceEvent> {
      yield order("1", "nobody");
    }
    const cursor = (unsettled: ReadonlySet<string>) => {
      waiting.push(unsettled);
      return "";
    };
    await importRows(database, {
      system: "s",
      subgraph: "erp",
      events: events(),
      cursor,
      objects: () => ["test.csv"],
      codeMaps: [],
      dryRun: false,
    });
    expect(waiting).toEqual([new Set(["test.csv"])]);
  });

  it("takes an identical repetition once, and quarantines a contradiction", async () => {
    const { entities, quarantine } = await load(database, "erp", [
      party("1"),
      party("1", {}, 2),
      party("1", { name: "other" }, 3),
    ]);
    expect(entities).toEqual([
      { entity: "Party", accepted: 1, changed: 1, repeated: 1, danglingReferences: 0, removed: 0 },
    ]);
    expect(quarantine.first).toEqual([
      expect.objectContaining({ code: "IMPORT_DUPLICATE_ID", origin: { file: "test.csv", line: 3 } }),
    ]);
  });

  it("keeps the numbers of a quarantined row as they were, never as floats", async () => {
    const { quarantine } = await load(database, "erp", [
      row(SalesOrder, { id: "e:sales_order:9", customer_id: "e:party:0", net_amount: "12345678901234567.891" }),
    ]);
    expect(quarantine.first[0]?.record["net_amount"]).toBe("12345678901234567.891");
  });

  it("clears a repaired record from quarantine, also when the file has no record left", async () => {
    await load(database, "erp", [party("1"), rejection(2), rejection(3)]);
    expect(await count("mapping.quarantined_row")).toBe(2);
    await load(database, "erp", [party("1"), rejection(3)]);
    expect(await count("mapping.quarantined_row")).toBe(1);
    async function* nothing(): AsyncGenerator<SourceEvent> {}
    await importRows(database, {
      system: "test-erp",
      subgraph: "erp",
      events: nothing(),
      cursor: () => "",
      objects: () => ["test.csv"],
      codeMaps: [],
      dryRun: false,
    });
    expect(await count("mapping.quarantined_row")).toBe(0);
  });

  it("quarantines many thousand records, keeping a summary of the first", async () => {
    const { quarantine } = await load(
      database,
      "erp",
      Array.from({ length: 4500 }, (_, at) => rejection(at + 1, `bad\u0000 ${at}`)),
    );
    expect([quarantine.count, quarantine.first.length, await count("mapping.quarantined_row")]).toEqual([
      4500, 1000, 4500,
    ]);
  });

  it("counts an optional reference that leads nowhere, and keeps the row", async () => {
    const { entities } = await load(database, "erp", [
      row(Item, { erp_id: "e:item:1", category_id: "e:item_category:none" }),
    ]);
    expect(entities).toEqual([expect.objectContaining({ entity: "Item", accepted: 1, danglingReferences: 1 })]);
  });

  it("finds a row where it stands now, though nothing else changed", async () => {
    await load(database, "erp", [party("1", {}, 2)]);
    const { entities } = await load(database, "erp", [party("1", {}, 7)]);
    expect(entities[0]?.changed).toBe(0);
    expect(await database.query(sql`select source_line from erp.party`)).toEqual([{ source_line: 7 }]);
  });

  it("tells the first and last moment of a list", async () => {
    await load(database, "erp", [party("1")]);
    const read = {
      database,
      scope: "*" as const,
      role: "admin" as const,
      minGroupSize: 5,
      cursors: cursorCodec("a key for tests only"),
    };
    const measures = [{ function: "minimum" as const, field: "startedAt" }];
    const [total] = await readAggregates(read, { entity: requireDefinition(ImportBatch) }, { filter: null, measures }, [
      [],
    ]);
    expect(total?.minimum["startedAt"]).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
  });
});
