import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { csvHeader, csvRows } from "../../gateway/outlets/csv";
import { type OutletClient, openOutlets } from "./outlet-client";
import { readCsv } from "./read-csv";

const ORDERS = `query Orders($from: Date = "2000-01-01") {
  salesOrders(filter: {orderedOn: {gte: $from}}, orderBy: [{field: number}]) {
    nodes { number orderedOn status netAmount { amount currency } customer { displayName } }
  }
}`;
const LINES = `query {
  salesOrders(orderBy: [{field: number}]) {
    nodes { number lines(first: 100, orderBy: [{field: lineNumber}]) { nodes { lineNumber quantity { value unit } item { displayName } } } }
  }
}`;

let client: OutletClient;
beforeAll(async () => {
  client = await openOutlets();
  await client.save("orders", ORDERS);
  await client.save("order_lines", LINES);
});
afterAll(() => client.server.close());

const rowsOf = (text: string): Record<string, unknown>[] => JSON.parse(text);

/** The same rows as the graph gives them, page after page, flattened by hand. */
async function graphOrders(): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let after: string | null = null; ; ) {
    const { data } = await client.graph(
      `query ($after: String) { salesOrders(first: 100, after: $after, orderBy: [{field: number}]) {
        nodes { number orderedOn status netAmount { amount currency } customer { displayName } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    const { nodes, pageInfo } = data["salesOrders"];
    for (const { netAmount, customer, ...plain } of nodes)
      rows.push({
        ...plain,
        netAmount_amount: netAmount?.amount ?? null,
        netAmount_currency: netAmount?.currency ?? null,
        customer_displayName: customer?.displayName ?? null,
      });
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor;
  }
}

describe("a saved operation at /bi", () => {
  it("gives in JSON, NDJSON and CSV what the graph gives, to the cent and to the last row", async () => {
    const expected = await graphOrders();
    expect(expected.length).toBeGreaterThan(100);
    const json = await client.get("/bi/orders", { role: "admin" });
    expect(json.status).toBe(200);
    expect(rowsOf(json.text)).toEqual(expected);
    const ndjson = await client.get("/bi/orders.ndjson", { role: "admin" });
    expect(
      ndjson.text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(expected);
    const csv = await client.get("/bi/orders?format=csv", { role: "admin" });
    const [header = [], ...lines] = readCsv(csv.text);
    expect(header).toEqual(Object.keys(expected[0] ?? {}));
    expect(lines).toEqual(
      expected.map((row) => Object.values(row).map((value) => (value === null ? "" : String(value)))),
    );
  });

  it("streams the same rows, more than one answer may have, as they come", async () => {
    const whole = await client.get("/bi/order_lines.ndjson", { role: "admin" });
    const streamed = await client.get("/bi/order_lines.ndjson?stream=1", { role: "admin" });
    expect(streamed.headers["transfer-encoding"]).toBe("chunked");
    expect(streamed.headers["etag"]).toBeUndefined();
    expect(streamed.text).toBe(whole.text);
    const csv = await client.get("/bi/orders.csv?bom=1", { role: "admin" });
    const zipped = { role: "admin", headers: { "accept-encoding": "gzip" } } as const;
    expect((await client.get("/bi/orders.csv?bom=1&stream=1", zipped)).text).toBe(csv.text);
    for (const path of ["/bi/orders?stream=1", "/bi/orders.csv?stream=1&page_size=5"]) {
      const refused = await client.get(path, { role: "admin" });
      expect([refused.status, JSON.parse(refused.text).errors[0].extensions.code]).toEqual([400, "BAD_USER_INPUT"]);
    }
  });

  it("makes a row of each entry of the deepest list, and leaves none out", async () => {
    const rows = rowsOf((await client.get("/bi/order_lines", { role: "admin" })).text);
    const { data } = await client.graph("{ salesOrderLines { totalCount } }");
    expect(rows.filter((row) => row["lines_lineNumber"] !== null)).toHaveLength(data["salesOrderLines"].totalCount);
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "number",
      "lines_lineNumber",
      "lines_quantity_value",
      "lines_quantity_unit",
      "lines_item_displayName",
    ]);
  });

  it("takes its parameters from the address, and says which there are", async () => {
    const late = rowsOf((await client.get("/bi/orders?from=2999-01-01", { role: "admin" })).text);
    expect(late).toEqual([]);
    const wrong = await client.get("/bi/orders?form=2026-01-01", { role: "admin" });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain("has no parameter form; it has from");
    const unreadable = await client.get("/bi/orders?from=soon", { role: "admin" });
    expect(unreadable.status).toBe(400);
  });

  it("goes page by page where a page is asked for, by a link that works as it stands", async () => {
    const all = rowsOf((await client.get("/bi/orders", { role: "admin" })).text);
    const seen: unknown[] = [];
    for (let path: string | undefined = "/bi/orders?page_size=37"; path; ) {
      const page = await client.get(path, { role: "admin" });
      expect(page.status).toBe(200);
      seen.push(...rowsOf(page.text));
      path = /^<(.+)>; rel="next"$/.exec(page.headers["link"] ?? "")?.[1];
    }
    expect(seen).toEqual(all);
  });

  it("is named by its content, and not sent again to who has it", async () => {
    const first = await client.get("/bi/orders", { role: "admin", headers: { "accept-encoding": "gzip" } });
    expect(first.headers["content-encoding"]).toBe("gzip");
    const again = await client.get("/bi/orders", {
      role: "admin",
      headers: { "if-none-match": first.headers["etag"] ?? "" },
    });
    expect([again.status, again.text]).toEqual([304, ""]);
    const other = await client.get("/bi/orders?from=2999-01-01", {
      role: "admin",
      headers: { "if-none-match": first.headers["etag"] ?? "" },
    });
    expect(other.status).toBe(200);
  });

  it("begins with a byte order mark for spreadsheets that ask for it", async () => {
    const marked = await client.get("/bi/orders.csv?bom=1", { role: "admin" });
    const plain = await client.get("/bi/orders.csv", { role: "admin" });
    expect(marked.text).toBe(`\uFEFF${plain.text}`);
    expect(plain.headers["content-type"]).toBe("text/csv; charset=utf-8; header=present");
  });

  it("is described with its columns and parameters, and as OpenAPI", async () => {
    const listed = JSON.parse((await client.get("/bi", { role: "cfo" })).text) as { name: string }[];
    const orders = listed.find(({ name }) => name === "orders");
    expect(orders).toMatchObject({
      parameters: [{ name: "from", type: "Date", required: false }],
      columns: [
        { name: "number", type: "text" },
        { name: "orderedOn", type: "date" },
        { name: "status", type: "text" },
        { name: "netAmount_amount", type: "decimal" },
        { name: "netAmount_currency", type: "text" },
        { name: "customer_displayName", type: "text" },
      ],
    });
    const { paths } = JSON.parse((await client.get("/bi/openapi.json", { role: "cfo" })).text);
    expect(Object.keys(paths)).toEqual(["/bi/order_lines", "/bi/orders"]);
  });
});

describe("an operation that cannot be rows", () => {
  it.each([
    [
      "two root fields",
      "{ a: salesOrders { nodes { number } } b: items { nodes { name } } }",
      "more than one root field",
    ],
    [
      "lists side by side",
      "{ parties { nodes { salesOrders { nodes { number } } invoices { nodes { number } } } } }",
      "lists side by side",
    ],
    [
      "columns that come and go",
      "query ($x: Boolean = true) { items { nodes { name @include(if: $x) } } }",
      "a directive",
    ],
    ["one name twice", "{ salesOrders { nodes { customer_number: number customer { number } } } }", "customer_number"],
    ["fields the graph has not", "{ salesOrders { nodes { colour } } }", "colour"],
  ])("is refused for %s, in words", async (_name, document, words) => {
    await client.save("unreadable", document);
    const answer = await client.get("/bi/unreadable", { role: "admin" });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(words);
  });

  it("is refused where a list inside a row would be cut", async () => {
    await client.save("cut", "{ accounts { nodes { code journalLines { nodes { id } } } } }");
    const answer = await client.get("/bi/cut", { role: "admin" });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text).errors[0]).toMatchObject({
      extensions: { code: "ROWS_EXCEEDED" },
      message: expect.stringContaining("journalLines"),
    });
  });
});

/** Lines of the audit that a request left. */
function auditedUnder(requestId: string): readonly string[] {
  const folder = join(client.server.dataFolder, "audit");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".jsonl"))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8").trim().split("\n"))
    .filter((line) => line.includes(requestId));
}

describe("who may read a saved operation", () => {
  it("asks for a key in the form that BI tools know", async () => {
    const answer = await client.get("/bi/orders");
    expect([answer.status, answer.headers["www-authenticate"]]).toEqual([
      401,
      'Basic realm="Concord", charset="UTF-8"',
    ]);
  });

  it("answers a role with what it may read, and refuses the whole answer where a column is not its to read", async () => {
    await client.save("costs", "{ invoiceLines(orderBy: [{field: id}]) { nodes { id costAmount { amount } } } }");
    expect((await client.get("/bi/costs", { role: "cfo" })).status).toBe(200);
    const refused = await client.get("/bi/costs", { role: "sales" });
    expect(refused.status).toBe(403);
    expect(refused.text).not.toMatch(/"id"/);
  });

  it("does not tell a role of an operation that is not for it", async () => {
    await client.save("for_finance", "{ accounts { nodes { code } } }", { roles: ["cfo"] });
    const [hidden, absent] = await Promise.all(
      ["for_finance", "never_saved"].map((name) => client.get(`/bi/${name}`, { role: "sales" })),
    );
    expect(hidden?.status).toBe(404);
    expect(hidden?.text.replaceAll("for_finance", "x").replace(/"requestId":"[^"]+"/, "")).toBe(
      absent?.text.replaceAll("never_saved", "x").replace(/"requestId":"[^"]+"/, ""),
    );
    expect((await client.get("/bi", { role: "sales" })).text).not.toContain("for_finance");
    const { data } = await client.graph(
      '{ savedOperations(filter: {name: {eq: "for_finance"}}) { totalCount } }',
      {},
      "sales",
    );
    expect(data["savedOperations"].totalCount).toBe(0);
  });

  it("lets an owner alone, or an administrator, change it", async () => {
    const save = (role: "cfo" | "auditor") =>
      client.graph(
        'mutation { saveOperation(name: "own", description: "d", document: "{ items { nodes { name } } }", roles: [cfo, auditor]) { owner version } }',
        {},
        role,
      );
    expect((await save("cfo")).data["saveOperation"]).toMatchObject({ version: 1 });
    expect((await save("cfo")).data["saveOperation"]).toMatchObject({ version: 2 });
    expect((await save("auditor")).errors?.[0]?.extensions).toMatchObject({ code: "FORBIDDEN" });
    const refused = await client.graph('mutation { removeOperation(name: "own") }', {}, "auditor");
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: "FORBIDDEN" });
    const removed = await client.graph('mutation { removeOperation(name: "own") }', {}, "cfo");
    expect(removed.data["removeOperation"]).toBe("own");
  });

  it("is in the audit before the rows are out, with the fields that were read", async () => {
    const requestId = "bi-audit-1";
    await client.get("/bi/orders", { role: "cfo", headers: { "x-request-id": requestId } });
    const entries = auditedUnder(requestId);
    expect(entries.length).toBeGreaterThan(0);
    expect(entries[0]).toContain("SalesOrder.netAmount");
  });

  it.each(["/bi/orders", "/odata/orders"])("is in the audit also when it is not let in: %s", async (path) => {
    const requestId = `stranger-${path.split("/")[1]}`;
    const headers = { "x-request-id": requestId, "x-api-key": "ck_000000000000_guess" };
    expect((await client.get(path, { headers })).status).toBe(401);
    expect(auditedUnder(requestId)).toEqual([expect.stringContaining("UNAUTHENTICATED")]);
  });
});

describe("the page of /bi", () => {
  const asBrowser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

  it("shows a browser what its caller may ask: parameters, columns, addresses, and loads nothing", async () => {
    const { status, headers, text } = await client.get("/bi", { role: "sales", headers: asBrowser });
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    for (const part of [
      "<code>from</code>",
      "<code>customer_displayName</code>",
      'href="/bi/orders.csv"',
      'href="/odata/orders"',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/<script|<link|<img|src=/);
  });

  it("does not show what is saved for others, and runs nothing that people wrote", async () => {
    await client.save("for_the_board", "{ accounts { nodes { code } } }", { roles: ["cfo"] });
    const description = '<script>alert("1")</script>';
    await client.graph(
      `mutation ($description: String!) { saveOperation(name: "described", description: $description,
        document: "{ items { nodes { number } } }", roles: [sales]) { name } }`,
      { description },
    );
    const { text } = await client.get("/bi", { role: "sales", headers: asBrowser });
    expect(text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
    expect(text).not.toContain(description);
    expect(text).not.toContain("for_the_board");
    expect((await client.get("/bi", { role: "cfo", headers: asBrowser })).text).toContain("for_the_board");
  });

  it("asks a browser without a key for one", async () => {
    const { status, headers } = await client.get("/bi", { headers: asBrowser });
    expect([status, headers["www-authenticate"]]).toEqual([401, expect.stringContaining("Basic")]);
  });
});

describe("CSV", () => {
  it("reads back as what was written, formulas defused", () => {
    const columns = [
      { name: "a", type: "text" as const },
      { name: 'b,"c"', type: "text" as const },
    ];
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 2 }), { maxLength: 8 }),
        (rows) => {
          const [header, ...read] = readCsv(csvHeader(columns) + csvRows(columns, rows));
          expect(header).toEqual(["a", 'b,"c"']);
          expect(read).toEqual(
            rows.map((row) => row.map((text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text))),
          );
        },
      ),
    );
  });
});
