import { graphError } from "../../../schema/errors";
import type { Row } from "../../database";
import type { ReadContext } from "../../read/page";
import { all, raw, type Sql, sql } from "../../sql";
import { type Books, readBooks, requirePeriod } from "./books";
import type { PeriodRequest } from "./income-statement";
import { type LinePage, requirePage } from "./page";
import { moneyOf, type ReportStatement, readReport, requireLedger, totalsOf } from "./report";

export interface BudgetVarianceRequest extends PeriodRequest, LinePage {
  readonly accountId?: string | null;
  readonly costCenterId?: string | null;
  readonly version?: string | null;
}

const MONEY = ["budget", "actual", "variance"] as const;

/** Budget and ledger rows of the accounts and cost centres asked for. */
function only({ accountId = null, costCenterId = null }: BudgetVarianceRequest, books: Books): Sql {
  const conditions = [books.ledgerRows];
  if (accountId !== null) conditions.push(sql`t.account_id = ${accountId}`);
  if (costCenterId !== null) conditions.push(sql`t.cost_center_id = ${costCenterId}`);
  return all(conditions);
}

function planSql(request: BudgetVarianceRequest, books: Books): Sql {
  const version = request.version == null ? raw("true") : sql`t.version = ${request.version}`;
  return sql`select t.company_id, t.account_id, t.cost_center_id, t.starts_on, t.version, t.currency,
      t.amount * case when a.normal_side = 'DEBIT' then 1 else -1 end as signed
    from finance.budget t join finance.statement_account a on a.id = t.account_id
    where ${only(request, books)} and ${version} and t.starts_on between ${request.from}::date and ${request.to}::date`;
}

/** Planned accounts, and every account of the income statement: spending nobody planned is a variance too. */
function baseSql(request: BudgetVarianceRequest, books: Books): Sql {
  return sql`select account_id, cost_center_id, currency, sum(budget) as budget, sum(actual) as actual, bool_or(planned) as planned
    from (
      select account_id, cost_center_id, currency, signed as budget, 0::numeric as actual, true as planned from plan
      union all
      select t.account_id, t.cost_center_id, t.currency, 0, t.signed, false
      from finance.ledger_line t join finance.statement_account a on a.id = t.account_id
      where ${only(request, books)} and t.posted_on between ${request.from}::date and ${request.to}::date and not t.closing
        and (a.in_profit or t.account_id in (select account_id from plan))
    ) cell group by account_id, cost_center_id, currency`;
}

const LINE = `select b.account_id, b.cost_center_id, a.code, a.name, a.type, a.class, a.natural_sign,
    sum(b.budget * r.rate) * a.natural_sign as budget, sum(b.actual * r.rate) * a.natural_sign as actual,
    bool_or(b.planned) as budgeted
  from base b join rates r on r.currency = b.currency join finance.statement_account a on a.id = b.account_id
  group by b.account_id, b.cost_center_id, a.code, a.name, a.type, a.class, a.natural_sign`;

const COMPARED = `budget::text as budget, actual::text as actual, (actual - budget)::text as variance,
  round((actual - budget) * 100 / nullif(abs(budget), 0), 4)::text as "variancePercent",
  case type when 'REVENUE' then actual >= budget when 'EXPENSE' then actual <= budget end as favourable`;

/** Cells that several versions of the budget fill: adding them up would plan everything twice. */
const CONFLICTS = `select distinct coalesce(version, '') as version from plan p where exists (
    select 1 from plan o where o.account_id = p.account_id and o.starts_on = p.starts_on and o.currency = p.currency
      and o.company_id is not distinct from p.company_id and o.cost_center_id is not distinct from p.cost_center_id
      and o.version is distinct from p.version) order by 1`;

const TOTALS = `select type, ${COMPARED} from (
    select 'REVENUE' as type, coalesce(sum(budget) filter (where type = 'REVENUE'), 0) as budget,
      coalesce(sum(actual) filter (where type = 'REVENUE'), 0) as actual from line
    union all select 'EXPENSE', coalesce(sum(budget) filter (where type = 'EXPENSE'), 0),
      coalesce(sum(actual) filter (where type = 'EXPENSE'), 0) from line
  ) s`;

const PROFIT = `select ${COMPARED}, (select count(*) from line)::integer as "lineCount" from (
    select 'REVENUE' as type, coalesce(sum(budget * -natural_sign) filter (where type in ('REVENUE', 'EXPENSE')), 0) as budget,
      coalesce(sum(actual * -natural_sign) filter (where type in ('REVENUE', 'EXPENSE')), 0) as actual from line
  ) s`;

function statementOf(books: Books, request: BudgetVarianceRequest): ReportStatement {
  return {
    on: request.to,
    before: { plan: planSql(request, books) },
    base: baseSql(request, books),
    after: { line: raw(LINE) },
    parts: {
      lines: sql`select account_id as "accountId", cost_center_id as "costCenterId", code, name, type, class, budgeted,
          ${raw(COMPARED)} from line order by code, account_id, cost_center_id nulls first
        limit ${request.first}::integer offset ${request.skip}::integer`,
      sides: raw(TOTALS),
      totals: raw(PROFIT),
      conflicts: raw(CONFLICTS),
    },
  };
}

/** Budget against actual by account and cost centre, both on the side the account's type shows on its statement. */
export async function readBudgetVariance(read: ReadContext, request: BudgetVarianceRequest): Promise<unknown> {
  const { from, to } = request;
  requirePeriod(from, to);
  requirePage(request);
  const books = await readBooks(read, request);
  const report = await readReport(read, books, statementOf(books, request));
  requireOneVersion(report.parts["conflicts"] ?? []);
  if (totalsOf(report)["lineCount"] === 0) await requireLedger(read, books);
  const compared = (row: Row | undefined) => row && { ...row, ...moneyOf(row, books.currency, MONEY) };
  const { lines = [], sides = [] } = report.parts;
  return {
    companyIds: books.companyIds,
    from,
    to,
    lines: lines.map(compared),
    lineCount: totalsOf(report)["lineCount"],
    revenue: compared(sides.find(({ type }) => type === "REVENUE")),
    expense: compared(sides.find(({ type }) => type === "EXPENSE")),
    profit: compared(totalsOf(report)),
    ratedIn: report.ratedIn,
    knownAt: report.knownAt,
  };
}

function requireOneVersion(conflicts: readonly Row[]): void {
  const versions = conflicts.map(({ version }) => JSON.stringify(version)).join(", ");
  if (versions !== "")
    throw graphError("BAD_USER_INPUT", `The same cells are planned in versions ${versions}: name one.`, {
      argument: "version",
    });
}
