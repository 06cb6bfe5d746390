import { Decimal } from "decimal.js";
import fc from "fast-check";
import { Party } from "../../schema/erp/party";
import { SalesOrder } from "../../schema/erp/sales-order";
import { requireDefinition } from "../../schema/model/decorators";
import type { Database } from "../../store/database";
import { readAggregates, readGroups } from "../../store/read/aggregate";
import { cursorCodec, type OrderTerm } from "../../store/read/cursor";
import { type PageArguments, type ReadContext, readPages } from "../../store/read/page";
import { sql } from "../../store/sql";
import { load, migrateAll, row } from "../build";
import { describeOnEveryEngine } from "../databases";

const order = requireDefinition(SalesOrder);
const Exact = Decimal.clone({ precision: 200 });

interface OrderSpec {
  readonly amount: string;
  readonly currency: string;
  readonly shippedOn: string | null;
  readonly person: string | null;
}

const amounts = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 9 }))
  .map(([digits, scale]) => new Exact(digits.toString()).div(new Exact(10).pow(scale)).toFixed());
const orders: fc.Arbitrary<OrderSpec[]> = fc.array(
  fc.record({
    amount: amounts,
    currency: fc.constantFrom("CNY", "USD", "JPY", "KWD"),
    shippedOn: fc.constantFrom(null, "2026-01-01", "2026-01-02", "2026-01-03"),
    person: fc.constantFrom(null, "李雷", "Anna", "anna", "Zoë"),
  }),
  { minLength: 0, maxLength: 25 },
);
const terms: fc.Arbitrary<OrderTerm[]> = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom("netAmount", "shippedOn", "salesPerson", "currency"),
    direction: fc.constantFrom("ASC" as const, "DESC" as const),
  }),
  { selector: ({ field }) => field, maxLength: 3 },
);

async function replaceOrders(database: Database, specs: readonly OrderSpec[]): Promise<void> {
  await database.query(sql`truncate erp.sales_order`);
  await load(database, "erp", [
    row(Party, { erp_id: "t:party:1" }),
    ...specs.map((spec, at) =>
      row(SalesOrder, {
        id: `t:sales_order:${String(at).padStart(3, "0")}`,
        customer_id: "t:party:1",
        net_amount: spec.amount,
        currency: spec.currency,
        shipped_on: spec.shippedOn,
        sales_person: spec.person,
      }),
    ),
  ]);
}

describeOnEveryEngine("reading", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let read: ReadContext;
  beforeAll(async () => {
    opened = await engine.open();
    await migrateAll(opened.database);
    read = {
      database: opened.database,
      scope: "*",
      role: "admin",
      minGroupSize: 5,
      cursors: cursorCodec("a key for tests only"),
    };
  });
  afterAll(() => opened.close());

  const pageOf = async (page: PageArguments) => {
    const [first] = await readPages(read, { source: { entity: order }, page, fields: new Set(["id"]), cursors: true }, [
      [],
    ]);
    if (!first) throw new Error("no page");
    return first;
  };
  const idsOf = async (page: PageArguments) => (await pageOf(page)).edges.map(({ node }) => node["id"]);

  it("pages forwards and backwards over every row once, in any order, nulls included", async () => {
    await fc.assert(
      fc.asyncProperty(orders, terms, fc.integer({ min: 1, max: 7 }), async (specs, orderBy, size) => {
        await replaceOrders(opened.database, specs);
        const whole = await idsOf({ first: 1000, orderBy });
        expect(whole).toHaveLength(specs.length);
        const forwards: unknown[] = [];
        for (let after: string | null = null; ; ) {
          const page = await pageOf({ first: size, after, orderBy });
          forwards.push(...page.edges.map(({ node }) => node["id"]));
          if (!page.hasNextPage) break;
          after = page.edges.at(-1)?.cursor ?? null;
        }
        expect(forwards).toEqual(whole);
        const backwards: unknown[] = [];
        for (let before: string | null = null; ; ) {
          const page = await pageOf({ last: size, before, orderBy });
          backwards.unshift(...page.edges.map(({ node }) => node["id"]));
          if (!page.hasPreviousPage) break;
          before = page.edges[0]?.cursor ?? null;
        }
        expect(backwards).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it("keeps a cursor's place while rows are inserted before and behind it", async () => {
    const spec = (amount: string): OrderSpec => ({ amount, currency: "CNY", shippedOn: null, person: null });
    await replaceOrders(opened.database, ["10", "20", "30", "40"].map(spec));
    const orderBy = [{ field: "netAmount", direction: "ASC" as const }];
    const first = await pageOf({ first: 2, orderBy });
    await load(opened.database, "erp", [
      row(SalesOrder, { id: "t:sales_order:before", customer_id: "t:party:1", net_amount: "5" }),
      row(SalesOrder, { id: "t:sales_order:behind", customer_id: "t:party:1", net_amount: "25" }),
    ]);
    const second = await idsOf({ first: 10, after: first.edges.at(-1)?.cursor ?? null, orderBy });
    expect(second).toEqual(["t:sales_order:behind", "t:sales_order:002", "t:sales_order:003"]);
  });

  it("refuses a cursor that was changed, cut, or made for another order", async () => {
    await replaceOrders(opened.database, [{ amount: "1", currency: "CNY", shippedOn: null, person: null }]);
    const cursor = (await pageOf({ first: 1 })).edges[0]?.cursor ?? "";
    const flipped = `${cursor.slice(0, -2)}${cursor.endsWith("AA") ? "BB" : "AA"}`;
    const other = [{ field: "netAmount", direction: "DESC" as const }];
    for (const page of [
      { after: flipped },
      { after: cursor.slice(0, 10) },
      { after: "" },
      { after: cursor, orderBy: other },
    ])
      await expect(pageOf({ first: 1, ...page })).rejects.toMatchObject({ extensions: { code: "CURSOR_INVALID" } });
  });

  it("refuses a page of no rows, of too many, and from both ends", async () => {
    for (const page of [{ first: 0 }, { first: 1001 }, { last: -1 }, { first: 1, last: 1 }, { first: 1, before: "x" }])
      await expect(pageOf(page)).rejects.toMatchObject({ extensions: { code: "PAGE_SIZE_INVALID" } });
  });

  it("totals exactly, one entry a currency, over the whole filtered set", async () => {
    await fc.assert(
      fc.asyncProperty(orders, async (specs) => {
        await replaceOrders(opened.database, specs);
        const measures = [{ function: "sum" as const, field: "netAmount" }];
        const [total] = await readAggregates(read, { entity: order }, { filter: null, measures }, [[]]);
        const expected = new Map<string, Decimal>();
        for (const { currency, amount } of specs)
          expected.set(currency, (expected.get(currency) ?? new Exact(0)).plus(amount));
        const sums = total?.sum["netAmount"] as { amount: string; currency: string }[];
        expect(total?.count).toBe(specs.length);
        expect(new Map(sums.map(({ currency, amount }) => [currency, new Exact(amount).toFixed()]))).toEqual(
          new Map([...expected].map(([currency, amount]) => [currency, amount.toFixed()])),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("gives groups whose counts and sums add up to the whole", async () => {
    await fc.assert(
      fc.asyncProperty(orders, async (specs) => {
        await replaceOrders(opened.database, specs);
        const request = { filter: null, measures: [], by: ["salesPerson", "shippedOnMonth"], first: 1000, skip: 0 };
        const [groups] = await readGroups(read, { entity: order }, request, [[]]);
        const keys = new Set(specs.map(({ person, shippedOn }) => `${person} ${shippedOn?.slice(0, 7) ?? null}`));
        expect(new Set(groups?.map(({ key }) => `${key["salesPerson"]} ${key["shippedOnMonth"]}`))).toEqual(keys);
        expect(groups?.reduce((sum, { aggregate }) => sum + aggregate.count, 0)).toBe(specs.length);
      }),
      { numRuns: 10 },
    );
  });

  it("groups by currency with one entry a group, and beside another dimension too", async () => {
    const spec = (amount: string, currency: string, person: string): OrderSpec => ({
      amount,
      currency,
      shippedOn: null,
      person,
    });
    await replaceOrders(opened.database, [spec("1", "CNY", "a"), spec("2", "USD", "a"), spec("4", "CNY", "b")]);
    const groups = async (by: string[]) => {
      const measures = [{ function: "sum" as const, field: "netAmount" }];
      const [found] = await readGroups(read, { entity: order }, { filter: null, measures, by, first: 10, skip: 0 }, [
        [],
      ]);
      return found?.map(({ key, aggregate }) => [key, aggregate.count, aggregate.sum["netAmount"]]);
    };
    expect(await groups(["currency"])).toEqual([
      [{ currency: "CNY" }, 2, [{ amount: "5", currency: "CNY" }]],
      [{ currency: "USD" }, 1, [{ amount: "2", currency: "USD" }]],
    ]);
    expect(await groups(["salesPerson"])).toEqual([
      [
        { salesPerson: "a" },
        2,
        [
          { amount: "1", currency: "CNY" },
          { amount: "2", currency: "USD" },
        ],
      ],
      [{ salesPerson: "b" }, 1, [{ amount: "4", currency: "CNY" }]],
    ]);
    expect(await groups(["currency", "salesPerson"])).toHaveLength(3);
  });

  it("filters as the predicates say, alone and combined", async () => {
    await fc.assert(
      fc.asyncProperty(orders, amounts, async (specs, bound) => {
        await replaceOrders(opened.database, specs);
        const filter = {
          or: [{ netAmount: { gte: bound } }, { salesPerson: { isNull: true } }],
          not: { currency: { eq: "JPY" } },
        };
        const expected = specs.flatMap(({ amount, person, currency }, at) =>
          (new Exact(amount).gte(bound) || person === null) && currency !== "JPY"
            ? [`t:sales_order:${String(at).padStart(3, "0")}`]
            : [],
        );
        expect(await idsOf({ first: 1000, filter })).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it("reads one page for each of many parents in one statement", async () => {
    await load(opened.database, "erp", [
      ...["a", "b", "c"].map((party) => row(Party, { erp_id: `m:party:${party}` })),
      ...["a1", "a2", "a3", "b1"].map((name) =>
        row(SalesOrder, { id: `m:sales_order:${name}`, customer_id: `m:party:${name[0]}` }),
      ),
    ]);
    let statements = 0;
    const counting = {
      ...read,
      database: {
        ...read.database,
        query: (statement: Parameters<Database["query"]>[0]) => {
          statements += 1;
          return read.database.query(statement);
        },
      },
    };
    const parents = [["m:party:a"], ["m:party:c"], ["m:party:b", "m:party:a"], []];
    const pages = await readPages(
      counting,
      { source: { entity: order, by: "customerId" }, page: { first: 2 }, fields: new Set(), cursors: false },
      parents,
    );
    expect(pages.map((page) => page.edges.map(({ node }) => node["id"]))).toEqual([
      ["m:sales_order:a1", "m:sales_order:a2"],
      [],
      ["m:sales_order:a1", "m:sales_order:a2"],
      [],
    ]);
    expect(pages.map(({ hasNextPage }) => hasNextPage)).toEqual([true, false, true, false]);
    expect(statements).toBe(1);
  });
});
