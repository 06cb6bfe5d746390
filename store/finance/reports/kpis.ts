import type { ReadContext } from "../../read/page";
import { raw, sql } from "../../sql";
import { type Books, readBooks, requirePeriod } from "./books";
import type { PeriodRequest } from "./income-statement";
import { moneyOf, type ReportStatement, readReport, requireLedger, totalsOf } from "./report";

const MONEY = ["revenue", "costOfSales", "grossProfit", "netProfit", "receivables", "payables"] as const;

/** A ratio over nothing is unknown (null), not zero. Fractions have 6 decimals, days 2, rounded half away from zero. */
const ratio = (dividend: string, divisor: string, scale: number): string =>
  `round(${dividend} / nullif(${divisor}, 0), ${scale})::text`;

function statementOf(books: Books, { from, to }: PeriodRequest): ReportStatement {
  return {
    on: to,
    base: sql`select a.class, a.in_profit, t.currency, sum(t.signed) as signed
      from finance.ledger_line t join finance.statement_account a on a.id = t.account_id
      where ${books.ledgerRows} and t.posted_on <= ${to}::date
        and (a.class in ('RECEIVABLE', 'PAYABLE') or (a.in_profit and t.posted_on >= ${from}::date and not t.closing))
      group by 1, 2, 3`,
    after: {
      total: raw(`select coalesce(-sum(b.signed * r.rate) filter (where class = 'SALES'), 0) as revenue,
          coalesce(sum(b.signed * r.rate) filter (where class = 'COST_OF_SALES'), 0) as cost,
          coalesce(-sum(b.signed * r.rate) filter (where in_profit), 0) as profit,
          coalesce(sum(b.signed * r.rate) filter (where class = 'RECEIVABLE'), 0) as receivables,
          coalesce(-sum(b.signed * r.rate) filter (where class = 'PAYABLE'), 0) as payables
        from base b join rates r on r.currency = b.currency`),
    },
    parts: {
      totals: sql`select revenue::text as revenue, cost::text as "costOfSales", (revenue - cost)::text as "grossProfit",
          profit::text as "netProfit", receivables::text as receivables, payables::text as payables, days,
          ${raw(ratio("(revenue - cost)", "revenue", 6))} as "grossMargin", ${raw(ratio("profit", "revenue", 6))} as "netMargin",
          ${raw(ratio("receivables * days", "revenue", 2))} as "daysSalesOutstanding",
          ${raw(ratio("payables * days", "cost", 2))} as "daysPayableOutstanding"
        from total cross join (select ${to}::date - ${from}::date + 1 as days) period`,
    },
  };
}

/** Margins of a period, and how many days of it are still owed at its end. */
export async function readKpis(read: ReadContext, request: PeriodRequest): Promise<unknown> {
  const { from, to } = request;
  requirePeriod(from, to);
  const books = await readBooks(read, request);
  const report = await readReport(read, books, statementOf(books, request));
  if (report.ratedIn.rates.length === 0) await requireLedger(read, books);
  const { companyIds, currency } = books;
  const totals = totalsOf(report);
  return {
    companyIds,
    from,
    to,
    ...totals,
    ...moneyOf(totals, currency, MONEY),
    ratedIn: report.ratedIn,
    knownAt: report.knownAt,
  };
}
