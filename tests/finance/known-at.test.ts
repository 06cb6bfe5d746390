import fc from "fast-check";
import { Account } from "../../schema/finance/account";
import { Budget } from "../../schema/finance/budget";
import { Company } from "../../schema/finance/company";
import { ExchangeRate } from "../../schema/finance/exchange-rate";
import { Invoice } from "../../schema/finance/invoice";
import { JournalEntry } from "../../schema/finance/journal-entry";
import { JournalLine } from "../../schema/finance/journal-line";
import { PartyAccount } from "../../schema/finance/party-account";
import { Payment } from "../../schema/finance/payment";
import { PaymentAllocation } from "../../schema/finance/payment-allocation";
import { requireDefinition } from "../../schema/model/decorators";
import type { EntityClass } from "../../schema/model/definition";
import type { SourceEvent } from "../../schema/model/source-event";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { load, migrateAll, row } from "../build";
import { describeOnEveryEngine } from "../databases";
import { CHART } from "./build";
import { openFinance } from "./reports";

const COMPANIES = [
  { id: "A", currency: "USD" },
  { id: "B", currency: "CNY" },
] as const;
const [LONG, MONEY] = ['from: "2025-01-01", to: "2026-12-31", currency: "USD"', "{ amount currency }"];

/** Every report, with what its lines lead to. */
const reportsAt = (knownAt: string | null): string => {
  const at = knownAt === null ? "" : `, knownAt: "${knownAt}"`;
  return `{
    trialBalance(${LONG}${at}) { knownAt companyIds lines { code name account { name class } opening ${MONEY} debit ${MONEY} credit ${MONEY} closing ${MONEY} } }
    incomeStatement(${LONG}${at}) { netProfit ${MONEY} sections { class amount ${MONEY} lines { code amount ${MONEY} } } }
    balanceSheet(on: "2026-12-31", currency: "USD"${at}) { totalAssets ${MONEY} totalEquity ${MONEY} difference ${MONEY} ratedIn { rates { from rate validOn } } }
    cashFlow(${LONG}${at}) { closing ${MONEY} lines { class inflow ${MONEY} outflow ${MONEY} } }
    agedReceivables(on: "2026-12-31", currency: "USD"${at}) { total ${MONEY} lines { partyAccountId partyAccount { name } buckets { documents amount ${MONEY} } } }
    budgetVariance(${LONG}${at}) { profit { budget ${MONEY} actual ${MONEY} } lines { code budget ${MONEY} actual ${MONEY} } }
    kpis(${LONG}${at}) { revenue ${MONEY} daysSalesOutstanding }
    invoices(first: 50${at}) { totalCount nodes { id number totalAmount ${MONEY} openAmount ${MONEY} partyAccount { name } } aggregate { sum { totalAmount ${MONEY} } } }
    journalEntries(first: 50${at}) { nodes { id postedOn company { name } lines(first: 50) { totalCount nodes { id account { name } debit ${MONEY} credit ${MONEY} } } } }
  }`;
};

const removed = (type: EntityClass, id: string): SourceEvent => ({
  kind: "removed",
  entity: requireDefinition(type),
  id,
  origin: { file: "test.csv", line: 1 },
});

const entry = (at: number, on: string, cents: number, company: (typeof COMPANIES)[number]): readonly SourceEvent[] => {
  const amount = (cents / 100).toFixed(2);
  const line = (number: number, account: string, debit: string, credit: string): SourceEvent =>
    row(JournalLine, {
      id: `l${at}-${number}`,
      entry_id: `e${at}`,
      line_number: String(number),
      company_id: company.id,
      account_id: account,
      posted_on: on,
      currency: company.currency,
      debit,
      credit,
    });
  return [
    row(JournalEntry, { id: `e${at}`, company_id: company.id, number: `N${at}`, posted_on: on, status: "POSTED" }),
    line(1, at % 2 === 0 ? "bank" : "receivable", amount, "0"),
    line(2, at % 3 === 0 ? "capital" : "sales", "0", amount),
  ];
};

const MASTER: readonly SourceEvent[] = [
  ...COMPANIES.map(({ id, currency }) => row(Company, { finance_id: id, code: id, name: `Company ${id}`, currency })),
  ...CHART.map((account) => row(Account, account as Readonly<Record<string, string | null>>)),
  row(ExchangeRate, {
    id: "r",
    from_currency: "CNY",
    to_currency: "USD",
    valid_on: "2024-01-01",
    kind: "CLOSING",
    rate: "0.14",
  }),
  row(PartyAccount, { id: "p", company_id: "A", number: "1", name: "Buyer", kind: "CUSTOMER" }),
  ...entry(0, "2025-02-01", 10_000, COMPANIES[0]),
];

/** What a company's books go through: posting, late posting, correcting, deleting, new rates, new names. */
const change: fc.Arbitrary<readonly SourceEvent[]> = fc.oneof(
  fc
    .tuple(
      fc.nat(5),
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: -99_999, max: 99_999 }),
      fc.constantFrom(...COMPANIES),
    )
    .map(([at, day, cents, company]) =>
      entry(at, new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10), cents, company),
    ),
  fc.nat(5).map((at) => [removed(JournalEntry, `e${at}`)]),
  fc.constantFrom("0.14", "0.15", "0.1399").map((rate) => [
    row(ExchangeRate, {
      id: "r",
      from_currency: "CNY",
      to_currency: "USD",
      valid_on: "2024-01-01",
      kind: "CLOSING",
      rate,
    }),
  ]),
  fc
    .constantFrom("Buyer", "Buyer & Sons")
    .map((name) => [row(PartyAccount, { id: "p", company_id: "A", number: "1", name, kind: "CUSTOMER" })]),
  fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 9_999 })).map(([at, amount]) => [
    row(Invoice, {
      id: `i${at}`,
      number: `I${at}`,
      company_id: "A",
      party_account_id: "p",
      issued_on: "2026-01-05",
      status: "POSTED",
      currency: "USD",
      net_amount: String(amount),
      total_amount: String(amount),
    }),
  ]),
  fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 999 })).map(([at, amount]) => [
    row(Payment, {
      id: "y",
      number: "Y",
      direction: "INBOUND",
      paid_on: "2026-02-01",
      amount: "9999",
      currency: "USD",
    }),
    row(PaymentAllocation, {
      id: `x${at}`,
      payment_id: "y",
      document_type: "INVOICE",
      document_id: `i${at}`,
      amount: String(amount),
      currency: "USD",
      allocated_on: "2026-02-01",
    }),
  ]),
  fc.nat(2).map((at) => [removed(Invoice, `i${at}`)]),
  fc.integer({ min: 1, max: 500 }).map((amount) => [
    row(Budget, {
      id: "b",
      company_id: "A",
      account_id: "sales",
      starts_on: "2026-03-01",
      version: "v",
      amount: String(amount),
      currency: "USD",
    }),
  ]),
);

const historyOf = async (database: Database): Promise<readonly number[]> => {
  const [counts] = await database.query(sql`select (select count(*) from finance.moment)::integer as moments,
    (select count(*) from finance.superseded_row)::integer as rows`);
  return [Number(counts?.["moments"]), Number(counts?.["rows"])];
};

describeOnEveryEngine("what was known at a moment", (engine) => {
  let finance: Awaited<ReturnType<typeof openFinance>>;
  beforeAll(async () => {
    finance = await openFinance(engine);
    await migrateAll(finance.database);
  });
  afterAll(() => finance.close());

  const wipe = async (): Promise<void> => {
    const tables = [
      "company",
      "account",
      "exchange_rate",
      "party_account",
      "journal_entry",
      "journal_line",
      "invoice",
      "payment",
      "payment_allocation",
      "budget",
      "moment",
      "superseded_row",
    ];
    await finance.database.execute(`truncate ${tables.map((table) => `finance.${table}`).join(", ")}`);
  };
  const now = async (): Promise<string> =>
    String((await finance.database.query(sql`select clock_timestamp() as now`))[0]?.["now"]);
  const ask = async (knownAt: string | null, companies: readonly string[] | "*" = "*"): Promise<string> => {
    const { data, errors } = await finance.ask(reportsAt(knownAt), { companies });
    return JSON.stringify([data, errors.filter(({ code }) => code !== "LEDGER_EMPTY")]);
  };

  it("comes back byte for byte, whatever was corrected, deleted or posted late since", async () => {
    const lives = fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(lives, async (batches) => {
        await wipe();
        const seen: { readonly at: readonly string[]; readonly all: string; readonly ofA: string }[] = [];
        for (const batch of [[MASTER], ...batches]) {
          await load(finance.database, "finance", batch.flat());
          const all = await ask(null);
          expect(JSON.parse(all)[1]).toEqual([]);
          const told: string | undefined = JSON.parse(all)[0].trialBalance?.knownAt;
          seen.push({ at: [await now(), ...(told ? [told] : [])], all, ofA: await ask(null, ["A"]) });
        }
        for (const { at, all, ofA } of seen)
          for (const moment of at) {
            expect(await ask(moment)).toBe(all);
            expect(await ask(moment, ["A"])).toBe(ofA);
          }
      }),
      { seed: 6, numRuns: 2, endOnFailure: true },
    );
  });

  it("keeps nothing of a batch that is sent again, nor of a row that moved in its file", async () => {
    await wipe();
    await load(finance.database, "finance", MASTER);
    const before = await historyOf(finance.database);
    expect(before).toEqual([1, 0]);
    await load(finance.database, "finance", MASTER);
    await load(
      finance.database,
      "finance",
      MASTER.map((event) => ({ ...event, origin: { file: "other.csv", line: 9 } })),
    );
    expect(await historyOf(finance.database)).toEqual(before);
    await load(finance.database, "finance", entry(0, "2025-02-02", 10_000, COMPANIES[0]));
    // The entry and its two lines; a dry run would keep nothing.
    expect(await historyOf(finance.database)).toEqual([2, 3]);
    await load(finance.database, "finance", entry(0, "2025-03-02", 10_000, COMPANIES[0]), { dryRun: true });
    expect(await historyOf(finance.database)).toEqual([2, 3]);
  });

  it("is refused for a moment to come, and for one before history was kept", async () => {
    await wipe();
    await load(finance.database, "finance", MASTER);
    const at = async (moment: string): Promise<unknown> =>
      (await finance.ask(`{ balanceSheet(on: "2026-12-31", currency: "USD", knownAt: "${moment}") { balanced } }`))
        .errors;
    expect(await at("2999-01-01T00:00:00Z")).toMatchObject([{ code: "KNOWN_AT_AHEAD", path: "balanceSheet" }]);
    expect(await at("2020-01-01T00:00:00Z")).toMatchObject([{ code: "KNOWN_AT_BEFORE_HISTORY", path: "balanceSheet" }]);
    expect(await at(await now())).toEqual([]);
  });

  it("shows rows of the past to whom they belonged then, and to nobody else", async () => {
    await wipe();
    await load(finance.database, "finance", MASTER);
    const before = await now();
    // The entry moves to the other company.
    await load(finance.database, "finance", entry(0, "2025-02-01", 77_700, COMPANIES[1]));
    const entries = async (companies: readonly string[], moment: string): Promise<unknown> =>
      (
        await finance.ask(`{ journalLines(first: 9, knownAt: "${moment}") { nodes { id debit { amount } } } }`, {
          companies,
        })
      ).data["journalLines"].nodes;
    const after = await now();
    expect(await entries(["A"], before)).toEqual([
      { id: "l0-1", debit: { amount: "100.00" } },
      { id: "l0-2", debit: { amount: "0" } },
    ]);
    expect(await entries(["A"], after)).toEqual([]);
    expect(await entries(["B"], before)).toEqual([]);
    expect(await entries(["B"], after)).toHaveLength(2);
  });

  it("keeps the twins of tables, views and rate functions in step with them", async () => {
    const twins = await finance.database.query(sql`select n.nspname || '.' || c.relname as relation from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('finance', 'erp') and c.relkind in ('r', 'v') and c.relname not in ('migration', 'superseded_row', 'change')
        and not exists (select 1 from pg_proc p where p.pronamespace = n.oid and p.proname = c.relname || '_at')`);
    expect(twins).toEqual([]);
    const unwatched = await finance.database.query(sql`select c.relname || '.' || a.attname as column from pg_class c
      join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname in ('finance', 'erp') and c.relkind = 'r' and c.relname not in ('migration', 'moment', 'superseded_row', 'change')
        and a.attname not in ('source_file', 'source_line', 'moment_id')
        and not exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'keep_changed' and a.attnum = any(t.tgattr::smallint[]))`);
    expect(unwatched).toEqual([]);
  });
});
