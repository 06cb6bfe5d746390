import type { ReadContext } from "../../read/page";
import { all, join, raw, type Sql, sql } from "../../sql";
import { documentKinds } from "../reports/ageing";
import { yearSql } from "../reports/balance-sheet";
import type { Books } from "../reports/books";
import type { BudgetTerm, DocumentTerm, LedgerTerm, Term } from "./terms";

const MEASURES: Readonly<Record<LedgerTerm["measure"], string>> = {
  signed: "t.signed",
  debit: "t.debit",
  credit: "t.credit",
  inflow: "greatest(-t.signed, 0)",
  outflow: "greatest(t.signed, 0)",
};

const isEarlier = (from: string | null | undefined): Sql =>
  from == null ? raw("t.opening") : sql`(t.opening or t.posted_on < ${from}::date)`;

function windowSql({ window, from, to }: LedgerTerm): Sql {
  const until = sql`t.posted_on <= ${to}::date`;
  switch (window) {
    case "ANY":
      return raw("true");
    case "UNTIL":
      return until;
    case "BETWEEN":
      return sql`t.posted_on between ${from}::date and ${to}::date`;
    case "OPENING":
      return all([until, isEarlier(from)]);
    case "TURNOVER":
      return all([until, sql`not ${isEarlier(from)}`]);
  }
}

/** First day of the financial year that `to` is in, for the company of the row `t`. */
const yearStart = (
  to: string,
): Sql => sql`coalesce((select y.starts_on from (${yearSql(to)}) y where y.company_id = t.company_id),
  (select y.starts_on from (${yearSql(to)}) y where y.company_id is null), date_trunc('year', ${to}::date)::date)`;

function cellSql({ accountId, costCenterId, types }: LedgerTerm | BudgetTerm): readonly Sql[] {
  return [
    ...(accountId === undefined ? [] : [sql`t.account_id = ${accountId}`]),
    ...(costCenterId === undefined ? [] : [sql`t.cost_center_id is not distinct from ${costCenterId}::text`]),
    ...(types ? [sql`a.type = any(${types}::text[])`] : []),
  ];
}

function ledgerSql(term: LedgerTerm, books: Books): Sql {
  const { classes, profit, withoutClosing, year, againstCash, from, to } = term;
  const conditions = [books.ledgerRows, windowSql(term), ...cellSql(term)];
  if (classes) conditions.push(sql`a.class = any(${classes}::text[])`);
  if (profit !== undefined) conditions.push(raw(profit ? "a.in_profit" : "not a.in_profit"));
  if (withoutClosing) conditions.push(raw("not t.closing"));
  if (year) conditions.push(sql`t.posted_on ${raw(year === "CURRENT" ? ">=" : "<")} ${yearStart(to)}`);
  if (againstCash)
    conditions.push(sql`a.class <> 'CASH' and t.entry_id in (select t.entry_id from finance.ledger_line t
      join finance.statement_account a on a.id = t.account_id
      where ${books.ledgerRows} and a.class = 'CASH' and t.posted_on <= ${to}::date and not ${isEarlier(from)})`);
  return sql`select case when t.line_id is null then 'ACCOUNT_BALANCE' else 'JOURNAL_LINE' end as kind,
      coalesce(t.line_id, t.balance_ids) as id, t.currency, ${raw(`${term.sign} * ${MEASURES[term.measure]}`)} as amount
    from finance.ledger_line t join finance.statement_account a on a.id = t.account_id where ${all(conditions)}`;
}

function budgetSql(term: BudgetTerm, books: Books): Sql {
  const version = term.version === undefined ? raw("true") : sql`t.version = ${term.version}`;
  const conditions = [books.ledgerRows, version, ...cellSql(term)];
  return sql`select 'BUDGET' as kind, t.id, t.currency,
      ${raw(String(term.sign))} * t.amount * case when a.normal_side = 'DEBIT' then 1 else -1 end as amount
    from finance.budget t join finance.statement_account a on a.id = t.account_id
    where ${all(conditions)} and t.starts_on between ${term.from}::date and ${term.to}::date`;
}

/** A document counts with its total, and each allocation against it. */
function documentSql(term: DocumentTerm, books: Books, customers: Sql): readonly Sql[] {
  const party = term.partyAccountId === undefined ? raw("true") : sql`t.party_account_id = ${term.partyAccountId}`;
  const overdue = sql`(${term.on}::date - coalesce(t.due_on, t.issued_on))`;
  const bucket = all([
    ...(term.fromDays === null ? [] : [sql`${overdue} >= ${term.fromDays}`]),
    ...(term.toDays === null ? [] : [sql`${overdue} <= ${term.toDays}`]),
  ]);
  return documentKinds[term.kind].map(({ table, type, sign, only }) => {
    const allocations = sql`select p.id, p.amount from finance.payment_allocation p where p.document_id = t.id
      and p.document_type = ${type} and p.allocated_on <= ${term.on}::date`;
    const open = sql`t.total_amount <> coalesce((select sum(x.amount) from (${allocations}) x), 0)`;
    return sql`select part.kind, part.id, t.currency, ${raw(String(sign))} * part.amount as amount
      from ${raw(table)} t cross join lateral (select ${type}::text as kind, t.id, t.total_amount as amount
        union all select 'PAYMENT_ALLOCATION', x.id, -x.amount from (${allocations}) x) part
      where ${books.rows} and ${customers} and ${party} and ${bucket} and t.status = 'POSTED' and ${only}
        and t.issued_on <= ${term.on}::date and ${open}`;
  });
}

/** The rows that make a figure: kind, id, currency, and with which amount each counts, by the position of its term. */
export function contributionsSql(terms: readonly Term[], books: Books, { customers = "*" }: ReadContext): Sql {
  const ofCustomers = customers === "*" ? raw("true") : sql`t.party_account_id = any(${customers}::text[])`;
  const parts = terms.flatMap((term, at) => {
    if (term.source === "DOCUMENTS") return documentSql(term, books, ofCustomers).map((part) => ({ at, part }));
    return [{ at, part: term.source === "LEDGER" ? ledgerSql(term, books) : budgetSql(term, books) }];
  });
  return join(
    parts.map(
      ({ at, part }) =>
        sql`select ${at}::integer as term, c.kind::text as kind, c.id::text as id, c.currency, c.amount from (${part}) c`,
    ),
    " union all ",
  );
}
