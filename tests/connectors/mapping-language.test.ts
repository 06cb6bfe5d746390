import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFilesConnector } from "../../connectors/files/files-connector";
import { parseMapping } from "../../connectors/mapping/mapping-file";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { RejectedRecord, SourceEvent, UnifiedRow } from "../../schema/model/source-event";

const entities = new Map(entitiesBySubgraph.erp.map((entity) => [entity.name, entity]));
const EUROPEAN = '{ delimiter: ";", dateFormat: dd.MM.yyyy, decimal: { point: ",", group: "." } }';
const root = mkdtempSync(join(tmpdir(), "concord-mapping-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Given {
  readonly fields: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly defaults?: string;
  readonly lookups?: string;
  readonly group?: string;
}

/** Orders of which only the fields under test differ. */
function open({ fields, files, defaults = "{}", lookups = "{}", group }: Given) {
  const folder = mkdtempSync(join(root, "source-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const mapping = `
system: shop
subgraph: erp
title: A shop
defaults: ${defaults}
lookups: ${lookups}
reads:
  - entity: SalesOrder
    ${"orders.jsonl" in files ? "file: orders.jsonl\n    format: jsonl" : "file: orders.csv"}
    id: [No]
    ${group ? `group: ${group}` : ""}
    fields:
      number: No
      customerId: { reference: { constant: C1 } }
      orderedOn: { constant: "2026-01-05" }
      status: { constant: CONFIRMED }
      currency: { constant: CNY }
${fields.replace(/^/gm, "      ")}
`;
  return createFilesConnector({
    mapping: parseMapping(mapping.replace("currency: { constant: CNY }\n      currency:", "currency:"), "shop.yaml"),
    folder,
    entities,
  });
}

async function eventsOf(given: Given): Promise<readonly SourceEvent[]> {
  const events: SourceEvent[] = [];
  for await (const event of open(given).read()) events.push(event);
  return events;
}

const rowsOf = (events: readonly SourceEvent[]) => events.filter((event): event is UnifiedRow => event.kind === "row");
const rejectedOf = (events: readonly SourceEvent[]) =>
  events.filter((event): event is RejectedRecord => event.kind === "rejected");
const amountsOf = async (given: Given) => rowsOf(await eventsOf(given)).map(({ values }) => values["net_amount"]);
const messagesOf = async (given: Given) => (await open(given).check()).map(({ message }) => message);

describe("numbers of a source that groups thousands by points", () => {
  const files = { "orders.csv": "No;A;B\n1;2,468;1,234\n" };

  it.each([
    ["{ subtract: [A, B] }", "1.234"],
    ["{ first: [{ subtract: [A, B] }, A] }", "1.234"],
    ["{ multiply: [A, { constant: 0.125 }] }", "0.3085"],
    ["{ column: Missing, default: '0.125' }", "0.125"],
    ["{ negate: { add: [A, B] } }", "-3.702"],
  ])("%s is %s, never a thousand times that", async (expression, expected) => {
    const header = {
      "orders.csv": files["orders.csv"].replace("A;B\n1;", "A;B;Missing\n1;").replace("1,234\n", "1,234;\n"),
    };
    expect(await amountsOf({ fields: `netAmount: ${expression}`, files: header, defaults: EUROPEAN })).toEqual([
      expected,
    ]);
  });

  it("are summed over a group as they were computed", async () => {
    const given = { fields: "netAmount: { sum: { subtract: [A, B] } }", files, defaults: EUROPEAN, group: "[No]" };
    expect(await amountsOf(given)).toEqual(["1.234"]);
  });

  it("keep the format that a column or a lookup has for itself", async () => {
    const own = "{ column: A, decimal: { point: '.', group: '' }, scale: 2 }";
    const plain = { "orders.csv": "No;A\n1;1.239\n" };
    expect(
      await amountsOf({ fields: `netAmount: { sum: ${own} }`, files: plain, defaults: EUROPEAN, group: "[No]" }),
    ).toEqual(["1.24"]);
    const prices = { "orders.csv": "No\n1\n", "prices.csv": "Id;Price\n1;1.234,5\n" };
    const lookups = `{ price: { file: prices.csv, key: Id, delimiter: ";", decimal: { point: ",", group: "." } } }`;
    expect(
      await amountsOf({ fields: "netAmount: { lookup: price, by: No, column: Price }", files: prices, lookups }),
    ).toEqual(["1234.5"]);
  });
});

describe("dates", () => {
  it.each(["{ first: [{ column: D, dateFormat: yyyy/M/d }, D] }", "{ max: { column: D, dateFormat: yyyy/M/d } }"])(
    "keep the format of their column inside %s",
    async (expression) => {
      const files = { "orders.csv": "No;D;A\n1;2026/1/5;1\n" };
      const given = { fields: `netAmount: A\ndueOn: ${expression}`, files, defaults: EUROPEAN, group: "[No]" };
      expect(rowsOf(await eventsOf(given))[0]?.values["due_on"]).toBe("2026-01-05");
    },
  );
});

describe("what is absent", () => {
  it.each(["{ negate: A }", "{ multiply: [B, A] }"])(
    "stays absent through %s instead of becoming zero",
    async (expression) => {
      const given = { fields: `netAmount: A\ntaxAmount: ${expression}`, files: { "orders.csv": "No,A,B\n1,,3\n" } };
      const [rejected] = rejectedOf(await eventsOf(given));
      expect(rejected).toMatchObject({ code: "IMPORT_VALUE_MISSING", path: "netAmount" });
      const kept = { fields: `netAmount: B\ntaxAmount: ${expression}`, files: given.files };
      expect(rowsOf(await eventsOf(kept))[0]?.values["tax_amount"] ?? null).toBeNull();
    },
  );
});

describe("groups", () => {
  const group = "[No]";
  const fields = "netAmount: { sum: A }";

  it("make no row when one of their records is set aside, since the total would be short", async () => {
    const files = { "orders.csv": "No,A\n1,1\n2,7\n1,x\n1,5\n" };
    const events = await eventsOf({ fields, files, group });
    expect(rowsOf(events).map(({ values }) => [values["number"], values["net_amount"]])).toEqual([["2", "7"]]);
    expect(rejectedOf(events).map(({ origin, code, path, record }) => [origin.line, code, path, record["A"]])).toEqual([
      [4, "IMPORT_NUMBER_INVALID", "netAmount", "x"],
      [2, "IMPORT_NUMBER_INVALID", "", "1"],
    ]);
    expect(rejectedOf(events)[1]?.reason).toMatch(/line 4.*totals would be short/);
  });

  it("have no sum over two currencies", async () => {
    const files = { "orders.csv": "No,A,Cur\n1,1,USD\n1,2,EUR\n2,1,USD\n2,2,USD\n" };
    const events = await eventsOf({ fields: `currency: Cur\n${fields}`, files, group });
    expect(rowsOf(events).map(({ values }) => [values["currency"], values["net_amount"]])).toEqual([["USD", "3"]]);
    expect(rejectedOf(events)[0]?.reason).toContain("currency is EUR where the first record has USD");
  });

  it("are asked for by name when a mapping sums without one, or sums inside another form", async () => {
    const files = { "orders.csv": "No,A\n1,1\n" };
    expect(await messagesOf({ fields, files })).toEqual(["sum, min and max need a group."]);
    const nested = { fields: "netAmount: { add: [{ sum: A }, A] }", files, group };
    expect(await messagesOf(nested)).toEqual([
      "sum, min and max stand at the top of a field, not inside another form.",
    ]);
    expect(rejectedOf(await eventsOf(nested)).map(({ code }) => code)).toEqual(["MAPPING_INVALID"]);
  });
});

describe("lookups", () => {
  const lookups = "{ price: { file: prices.csv, key: Id } }";
  const fields = "netAmount: { lookup: price, by: No, column: Price }";

  it("find padded keys, and set aside their own broken records", async () => {
    const files = { "orders.csv": "No\n 1\n", "prices.csv": "Id,Price\n1 ,5\n2,6,7\n" };
    const events = await eventsOf({ fields, files, lookups });
    expect(rowsOf(events).map(({ values }) => values["net_amount"])).toEqual(["5"]);
    expect(rejectedOf(events)).toEqual([
      expect.objectContaining({ entity: null, origin: { file: "prices.csv", line: 3 }, record: { record: "2,6,7" } }),
    ]);
  });

  it("are read from JSON Lines too", async () => {
    const files = { "orders.csv": "No\n1\n", "prices.jsonl": '{"Id":1,"Price":0.10}\n' };
    const jsonl = "{ price: { file: prices.jsonl, format: jsonl, key: Id } }";
    expect(await amountsOf({ fields, files, lookups: jsonl })).toEqual(["0.10"]);
  });

  it("are checked: an unknown one, and a column its file lacks", async () => {
    const files = { "orders.csv": "No\n1\n", "prices.csv": "Id,Cost\n" };
    expect(await messagesOf({ fields, files, lookups })).toEqual(["prices.csv has no column Price; it has Id, Cost."]);
    expect(await messagesOf({ fields, files })).toEqual(["There is no lookup price."]);
  });
});

describe("a record that is set aside", () => {
  it("keeps its columns when it was split, though bytes of it do not decode", async () => {
    const broken = Buffer.concat([Buffer.from("No,A,Note\n1,2,"), Buffer.from([0xff]), Buffer.from("\n")]);
    const [rejected] = rejectedOf(await eventsOf({ fields: "netAmount: A", files: { "orders.csv": broken } }));
    expect(rejected).toMatchObject({ code: "IMPORT_ENCODING_INVALID", record: { No: "1", A: "2", Note: "\uFFFD" } });
  });

  it("keeps what the mapping does not read of a JSON object", async () => {
    const files = { "orders.jsonl": '{"No":1,"A":"x","Note":{"by":"Li"}}\n' };
    const [rejected] = rejectedOf(await eventsOf({ fields: "netAmount: A", files }));
    expect(rejected?.record).toEqual({ No: "1", A: "x", Note: '{"by":"Li"}' });
  });
});

describe("check", () => {
  it("names a column that the file has twice", async () => {
    const given = { fields: "netAmount: A", files: { "orders.csv": "No,A,A\n" } };
    expect(await messagesOf(given)).toEqual([
      "orders.csv has 2 columns named A; rename all but the one that is meant.",
    ]);
  });

  it("refuses forms that a field cannot take", async () => {
    const given = {
      fields: "netAmount: A\ndueOn: { value: A, currency: A }\nnote: { reference: A }",
      files: { "orders.csv": "No,A\n" },
    };
    expect(await messagesOf(given)).toEqual(
      expect.arrayContaining(["SalesOrder.dueOn is no money; it takes a value alone."]),
    );
  });

  it("closes the files it looks into", async () => {
    const connector = open({ fields: "netAmount: A", files: { "orders.csv": `No,A\n${"1,1\n".repeat(300_000)}` } });
    const openFiles = () => readdirSync("/proc/self/fd").length;
    await connector.check();
    const before = openFiles();
    for (let times = 0; times < 10; times += 1) await connector.check();
    expect(openFiles()).toBeLessThan(before + 5);
  });
});

it("a cursor of another source is refused in words", async () => {
  const read = open({ fields: "netAmount: A", files: { "orders.csv": "No,A\n" } });
  expect(() => read.read({ since: "garbage" })).toThrow(expect.objectContaining({ code: "CURSOR_INVALID" }));
});
