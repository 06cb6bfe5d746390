import fc from "fast-check";
import { describeOnEveryEngine } from "../databases";
import { clear, insert } from "./build";
import { RATES } from "./ledger-arbitrary";
import { Exact, exact, openFinance, total, type Wire } from "./reports";

const BUCKETS = "buckets { fromDays toDays documents amount { amount } }";
const AGEING = `{ lineCount documents ${BUCKETS} total { amount currency }
  lines { partyAccountId documents ${BUCKETS} total { amount } partyAccount { name } party { financeId } } }`;

interface Document {
  readonly table: "invoice" | "bill" | "credit_note";
  readonly party: string;
  readonly currency: string;
  readonly issued: number;
  readonly term: number | null;
  readonly total: number;
  readonly paid: readonly (readonly [day: number, amount: number])[];
}

const TYPES = { invoice: "INVOICE", bill: "BILL", credit_note: "CREDIT_NOTE" } as const;
const dayOf = (days: number): string => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);

const documents = fc.array(
  fc.record({
    table: fc.constantFrom("invoice", "invoice", "bill", "credit_note"),
    party: fc.constantFrom("p1", "p2", "p3"),
    currency: fc.constantFrom("USD", "CNY", "JPY"),
    issued: fc.integer({ min: 0, max: 200 }),
    term: fc.option(fc.integer({ min: 0, max: 60 })),
    total: fc.integer({ min: 1, max: 100_000 }),
    paid: fc.array(fc.tuple(fc.integer({ min: 0, max: 250 }), fc.integer({ min: 1, max: 50_000 })), { maxLength: 2 }),
  }) as fc.Arbitrary<Document>,
  { minLength: 1, maxLength: 15 },
);

describeOnEveryEngine("ageing", (engine) => {
  let finance: Awaited<ReturnType<typeof openFinance>>;
  beforeAll(async () => {
    finance = await openFinance(engine);
  });
  afterAll(() => finance.close());

  const keep = async (list: readonly Document[]): Promise<void> => {
    const { database } = finance;
    await clear(database);
    await insert(database, "company", [{ finance_id: "A", currency: "USD" }]);
    await insert(database, "exchange_rate", RATES);
    await insert(
      database,
      "party_account",
      ["p1", "p2", "p3"].map((id) => ({ id, name: id, company_id: "A" })),
    );
    const row = ({ table, party, currency, issued, term, total: amount }: Document, at: number) => ({
      id: `${table}:${at}`,
      company_id: "A",
      party_account_id: party,
      currency,
      issued_on: dayOf(issued),
      due_on: term === null ? null : dayOf(issued + term),
      total_amount: String(amount),
    });
    const rows = list.map((document, at) => ({ table: document.table, values: row(document, at) }));
    for (const table of ["invoice", "bill", "credit_note"] as const)
      await insert(
        database,
        table,
        rows.filter((each) => each.table === table).map(({ values }) => values),
      );
    const allocations = list.flatMap(({ table, currency, paid }, at) =>
      paid.map(([day, amount], part) => ({
        id: `${at}:${part}`,
        document_type: TYPES[table],
        document_id: `${table}:${at}`,
        amount: String(amount),
        currency,
        allocated_on: dayOf(day),
      })),
    );
    await insert(database, "payment_allocation", allocations);
  };

  const ask = async (operation: string, args: string): Promise<Wire> => {
    const { data, errors } = await finance.ask(`{ ${operation}(${args}) ${AGEING} }`);
    expect(errors).toEqual([]);
    return data[operation];
  };

  const expectBuckets = (part: Wire): void => {
    expect(total(part.buckets.map(({ amount }: Wire) => amount)).eq(exact(part.total))).toBe(true);
    expect(part.buckets.reduce((sum: number, bucket: Wire) => sum + bucket.documents, 0)).toBe(part.documents);
  };

  /** The same in plain arithmetic, over documents of one currency. */
  const expected = (
    list: readonly Document[],
    sides: Readonly<Record<string, 1 | -1>>,
    on: number,
  ): InstanceType<typeof Exact> =>
    list
      .filter(({ table, issued, currency }) => table in sides && issued <= on && currency === "USD")
      .map(
        ({ table, total: amount, paid }) =>
          (sides[table] ?? 0) * (amount - paid.filter(([day]) => day <= on).reduce((sum, [, part]) => sum + part, 0)),
      )
      .reduce((sum, open) => sum.plus(open), new Exact(0));

  it("spreads what was open on the day over buckets that add up, by account and in total", async () => {
    const property = fc.asyncProperty(documents, fc.integer({ min: 0, max: 260 }), async (list, on) => {
      await keep(list);
      for (const operation of ["agedReceivables", "agedPayables"]) {
        const ageing = await ask(operation, `on: "${dayOf(on)}", currency: "CNY", buckets: [10, 45]`);
        for (const part of [ageing, ...ageing.lines]) expectBuckets(part);
        expect(total(ageing.lines.map((line: Wire) => line.total)).eq(exact(ageing.total))).toBe(true);
        expect(ageing.lineCount).toBe(ageing.lines.length);
      }
      const dollars = list.filter(({ currency }) => currency === "USD");
      await keep(dollars);
      const { total: receivable } = await ask("agedReceivables", `on: "${dayOf(on)}"`);
      expect(exact(receivable).eq(expected(dollars, { invoice: 1, credit_note: -1 }, on))).toBe(true);
      const { total: payable } = await ask("agedPayables", `on: "${dayOf(on)}"`);
      expect(exact(payable).eq(expected(dollars, { bill: 1 }, on))).toBe(true);
    });
    await fc.assert(property, { numRuns: 20 });
  });

  it("agrees with the open items once every allocation counts", async () => {
    const property = fc.asyncProperty(documents, async (mixed) => {
      await keep(mixed.map((document) => ({ ...document, currency: "USD" })));
      const { total: receivable } = await ask("agedReceivables", 'on: "2027-12-31"');
      const { data } = await finance.ask(
        "{ openItems(filter: { kind: { eq: RECEIVABLE } }) { nodes { openAmount { amount } } } }",
      );
      expect(total(data["openItems"].nodes.map(({ openAmount }: Wire) => openAmount)).eq(exact(receivable))).toBe(true);
    });
    await fc.assert(property, { numRuns: 10 });
  });

  const invoice = (party: string, amount: number, issued: number, paid: Document["paid"] = []): Document => ({
    table: "invoice",
    party,
    currency: "USD",
    issued,
    term: 0,
    total: amount,
    paid,
  });

  it("puts the due day itself under not due, and the thirtieth day after it under 1 to 30", async () => {
    await keep([
      invoice("p1", 5, 60),
      invoice("p1", 7, 30),
      invoice("p1", 11, 29),
      invoice("p2", 100, 0, [
        [10, 40],
        [61, 60],
      ]),
    ]);
    const ageing = await ask("agedReceivables", `on: "${dayOf(60)}"`);
    const line = (id: string) => ageing.lines.find(({ partyAccountId }: Wire) => partyAccountId === id);
    expect(line("p1").buckets).toEqual([
      { fromDays: null, toDays: 0, documents: 1, amount: { amount: "5" } },
      { fromDays: 1, toDays: 30, documents: 1, amount: { amount: "7" } },
      { fromDays: 31, toDays: 60, documents: 1, amount: { amount: "11" } },
      { fromDays: 61, toDays: 90, documents: 0, amount: { amount: "0" } },
      { fromDays: 91, toDays: null, documents: 0, amount: { amount: "0" } },
    ]);
    // A payment of the next day does not count yet.
    expect(line("p2").total).toEqual({ amount: "60" });
    expect(line("p2").partyAccount).toEqual({ name: "p2" });
    expect(line("p2").party).toEqual({ financeId: "p2" });
    expect(ageing.total).toEqual({ amount: "83", currency: "USD" });
  });

  it("pages through the accounts, largest first, under totals of all", async () => {
    await keep([invoice("p1", 5, 60), invoice("p2", 100, 0), invoice("p3", 20, 0)]);
    const page = await ask("agedReceivables", `on: "${dayOf(60)}", first: 1, skip: 1`);
    expect(page.lines.map(({ partyAccountId }: Wire) => partyAccountId)).toEqual(["p3"]);
    expect(page.lineCount).toBe(3);
    expect(page.total.amount).toBe("125");
  });

  it.each(["[]", "[30, 30]", "[0, 30]", "[60, 30]"])("refuses the buckets %s", async (buckets) => {
    const { errors } = await finance.ask(
      `{ agedPayables(on: "2026-01-01", buckets: ${buckets}) { total { amount } } }`,
    );
    expect(errors).toEqual([expect.objectContaining({ code: "BAD_USER_INPUT", path: "agedPayables" })]);
  });
});
