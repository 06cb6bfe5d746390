import { describeOnEveryEngine } from "../databases";
import { CHART, clear, insert, post } from "./build";
import { openFinance, type Wire } from "./reports";

describeOnEveryEngine("budget against actual", (engine) => {
  let finance: Awaited<ReturnType<typeof openFinance>>;
  beforeAll(async () => {
    finance = await openFinance(engine);
  });
  beforeEach(async () => {
    await clear(finance.database);
    await insert(finance.database, "company", [{ finance_id: "A", currency: "USD" }]);
    await insert(finance.database, "account", CHART);
    await insert(finance.database, "cost_center", [{ finance_id: "HQ" }]);
  });
  afterAll(() => finance.close());

  const FACTS = "budget { amount } actual { amount } variance { amount currency } variancePercent favourable";
  const ask = (args = "") =>
    finance.ask(`{ budgetVariance(from: "2026-01-01", to: "2026-12-31"${args}) {
      lineCount lines { code budgeted account { name } costCenter { name } ${FACTS} }
      revenue { ${FACTS} } expense { ${FACTS} } profit { ${FACTS} } } }`);

  const planned = async () => {
    const plan = { company_id: "A", starts_on: "2026-01-01", currency: "USD" };
    await insert(finance.database, "budget", [
      { id: "1", ...plan, account_id: "salaries", cost_center_id: "HQ", amount: "300.00" },
      { id: "2", ...plan, account_id: "sales", amount: "1000.00" },
      { id: "3", ...plan, account_id: "salaries", cost_center_id: "HQ", amount: "999.00", starts_on: "2027-01-01" },
    ]);
    await post(finance.database, [
      {
        company: "A",
        currency: "USD",
        on: "2026-03-01",
        lines: [
          ["salaries", "330.50", { cost_center_id: "HQ" }],
          ["cash", "-330.50"],
        ],
      },
      {
        company: "A",
        currency: "USD",
        on: "2026-03-02",
        lines: [
          ["cash", "1200"],
          ["sales", "-1200"],
        ],
      },
      {
        company: "A",
        currency: "USD",
        on: "2026-03-03",
        lines: [
          ["interest", "7"],
          ["cash", "-7"],
        ],
      },
    ]);
  };

  it("compares each account and cost centre, and shows what nobody planned", async () => {
    await planned();
    const { data, errors } = await ask();
    expect(errors).toEqual([]);
    const { lines, lineCount, revenue, expense, profit } = data["budgetVariance"] as Wire;
    expect(lineCount).toBe(3);
    expect(lines).toEqual([
      {
        code: "interest",
        budgeted: false,
        account: { name: "interest" },
        costCenter: null,
        budget: { amount: "0" },
        actual: { amount: "7" },
        variance: { amount: "7", currency: "USD" },
        variancePercent: null,
        favourable: false,
      },
      {
        code: "salaries",
        budgeted: true,
        account: { name: "salaries" },
        costCenter: { name: "Department" },
        budget: { amount: "300.00" },
        actual: { amount: "330.50" },
        variance: { amount: "30.50", currency: "USD" },
        variancePercent: "10.1667",
        favourable: false,
      },
      {
        code: "sales",
        budgeted: true,
        account: { name: "sales" },
        costCenter: null,
        budget: { amount: "1000.00" },
        actual: { amount: "1200" },
        variance: { amount: "200.00", currency: "USD" },
        variancePercent: "20.0000",
        favourable: true,
      },
    ]);
    expect(revenue["variance"]).toEqual({ amount: "200.00", currency: "USD" });
    expect(expense["actual"]).toEqual({ amount: "337.50" });
    expect(profit).toEqual({
      budget: { amount: "700.00" },
      actual: { amount: "862.50" },
      variance: { amount: "162.50", currency: "USD" },
      variancePercent: "23.2143",
      favourable: true,
    });
  });

  it("asks for one account and cost centre, over pages", async () => {
    await planned();
    const { data } = await ask(', accountId: "salaries", costCenterId: "HQ"');
    expect((data["budgetVariance"] as Wire).lines.map(({ code }: Wire) => code)).toEqual(["salaries"]);
    const { data: second } = await ask(", first: 1, skip: 1");
    expect((second["budgetVariance"] as Wire).lines.map(({ code }: Wire) => code)).toEqual(["salaries"]);
    expect((second["budgetVariance"] as Wire).lineCount).toBe(3);
  });

  it("refuses to add two versions of one cell, and takes the one named", async () => {
    await planned();
    const cell = { company_id: "A", account_id: "sales", starts_on: "2026-01-01", currency: "USD", version: "2" };
    await insert(finance.database, "budget", [{ id: "9", ...cell, amount: "1500" }]);
    const { errors } = await ask();
    expect(errors).toEqual([expect.objectContaining({ code: "BAD_USER_INPUT", path: "budgetVariance" })]);
    expect(errors[0]?.message).toContain('"", "2"');
    const { data } = await ask(', version: "2"');
    expect((data["budgetVariance"] as Wire).revenue.budget).toEqual({ amount: "1500" });
  });
});
