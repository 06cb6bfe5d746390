import type { ReadContext } from "../../read/page";
import { raw, sql } from "../../sql";
import { type Books, type BooksRequest, readBooks, requirePeriod } from "./books";
import { moneyOf, type ReportStatement, readReport, requireLedger, totalsOf } from "./report";

export interface TrialBalanceRequest extends BooksRequest {
  readonly from?: string | null;
  readonly to: string;
}

const COLUMNS = ["opening", "debit", "credit", "closing"] as const;

function statementOf(books: Books, { from = null, to }: TrialBalanceRequest): ReportStatement {
  const earlier = from === null ? raw("t.opening") : sql`(t.opening or t.posted_on < ${from}::date)`;
  return {
    on: to,
    base: sql`select t.account_id, t.currency,
        coalesce(sum(t.signed) filter (where ${earlier}), 0) as opening,
        coalesce(sum(t.debit) filter (where not ${earlier}), 0) as debit,
        coalesce(sum(t.credit) filter (where not ${earlier}), 0) as credit
      from finance.ledger_line t where ${books.ledgerRows} and t.posted_on <= ${to}::date group by t.account_id, t.currency`,
    after: {
      line: raw(`select b.account_id, sum(b.opening * r.rate) as opening, sum(b.debit * r.rate) as debit,
          sum(b.credit * r.rate) as credit, sum((b.opening + b.debit - b.credit) * r.rate) as closing
        from base b join rates r on r.currency = b.currency group by b.account_id`),
    },
    parts: {
      lines: raw(`select a.id as "accountId", a.code, a.name, a.type, a.class, l.opening::text as opening,
          l.debit::text as debit, l.credit::text as credit, l.closing::text as closing
        from line l join finance.statement_account a on a.id = l.account_id order by a.code, a.id`),
      totals: raw(`select coalesce(sum(opening), 0)::text as opening, coalesce(sum(debit), 0)::text as debit,
          coalesce(sum(credit), 0)::text as credit, coalesce(sum(closing), 0)::text as closing,
          coalesce(sum(closing), 0) = 0 as balanced from line`),
    },
  };
}

/** Every account's opening balance, turnover and closing balance. Opening entries within the period count as opening. */
export async function readTrialBalance(read: ReadContext, request: TrialBalanceRequest): Promise<unknown> {
  const { from = null, to } = request;
  requirePeriod(from, to);
  const books = await readBooks(read, request);
  const report = await readReport(read, books, statementOf(books, request));
  const lines = report.parts["lines"] ?? [];
  if (lines.length === 0) await requireLedger(read, books);
  const totals = totalsOf(report);
  const { currency, companyIds } = books;
  return {
    companyIds,
    from,
    to,
    lines: lines.map((line) => ({ ...line, ...moneyOf(line, currency, COLUMNS) })),
    ...moneyOf(totals, currency, COLUMNS),
    difference: { amount: String(totals["closing"]), currency },
    balanced: totals["balanced"],
    ratedIn: report.ratedIn,
    knownAt: report.knownAt,
  };
}
