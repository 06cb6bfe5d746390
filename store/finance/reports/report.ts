import { graphError } from "../../../schema/errors";
import type { Row } from "../../database";
import type { ReadContext } from "../../read/page";
import { join, raw, type Sql, sql } from "../../sql";
import type { CurrencyAmount } from "../party-balances";
import type { Books } from "./books";

/** A rate that a report used. */
interface RateUsed {
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly validOn: string;
  readonly via: string | null;
}

interface RatedIn {
  readonly currency: string;
  readonly rule: string;
  readonly on: string;
  readonly rates: readonly RateUsed[];
}

export interface ReportStatement {
  /** The day whose closing rates convert the whole report. */
  readonly on: string;
  /** `base`: sums by `currency` and whatever the report groups by; it is read once. */
  readonly base: Sql;
  /** What `base` is read from, by name. */
  readonly before?: Readonly<Record<string, Sql>>;
  /** What is made of `base` and `rates (currency, rate)`, by name. */
  readonly after?: Readonly<Record<string, Sql>>;
  /** The answer's lists, by name. Every number in them is cast to text. */
  readonly parts: Readonly<Record<string, Sql>>;
}

export interface Report {
  readonly ratedIn: RatedIn;
  /** Of the newest change that it knows of; null: the ledger's history begins after it. */
  readonly knownAt: string | null;
  readonly parts: Readonly<Record<string, readonly Row[]>>;
}

const RATE_RULE =
  "Every amount of the report is converted at one rate: the latest closing rate on or before this day. Nothing is rounded.";

function named(queries: Readonly<Record<string, Sql>> = {}): readonly Sql[] {
  return Object.entries(queries).map(([title, query]) => sql`${raw(title)} as materialized (${query})`);
}

/** A list as one JSON text, so that one statement, and so one snapshot of the data, gives a whole report. */
function listSql(title: string, query: Sql): Sql {
  return sql`(select coalesce(json_agg(part), '[]')::text from (${query}) part) as ${raw(`"${title}"`)}`;
}

/**
 * Reads a report in one statement. One rate a currency, applied to sums, keeps every law that held before conversion:
 * what added up to zero, or to a total, still does, exactly. Mixing rates within a report (average for flows, closing
 * for balances) would leave a translation difference to be explained; rounding would leave one too.
 */
export async function readReport(read: ReadContext, books: Books, statement: ReportStatement): Promise<Report> {
  const { on, base, before, after, parts } = statement;
  const rates = sql`select c.currency, r.rate, r.valid_on, r.via from (select distinct currency from base) c
    left join lateral finance.closing_rate(c.currency, ${books.currency}::text, ${on}::date) r on true`;
  const queries = [...named(before), ...named({ base, rates }), ...named(after)];
  const used = raw('select currency, rate::text as rate, valid_on::text as "on", via from rates order by currency');
  const lists = Object.entries({ ...parts, rates: used }).map(([title, query]) => listSql(title, query));
  // In the same statement: who asks again with this moment gets the same answer again.
  const newest = raw("(select max(known_at) from finance.moment) as known_at");
  const [row = {}] = await read.database.query(sql`with ${join(queries)} select ${newest}, ${join(lists)}`);
  const { known_at: knownAt, ...texts } = row;
  const answer = Object.fromEntries(
    Object.entries(texts).map(([title, text]) => [title, JSON.parse(String(text)) as Row[]]),
  );
  const { rates: found = [], ...rest } = answer;
  return {
    ratedIn: { currency: books.currency, rule: RATE_RULE, on, rates: usedRates(books, on, found) },
    knownAt: knownAt === null ? null : String(knownAt),
    parts: rest,
  };
}

function usedRates({ currency: to }: Books, on: string, rows: readonly Row[]): readonly RateUsed[] {
  const missing = rows.filter(({ rate }) => rate === null).map(({ currency }) => `${currency}/${to}`);
  if (missing.length > 0)
    throw graphError("RATE_MISSING", `There is no closing rate for ${missing.join(", ")} on or before ${on}.`, {
      pairs: missing,
      on,
    });
  return rows
    .filter(({ currency }) => currency !== to)
    .map(({ currency, rate, on: validOn, via }) => ({
      from: String(currency),
      to,
      rate: String(rate),
      validOn: String(validOn),
      via: via === null ? null : String(via),
    }));
}

/** A ledger nobody loaded is unknown, not zero. */
export async function requireLedger(read: ReadContext, books: Books): Promise<void> {
  const [row] = await read.database.query(
    sql`select exists (select 1 from finance.ledger_line t where ${books.ledgerRows}) as loaded`,
  );
  if (row?.["loaded"] !== true)
    throw graphError("LEDGER_EMPTY", "None of the companies asked for has posted journal lines or balances.");
}

/** These fields of a row as money of one currency. */
export function moneyOf<const F extends string>(
  row: Row,
  currency: string,
  fields: readonly F[],
): Readonly<Record<F, CurrencyAmount>> {
  const entries = fields.map((field) => [field, { amount: String(row[field]), currency }] as const);
  return Object.fromEntries(entries) as Record<F, CurrencyAmount>;
}

/** The only row of a list of totals. */
export function totalsOf(report: Report): Row {
  return report.parts["totals"]?.[0] ?? {};
}
