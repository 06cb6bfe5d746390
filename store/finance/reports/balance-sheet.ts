import type { ReadContext } from "../../read/page";
import { raw, sql } from "../../sql";
import { type Books, type BooksRequest, readBooks } from "./books";
import { moneyOf, type ReportStatement, readReport, requireLedger, totalsOf } from "./report";
import { classOrder, sectionsOf } from "./statement";

export interface BalanceSheetRequest extends BooksRequest {
  readonly on: string;
}

const TOTALS = [
  "totalAssets",
  "totalLiabilities",
  "totalEquity",
  "currentYearProfit",
  "earlierProfit",
  "difference",
] as const;

/** First day of each company's financial year on the day; the calendar year where no periods are loaded. */
export const yearSql = (on: string) => sql`select p.company_id, min(p.starts_on) as starts_on
  from finance.fiscal_period p join finance.fiscal_period q
    on q.company_id is not distinct from p.company_id and q.fiscal_year = p.fiscal_year
    and ${on}::date between q.starts_on and q.ends_on
  group by p.company_id`;

const TOTALS_SQL = `with s as (select
    coalesce(sum(amount) filter (where type = 'ASSET'), 0) as assets,
    coalesce(sum(amount) filter (where type = 'LIABILITY'), 0) as liabilities,
    coalesce(sum(amount) filter (where type = 'EQUITY'), 0) as equity,
    coalesce(sum(amount) filter (where type = 'PROFIT' and current), 0) as this_year,
    coalesce(sum(amount) filter (where type = 'PROFIT' and not current), 0) as earlier from line)
  select assets::text as "totalAssets", liabilities::text as "totalLiabilities",
    (equity + this_year + earlier)::text as "totalEquity", this_year::text as "currentYearProfit",
    earlier::text as "earlierProfit", (assets - liabilities - equity - this_year - earlier)::text as difference,
    assets = liabilities + equity + this_year + earlier as balanced from s`;

function statementOf(books: Books, { on }: BalanceSheetRequest): ReportStatement {
  return {
    on,
    before: { year: yearSql(on) },
    base: sql`select case when a.in_profit then null else t.account_id end as account_id,
        case when a.in_profit then 'PROFIT' else a.type end as type, t.currency,
        a.in_profit and t.posted_on >= coalesce(y.starts_on, (select starts_on from year where company_id is null),
          date_trunc('year', ${on}::date)::date) as current,
        sum(t.signed) as signed
      from finance.ledger_line t join finance.statement_account a on a.id = t.account_id
      left join year y on y.company_id = t.company_id
      where ${books.ledgerRows} and t.posted_on <= ${on}::date group by 1, 2, 3, 4`,
    after: {
      line: raw(`select b.account_id, b.type, b.current,
          sum(b.signed * r.rate) * case b.type when 'ASSET' then 1 else -1 end as amount
        from base b join rates r on r.currency = b.currency group by b.account_id, b.type, b.current`),
    },
    parts: {
      lines: raw(`select a.id as "accountId", a.code, a.name, a.type, a.class, a.type as side, l.amount::text as amount
        from line l join finance.statement_account a on a.id = l.account_id order by a.code, a.id`),
      sections: sql`select a.type as side, a.class, sum(l.amount)::text as amount
        from line l join finance.statement_account a on a.id = l.account_id
        group by a.type, a.class order by ${classOrder(raw("a.class"))}`,
      totals: raw(TOTALS_SQL),
    },
  };
}

/**
 * Balances on a day. Profit that no closing entry has moved yet stands in equity on two lines of its own (this year's and
 * earlier years'), so a balanced ledger gives assets = liabilities + equity on every day, closed or not.
 */
export async function readBalanceSheet(read: ReadContext, request: BalanceSheetRequest): Promise<unknown> {
  const books = await readBooks(read, request);
  const report = await readReport(read, books, statementOf(books, request));
  if (report.parts["lines"]?.length === 0) await requireLedger(read, books);
  const sections = sectionsOf(report.parts["sections"] ?? [], report.parts["lines"] ?? [], books.currency);
  const totals = totalsOf(report);
  return {
    companyIds: books.companyIds,
    on: request.on,
    assets: sections.filter(({ type }) => type === "ASSET"),
    liabilities: sections.filter(({ type }) => type === "LIABILITY"),
    equity: sections.filter(({ type }) => type === "EQUITY"),
    ...moneyOf(totals, books.currency, TOTALS),
    balanced: totals["balanced"],
    ratedIn: report.ratedIn,
    knownAt: report.knownAt,
  };
}
