import { Party } from "../../schema/erp/party";
import { SalesOrder } from "../../schema/erp/sales-order";
import { SalesOrderLine } from "../../schema/erp/sales-order-line";
import { requireDefinition } from "../../schema/model/decorators";
import type { EntityClass } from "../../schema/model/definition";
import type { SourceEvent } from "../../schema/model/source-event";
import type { Database } from "../../store/database";
import { name, sql } from "../../store/sql";
import { importRows } from "../../store/write/import";
import { load, migrateAll, row } from "../build";
import { describeOnEveryEngine } from "../databases";

const origin = (line: number) => ({ file: "test.csv", line });

describeOnEveryEngine("removing, and documents as a whole", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let database: Database;
  beforeAll(async () => {
    opened = await engine.open();
    database = opened.database;
    await migrateAll(database);
  });
  beforeEach(() =>
    database.execute(`truncate erp.party, erp.sales_order, erp.sales_order_line, mapping.quarantined_row,
      mapping.import_batch, mapping.idempotency_key, mapping.source_record, mapping.identifier`),
  );
  afterAll(() => opened.close());

  const party = (id: string, line = 1) => row(Party, { erp_id: `e:party:${id}`, name: `Party ${id}` }, line);
  const order = (id: string, line = 10) =>
    row(SalesOrder, { id: `e:sales_order:${id}`, customer_id: "e:party:1", number: id }, line);
  const orderLine = (id: string, of: string, values = {}, line = 20) =>
    row(SalesOrderLine, { id: `e:sales_order_line:${id}`, order_id: `e:sales_order:${of}`, ...values }, line);
  const removed = (type: EntityClass, id: string): SourceEvent => ({
    kind: "removed",
    entity: requireDefinition(type),
    id,
    origin: origin(1),
  });
  const complete = (type: EntityClass, within?: { column: string; id: string }, ids?: string[]): SourceEvent => ({
    kind: "complete",
    entity: requireDefinition(type),
    ...(within ? { within } : {}),
    ...(ids ? { ids } : {}),
    origin: origin(0),
  });
  const refused = (id: string, document: string, line: number): SourceEvent => ({
    kind: "rejected",
    entity: "SalesOrderLine",
    code: "IMPORT_NUMBER_INVALID",
    path: "quantity",
    reason: "bad",
    record: { quantity: "many" },
    id: `e:sales_order_line:${id}`,
    document: `e:sales_order:${document}`,
    origin: origin(line),
  });
  const ids = async (relation: string, column = "id") =>
    (await database.query(sql`select ${name(column)} as id from ${name(relation)} order by 1`)).map((found) =>
      String(found["id"]).split(":").pop(),
    );

  it("takes out a removed order with its lines, and what mapping knows of a removed party", async () => {
    await load(database, "erp", [party("1"), party("2"), order("A"), orderLine("A1", "A"), order("B", 11)]);
    const summary = await load(database, "erp", [removed(SalesOrder, "e:sales_order:A"), removed(Party, "e:party:2")]);
    expect([await ids("erp.sales_order"), await ids("erp.sales_order_line"), await ids("erp.party", "erp_id")]).toEqual(
      [["B"], [], ["1"]],
    );
    expect(Object.fromEntries(summary.entities.map(({ entity, removed: count }) => [entity, count]))).toEqual({
      SalesOrder: 1,
      SalesOrderLine: 1,
      Party: 1,
    });
    expect(await ids("mapping.source_record", "source_id")).not.toContain("2");
  });

  it("removes what a complete set lacks, within its parent and its system only", async () => {
    await load(database, "erp", [
      party("1"),
      order("A"),
      orderLine("A1", "A"),
      orderLine("A2", "A"),
      order("B", 11),
      orderLine("B1", "B"),
    ]);
    await load(database, "erp", [row(Party, { erp_id: "o:party:9" })], { system: "other" });
    await load(database, "erp", [
      orderLine("A2", "A"),
      complete(SalesOrderLine, { column: "order_id", id: "e:sales_order:A" }),
    ]);
    expect(await ids("erp.sales_order_line")).toEqual(["A2", "B1"]);
    await load(database, "erp", [
      complete(Party, undefined, ["e:party:1"]),
      complete(SalesOrder, undefined, ["e:sales_order:B"]),
    ]);
    expect([await ids("erp.party", "erp_id"), await ids("erp.sales_order"), await ids("erp.sales_order_line")]).toEqual(
      [["1", "9"], ["B"], ["B1"]],
    );
  });

  it("never removes a good row because its new version is bad", async () => {
    await load(database, "erp", [party("1"), order("A"), orderLine("A1", "A"), orderLine("A2", "A")]);
    const whole = complete(SalesOrderLine, { column: "order_id", id: "e:sales_order:A" });
    await load(database, "erp", [refused("A1", "A", 20), orderLine("A2", "A", { description: "new" }, 21), whole]);
    expect(await ids("erp.sales_order_line")).toEqual(["A1", "A2"]);
    const codes = await database.query(sql`select code, row_id from mapping.quarantined_row order by code`);
    expect(codes.map((found) => found["code"])).toEqual(["IMPORT_DOCUMENT_INCOMPLETE", "IMPORT_NUMBER_INVALID"]);
  });

  it("stores a document with all its lines or not at all, and whole once the line is repaired", async () => {
    await load(database, "erp", [party("1")]);
    await load(database, "erp", [
      order("A"),
      orderLine("A1", "A"),
      refused("A2", "A", 21),
      order("B", 11),
      orderLine("B1", "B", {}, 22),
    ]);
    expect([await ids("erp.sales_order"), await ids("erp.sales_order_line")]).toEqual([["B"], ["B1"]]);
    const [held] = await database.query(
      sql`select reason from mapping.quarantined_row where row_id = 'e:sales_order:A'`,
    );
    expect(held?.["reason"]).toContain("IMPORT_NUMBER_INVALID at quantity in test.csv:21");
    await load(database, "erp", [
      order("A"),
      orderLine("A1", "A"),
      orderLine("A2", "A", {}, 21),
      order("B", 11),
      orderLine("B1", "B", {}, 22),
    ]);
    expect(await ids("erp.sales_order_line")).toEqual(["A1", "A2", "B1"]);
    expect(await ids("mapping.quarantined_row")).toEqual([]);
  });

  it("clears the quarantine of single records given again, and of records that are gone", async () => {
    await load(database, "erp", [party("1"), order("A"), refused("A1", "A", 20), refused("A2", "A", 21)]);
    const single = (events: readonly SourceEvent[]) => importSingle(database, events);
    await single([order("A"), orderLine("A1", "A"), refused("A2", "A", 21)]);
    expect((await ids("mapping.quarantined_row")).length).toBe(3);
    await single([
      order("A"),
      orderLine("A1", "A"),
      complete(SalesOrderLine, { column: "order_id", id: "e:sales_order:A" }),
    ]);
    expect(await ids("mapping.quarantined_row")).toEqual([]);
    expect(await ids("erp.sales_order_line")).toEqual(["A1"]);
  });

  it("lets the last word of a batch count: removed after given, given after removed", async () => {
    await load(database, "erp", [party("1"), party("2")]);
    await load(database, "erp", [party("1"), removed(Party, "e:party:1"), removed(Party, "e:party:2"), party("2", 2)]);
    expect(await ids("erp.party", "erp_id")).toEqual(["2"]);
  });

  it("has one effect for the same key sent many times at once, and refuses another payload under it", async () => {
    const send = (events: readonly SourceEvent[]) => importSingle(database, events, "key-1");
    const answers = await Promise.all(Array.from({ length: 100 }, () => send([party("1"), party("2", 2)])));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await ids("mapping.import_batch")).toHaveLength(1);
    await expect(send([party("1"), party("3", 2)])).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    expect(await ids("erp.party", "erp_id")).toEqual(["1", "2"]);
  });
});

function importSingle(database: Database, events: readonly SourceEvent[], idempotencyKey?: string) {
  async function* stream(): AsyncGenerator<SourceEvent> {
    yield* events;
  }
  return importRows(database, {
    system: "test-erp",
    subgraph: "erp",
    events: stream(),
    cursor: () => "end",
    objects: () => [],
    codeMaps: [],
    dryRun: false,
    ...(idempotencyKey ? { idempotencyKey } : {}),
  });
}
