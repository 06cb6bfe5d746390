import fc from "fast-check";
import { describeOnEveryEngine } from "../databases";
import { keep, ledgers } from "./ledger-arbitrary";
import { exact, openFinance, total, type Wire } from "./reports";

const RUNS = { numRuns: 20 };
const AMOUNT = "{ amount currency }";
const SECTION = `{ class amount ${AMOUNT} lines { amount ${AMOUNT} } }`;
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
const money = (names: readonly string[]): string => names.map((name) => `${name} ${AMOUNT}`).join(" ");

/** Every statement over the same books: from the second half of 2025 to the middle of 2026. */
const ALL = (args: string): string => `{
  trialBalance(from: "2025-07-01", to: "2026-06-30"${args}) { balanced ${money(["opening", "debit", "credit", "closing", "difference"])}
    lines { ${money(["opening", "debit", "credit", "closing"])} } }
  before: balanceSheet(on: "2025-06-30"${args}) { ${money(["totalEquity"])} }
  balanceSheet(on: "2026-06-30"${args}) { balanced assets ${SECTION} liabilities ${SECTION} equity ${SECTION}
    ${money(["totalAssets", "totalLiabilities", "totalEquity", "currentYearProfit", "earlierProfit", "difference"])} }
  incomeStatement(from: "2025-07-01", to: "2026-06-30"${args}) { sections ${SECTION} ${money(STEPS)} }
  cashFlow(from: "2025-07-01", to: "2026-06-30"${args}) { lines { ${money(["inflow", "outflow", "amount"])} }
    ${money(["opening", "operating", "investing", "financing", "unattributed", "movement", "closing"])} }
  kpis(from: "2025-07-01", to: "2026-06-30"${args}) { grossMargin netMargin daysSalesOutstanding daysPayableOutstanding
    ${money(["revenue", "costOfSales", "grossProfit", "netProfit"])} }
}`;

function expectTrialBalance({ lines, ...report }: Wire): void {
  expect(report.balanced).toBe(true);
  expect(exact(report.difference).isZero()).toBe(true);
  for (const column of ["opening", "debit", "credit", "closing"])
    expect(total(lines.map((line: Wire) => line[column])).eq(exact(report[column]))).toBe(true);
  for (const { opening, debit, credit, closing } of lines)
    expect(exact(opening).plus(debit.amount).minus(credit.amount).eq(exact(closing))).toBe(true);
  expect(exact(report.debit).eq(exact(report.credit))).toBe(true);
}

function expectSections(sections: readonly Wire[]): void {
  for (const { amount, lines } of sections)
    expect(total(lines.map((line: Wire) => line.amount)).eq(exact(amount))).toBe(true);
}

const sumOf = (sections: readonly Wire[]) => total(sections.map(({ amount }: Wire) => amount));

function expectBalanceSheet(sheet: Wire): void {
  const { assets, liabilities, equity, totalAssets, totalLiabilities, totalEquity } = sheet;
  for (const side of [assets, liabilities, equity]) expectSections(side);
  expect(sumOf(assets).eq(exact(totalAssets))).toBe(true);
  expect(sumOf(liabilities).eq(exact(totalLiabilities))).toBe(true);
  const profit = exact(sheet.currentYearProfit).plus(sheet.earlierProfit.amount);
  expect(sumOf(equity).plus(profit).eq(exact(totalEquity))).toBe(true);
  expect(exact(totalAssets).eq(exact(totalLiabilities).plus(totalEquity.amount))).toBe(true);
  expect(sheet.balanced).toBe(true);
}

function expectIncomeStatement(statement: Wire, kpis: Wire): void {
  expectSections(statement.sections);
  const signed = statement.sections.map((section: Wire) =>
    ["SALES", "OTHER_INCOME"].includes(section.class) ? exact(section.amount) : exact(section.amount).negated(),
  );
  expect(total(signed.map((amount: Wire) => ({ amount: amount.toFixed() }))).eq(exact(statement.netProfit))).toBe(true);
  for (const name of ["revenue", "costOfSales", "grossProfit", "netProfit"])
    expect(exact(kpis[name]).eq(exact(statement[name]))).toBe(true);
  expect(kpis.grossMargin === null).toBe(exact(kpis.revenue).isZero());
  expect(kpis.daysPayableOutstanding === null).toBe(exact(kpis.costOfSales).isZero());
}

function expectCashFlow(flow: Wire, sheet: Wire): void {
  expect(exact(flow.opening).plus(flow.movement.amount).eq(exact(flow.closing))).toBe(true);
  expect(total([flow.operating, flow.investing, flow.financing]).eq(exact(flow.movement))).toBe(true);
  expect(exact(flow.unattributed).isZero()).toBe(true);
  expect(total(flow.lines.map(({ amount }: Wire) => amount)).eq(exact(flow.movement))).toBe(true);
  for (const { inflow, outflow, amount } of flow.lines)
    expect(exact(inflow).minus(outflow.amount).eq(exact(amount))).toBe(true);
  const cash = sheet.assets.find((section: Wire) => section.class === "CASH");
  expect(exact(flow.closing).eq(cash ? exact(cash.amount) : 0)).toBe(true);
}

describeOnEveryEngine("the laws of the finance reports", (engine) => {
  let finance: Awaited<ReturnType<typeof openFinance>>;
  beforeAll(async () => {
    finance = await openFinance(engine);
  });
  afterAll(() => finance.close());

  const answer = async (args: string, companies: readonly string[] | "*" = "*"): Promise<Wire> => {
    const { data, errors } = await finance.ask(ALL(args), { companies });
    expect(errors).toEqual([]);
    return data;
  };

  it("hold for every balanced ledger, in any currency", async () => {
    const property = fc.asyncProperty(
      ledgers(),
      fc.constantFrom("USD", "CNY", "JPY", "KWD"),
      async (ledger, currency) => {
        await keep(finance.database, ledger);
        const reports = await answer(`, currency: "${currency}"`);
        expectTrialBalance(reports.trialBalance);
        expectBalanceSheet(reports.balanceSheet);
        expectIncomeStatement(reports.incomeStatement, reports.kpis);
        expectCashFlow(reports.cashFlow, reports.balanceSheet);
        expect(reports.trialBalance.closing.currency).toBe(currency);
      },
    );
    await fc.assert(property, RUNS);
  });

  it("make the profit the change in equity when no capital moves, closed books or open", async () => {
    const property = fc.asyncProperty(ledgers({ capital: false }), async (ledger) => {
      await keep(finance.database, ledger);
      const { before, balanceSheet, incomeStatement } = await answer(', currency: "KWD"');
      const change = exact(balanceSheet.totalEquity).minus(before.totalEquity.amount);
      expect(change.eq(exact(incomeStatement.netProfit))).toBe(true);
    });
    await fc.assert(property, RUNS);
  });

  it("hold for each company alone in its own currency, and scope gives what the company argument gives", async () => {
    const property = fc.asyncProperty(ledgers(), async (ledger) => {
      await keep(finance.database, ledger);
      for (const { id } of ledger.companies) {
        const alone = await answer(`, companyId: "${id}"`);
        expectTrialBalance(alone.trialBalance);
        expectBalanceSheet(alone.balanceSheet);
        expect(await answer("", [id])).toEqual(alone);
      }
    });
    await fc.assert(property, { numRuns: 8 });
  });

  it("add up: the consolidated profit is the sum of the companies' profits", async () => {
    const property = fc.asyncProperty(ledgers(), async (ledger) => {
      await keep(finance.database, ledger);
      const all = await answer(', currency: "CNY"');
      const each = await Promise.all(ledger.companies.map(({ id }) => answer(`, currency: "CNY", companyId: "${id}"`)));
      expect(
        total(each.map(({ incomeStatement }) => incomeStatement.netProfit)).eq(exact(all.incomeStatement.netProfit)),
      ).toBe(true);
      expect(total(each.map(({ cashFlow }) => cashFlow.closing)).eq(exact(all.cashFlow.closing))).toBe(true);
    });
    await fc.assert(property, { numRuns: 6 });
  });
});
