import type { ReadContext } from "../../read/page";
import { raw, sql } from "../../sql";
import { type Books, type BooksRequest, readBooks, requirePeriod } from "./books";
import { moneyOf, type ReportStatement, readReport, requireLedger, totalsOf } from "./report";
import { classOrder, sectionsOf } from "./statement";

export interface PeriodRequest extends BooksRequest {
  readonly from: string;
  readonly to: string;
}

const TOTALS = [
  "revenue",
  "costOfSales",
  "grossProfit",
  "operatingExpenses",
  "operatingProfit",
  "otherIncome",
  "interest",
  "profitBeforeTax",
  "incomeTax",
  "netProfit",
] as const;

/** Profit by step, from sums by class that are credit positive. */
const STEPS = `with p as (select
    coalesce(sum(profit) filter (where class = 'SALES'), 0) as sales,
    coalesce(sum(profit) filter (where class = 'COST_OF_SALES'), 0) as cost,
    coalesce(sum(profit) filter (where class in ('OPERATING_EXPENSE', 'DEPRECIATION')), 0) as operating,
    coalesce(sum(profit) filter (where class = 'OTHER_INCOME'), 0) as other,
    coalesce(sum(profit) filter (where class = 'INTEREST'), 0) as interest,
    coalesce(sum(profit) filter (where class = 'INCOME_TAX'), 0) as tax from line)
  select sales::text as revenue, (-cost)::text as "costOfSales", (sales + cost)::text as "grossProfit",
    (-operating)::text as "operatingExpenses", (sales + cost + operating)::text as "operatingProfit",
    other::text as "otherIncome", (-interest)::text as interest,
    (sales + cost + operating + other + interest)::text as "profitBeforeTax", (-tax)::text as "incomeTax",
    (sales + cost + operating + other + interest + tax)::text as "netProfit" from p`;

function statementOf(books: Books, { from, to }: PeriodRequest): ReportStatement {
  return {
    on: to,
    base: sql`select t.account_id, t.currency, sum(t.signed) as signed
      from finance.ledger_line t join finance.statement_account a on a.id = t.account_id
      where ${books.ledgerRows} and a.in_profit and t.posted_on between ${from}::date and ${to}::date and not t.closing
      group by t.account_id, t.currency`,
    after: {
      line: raw(`select a.id, a.code, a.name, a.type, a.class, -sum(b.signed * r.rate) as profit,
          sum(b.signed * r.rate) * case when a.class in ('SALES', 'OTHER_INCOME') then -1 else 1 end as amount
        from base b join rates r on r.currency = b.currency join finance.statement_account a on a.id = b.account_id
        group by a.id, a.code, a.name, a.type, a.class`),
    },
    parts: {
      lines: raw(`select id as "accountId", code, name, type, class, null as side, amount::text as amount
        from line order by code, id`),
      sections: sql`select class, null as side, sum(amount)::text as amount from line
        group by class order by ${classOrder(raw("class"))}`,
      totals: raw(STEPS),
    },
  };
}

/**
 * Revenue and expense of a period by account. Income classes show credits positive, cost classes debits positive, so a
 * sales return stands as a negative line within sales. Closing entries do not count: they are no expense.
 */
export async function readIncomeStatement(read: ReadContext, request: PeriodRequest): Promise<unknown> {
  const { from, to } = request;
  requirePeriod(from, to);
  const books = await readBooks(read, request);
  const report = await readReport(read, books, statementOf(books, request));
  const { lines = [], sections = [] } = report.parts;
  if (lines.length === 0) await requireLedger(read, books);
  return {
    companyIds: books.companyIds,
    from,
    to,
    sections: sectionsOf(sections, lines, books.currency),
    ...moneyOf(totalsOf(report), books.currency, TOTALS),
    ratedIn: report.ratedIn,
    knownAt: report.knownAt,
  };
}
