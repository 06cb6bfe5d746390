import { graphError } from "../../../schema/errors";
import { Company } from "../../../schema/finance/company";
import { requireDefinition } from "../../../schema/model/decorators";
import type { ReadContext } from "../../read/page";
import { visibleSql } from "../../read/visibility";
import { all, raw, type Sql, sql } from "../../sql";

/** What every report is asked about: one company or all in scope, in one currency. */
export interface BooksRequest {
  readonly companyId?: string | null;
  readonly currency?: string | null;
}

/** The books a report reads, within the caller's scope. */
export interface Books {
  readonly companyIds: readonly string[];
  readonly currency: string;
  /** Condition on the `company_id` of the row alias `t`. */
  readonly rows: Sql;
  /** The same for ledger and budget rows, which carry a cost centre. */
  readonly ledgerRows: Sql;
}

function rowsOf(read: ReadContext, companyId: string | null): Sql {
  if (companyId !== null) return sql`t.company_id = ${companyId}`;
  // Rows without a company are for unlimited readers only, as everywhere.
  return read.scope === "*" ? raw("true") : sql`t.company_id = any(${read.scope}::text[])`;
}

function costCentersOf({ costCenters = "*" }: ReadContext): Sql {
  return costCenters === "*" ? raw("true") : sql`t.cost_center_id = any(${costCenters}::text[])`;
}

/**
 * Finds the companies and the currency. Without a currency the companies' own is taken; when they keep their books in
 * different ones the caller must choose, since adding currencies up means nothing.
 */
export async function readBooks(read: ReadContext, request: BooksRequest): Promise<Books> {
  const companyId = request.companyId ?? null;
  const one = companyId === null ? raw("true") : sql`t.finance_id = ${companyId}`;
  const companies = await read.database.query(sql`select t.finance_id, t.currency from finance.company t
    where ${visibleSql(requireDefinition(Company), read)} and ${one} order by t.finance_id`);
  // The same words for a hidden and for an unknown company: ids cannot be tried out.
  if (companyId !== null && companies.length === 0)
    throw graphError("BAD_USER_INPUT", `There is no company ${companyId} in your scope.`, { argument: "companyId" });
  const currencies = [...new Set(companies.map((company) => String(company["currency"])))].sort();
  const [own, another] = currencies;
  const currency = request.currency ?? (another === undefined ? own : undefined);
  if (currency === undefined) {
    const found =
      own === undefined ? "No company is in your scope" : `The companies keep books in ${currencies.join(", ")}`;
    throw graphError("BAD_USER_INPUT", `${found}: name the currency of the report.`, { argument: "currency" });
  }
  const rows = rowsOf(read, companyId);
  return {
    companyIds: companies.map((company) => String(company["finance_id"])),
    currency,
    rows,
    ledgerRows: all([rows, costCentersOf(read)]),
  };
}

/** Days of a report in their order. */
export function requirePeriod(from: string | null | undefined, to: string): void {
  if (from && from > to)
    throw graphError("BAD_USER_INPUT", `The period must not end before it starts: from ${from}, to ${to}.`, {
      argument: "to",
    });
}
