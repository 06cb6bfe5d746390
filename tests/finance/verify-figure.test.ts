import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RowScopes } from "../../schema/identity";
import { cursorCodec } from "../../store/read/cursor";
import { sql } from "../../store/sql";
import { financeSubgraph } from "../../subgraphs/finance";
import { createSubgraph, type SubgraphExecute } from "../../subgraphs/service/execute";
import { describeOnServer } from "../databases";
import { type Entry, insert, type Posting } from "./build";
import { keep } from "./ledger-arbitrary";
import { openFinance, type Wire } from "./reports";

const SCRIPT = join(__dirname, "..", "..", "examples", "verify-figure.mjs");
const EXPLANATION = "ruleVersion selection rates { from to rate validOn via } amount { amount } digest lineCount";

const entry = (company: string, currency: string, on: string, lines: readonly Posting[]): Entry => ({
  company,
  currency,
  on,
  lines,
});

const HQ = { cost_center_id: "HQ" };
/** C0 and C1 have journals; C2 has ready-made balances alone. */
const LEDGER = {
  companies: [
    { id: "C0", currency: "USD" },
    { id: "C1", currency: "CNY" },
    { id: "C2", currency: "USD" },
  ],
  entries: [
    entry("C0", "USD", "2026-01-05", [
      ["bank", "100.10"],
      ["sales", "-100.10", HQ],
    ]),
    entry("C1", "CNY", "2025-11-05", [
      ["receivable", "33.33"],
      ["sales", "-33.33"],
    ]),
    entry("C1", "CNY", "2026-02-05", [
      ["receivable", "5"],
      ["sales", "-5"],
    ]),
    entry("C0", "USD", "2026-03-05", [
      ["salaries", "20", HQ],
      ["bank", "-20"],
    ]),
    entry("C0", "USD", "2026-05-05", [
      ["bank", "7"],
      ["sales", "-7"],
    ]),
    entry("C1", "CNY", "2026-08-01", [
      ["receivable", "9"],
      ["sales", "-9"],
    ]),
    entry("C0", "USD", "2026-12-31", [
      ["sales", "100.10"],
      ["retained", "-100.10"],
    ]),
  ],
};

const balance = (id: string, account: string, on: string, amount: string, more = {}) => ({
  id,
  company_id: "C2",
  account_id: account,
  balance_on: on,
  amount,
  currency: "USD",
  ...more,
});
const period = (company: string | null, year: string, starts: string, ends: string) => ({
  id: `${company}:${starts}`,
  company_id: company,
  code: starts,
  status: "OPEN",
  fiscal_year: year,
  starts_on: starts,
  ends_on: ends,
});
const cell = (id: string, account: string, amount: string, more = {}) => ({
  id,
  company_id: "C0",
  account_id: account,
  starts_on: "2026-01-01",
  amount,
  currency: "USD",
  ...more,
});
const document = (id: string, party: string, issued: string, total: string, more = {}) => ({
  id,
  company_id: "C0",
  party_account_id: party,
  issued_on: issued,
  total_amount: total,
  currency: "USD",
  ...more,
});
const allocation = (id: string, type: string, of: string, amount: string, on = "2026-03-01") => ({
  id,
  document_type: type,
  document_id: of,
  amount,
  currency: "USD",
  allocated_on: on,
});

const OTHERS = {
  cost_center: [{ finance_id: "HQ", company_id: "C0" }],
  account_balance: [
    balance("é", "bank", "2026-01-31", "60.5"),
    // Of the same day and the same cell: they count as one.
    balance("z", "bank", "2026-01-31", "40"),
    balance("b2", "bank", "2026-03-31", "80.25"),
    balance("b3", "bank", "2026-03-31", "11", HQ),
    balance("b4", "payable", "2026-01-31", "30"),
    balance("b5", "payable", "2026-05-31", "12.5"),
    balance("b6", "sales", "2025-12-31", "41"),
    balance("b7", "sales", "2026-01-31", "40"),
    balance("b8", "sales", "2026-08-31", "60"),
    balance("b9", "sales", "2026-08-31", "999", { scenario: "BUDGET" }),
    // Of a company with journals, which alone count, and of none.
    balance("b10", "bank", "2026-01-31", "777", { company_id: "C0" }),
    balance("b11", "bank", "2026-01-31", "3", { company_id: null }),
    balance("b12", "sales", "2026-01-31", "2", { company_id: null }),
  ],
  // C0's year begins in April, that of the others in July 2026; before, theirs is the calendar's.
  fiscal_period: [
    period("C0", "2026", "2026-04-01", "2026-06-30"),
    period("C0", "2026", "2026-07-01", "2027-03-31"),
    period(null, "2027", "2026-07-01", "2026-09-30"),
    period(null, "2027", "2026-10-01", "2027-06-30"),
  ],
  budget: [
    cell("g1", "sales", "1000.50", HQ),
    cell("g2", "sales", "300", { company_id: "C1", currency: "CNY" }),
    cell("g3", "salaries", "500", { ...HQ, starts_on: "2026-06-01" }),
    cell("g4", "salaries", "40", { starts_on: "2027-01-01" }),
    cell("g5", "interest", "17", { version: "late" }),
    cell("g6", "interest", "4", { version: "early", starts_on: "2026-02-01" }),
  ],
  invoice: [
    document("i1", "p", "2026-01-01", "100.10", { due_on: "2026-02-01" }),
    document("i2", "p", "2026-06-01", "70.123", { currency: "KWD" }),
    document("i3", "q", "2026-06-30", "55"),
    document("i4", "q", "2026-06-01", "21", { company_id: "C1", currency: "CNY" }),
    document("i5", "q", "2026-06-01", "8", { status: "DRAFT" }),
    document("i6", "q", "2026-07-15", "9"),
  ],
  bill: [
    document("d1", "s", "2026-03-01", "9.99"),
    document("d2", "s", "2026-03-01", "5"),
    document("d3", "s", "2026-04-01", "6", { company_id: "C1", currency: "CNY" }),
  ],
  credit_note: [
    document("c1", "p", "2026-03-01", "3.33"),
    document("c2", "s", "2026-03-01", "1.11", { kind: "PURCHASE" }),
  ],
  payment_allocation: [
    allocation("x1", "INVOICE", "i1", "40"),
    // After the day: it does not count yet.
    allocation("x2", "INVOICE", "i1", "60.10", "2026-07-01"),
    allocation("x3", "INVOICE", "i3", "55", "2026-06-30"),
    allocation("x4", "BILL", "d1", "2.99"),
    allocation("x5", "BILL", "d2", "5"),
    allocation("x6", "CREDIT_NOTE", "c1", "0.33"),
  ],
};

/** Of the allocations, so that those who are kept to one customer see them. */
const PAYMENT = sql`insert into finance.payment (id, number, company_id, party_account_id, direction, paid_on, amount, currency,
    source_system, source_file, source_line, batch_id)
  values ('p', 'p', 'C0', 'p', 'INBOUND', '2026-03-01', 200, 'USD', 'test', 'test.csv', 1, 1) on conflict do nothing`;

const YEAR = 'from: "2026-01-01", to: "2026-12-31", currency: "USD"';
const SPRING = 'from: "2026-02-01", to: "2026-08-31", currency: "USD"';
const AGED = 'on: "2026-06-30", currency: "USD"';

/** A report, the name of a figure in it, and the object that has it where that is not the report. */
type Figure = readonly [report: string, figure: string, within?: string];

interface Kind {
  readonly figures: readonly Figure[];
  /** A table of which one row is changed, and how it is written. */
  readonly table: string;
  readonly change: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "journal lines": {
    figures: [
      [`incomeStatement(${YEAR})`, "revenue"],
      [`incomeStatement(${YEAR})`, "netProfit"],
      ['balanceSheet(on: "2026-12-31", currency: "USD")', "totalEquity"],
      [`trialBalance(${YEAR})`, "credit"],
      [`cashFlow(${YEAR})`, "operating"],
    ],
    table: "journal_line",
    change: "credit = credit + 1 where account_id = 'sales' and credit = 7",
  },
  "ready-made balances": {
    figures: [
      ['balanceSheet(on: "2026-12-31", currency: "USD", companyId: "C2")', "totalAssets"],
      ['balanceSheet(on: "2026-12-31", currency: "USD")', "totalAssets"],
      [`trialBalance(${YEAR})`, "debit"],
      [`trialBalance(${SPRING})`, "opening"],
      [`cashFlow(${YEAR})`, "unattributed"],
      [`cashFlow(${YEAR})`, "closing"],
    ],
    table: "account_balance",
    change: "amount = amount + 1 where id in ('z', 'b3')",
  },
  "flows of ready-made balances": {
    figures: [[`incomeStatement(${SPRING}, companyId: "C2")`, "revenue"]],
    table: "account_balance",
    change: "amount = amount + 1 where id = 'b8'",
  },
  "financial years": {
    figures: [
      ['balanceSheet(on: "2026-12-30", currency: "USD")', "currentYearProfit"],
      ['balanceSheet(on: "2026-12-30", currency: "USD")', "earlierProfit"],
      ['balanceSheet(on: "2026-12-30", currency: "USD", companyId: "C0")', "currentYearProfit"],
    ],
    table: "fiscal_period",
    change: "starts_on = date '2026-01-01' where id = 'C0:2026-04-01'",
  },
  "years of the calendar": {
    figures: [
      ['balanceSheet(on: "2026-05-31", currency: "USD")', "currentYearProfit"],
      ['balanceSheet(on: "2026-05-31", currency: "USD")', "earlierProfit"],
    ],
    table: "fiscal_period",
    change: "starts_on = date '2025-11-01', ends_on = date '2026-06-30' where id = 'null:2026-07-01'",
  },
  budgets: {
    figures: [
      [`budgetVariance(${YEAR})`, "budget", "profit"],
      [`budgetVariance(${YEAR})`, "variance", "revenue"],
      [`budgetVariance(${YEAR}, costCenterId: "HQ")`, "variance", "revenue"],
    ],
    table: "budget",
    change: "amount = amount + 1 where id = 'g1'",
  },
  "one version of a budget": {
    figures: [[`budgetVariance(${YEAR}, version: "late", accountId: "interest")`, "budget", "expense"]],
    table: "budget",
    change: "amount = amount + 1 where id = 'g5'",
  },
  receivables: {
    figures: [
      [`agedReceivables(${AGED})`, "total"],
      [`agedReceivables(${AGED}, companyId: "C0")`, "total"],
    ],
    table: "invoice",
    change: "total_amount = total_amount + 1, due_on = '2026-01-01' where id = 'i1'",
  },
  payables: {
    figures: [[`agedPayables(${AGED})`, "total"]],
    table: "bill",
    change: "total_amount = total_amount + 1 where id = 'd2'",
  },
  "credit notes": {
    figures: [[`agedPayables(${AGED})`, "total"]],
    table: "credit_note",
    change: "kind = 'PURCHASE' where id = 'c1'",
  },
  "payments of documents": {
    figures: [[`agedReceivables(${AGED})`, "total"]],
    table: "payment_allocation",
    change: "amount = 54.5 where id = 'x3'",
  },
};

describeOnServer("the proof script", (engine) => {
  const folder = mkdtempSync(join(tmpdir(), "concord-proof-"));
  let finance: Awaited<ReturnType<typeof openFinance>>;
  let execute: SubgraphExecute;
  beforeAll(async () => {
    finance = await openFinance(engine);
    const { database } = finance;
    execute = createSubgraph({ definition: financeSubgraph, database, cursors: cursorCodec("tests only") });
  });
  beforeEach(async () => {
    await keep(finance.database, LEDGER);
    for (const [table, rows] of Object.entries(OTHERS)) await insert(finance.database, table, rows);
    await finance.database.query(PAYMENT);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await finance.close();
  });

  const run = (explanation: Wire) => {
    const file = join(folder, "explanation.json");
    writeFileSync(file, JSON.stringify(explanation));
    return spawnSync(process.execPath, [SCRIPT, finance.url ?? "", file], { encoding: "utf8" });
  };
  const prove = (explanation: Wire): Wire => {
    const { stdout, stderr } = run(explanation);
    expect(stderr).toBe("");
    return JSON.parse(stdout);
  };
  const expectProof = (explanation: Wire): void => {
    const { amount, digest, lineCount } = explanation;
    expect(prove(explanation)).toEqual({ proved: true, digest, amount: amount.amount, rows: lineCount });
  };
  const expectNoProof = (explanation: Wire): void => expect(prove(explanation)).toMatchObject({ proved: false });

  /** What the store says of a figure; of a list's figures, what it says of each. */
  const explain = async (
    [report, figure, within]: Figure,
    scopes: RowScopes = { companies: "*" },
  ): Promise<readonly Wire[]> => {
    const asked = `explain(figure: "${figure}") { ${EXPLANATION} }`;
    const query = `{ report: ${report} { ${within ? `${within} { ${asked} }` : asked} } }`;
    const answer = await execute({ query }, { subject: "t", role: "cfo", requestId: "t", ...scopes });
    const { data, errors = [] }: Wire = JSON.parse(JSON.stringify(answer));
    expect(errors).toEqual([]);
    return [within ? data.report[within] : data.report].flat().map((object: Wire) => object.explain);
  };
  const explainAll = async (figures: readonly Figure[]): Promise<readonly Wire[]> => {
    const lists: (readonly Wire[])[] = [];
    for (const figure of figures) lists.push(await explain(figure));
    return lists.flat();
  };
  const asOf = ([report, ...rest]: Figure, knownAt: string): Figure => [
    report.replace(/\)$/, `, knownAt: "${knownAt}")`),
    ...rest,
  ];
  const update = ({ table, change }: Kind): Promise<void> =>
    finance.database.execute(`update finance.${table} set ${change}`);

  it.each(Object.entries(KINDS))("proves figures of %s, now and of the past", async (_, kind) => {
    const before = await explainAll(kind.figures);
    await update(kind);
    const after = await explainAll(kind.figures);
    for (const [at, { digest, amount }] of after.entries())
      expect([digest, amount]).not.toEqual([before[at].digest, before[at].amount]);
    for (const explanation of [...before, ...after]) expectProof(explanation);
    // The store itself says the same of the past.
    const { knownAt } = JSON.parse(before[0].selection);
    expect(await explainAll(kind.figures.map((figure) => asOf(figure, knownAt)))).toEqual(before);
  });

  it.each(Object.entries(KINDS))("finds rows of %s that were changed behind the history", async (_, kind) => {
    const { table, change, figures } = kind;
    const [before] = await explainAll(figures);
    await finance.database.execute(`alter table finance.${table} disable trigger user; update finance.${table} set ${change};
      alter table finance.${table} enable trigger user`);
    expectNoProof(before);
  });

  it.each(Object.entries(KINDS))("finds history of %s that was changed", async (_, kind) => {
    const [before] = await explainAll(kind.figures);
    await update(kind);
    // As if the rows had always said what they say now.
    await finance.database.execute(`update finance.superseded_row s set "row" = to_jsonb(t) from finance.${kind.table} t
      where s.entity = '${kind.table}' and s."row"->>'id' = t.id`);
    expectNoProof(before);
  });

  it("proves each bucket of open documents", async () => {
    const buckets = await explainAll([
      [`agedReceivables(${AGED}, buckets: [10, 28, 29, 148, 149])`, "amount", "buckets"],
    ]);
    expect(buckets.map(({ lineCount }) => lineCount)).toEqual([0, 0, 0, 2, 2, 2, 0]);
    for (const bucket of buckets) expectProof(bucket);
  });

  it.each<[RowScopes, Figure]>([
    [{ companies: ["C0", "C2"] }, [`incomeStatement(${YEAR})`, "revenue"]],
    [{ companies: ["C0", "C2"] }, [`agedPayables(${AGED})`, "total"]],
    [{ companies: "*", costCenters: ["HQ"] }, [`incomeStatement(${YEAR})`, "netProfit"]],
    [{ companies: "*", costCenters: ["HQ"] }, [`budgetVariance(${YEAR})`, "variance", "profit"]],
    [{ companies: "*", customers: ["p"] }, [`agedReceivables(${AGED})`, "total"]],
  ])("proves what a caller within %j is told", async (scopes, figure) => {
    const [all] = await explain(figure);
    const [within] = await explain(figure, scopes);
    expect(within.lineCount).toBeGreaterThan(0);
    expect(within.lineCount).toBeLessThan(all.lineCount);
    expectProof(within);
  });

  it("proves what was known before the first change", async () => {
    await finance.database.execute("delete from finance.moment");
    const [before] = await explain([`incomeStatement(${YEAR})`, "revenue"]);
    expect(JSON.parse(before.selection).knownAt).toBeNull();
    await update(KINDS["journal lines"] as Kind);
    expectProof(before);
  });

  it("is not misled by texts that look like amounts", async () => {
    await finance.database.execute(`update finance.journal_line set description = 'said "credit": 5, or {"debit": 7}'`);
    for (const figure of await explain([`incomeStatement(${YEAR})`, "revenue"])) expectProof(figure);
  });

  it("refuses rules and rates that it does not know", async () => {
    const [explanation] = await explain([`incomeStatement(${YEAR})`, "revenue"]);
    const refused = (change: Wire): string => {
      const { status, stderr } = run({ ...explanation, ...change });
      expect(status).toBe(1);
      return stderr;
    };
    expect(refused({ ruleVersion: "concord figure 0" })).toContain("does not prove figures of the rules");
    expect(refused({ rates: [] })).toContain("does not prove amounts in CNY, for which the answer has no rate");
  });
});
