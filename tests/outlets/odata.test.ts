import fc from "fast-check";
import { type OutletClient, openOutlets, type Reply } from "./outlet-client";

const ORDERS = `query Orders {
  salesOrders(orderBy: [{field: number}]) {
    nodes { number orderedOn status netAmount { amount currency } customer { displayName city } }
  }
}`;

interface Row {
  readonly _row: number;
  readonly number: string;
  readonly orderedOn: string;
  readonly status: string;
  readonly netAmount_amount: number | null;
  readonly customer_displayName: string | null;
  readonly customer_city: string | null;
}

let client: OutletClient;
let all: readonly Row[];
beforeAll(async () => {
  client = await openOutlets();
  await client.save("orders", ORDERS);
  all = await everyPage("/odata/orders");
});
afterAll(() => client.server.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  client.get(path, { role: "admin", headers: { "odata-maxversion": "4.0", ...headers } });

async function everyPage(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Row[]> {
  const rows: Row[] = [];
  for (let next: string | undefined = path; next; ) {
    const page: Reply = await get(next, headers);
    expect([page.status, page.headers["odata-version"]]).toEqual([200, "4.0"]);
    const body: { value: Row[]; "@odata.nextLink"?: string } = JSON.parse(page.text);
    rows.push(...body.value);
    next = body["@odata.nextLink"];
  }
  return rows;
}

const ask = async (options: Readonly<Record<string, string>>): Promise<Row[]> => {
  const answer = await get(`/odata/orders?${new URLSearchParams(options)}`);
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
  return JSON.parse(answer.text).value;
};

describe("the OData service", () => {
  it("names its entity sets, and describes their types", async () => {
    const service = JSON.parse((await get("/odata/")).text);
    expect(service.value).toEqual([{ name: "orders", kind: "EntitySet", url: "orders" }]);
    const metadata = (await get("/odata/$metadata")).text;
    for (const line of [
      '<Property Name="orderedOn" Type="Edm.Date"/>',
      '<Property Name="netAmount_amount" Type="Edm.Decimal" Scale="variable"/>',
      '<PropertyRef Name="_row"/>',
      '<EntitySet Name="orders" EntityType="Concord.orders"/>',
    ])
      expect(metadata).toContain(line);
  });

  it("gives the same rows as /bi, to the digit, by pages of any size", async () => {
    const bi: Record<string, unknown>[] = JSON.parse((await client.get("/bi/orders", { role: "admin" })).text);
    const paged = await everyPage("/odata/orders", { prefer: "odata.maxpagesize=23" });
    expect(paged.map(({ _row }) => _row)).toEqual(bi.map((_one, at) => at + 1));
    const exact = await everyPage("/odata/orders", { accept: "application/json;IEEE754Compatible=true" });
    expect(exact.map(({ _row, ...row }) => row)).toEqual(bi);
    // Digit for digit in the text, where a reader of numbers would have lost the last zeros.
    const text = (await get("/odata/orders?$top=50")).text;
    for (const row of bi.slice(0, 50)) expect(text).toContain(`"netAmount_amount":${row["netAmount_amount"]}`);
  });

  it("filters and orders as the same condition does in the graph", async () => {
    const filter = "status eq 'DELIVERED' and netAmount_amount gt 1000.5 and orderedOn ge 2026-01-01";
    const rows = await ask({ $filter: filter, $orderby: "netAmount_amount desc,number" });
    const { data } = await client.graph(
      `{ salesOrders(filter: {status: {eq: DELIVERED}, netAmount: {gt: "1000.5"}, orderedOn: {gte: "2026-01-01"}}) { totalCount } }`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows).toHaveLength(data["salesOrders"].totalCount);
    const amounts = rows.map(({ netAmount_amount: amount }) => amount ?? 0);
    expect(amounts).toEqual([...amounts].sort((left, right) => right - left));
  });

  it("shows, skips, takes and counts as it is asked to", async () => {
    const answer = JSON.parse((await get("/odata/orders?$select=number,orderedOn&$skip=5&$top=3&$count=true")).text);
    expect(answer["@odata.count"]).toBe(all.length);
    expect(answer.value).toEqual(all.slice(5, 8).map(({ number, orderedOn }) => ({ number, orderedOn })));
    expect((await get("/odata/orders/$count")).text).toBe(String(all.length));
    expect((await get("/odata/orders/$count?$filter=number eq 'none'".replaceAll(" ", "%20"))).text).toBe("0");
  });

  it("judges any condition as these say it", async () => {
    const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
    const leaf = fc.oneof(
      fc
        .constantFrom(...all.slice(0, 20))
        .map(({ number }) => [`number eq ${literal(number)}`, (row: Row) => row.number === number] as const),
      fc
        .constantFrom("DELIVERED", "CLOSED", "CANCELLED")
        .map((status) => [`status ne ${literal(status)}`, (row: Row) => row.status !== status] as const),
      fc
        .integer({ min: 0, max: 5000 })
        .map(
          (least) =>
            [
              `netAmount_amount ge ${least}.25`,
              (row: Row) => row.netAmount_amount !== null && row.netAmount_amount >= least + 0.25,
            ] as const,
        ),
      fc
        .constantFrom("a", "GmbH", "Ltd")
        .map(
          (part) =>
            [
              `contains(customer_displayName,${literal(part)})`,
              (row: Row) => row.customer_displayName?.includes(part) ?? null,
            ] as const,
        ),
      fc.constant(["customer_city eq null", (row: Row) => row.customer_city === null] as const),
      fc
        .integer({ min: 1, max: 12 })
        .map(
          (month) =>
            [`month(orderedOn) le ${month}`, (row: Row) => Number(row.orderedOn.slice(5, 7)) <= month] as const,
        ),
    );
    type Condition = readonly [string, (row: Row) => boolean | null];
    const both: (left: boolean | null, right: boolean | null) => boolean | null = (left, right) =>
      left === false || right === false ? false : left === null || right === null ? null : true;
    const negate = (value: boolean | null): boolean | null => (value === null ? null : !value);
    const condition = fc.letrec<{ any: Condition }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc
          .tuple(tie("any"), tie("any"))
          .map(([l, r]): Condition => [`(${l[0]}) and (${r[0]})`, (row) => both(l[1](row), r[1](row))]),
        fc
          .tuple(tie("any"), tie("any"))
          .map(
            ([l, r]): Condition => [
              `(${l[0]}) or (${r[0]})`,
              (row) => negate(both(negate(l[1](row)), negate(r[1](row)))),
            ],
          ),
        tie("any").map((inner): Condition => [`not (${inner[0]})`, (row) => negate(inner[1](row))]),
      ),
    })).any;
    await fc.assert(
      fc.asyncProperty(condition, async ([text, holds]) => {
        const rows = await ask({ $filter: text, $select: "number" });
        expect(rows.map(({ number }) => number)).toEqual(
          all.filter((row) => holds(row) === true).map(({ number }) => number),
        );
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ["$filter=colour eq 'red'", 400, "There is no property colour"],
    ["$filter=number eq", 400, "$filter cannot be read"],
    ["$orderby=number sideways", 400, "$orderby cannot be read"],
    ["$top=-1", 400, "$top must be a whole number"],
    ["$select=colour", 400, "There is no property colour"],
    ["$expand=lines", 501, "$expand is not understood"],
    ["$apply=aggregate(x)", 501, "$apply is not understood"],
    ["$skiptoken=abc", 400, "not one that an earlier page gave"],
    ["$filter=geo.length(number) gt 1", 501, "is not understood"],
    ["$format=xml", 501, "must be json"],
  ])("refuses %s in its own form of errors", async (options, status, words) => {
    const answer = await get(`/odata/orders?${options.replaceAll(" ", "%20")}`);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).error).toMatchObject({
      code: expect.any(String),
      message: expect.stringContaining(words),
    });
  });

  it("has the permissions of the graph", async () => {
    await client.save("costs", "{ invoiceLines { nodes { id costAmount { amount } } } }");
    const refused = await client.get("/odata/costs", { role: "sales" });
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.text).error).toMatchObject({ code: "FORBIDDEN" });
    await client.save("private", "{ accounts { nodes { code } } }", { roles: ["cfo"] });
    expect((await client.get("/odata/private", { role: "sales" })).status).toBe(404);
    expect((await client.get("/odata/$metadata", { role: "sales" })).text).not.toContain("private");
    const unknown = await client.get("/odata/orders");
    expect([unknown.status, unknown.headers["www-authenticate"]]).toEqual([
      401,
      'Basic realm="Concord", charset="UTF-8"',
    ]);
  });
});
