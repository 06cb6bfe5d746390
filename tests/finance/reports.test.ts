import type { Role } from "../../schema/roles";
import { describeOnEveryEngine } from "../databases";
import { CHART, clear, insert, post } from "./build";
import { openFinance, type Wire } from "./reports";

const PERIOD = 'from: "2026-01-01", to: "2026-12-31"';
const OPERATIONS: Readonly<Record<string, string>> = {
  trialBalance: `trialBalance(${PERIOD}) { closing { amount } }`,
  incomeStatement: `incomeStatement(${PERIOD}) { netProfit { amount } }`,
  balanceSheet: 'balanceSheet(on: "2026-12-31") { totalAssets { amount } }',
  cashFlow: `cashFlow(${PERIOD}) { closing { amount } }`,
  agedReceivables: 'agedReceivables(on: "2026-12-31") { total { amount } }',
  agedPayables: 'agedPayables(on: "2026-12-31") { total { amount } }',
  budgetVariance: `budgetVariance(${PERIOD}) { lineCount }`,
  kpis: `kpis(${PERIOD}) { revenue { amount } }`,
};

describeOnEveryEngine("the finance reports", (engine) => {
  let finance: Awaited<ReturnType<typeof openFinance>>;
  const company = (id: string, currency: string) => ({ finance_id: id, currency });
  const book = (on: string, lines: readonly (readonly [string, string])[], id = "A", currency = "USD", values = {}) =>
    post(finance.database, [{ company: id, currency, on, lines, values }]);
  beforeAll(async () => {
    finance = await openFinance(engine);
  });
  beforeEach(async () => {
    await clear(finance.database);
    await insert(finance.database, "account", CHART);
    await insert(finance.database, "company", [company("A", "USD")]);
  });
  afterAll(() => finance.close());

  const ask = async (query: string, companies: readonly string[] | "*" = "*"): Promise<Wire> => {
    const { data, errors } = await finance.ask(`{ ${query} }`, { companies });
    expect(errors).toEqual([]);
    return data;
  };

  it("tell margins and days outstanding, and null where nothing was sold", async () => {
    await book("2026-01-10", [
      ["receivable", "1000.00"],
      ["sales", "-1000.00"],
    ]);
    await book("2026-01-11", [
      ["cost", "600.00"],
      ["payable", "-600.00"],
    ]);
    await book("2026-01-12", [
      ["salaries", "100.00"],
      ["bank", "-100.00"],
    ]);
    const FACTS = "grossMargin netMargin daysSalesOutstanding daysPayableOutstanding days";
    const { kpis, idle } = await ask(`kpis(from: "2026-01-01", to: "2026-01-31") { ${FACTS} }
      idle: kpis(from: "2026-02-01", to: "2026-02-28") { ${FACTS} receivables { amount } }`);
    expect(kpis).toEqual({
      grossMargin: "0.400000",
      netMargin: "0.300000",
      daysSalesOutstanding: "31.00",
      daysPayableOutstanding: "31.00",
      days: 31,
    });
    expect(idle).toEqual({
      grossMargin: null,
      netMargin: null,
      daysSalesOutstanding: null,
      daysPayableOutstanding: null,
      days: 28,
      receivables: { amount: "1000.00" },
    });
  });

  it("ignore drafts, keep closing entries out of the profit and opening entries out of the turnover", async () => {
    await insert(finance.database, "journal", [{ id: "opening", company_id: "A", kind: "OPENING" }]);
    await book(
      "2026-01-01",
      [
        ["cash", "50"],
        ["capital", "-50"],
      ],
      "A",
      "USD",
      { journal_id: "opening" },
    );
    await book("2026-01-31", [
      ["cash", "30"],
      ["sales", "-30"],
    ]);
    await book("2026-01-31", [
      ["sales", "30"],
      ["retained", "-30"],
    ]);
    await book(
      "2026-01-31",
      [
        ["cash", "999"],
        ["sales", "-999"],
      ],
      "A",
      "USD",
      { status: "DRAFT" },
    );
    const answer = await ask(`incomeStatement(from: "2026-01-01", to: "2026-01-31") { netProfit { amount } }
      trialBalance(from: "2026-01-01", to: "2026-01-31") { lines { code opening { amount } debit { amount } closing { amount } } }
      balanceSheet(on: "2026-01-31") { currentYearProfit { amount } totalEquity { amount } }
      cashFlow(from: "2026-01-01", to: "2026-01-31") { opening { amount } operating { amount } lines { class activity } }`);
    expect(answer.incomeStatement.netProfit.amount).toBe("30");
    expect(answer.trialBalance.lines[1]).toEqual({
      code: "cash",
      opening: { amount: "50" },
      debit: { amount: "30" },
      closing: { amount: "80" },
    });
    expect(answer.balanceSheet).toEqual({ currentYearProfit: { amount: "0" }, totalEquity: { amount: "80" } });
    expect(answer.cashFlow).toEqual({
      opening: { amount: "50" },
      operating: { amount: "30" },
      lines: [{ class: "SALES", activity: "OPERATING" }],
    });
  });

  it("splits unclosed profit by the company's financial year", async () => {
    const year = { company_id: "A", code: "P", status: "OPEN", fiscal_year: "2026" };
    await insert(finance.database, "fiscal_period", [
      { ...year, starts_on: "2026-04-01", ends_on: "2026-06-30" },
      { ...year, id: "second", starts_on: "2026-07-01", ends_on: "2027-03-31" },
    ]);
    await book("2026-03-31", [
      ["cash", "10"],
      ["sales", "-10"],
    ]);
    await book("2026-04-01", [
      ["cash", "5"],
      ["sales", "-5"],
    ]);
    const { balanceSheet } = await ask(
      'balanceSheet(on: "2026-12-31") { currentYearProfit { amount } earlierProfit { amount } balanced }',
    );
    expect(balanceSheet).toEqual({
      currentYearProfit: { amount: "5" },
      earlierProfit: { amount: "10" },
      balanced: true,
    });
  });

  it("read ready-made balances where a company has no journals, and say when they do not balance", async () => {
    const balance = { company_id: "A", currency: "USD" };
    await insert(finance.database, "account_balance", [
      { id: "1", ...balance, account_id: "cash", balance_on: "2026-01-31", amount: "100.50" },
      { id: "2", ...balance, account_id: "cash", balance_on: "2026-02-28", amount: "80.25" },
      { id: "3", ...balance, account_id: "sales", balance_on: "2026-01-31", amount: "40" },
      { id: "4", ...balance, account_id: "sales", balance_on: "2026-02-28", amount: "60" },
      { id: "5", ...balance, account_id: "sales", balance_on: "2026-02-28", amount: "999", scenario: "BUDGET" },
    ]);
    const query = `trialBalance(to: "2026-03-31") { balanced difference { amount } }
      incomeStatement(from: "2026-02-01", to: "2026-02-28") { revenue { amount } }
      cashFlow(from: "2026-02-01", to: "2026-02-28") { opening { amount } unattributed { amount } closing { amount } }`;
    expect(await ask(query)).toEqual({
      trialBalance: { balanced: false, difference: { amount: "-19.75" } },
      incomeStatement: { revenue: { amount: "60" } },
      cashFlow: { opening: { amount: "100.50" }, unattributed: { amount: "-20.25" }, closing: { amount: "80.25" } },
    });
    await book("2026-02-02", [
      ["cash", "7"],
      ["sales", "-7"],
    ]);
    expect((await ask(query)).cashFlow.closing).toEqual({ amount: "7" });
  });

  it("convert at the closing rate of the day, direct, inverse or through a common currency, and say so", async () => {
    await insert(finance.database, "company", [company("J", "JPY")]);
    await insert(finance.database, "exchange_rate", [
      { id: "old", from_currency: "USD", to_currency: "JPY", valid_on: "2026-01-01", rate: "100" },
      { id: "new", from_currency: "USD", to_currency: "JPY", valid_on: "2026-03-01", rate: "160" },
      { id: "average", from_currency: "USD", to_currency: "JPY", valid_on: "2026-02-01", rate: "1", kind: "AVERAGE" },
      { id: "kwd", from_currency: "KWD", to_currency: "USD", valid_on: "2026-01-15", rate: "3.2" },
    ]);
    await book(
      "2026-01-10",
      [
        ["cash", "1000"],
        ["sales", "-1000"],
      ],
      "J",
      "JPY",
    );
    const RATED = "revenue { amount currency } ratedIn { on rates { from to rate validOn via } }";
    const { feb, mar, kwd } = await ask(`
      feb: incomeStatement(companyId: "J", from: "2026-01-01", to: "2026-02-28", currency: "USD") { ${RATED} }
      mar: incomeStatement(companyId: "J", from: "2026-01-01", to: "2026-03-31", currency: "USD") { ${RATED} }
      kwd: incomeStatement(companyId: "J", from: "2026-01-01", to: "2026-03-31", currency: "KWD") { ${RATED} }`);
    expect(feb).toEqual({
      revenue: { amount: "10.00", currency: "USD" },
      ratedIn: {
        on: "2026-02-28",
        rates: [{ from: "JPY", to: "USD", rate: "0.01", validOn: "2026-01-01", via: null }],
      },
    });
    expect(mar.revenue).toEqual({ amount: "6.25000", currency: "USD" });
    expect(kwd.ratedIn.rates).toEqual([
      { from: "JPY", to: "KWD", rate: "0.001953125", validOn: "2026-01-15", via: "USD" },
    ]);
  });

  it("name the pair and the day of a missing rate", async () => {
    await book("2026-01-10", [
      ["cash", "1"],
      ["sales", "-1"],
    ]);
    const { errors } = await finance.ask('{ balanceSheet(on: "2026-01-31", currency: "EUR") { balanced } }');
    expect(errors).toEqual([
      {
        code: "RATE_MISSING",
        path: "balanceSheet",
        message: "There is no closing rate for USD/EUR on or before 2026-01-31.",
      },
    ]);
  });

  it("ask for the currency when companies differ, and refuse a ledger nobody loaded", async () => {
    await insert(finance.database, "company", [company("J", "JPY")]);
    const { errors } = await finance.ask(
      '{ all: balanceSheet(on: "2026-01-31") { balanced } one: balanceSheet(companyId: "J", on: "2026-01-31") { balanced } }',
    );
    expect(errors.map(({ path, code }) => `${path} ${String(code)}`).sort()).toEqual([
      "all BAD_USER_INPUT",
      "one LEDGER_EMPTY",
    ]);
    expect(errors.find(({ path }) => path === "all")?.message).toContain("JPY, USD");
  });

  it.each(Object.values(OPERATIONS))("hide other companies' rows: %s", async (operation) => {
    await insert(finance.database, "company", [company("B", "USD")]);
    const counted = {
      company_id: "B",
      party_account_id: "p",
      currency: "USD",
      issued_on: "2026-01-01",
      total_amount: "77",
    };
    await insert(finance.database, "invoice", [counted]);
    await insert(finance.database, "bill", [counted]);
    await insert(finance.database, "budget", [
      { id: "b", company_id: "B", account_id: "sales", amount: "77", currency: "USD", starts_on: "2026-01-01" },
    ]);
    await book(
      "2026-01-10",
      [
        ["cash", "77"],
        ["sales", "-77"],
      ],
      "B",
    );
    await book("2026-01-11", [
      ["cash", "1"],
      ["salaries", "-1"],
    ]);
    const seen = JSON.stringify(await ask(operation, ["A"]));
    expect(seen).not.toContain("77");
    const hidden = await finance.ask(`{ ${operation.replace("(", '(companyId: "B", ')} }`, { companies: ["A"] });
    expect(hidden.errors).toEqual([
      expect.objectContaining({ code: "BAD_USER_INPUT", message: "There is no company B in your scope." }),
    ]);
  });

  const denied = (role: Role, allowed: readonly string[]) =>
    Object.keys(OPERATIONS)
      .filter((name) => !allowed.includes(name))
      .map((name) => [role, name] as const);

  it.each([
    ...denied("warehouse", []),
    ...denied("integration", []),
    ...denied("sales", ["agedReceivables"]),
    ...denied("buyer", ["agedPayables"]),
  ])("are FORBIDDEN to %s: %s", async (role, name) => {
    const { data, errors } = await finance.ask(`{ ${OPERATIONS[name]} }`, { role });
    expect(data[name]).toBeNull();
    expect(errors).toEqual([expect.objectContaining({ code: "FORBIDDEN", path: name })]);
  });
});
