import fc from "fast-check";
import { forecast } from "../../subgraphs/finance/forecasting/forecast";
import { describeOnEveryEngine } from "../databases";
import { CHART, clear, insert, post } from "./build";
import { Exact, openFinance, type Wire } from "./reports";

const monthOf = (at: number): string => new Date(Date.UTC(2020, at, 1)).toISOString().slice(0, 10);
const figureOf = (amounts: readonly (number | string)[], currency = "USD") => ({
  companyIds: ["A"],
  currency,
  ratedIn: { currency, rule: "", on: "2026-01-01", rates: [] },
  knownAt: null,
  months: amounts.map((amount, at) => ({ startsOn: monthOf(at), amount: String(amount) })),
});
const ask = (amounts: readonly (number | string)[], months = 12, level = 95, currency = "USD"): Wire =>
  forecast(figureOf(amounts, currency), { months, level });

const YEAR = [100, 120, 90, 80, 130, 150, 170, 160, 140, 110, 105, 180];

describe("a forecast", () => {
  it("repeats a year that repeats, without any error, by the simplest method", () => {
    const { method, points, backTest } = ask([...YEAR, ...YEAR, ...YEAR]);
    expect(method).toBe("SEASONAL_NAIVE");
    expect(points.map(({ amount }: Wire) => Number(amount.amount))).toEqual(YEAR);
    expect(points[0].startsOn).toBe(monthOf(36));
    expect(points.every(({ lower, upper }: Wire) => lower.amount === upper.amount)).toBe(true);
    expect(backTest).toMatchObject({ mase: null, smape: "0.0000", againstNaive: null, origins: 12, horizon: 12 });
  });

  it("follows a trend that a season rides on, better than last year's months do", () => {
    const series = Array.from({ length: 48 }, (_, at) => 1000 + 10 * at + (YEAR[at % 12] ?? 0) + ((at * 37) % 5));
    const { method, points, backTest } = ask(series);
    expect(method).toMatch(/HOLT_WINTERS$/);
    expect(Number(backTest.againstNaive)).toBeLessThan(0.5);
    expect(backTest.trials).toHaveLength(5);
    points.forEach(({ amount }: Wire, at: number) => {
      const truth = 1000 + 10 * (48 + at) + (YEAR[at] ?? 0) + 2;
      expect(Math.abs(Number(amount.amount) - truth)).toBeLessThan(15);
    });
  });

  it("holds most of what comes within its intervals", () => {
    // A fixed stream of noise: sums of three uniforms are near enough to normal.
    let seed = 42;
    const noise = (): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed / 2147483648 - 0.5;
    };
    const series = Array.from(
      { length: 480 },
      (_, at) => 500 + (YEAR[at % 12] ?? 0) + 30 * (noise() + noise() + noise()),
    );
    let inside = 0;
    for (let start = 0; start < 36; start += 1) {
      const window = series.slice(start * 12, start * 12 + 48);
      const { points } = ask(window, 1, 80);
      const actual = series[start * 12 + 48] ?? 0;
      if (Number(points[0].lower.amount) <= actual && actual <= Number(points[0].upper.amount)) inside += 1;
    }
    expect(inside).toBeGreaterThan(0.6 * 36);
    expect(inside).toBeLessThan(36);
  });

  it("widens its intervals with the level and never narrows them with time", () => {
    const series = fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 15, maxLength: 50 });
    fc.assert(
      fc.property(series, (amounts) => {
        const width = ({ lower, upper }: Wire): number => Number(new Exact(upper.amount).minus(lower.amount));
        const [narrow, wide] = [ask(amounts, 18, 80), ask(amounts, 18, 99)];
        expect(wide.points.map(({ amount }: Wire) => amount)).toEqual(narrow.points.map(({ amount }: Wire) => amount));
        const widths: number[] = wide.points.map(width);
        narrow.points.forEach((point: Wire, at: number) => {
          expect(width(point)).toBeLessThanOrEqual(widths[at] ?? 0);
          expect(new Exact(point.lower.amount).lte(point.amount.amount)).toBe(true);
          expect(new Exact(point.upper.amount).gte(point.amount.amount)).toBe(true);
          if (at > 0) expect((widths[at] ?? 0) - (widths[at - 1] ?? 0)).toBeGreaterThanOrEqual(-0.02);
        });
        const errors = wide.backTest.trials.map(({ mase }: Wire) => Number(mase));
        expect([...errors].sort((one: number, other: number) => one - other)).toEqual(errors);
        expect(wide.backTest.trials[0].method).toBe(wide.method);
      }),
      { seed: 56, numRuns: 60 },
    );
  });

  it("is rounded to the minor unit of its currency", () => {
    const amounts = Array.from({ length: 20 }, (_, at) => 1000 + ((at * 7919) % 113) / 3);
    expect(ask(amounts, 3, 95, "JPY").points[0].amount.amount).toMatch(/^\d+$/);
    expect(ask(amounts, 3, 95, "KWD").points[0].upper.amount).toMatch(/^\d+\.\d{3}$/);
  });
});

describeOnEveryEngine("the forecast of the graph", (engine) => {
  let finance: Awaited<ReturnType<typeof openFinance>>;
  beforeAll(async () => {
    finance = await openFinance(engine);
  });
  afterAll(() => finance.close());

  const FIELDS = `figure method level history { startsOn amount { amount currency } } ratedIn { currency }
    points { startsOn amount { amount currency } lower { amount } upper { amount } }
    backTest { origins horizon from to mase smape againstNaive trials { method mase smape } }`;
  const sell = async (months: number): Promise<void> => {
    await clear(finance.database);
    await insert(finance.database, "account", CHART);
    await insert(finance.database, "company", [{ finance_id: "A", currency: "USD" }]);
    const entries = Array.from({ length: months }, (_, at) => ({
      company: "A",
      currency: "USD",
      on: monthOf(at).replace(/01$/, "15"),
      lines: [
        ["bank", `${YEAR[at % 12] ?? 0}.50`],
        ["sales", `-${YEAR[at % 12] ?? 0}.50`],
      ] as const,
    }));
    await post(finance.database, entries);
  };

  it("stands on the whole months of the ledger, flows and balances alike", async () => {
    await sell(24);
    const { data, errors } = await finance.ask(`{
      revenue: forecast(figure: REVENUE, to: "2022-03-31", months: 3) { ${FIELDS} }
      partial: forecast(figure: REVENUE, to: "2021-12-30", months: 3) { history { startsOn } }
      cash: forecast(figure: CASH, to: "2022-03-31", months: 3) { ${FIELDS} } }`);
    expect(errors).toEqual([]);
    const { revenue, cash, partial } = data;
    expect(revenue.history).toHaveLength(24);
    expect(revenue.history.at(-1)).toEqual({ startsOn: "2021-12-01", amount: { amount: "180.50", currency: "USD" } });
    expect(revenue.points).toEqual(
      [100, 120, 90].map((amount, at) => ({
        startsOn: monthOf(24 + at),
        amount: { amount: `${amount}.50`, currency: "USD" },
        lower: { amount: `${amount}.50` },
        upper: { amount: `${amount}.50` },
      })),
    );
    expect(partial.history.at(-1).startsOn).toBe("2021-11-01");
    expect(cash.history.at(-1).amount.amount).toBe(`${2 * (YEAR.reduce((sum, value) => sum + value) + 6)}.00`);
    expect(cash.method).not.toBe("SEASONAL_NAIVE");
  });

  it("says that the history is too short, and makes no line up", async () => {
    await sell(14);
    const { data, errors } = await finance.ask('{ forecast(figure: REVENUE, to: "2022-01-31") { method } }');
    expect(data).toEqual({ forecast: null });
    expect(errors).toEqual([
      {
        code: "HISTORY_TOO_SHORT",
        path: "forecast",
        message: expect.stringMatching(/needs 15 whole months.* have 14/),
      },
    ]);
  });

  it("is for those who read the ledger, and not for who is kept to a part of it", async () => {
    await sell(15);
    const question = '{ forecast(figure: REVENUE, to: "2022-01-31") { method } }';
    expect((await finance.ask(question, { role: "analyst" })).errors).toEqual([]);
    for (const role of ["sales", "buyer", "warehouse", "steward"] as const)
      expect((await finance.ask(question, { role })).errors).toMatchObject([{ code: "FORBIDDEN", path: "forecast" }]);
    expect((await finance.ask(question, { companies: ["B"] })).errors).toMatchObject([{ code: "BAD_USER_INPUT" }]);
  });

  it.each(["months: 0", "months: 37", "level: 50"])("refuses %s", async (argument) => {
    const { errors } = await finance.ask(`{ forecast(figure: CASH, to: "2022-01-31", ${argument}) { method } }`);
    expect(errors).toMatchObject([{ code: "BAD_USER_INPUT", path: "forecast" }]);
  });
});
