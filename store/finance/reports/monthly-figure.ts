import { FORECAST_RULES, type ForecastFigureName } from "../../../schema/finance/reports/forecast";
import type { ReadContext } from "../../read/page";
import { raw, type Sql, sql } from "../../sql";
import { type Books, type BooksRequest, readBooks } from "./books";
import { type Report, type ReportStatement, readReport, requireLedger } from "./report";

export interface MonthlyFigureRequest extends BooksRequest {
  readonly figure: ForecastFigureName;
  readonly to: string;
}

export interface MonthlyFigure {
  readonly companyIds: readonly string[];
  readonly currency: string;
  readonly ratedIn: Report["ratedIn"];
  readonly knownAt: Report["knownAt"];
  /** From the first month in which the figure moved to the last whole one that has postings; without a gap. */
  readonly months: readonly { readonly startsOn: string; readonly amount: string }[];
}

/** Months that ended by the day, and no month after the last posting: what nobody booked yet is not zero. */
function lastDaySql(books: Books, to: string): Sql {
  return sql`select least((date_trunc('month', ${to}::date + 1) - interval '1 day')::date,
      (date_trunc('month', max(t.posted_on)) + interval '1 month - 1 day')::date) as day
    from finance.ledger_line t where ${books.ledgerRows} and t.posted_on <= ${to}::date`;
}

function statementOf(books: Books, { figure, to }: MonthlyFigureRequest): ReportStatement {
  const { classes, sign, balance } = FORECAST_RULES[figure];
  const flow = balance ? raw("true") : raw("a.in_profit and not t.closing");
  const ofClass = classes ? sql`a.class = any(${classes}::text[])` : raw("true");
  const amount = balance ? "sum(coalesce(v.amount, 0)) over (order by m.month)" : "coalesce(v.amount, 0)";
  return {
    on: to,
    before: { last: lastDaySql(books, to) },
    base: sql`select date_trunc('month', t.posted_on)::date as month, t.currency, sum(t.signed) as signed
      from finance.ledger_line t join finance.statement_account a on a.id = t.account_id
      where ${books.ledgerRows} and t.posted_on <= (select day from last) and ${flow} and ${ofClass}
      group by 1, 2`,
    after: {
      value: raw(`select b.month, sum(b.signed * r.rate) * ${sign} as amount
        from base b join rates r on r.currency = b.currency group by b.month`),
      month: raw(
        `select generate_series(min(month), (select date_trunc('month', day) from last), interval '1 month')::date as month from value`,
      ),
    },
    parts: {
      months: raw(`select m.month::text as "startsOn", (${amount})::text as amount
        from month m left join value v on v.month = m.month order by m.month`),
    },
  };
}

/** A figure month by month, in one currency at one rate, as the other reports convert. */
export async function readMonthlyFigure(read: ReadContext, request: MonthlyFigureRequest): Promise<MonthlyFigure> {
  const books = await readBooks(read, request);
  const report = await readReport(read, books, statementOf(books, request));
  const { months = [] } = report.parts;
  if (months.length === 0) await requireLedger(read, books);
  return {
    companyIds: books.companyIds,
    currency: books.currency,
    ratedIn: report.ratedIn,
    knownAt: report.knownAt,
    months: months.map(({ startsOn, amount }) => ({ startsOn: String(startsOn), amount: String(amount) })),
  };
}
