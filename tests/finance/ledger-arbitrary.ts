import fc from "fast-check";
import type { Database } from "../../store/database";
import { CHART, clear, type Entry, insert, type Posting, post } from "./build";
import { Exact } from "./reports";

interface TestCompany {
  readonly id: string;
  readonly currency: string;
}

export interface Ledger {
  readonly companies: readonly TestCompany[];
  readonly entries: readonly Entry[];
}

const DIGITS: Readonly<Record<string, number>> = { USD: 2, CNY: 2, JPY: 0, KWD: 3 };
const EQUITY = new Set(["capital", "retained"]);
const PROFIT = CHART.filter(({ type }) => type === "REVENUE" || type === "EXPENSE").map(({ id }) => String(id));

/** An amount of whole minor units, in the currency's own notation. */
const inMinorUnits = (units: number, currency: string): string => {
  const digits = DIGITS[currency] ?? 2;
  return new Exact(units).div(new Exact(10).pow(digits)).toFixed(digits);
};

const day = fc
  .integer({ min: 0, max: 729 })
  .map((days) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10));
const units = fc.integer({ min: -5_000_000, max: 5_000_000 });

/** Amounts by account whose last line makes them sum to zero. */
function balanced(accounts: readonly string[], amounts: readonly number[], currency: string): readonly Posting[] {
  const rest = amounts.slice(0, accounts.length - 1);
  const last = -rest.reduce((sum, amount) => sum + amount, 0);
  return accounts.map((account, at) => [account, inMinorUnits(rest[at] ?? last, currency)]);
}

function entryOf(company: TestCompany, accounts: readonly string[]): fc.Arbitrary<Entry> {
  const lines = fc.tuple(
    fc.array(fc.constantFrom(...accounts), { minLength: 2, maxLength: 5 }),
    fc.array(units, { minLength: 4, maxLength: 4 }),
  );
  return fc.tuple(day, lines).map(([on, [picked, amounts]]) => ({
    company: company.id,
    currency: company.currency,
    on,
    lines: balanced(picked, amounts, company.currency),
  }));
}

/** A year-end entry: profit moves to retained earnings, and to nowhere else. */
function closingOf(company: TestCompany): fc.Arbitrary<Entry> {
  return fc
    .tuple(day, fc.subarray(PROFIT, { minLength: 1, maxLength: 3 }), fc.array(units, { minLength: 4, maxLength: 4 }))
    .map(([on, accounts, amounts]) => ({
      company: company.id,
      currency: company.currency,
      on,
      lines: balanced([...accounts, "retained"], amounts, company.currency),
    }));
}

interface LedgerOptions {
  /** False: no entry moves capital or retained earnings against anything but profit. */
  readonly capital?: boolean;
}

/** Balanced books of one to three companies, in currencies of 0, 2 and 3 decimals, open or closed. */
export function ledgers({ capital = true }: LedgerOptions = {}): fc.Arbitrary<Ledger> {
  const accounts = CHART.map(({ id }) => String(id)).filter((id) => capital || !EQUITY.has(id));
  const currencies = fc.array(fc.constantFrom(...Object.keys(DIGITS)), { minLength: 1, maxLength: 3 });
  return currencies.chain((codes) => {
    const companies = codes.map((currency, at) => ({ id: `C${at}`, currency }));
    const books = companies.map((company) =>
      fc.tuple(
        fc.array(entryOf(company, accounts), { minLength: 1, maxLength: 12 }),
        fc.array(closingOf(company), { maxLength: 2 }),
      ),
    );
    return fc.tuple(...books).map((lists) => ({ companies, entries: lists.flat(2) }));
  });
}

/** Rates of one old day, so that reports of different days convert alike; JPY and CNY meet KWD through USD only. */
export const RATES = [
  { from_currency: "USD", to_currency: "CNY", rate: "7.1135" },
  { from_currency: "USD", to_currency: "JPY", rate: "151.37" },
  { from_currency: "KWD", to_currency: "USD", rate: "3.25149" },
].map((rate) => ({ ...rate, valid_on: "2024-01-01" }));

export async function keep(database: Database, { companies, entries }: Ledger): Promise<void> {
  await clear(database);
  await insert(database, "account", CHART);
  await insert(database, "exchange_rate", RATES);
  await insert(
    database,
    "company",
    companies.map(({ id, currency }) => ({ finance_id: id, currency })),
  );
  await post(database, entries);
}
