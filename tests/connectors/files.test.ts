import { appendFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { createFilesConnector } from "../../connectors/files/files-connector";
import { type MappingFile, parseMapping } from "../../connectors/mapping/mapping-file";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { SourceEvent } from "../../schema/model/source-event";
import { describeConnector } from "./conformance";

const entities = new Map(entitiesBySubgraph.erp.map((entity) => [entity.name, entity]));

const MAPPING = `
system: shop
subgraph: erp
title: A shop
defaults: { decimal: { point: ".", group: "," }, dateFormat: yyyy/M/d }
codeMaps:
  unit: { 个: C62, 千克: KGM }
  status: { 已发货: DELIVERED, 已取消: CANCELLED }
lookups:
  person: { file: people.csv, key: Id }
reads:
  - entity: Party
    file: customers.csv
    id: [Id]
    fields:
      number: Id
      name: { concat: [{ lookup: person, by: Person, column: First }, { lookup: person, by: Person, column: Last }], separator: " " }
      role: { constant: CUSTOMER }
  - entity: SalesOrder
    file: orders.csv
    when: { column: Kind, notEquals: quote }
    id: [No]
    fields:
      number: No
      customerId: { reference: Customer }
      orderedOn: Date
      status: { column: Status, codeMap: status }
      currency: { constant: CNY }
      netAmount: Net
      taxAmount: { subtract: [Total, Net] }
      totalAmount: Total
`;

const FILES: Readonly<Record<string, string>> = {
  "people.csv": "Id,First,Last\n1,伟,李\n2,Ann,\n",
  "customers.csv": "Id,Person\nC1,1\nC2,2\nC3,9\n",
  "orders.csv":
    "No,Kind,Customer,Date,Status,Net,Total,Note\n" +
    'A1,order,C1,2026/1/5,已发货,"1,234.50","1,394.985","two\nlines"\n' +
    "A2,quote,C1,2026/1/6,已发货,1,1,\n" +
    "A3,order,C2,2026/2/30,已发货,1,1,\n" +
    "A4,order,C2,2026/1/7,未知,1,1,\n" +
    'A5,order,C2,2026/1/7,已取消,"12,34",1,\n' +
    "A6,order,C2,2026/1/7,已取消,１２万元,(5),\n" +
    "A7,order,C2\n" +
    "A8,order,,2026/1/7,已取消,1,1,\n",
};

function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "concord-files-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const open = (folder: string, mapping: MappingFile = parseMapping(MAPPING, "shop.yaml")) =>
  createFilesConnector({ mapping, folder, entities });

async function eventsOf(folder: string, mapping?: MappingFile): Promise<SourceEvent[]> {
  const events: SourceEvent[] = [];
  for await (const event of open(folder, mapping).read()) events.push(event);
  return events;
}

describeConnector("the files connector", async () => {
  const folder = folderOf(FILES);
  let records = 11;
  return {
    open: () => open(folder),
    openMissing: () => open(join(folder, "nowhere")),
    change: async () => {
      appendFileSync(join(folder, "orders.csv"), "A9,order,C1,2026/3/1,已发货,5,5,\n");
      records += 1;
    },
    changeSchema: async () => writeFileSync(join(folder, "orders.csv"), "No,Kind\nA1,order\n"),
    recordCount: () => records,
  };
});

describe("the files connector", () => {
  const rowsOf = (events: readonly SourceEvent[], entity: string) =>
    events.flatMap((event) => (event.kind === "row" && event.entity.name === entity ? [event] : []));

  it("standardises what the mapping says: names joined from another file, dates, numbers, codes, ids", async () => {
    const events = await eventsOf(folderOf(FILES));
    expect(rowsOf(events, "Party").map(({ values }) => values["name"])).toEqual(["伟 李", "Ann"]);
    expect(rowsOf(events, "SalesOrder").map(({ values }) => values)).toEqual([
      {
        id: "shop:sales_order:A1",
        number: "A1",
        customer_id: "shop:party:C1",
        ordered_on: "2026-01-05",
        status: "DELIVERED",
        currency: "CNY",
        net_amount: "1234.50",
        tax_amount: "160.485",
        total_amount: "1394.985",
      },
      expect.objectContaining({
        id: "shop:sales_order:A6",
        net_amount: "120000",
        total_amount: "-5",
        tax_amount: "-120005",
      }),
    ]);
  });

  it("sets a bad record aside whole, with code, path, reason and its true line", async () => {
    const rejected = (await eventsOf(folderOf(FILES))).flatMap((event) => (event.kind === "rejected" ? [event] : []));
    expect(rejected.map(({ code, path, origin }) => [origin.file, origin.line, code, path])).toEqual([
      ["customers.csv", 4, "IMPORT_VALUE_MISSING", "name"],
      ["orders.csv", 5, "IMPORT_DATE_INVALID", "orderedOn"],
      ["orders.csv", 6, "IMPORT_CODE_UNKNOWN", "status"],
      ["orders.csv", 7, "IMPORT_NUMBER_INVALID", "netAmount"],
      ["orders.csv", 9, "IMPORT_RECORD_MALFORMED", ""],
      ["orders.csv", 10, "IMPORT_VALUE_MISSING", "customerId"],
    ]);
    expect(rejected[1]).toMatchObject({
      reason: expect.stringMatching(/Expected an existing day as yyyy\/M\/d, got "2026\/2\/30"/),
      record: { No: "A3", Date: "2026/2/30", Customer: "C2" },
    });
  });

  it("keeps the id of a record that it sets aside, and the document it is a line of", async () => {
    const mapping = parseMapping(
      `
system: shop
subgraph: erp
title: A shop
reads:
  - entity: SalesOrderLine
    from: lines.csv
    id: [Order, Line]
    fields:
      orderId: { reference: Order }
      lineNumber: Line
      quantity: { value: Pieces, unit: { constant: C62 } }
      netAmount: Net
      currency: { constant: USD }
`,
      "shop.yaml",
    );
    const csv = "Order,Line,Pieces,Net\nA,1,2,x\n,1,2,3\nA,3\n";
    const rejected = (await eventsOf(folderOf({ "lines.csv": csv }), mapping)).flatMap((event) =>
      event.kind === "rejected" ? [event] : [],
    );
    expect(rejected.map(({ code, id, document }) => [code, id, document])).toEqual([
      ["IMPORT_NUMBER_INVALID", "shop:sales_order_line:A/1", "shop:sales_order:A"],
      ["IMPORT_VALUE_MISSING", undefined, undefined],
      ["IMPORT_RECORD_MALFORMED", undefined, undefined],
    ]);
  });

  it("lets a code map take every code it does not name, or count it as absent", async () => {
    const status = async (others: string) => {
      const mapping = parseMapping(
        MAPPING.replace("已取消: CANCELLED }", `已取消: CANCELLED, "*": ${others} }`),
        "shop.yaml",
      );
      const events = await eventsOf(folderOf(FILES), mapping);
      return events.find(({ origin }) => origin.file === "orders.csv" && origin.line === 6);
    };
    expect(await status("DRAFT")).toMatchObject({ kind: "row", values: { number: "A4", status: "DRAFT" } });
    expect(await status('""')).toMatchObject({ kind: "rejected", code: "IMPORT_VALUE_MISSING", path: "status" });
  });

  it("counts what the mapping leaves out, with the rule", async () => {
    const skipped = (await eventsOf(folderOf(FILES))).filter(({ kind }) => kind === "skipped");
    expect(skipped).toEqual([
      expect.objectContaining({
        entity: "SalesOrder",
        because: "Kind is quote",
        origin: { file: "orders.csv", line: 4 },
      }),
    ]);
  });

  it.each([
    ["utf-8", (text: string) => Buffer.from(`\uFEFF${text}`)],
    ["utf-16le", (text: string) => iconv.encode(text, "utf-16le", { addBOM: true })],
    ["utf-16be", (text: string) => iconv.encode(text, "utf-16be", { addBOM: true })],
    ["gb18030", (text: string) => iconv.encode(text, "gb18030")],
  ])("reads %s, whatever the delimiter", async (encoding, encode) => {
    const mapping = parseMapping(
      MAPPING.replace("defaults: {", `defaults: { encoding: ${encoding}, delimiter: ";",`),
      "shop.yaml",
    );
    const semicolons = (text: string) => text.replace(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ";");
    const files = Object.fromEntries(Object.entries(FILES).map(([name, text]) => [name, encode(semicolons(text))]));
    const plain = await eventsOf(folderOf(FILES));
    const encoded = await eventsOf(folderOf(files), mapping);
    const known = (events: SourceEvent[]) => rowsOf(events, "SalesOrder").map(({ values }) => values);
    expect(known(encoded)).toEqual(known(plain));
    expect(encoded).toHaveLength(plain.length);
  });

  it("rejects a record whose bytes do not decode, and reads on", async () => {
    const broken = Buffer.concat([
      Buffer.from("Id,Person\nC1,1\nC"),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(",2\nC4,1\n"),
    ]);
    const events = await eventsOf(folderOf({ ...FILES, "customers.csv": broken }));
    const customers = events.filter(({ origin }) => origin.file === "customers.csv");
    expect(customers.map((event) => (event.kind === "rejected" ? event.code : event.kind))).toEqual([
      "row",
      "IMPORT_ENCODING_INVALID",
      "row",
    ]);
  });

  it("reads JSON Lines without passing a number through a float", async () => {
    const mapping = parseMapping(
      MAPPING.replace("file: orders.csv", "file: orders.jsonl\n    format: jsonl"),
      "shop.yaml",
    );
    const line =
      '{"No":"J1","Kind":"order","Customer":"C1","Date":"2026/1/5","Status":"已发货","Net":12345678901234567.891,"Total":12345678901234567.891}';
    const events = await eventsOf(folderOf({ ...FILES, "orders.jsonl": `${line}\n{broken\n` }), mapping);
    expect(rowsOf(events, "SalesOrder")[0]?.values).toMatchObject({
      net_amount: "12345678901234567.891",
      tax_amount: "0",
    });
    expect(events.at(-1)).toMatchObject({ kind: "rejected", code: "IMPORT_RECORD_MALFORMED", origin: { line: 2 } });
  });

  it("makes one row of several records, with exact sums and the first record's line", async () => {
    const mapping = parseMapping(
      `
system: shop
subgraph: erp
title: A shop
reads:
  - entity: SalesOrder
    file: lines.csv
    id: [No]
    group: [No]
    fields:
      number: No
      customerId: { reference: Customer }
      orderedOn: { min: Date }
      dueOn: { max: Date }
      status: { constant: CONFIRMED }
      currency: { constant: USD }
      netAmount: { sum: Net }
`,
      "shop.yaml",
    );
    const csv = "No,Customer,Date,Net\nB,C1,2026-01-02,0.1\nA,C2,2026-01-01,5\nB,C1,2026-01-01,0.2\n";
    const events = await eventsOf(folderOf({ "lines.csv": csv }), mapping);
    expect(
      rowsOf(events, "SalesOrder").map(({ values, origin }) => [
        values["number"],
        values["net_amount"],
        values["ordered_on"],
        values["due_on"],
        origin.line,
      ]),
    ).toEqual([
      ["B", "0.3", "2026-01-01", "2026-01-02", 2],
      ["A", "5", "2026-01-01", "2026-01-01", 3],
    ]);
  });

  it("tells every fault of a mapping file at once, by its path", () => {
    const faulty = MAPPING.replace("subgraph: erp", "subgraph: sales")
      .replace("id: [No]", "id: []")
      .replace("title: A shop", "titel: A shop");
    expect(() => parseMapping(faulty, "shop.yaml")).toThrow(
      expect.objectContaining({
        code: "MAPPING_INVALID",
        message: expect.stringMatching(/subgraph[\s\S]*title[\s\S]*reads\.1\.id[\s\S]*titel/),
      }),
    );
  });

  it("names unknown entities, fields and code maps, and required fields left out", async () => {
    const mapping = parseMapping(
      MAPPING.replace("codeMap: status", "codeMap: state").replace("orderedOn: Date", "orderDate: Date"),
      "shop.yaml",
    );
    const findings = await open(folderOf(FILES), mapping).check();
    expect(findings.map(({ path }) => path).sort()).toEqual([
      "reads[1].fields.orderDate",
      "reads[1].fields.orderedOn",
      "reads[1].fields.status",
    ]);
  });
});
