import fc from "fast-check";
import { describeOnEveryEngine } from "../databases";
import { insert, post } from "./build";
import { keep, ledgers } from "./ledger-arbitrary";
import { exact, openFinance, type Wire } from "./reports";

const explained = (figures: readonly string[]): string =>
  figures
    .map(
      (figure) =>
        `${figure} { amount currency } of_${figure}: explain(figure: "${figure}") { amount { amount currency } digest lineCount }`,
    )
    .join(" ");
const LONG = 'from: "2025-07-01", to: "2026-06-30", currency: "USD"';
const SECTIONS = `{ ${explained(["amount"])} lines { ${explained(["amount"])} } }`;
const ROWS = explained(["opening", "debit", "credit", "closing"]);
const STEPS = [
  "revenue",
  "costOfSales",
  "grossProfit",
  "operatingExpenses",
  "operatingProfit",
  "otherIncome",
  "interest",
  "profitBeforeTax",
  "incomeTax",
  "netProfit",
];
const COMPARED = explained(["budget", "actual", "variance"]);
const BUCKETS = `buckets { ${explained(["amount"])} }`;
const EVERYTHING = `{
  trialBalance(${LONG}) { ${ROWS} lines { ${ROWS} } }
  begun: trialBalance(to: "2026-06-30", currency: "USD") { lines { ${ROWS} } }
  incomeStatement(${LONG}) { ${explained(STEPS)} sections ${SECTIONS} }
  balanceSheet(on: "2026-06-30", currency: "USD") { assets ${SECTIONS} liabilities ${SECTIONS} equity ${SECTIONS}
    ${explained(["totalAssets", "totalLiabilities", "totalEquity", "currentYearProfit", "earlierProfit", "difference"])} }
  cashFlow(${LONG}) { lines { ${explained(["inflow", "outflow", "amount"])} }
    ${explained(["opening", "operating", "investing", "financing", "unattributed", "movement", "closing"])} }
  kpis(${LONG}) { ${explained(["revenue", "costOfSales", "grossProfit", "netProfit", "receivables", "payables"])} }
  budgetVariance(${LONG}) { lines { ${COMPARED} } revenue { ${COMPARED} } expense { ${COMPARED} } profit { ${COMPARED} } }
  agedReceivables(on: "2026-06-30", currency: "USD") { ${explained(["total"])} ${BUCKETS} lines { ${explained(["total"])} ${BUCKETS} } }
  agedPayables(on: "2026-06-30", currency: "USD") { ${explained(["total"])} ${BUCKETS} }
}`;

/** Every figure of an answer beside what its explanation says. */
function pairsIn(answer: Wire): readonly (readonly [string, Wire, Wire])[] {
  if (Array.isArray(answer)) return answer.flatMap(pairsIn);
  if (typeof answer !== "object" || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) =>
    name.startsWith("of_") ? [[name, answer[name.slice(3)], value] as const] : pairsIn(value),
  );
}

const DOCUMENTS = {
  invoice: [
    {
      id: "i1",
      party_account_id: "p",
      company_id: "C0",
      issued_on: "2026-01-01",
      due_on: "2026-02-01",
      currency: "USD",
      total_amount: "100.10",
    },
    {
      id: "i2",
      party_account_id: "p",
      company_id: "C0",
      issued_on: "2026-06-01",
      currency: "KWD",
      total_amount: "70.123",
    },
    { id: "i3", party_account_id: "q", company_id: "C0", issued_on: "2026-06-30", currency: "USD", total_amount: "55" },
  ],
  bill: [
    {
      id: "b1",
      party_account_id: "s",
      company_id: "C0",
      issued_on: "2026-03-01",
      currency: "USD",
      total_amount: "9.99",
    },
  ],
  credit_note: [
    {
      id: "c1",
      party_account_id: "p",
      company_id: "C0",
      issued_on: "2026-03-01",
      currency: "USD",
      total_amount: "3.33",
    },
  ],
  payment_allocation: [
    {
      id: "x1",
      document_type: "INVOICE",
      document_id: "i1",
      amount: "40",
      currency: "USD",
      allocated_on: "2026-03-01",
    },
    {
      id: "x3",
      document_type: "INVOICE",
      document_id: "i3",
      amount: "55",
      currency: "USD",
      allocated_on: "2026-06-30",
    },
  ],
  budget: [
    { account_id: "sales", company_id: "C0", starts_on: "2026-01-01", amount: "1000", currency: "USD" },
    { account_id: "salaries", company_id: "C0", starts_on: "2026-01-01", amount: "500", currency: "USD" },
    { account_id: "bank", company_id: "C0", starts_on: "2026-01-01", amount: "7", currency: "USD" },
  ],
};

describeOnEveryEngine("the explanation of a figure", (engine) => {
  let finance: Awaited<ReturnType<typeof openFinance>>;
  beforeAll(async () => {
    finance = await openFinance(engine);
  });
  afterAll(() => finance.close());
  const keepAll = async (ledger: Parameters<typeof keep>[1]): Promise<void> => {
    await keep(finance.database, ledger);
    for (const [table, rows] of Object.entries(DOCUMENTS)) await insert(finance.database, table, rows);
  };

  it("adds up to the figure to the cent, in every report", async () => {
    await fc.assert(
      fc.asyncProperty(ledgers(), async (ledger) => {
        await keepAll(ledger);
        const { data, errors } = await finance.ask(EVERYTHING);
        expect(errors).toEqual([]);
        const pairs = pairsIn(data);
        expect(pairs.length).toBeGreaterThan(60);
        for (const [, figure, { amount, digest }] of pairs) {
          expect(exact(amount).minus(figure.amount).toFixed()).toBe("0");
          expect(amount.currency).toBe(figure.currency);
          expect(digest).toMatch(/^[0-9a-f]{64}$/);
        }
      }),
      { seed: 55, numRuns: 2, endOnFailure: true },
    );
  });

  const BOOKS = {
    companies: [
      { id: "C0", currency: "USD" },
      { id: "C1", currency: "USD" },
    ],
    entries: ["C0", "C1"].flatMap((company) =>
      Array.from({ length: 5 }, (_, at) => ({
        company,
        currency: "USD",
        on: `2026-0${at + 1}-15`,
        lines: [
          ["bank", "10"],
          ["sales", "-10"],
        ] as const,
      })),
    ),
  };
  const REVENUE = `incomeStatement(${LONG}) { explain(figure: "revenue")`;

  it("pages through the postings, within the scope of who asks", async () => {
    await keepAll(BOOKS);
    const page = async (after: string, companies: readonly string[]): Promise<Wire> =>
      (
        await finance.ask(
          `{ ${REVENUE} { lineCount journalLines(first: 3${after}) { totalCount aggregate { sum { credit { amount } } }
          pageInfo { endCursor hasNextPage } nodes { accountId companyId credit { amount } } } } } }`,
          { companies },
        )
      ).data["incomeStatement"].explain;
    const first = await page("", ["C0"]);
    expect(first).toMatchObject({ lineCount: 5, journalLines: { totalCount: 5, pageInfo: { hasNextPage: true } } });
    const second = await page(`, after: "${first.journalLines.pageInfo.endCursor}"`, ["C0"]);
    const nodes = [...first.journalLines.nodes, ...second.journalLines.nodes];
    expect(nodes).toEqual(Array(5).fill({ accountId: "sales", companyId: "C0", credit: { amount: "10" } }));
    expect(await page("", ["C0", "C1"])).toMatchObject({ lineCount: 10 });
  });

  it("changes its digest with any row that counts, and with no other", async () => {
    await keepAll(BOOKS);
    const digest = async (): Promise<string> =>
      (await finance.ask(`{ ${REVENUE} { digest knownAt } } }`)).data["incomeStatement"].explain;
    const before = await digest();
    expect(await digest()).toEqual(before);
    await post(finance.database, [{ ...BOOKS.entries[0], on: "2026-06-20" } as (typeof BOOKS.entries)[number]]);
    expect(await digest()).not.toEqual(before);
  });

  it("is withheld from those who may not read what counts", async () => {
    await keepAll(BOOKS);
    await insert(finance.database, "payment", [{ id: "p", number: "1", company_id: "C1", direction: "INBOUND" }]).catch(
      () => {},
    );
    const aged = `agedReceivables(on: "2026-06-30", currency: "USD") { total { amount } explain(figure: "total") { digest } }`;
    const sales = await finance.ask(`{ ${aged} }`, { role: "sales" });
    expect(sales.data["agedReceivables"]).toMatchObject({ total: { amount: expect.any(String) }, explain: null });
    expect(sales.errors).toMatchObject([{ code: "FORBIDDEN", path: "agedReceivables.explain" }]);
    // The allocation is of a payment that C0's readers do not see.
    const limited = await finance.ask(`{ ${aged} }`, { companies: ["C0"] });
    expect(limited.data["agedReceivables"].explain).toEqual({ digest: null });
    expect(limited.errors).toMatchObject([{ code: "FORBIDDEN", path: "agedReceivables.explain.digest" }]);
  });

  it("names the figures that there are", async () => {
    await keepAll(BOOKS);
    const { errors } = await finance.ask(`{ kpis(${LONG}) { explain(figure: "grossMargin") { digest } } }`);
    expect(errors).toMatchObject([
      { code: "BAD_USER_INPUT", path: "kpis.explain", message: expect.stringMatching(/revenue, /) },
    ]);
  });
});
