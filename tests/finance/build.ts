import type { Database } from "../../store/database";
import { join, name, raw, sql } from "../../store/sql";

type Values = Readonly<Record<string, unknown>>;

/** What every row needs, where a test does not care. */
const DEFAULTS: Readonly<Record<string, Values>> = {
  company: { code: "C", name: "Company" },
  account: { code: "1", name: "Account", type: "ASSET", normal_side: "DEBIT" },
  cost_center: { code: "D", name: "Department" },
  journal: { code: "J", name: "Journal", kind: "GENERAL" },
  journal_entry: { number: "1", status: "POSTED" },
  journal_line: { line_number: 1, debit: "0", credit: "0" },
  account_balance: { scenario: "ACTUAL" },
  exchange_rate: { kind: "CLOSING" },
  party_account: { number: "1", name: "Party", kind: "CUSTOMER" },
  invoice: { number: "1", status: "POSTED", net_amount: "0" },
  bill: { number: "1", status: "POSTED", net_amount: "0" },
  credit_note: { number: "1", status: "POSTED", kind: "SALES", net_amount: "0" },
  payment_allocation: { payment_id: "p" },
};

/** SQL types of the columns that are not text. */
const CASTS: Readonly<Record<string, string>> = {
  posted_on: "date",
  balance_on: "date",
  valid_on: "date",
  starts_on: "date",
  ends_on: "date",
  issued_on: "date",
  due_on: "date",
  allocated_on: "date",
  debit: "numeric",
  credit: "numeric",
  amount: "numeric",
  rate: "numeric",
  net_amount: "numeric",
  total_amount: "numeric",
  line_number: "integer",
  fiscal_year: "integer",
};

const KEYED_BY_FINANCE_ID = new Set(["company", "cost_center"]);

/** Inserts rows of one finance table, each with only the columns that matter to the test. */
export async function insert(database: Database, table: string, rows: readonly Values[]): Promise<void> {
  if (rows.length === 0) return;
  const key = KEYED_BY_FINANCE_ID.has(table) ? "finance_id" : "id";
  const full: Values[] = rows.map((row, at) => ({ [key]: `${table}:${at}`, ...DEFAULTS[table], ...row }));
  const columns = [...new Set(full.flatMap((row) => Object.keys(row)))];
  const lists = columns.map((column) => sql`${full.map((row) => row[column] ?? null)}::text[]`);
  const values = columns.map((column) => raw(`given."${column}"::${CASTS[column] ?? "text"}`));
  await database.query(sql`insert into ${name(`finance.${table}`)}
    (${join(columns.map(name))}, source_system, source_file, source_line, batch_id)
    select ${join(values)}, 'test', 'test.csv', 1, 1
    from unnest(${join(lists)}) as given(${join(columns.map(name))})`);
}

/** Empties the ledger and what hangs on it. */
export async function clear(database: Database): Promise<void> {
  const tables = [...Object.keys(DEFAULTS), "budget", "fiscal_period"].map((table) => `finance.${table}`);
  // Quicker than truncate on tables of a few rows.
  await database.execute(tables.map((table) => `delete from ${table}`).join("; "));
}

/** A line of an entry: account, amount (debit positive), and anything else. */
export type Posting = readonly [account: string, amount: string, more?: Values];

export interface Entry {
  readonly company: string;
  readonly currency: string;
  readonly on: string;
  readonly lines: readonly Posting[];
  readonly values?: Values;
}

const sideOf = (amount: string): Values =>
  amount.startsWith("-") ? { debit: "0", credit: amount.slice(1) } : { debit: amount, credit: "0" };

/** Posts journal entries. */
export async function post(database: Database, entries: readonly Entry[]): Promise<void> {
  const [row] = await database.query(sql`select count(*)::integer as posted from finance.journal_entry`);
  const idOf = (at: number): string => `entry:${Number(row?.["posted"]) + at}`;
  await insert(
    database,
    "journal_entry",
    entries.map(({ company, on, values }, at) => ({ id: idOf(at), company_id: company, posted_on: on, ...values })),
  );
  await insert(
    database,
    "journal_line",
    entries.flatMap(({ company, currency, on, lines }, at) =>
      lines.map(([account, amount, more], line) => ({
        id: `${idOf(at)}:${line}`,
        entry_id: idOf(at),
        company_id: company,
        account_id: account,
        posted_on: on,
        currency,
        ...sideOf(amount),
        ...more,
      })),
    ),
  );
}

/** One account of every class, the chart all test companies share. */
export const CHART: readonly Values[] = [
  ["cash", "ASSET", "CASH"],
  ["bank", "ASSET", "CASH"],
  ["receivable", "ASSET", "RECEIVABLE"],
  ["stock", "ASSET", "INVENTORY"],
  ["machine", "ASSET", "FIXED_ASSET"],
  ["payable", "LIABILITY", "PAYABLE"],
  ["vat", "LIABILITY", "TAX"],
  ["loan", "LIABILITY", "LONG_TERM_LIABILITY"],
  ["capital", "EQUITY", "CAPITAL"],
  ["retained", "EQUITY", "RETAINED_EARNINGS"],
  ["sales", "REVENUE", "SALES"],
  ["discounts", "EXPENSE", "SALES"],
  ["cost", "EXPENSE", "COST_OF_SALES"],
  ["salaries", "EXPENSE", "OPERATING_EXPENSE"],
  ["depreciation", "EXPENSE", "DEPRECIATION"],
  ["gains", "REVENUE", null],
  ["interest", "EXPENSE", "INTEREST"],
  ["profitTax", "EXPENSE", "INCOME_TAX"],
].map(([id, type, title]) => ({
  id,
  code: id,
  name: id,
  type,
  class: title,
  normal_side: type === "ASSET" || type === "EXPENSE" ? "DEBIT" : "CREDIT",
}));
