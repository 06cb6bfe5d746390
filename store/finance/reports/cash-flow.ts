import type { ReadContext } from "../../read/page";
import { raw, sql } from "../../sql";
import { type Books, readBooks, requirePeriod } from "./books";
import type { PeriodRequest } from "./income-statement";
import { moneyOf, type ReportStatement, readReport, requireLedger, totalsOf } from "./report";
import { classOrder } from "./statement";

const TOTALS = ["opening", "operating", "investing", "financing", "unattributed", "movement", "closing"] as const;
const LINE = ["inflow", "outflow", "amount"] as const;

const ACTIVITY = `case when class = 'FIXED_ASSET' then 'INVESTING'
  when class in ('LONG_TERM_LIABILITY', 'CAPITAL', 'RETAINED_EARNINGS') then 'FINANCING' else 'OPERATING' end`;

const TOTALS_SQL = `with s as (select
    (select coalesce(sum(amount), 0) from line where part = 'opening') as opening,
    (select coalesce(sum(amount), 0) from line where part = 'movement') as movement,
    (select coalesce(sum(amount), 0) from flow where activity = 'OPERATING') as operating,
    (select coalesce(sum(amount), 0) from flow where activity = 'INVESTING') as investing,
    (select coalesce(sum(amount), 0) from flow where activity = 'FINANCING') as financing)
  select opening::text as opening, operating::text as operating, investing::text as investing,
    financing::text as financing, (movement - operating - investing - financing)::text as unattributed,
    movement::text as movement, (opening + movement)::text as closing from s`;

function statementOf(books: Books, { from, to }: PeriodRequest): ReportStatement {
  return {
    on: to,
    before: {
      cash: sql`select t.entry_id, t.currency, t.signed, t.opening or t.posted_on < ${from}::date as earlier
        from finance.ledger_line t join finance.statement_account a on a.id = t.account_id
        where ${books.ledgerRows} and a.class = 'CASH' and t.posted_on <= ${to}::date`,
    },
    base: sql`select case when earlier then 'opening' else 'movement' end as part, null::text as class, currency,
        sum(signed) as amount, 0::numeric as inflow, 0::numeric as outflow from cash group by 1, 3
      union all
      select 'flow', a.class, t.currency, -sum(t.signed), sum(greatest(-t.signed, 0)), sum(greatest(t.signed, 0))
      from finance.ledger_line t join finance.statement_account a on a.id = t.account_id
      where ${books.ledgerRows} and a.class <> 'CASH' and t.entry_id in (select entry_id from cash where not earlier)
      group by 2, 3`,
    after: {
      line: raw(`select b.part, b.class, sum(b.amount * r.rate) as amount, sum(b.inflow * r.rate) as inflow,
          sum(b.outflow * r.rate) as outflow from base b join rates r on r.currency = b.currency group by b.part, b.class`),
      flow: raw(`select class, ${ACTIVITY} as activity, inflow, outflow, amount from line where part = 'flow'`),
    },
    parts: {
      lines: sql`select class, activity, inflow::text as inflow, outflow::text as outflow, amount::text as amount
        from flow order by ${classOrder(raw("class"))}`,
      totals: raw(TOTALS_SQL),
    },
  };
}

/**
 * Where cash came from and went, by the direct method: an entry that moves a CASH account moves it by what its other lines
 * are, so each of those is cash of its account's class. Transfers between cash accounts have no other lines and vanish.
 * What no other line explains (ready-made balances, entries that do not balance) is said to be unattributed.
 */
export async function readCashFlow(read: ReadContext, request: PeriodRequest): Promise<unknown> {
  const { from, to } = request;
  requirePeriod(from, to);
  const books = await readBooks(read, request);
  const report = await readReport(read, books, statementOf(books, request));
  // A ledger without cash accounts has no cash; a ledger nobody loaded has an unknown amount.
  if (report.parts["lines"]?.length === 0) await requireLedger(read, books);
  const { currency, companyIds } = books;
  return {
    companyIds,
    from,
    to,
    lines: (report.parts["lines"] ?? []).map((line) => ({ ...line, ...moneyOf(line, currency, LINE) })),
    ...moneyOf(totalsOf(report), currency, TOTALS),
    ratedIn: report.ratedIn,
    knownAt: report.knownAt,
  };
}
