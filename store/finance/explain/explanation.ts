import { createHash } from "node:crypto";
import { graphError } from "../../../schema/errors";
import { AccountBalance } from "../../../schema/finance/account-balance";
import { Bill } from "../../../schema/finance/bill";
import { Budget } from "../../../schema/finance/budget";
import { CreditNote } from "../../../schema/finance/credit-note";
import { Invoice } from "../../../schema/finance/invoice";
import { JournalLine } from "../../../schema/finance/journal-line";
import { PaymentAllocation } from "../../../schema/finance/payment-allocation";
import { requireDefinition } from "../../../schema/model/decorators";
import type { EntityClass } from "../../../schema/model/definition";
import type { ReadContext, RowsWithin } from "../../read/page";
import { tableOf } from "../../read/row";
import { visibleSql } from "../../read/visibility";
import { join, raw, type Sql, sql } from "../../sql";
import { type Books, type BooksRequest, readBooks } from "../reports/books";
import { type Report, readReport, totalsOf } from "../reports/report";
import { contributionsSql } from "./contributions";
import type { Term } from "./terms";

/** The rules by which figures are made of rows; a change of a formula is another version. */
export const RULE_VERSION = "concord figure 1";

export interface FigureRequest extends BooksRequest {
  readonly report: string;
  readonly figure: string;
  readonly terms: readonly Term[];
  /** The day whose closing rates convert. */
  readonly on: string;
}

const KINDS: Readonly<Record<string, EntityClass>> = {
  JOURNAL_LINE: JournalLine,
  ACCOUNT_BALANCE: AccountBalance,
  BUDGET: Budget,
  INVOICE: Invoice,
  BILL: Bill,
  CREDIT_NOTE: CreditNote,
  PAYMENT_ALLOCATION: PaymentAllocation,
};

/** Rows that this reader may not see one by one although the figure counts them. */
function hiddenSql(read: ReadContext): Sql {
  const seen = Object.entries(KINDS).map(([kind, type]) => {
    const entity = requireDefinition(type);
    return sql`(kind = ${kind} and not exists (select 1 from ${tableOf(entity)} t
      where t.id = any(string_to_array(b.id, ' ')) and ${visibleSql(entity, read)}))`;
  });
  return join(seen, " or ");
}

const LINE = `kind || '|' || id || '|' || b.currency || '|' || trim_scale(amount)::text`;

function totalsSql(read: ReadContext): Sql {
  return sql`select trim_scale(coalesce(sum(amount * r.rate), 0))::text as amount, count(*)::integer as "lineCount",
      encode(sha256(convert_to(coalesce(string_agg(${raw(LINE)}, E'\n' order by term, kind collate "C", id collate "C"), ''), 'UTF8')),
        'hex') as lines,
      count(*) filter (where ${hiddenSql(read)})::integer as hidden
    from base b join rates r on r.currency = b.currency`;
}

/** What the figure was asked as, in one order: the digest covers it, and the proof script reads it. */
function selectionOf(request: FigureRequest, read: ReadContext, { currency }: Books, knownAt: string | null): string {
  const { report, figure, terms, on, companyId } = request;
  const { scope, costCenters = "*", customers = "*" } = read;
  const companies = companyId == null ? scope : [companyId];
  return JSON.stringify({ report, figure, currency, on, knownAt, companies, costCenters, customers, terms });
}

const rateLine = ({ from, to, rate, validOn, via }: Report["ratedIn"]["rates"][number]): string =>
  `${from} ${to} ${rate} ${validOn} ${via ?? "-"}`;

/** Of what a figure is made, with a digest over all of it. The canonical text is told in docs/explain.md. */
export async function readExplanation(read: ReadContext, request: FigureRequest): Promise<unknown> {
  const books = await readBooks(read, request);
  const base = contributionsSql(request.terms, books, read);
  const report = await readReport(read, books, { on: request.on, base, parts: { totals: totalsSql(read) } });
  const { amount, lineCount, lines, hidden } = totalsOf(report);
  const { rates } = report.ratedIn;
  const selection = selectionOf(request, read, books, report.knownAt);
  const money = { amount: String(amount), currency: books.currency };
  const text = [
    RULE_VERSION,
    selection,
    rates.map(rateLine).join(";"),
    `${amount} ${books.currency}`,
    lineCount,
    lines,
  ];
  // A digest over what one may not read would tell whether a guess of it is right.
  const withheld = Number(hidden) > 0 ? graphError("FORBIDDEN", "The figure counts rows that you may not see.") : null;
  return {
    report: request.report,
    figure: request.figure,
    amount: money,
    ruleVersion: RULE_VERSION,
    selection,
    rates,
    asOf: request.on,
    knownAt: report.knownAt,
    lineCount: withheld ?? lineCount,
    digest: withheld ?? createHash("sha256").update(text.join("\n")).digest("hex"),
    ...rowsOf(base, selection),
  };
}

/** Lists of the rows that count, and of the documents that booked them. */
function rowsOf(base: Sql, selection: string): Readonly<Record<string, RowsWithin>> {
  const ids = (kind: string): Sql =>
    sql`select unnest(string_to_array(c.id, ' ')) from (${base}) c where c.kind = ${kind}`;
  const entries = sql`select l.entry_id from finance.journal_line l where l.id in (${ids("JOURNAL_LINE")})`;
  const within = (title: string, condition: Sql): RowsWithin => ({ title: `${title} of ${selection}`, condition });
  const counted = (kind: string): RowsWithin => within(kind, sql`t.id in (${ids(kind)})`);
  const document = (kind: string): RowsWithin =>
    within(kind, sql`(t.id in (${ids(kind)}) or t.journal_entry_id in (${entries}))`);
  const parties = join(
    [
      sql`select l.party_account_id from finance.journal_line l where l.id in (${ids("JOURNAL_LINE")})`,
      ...(["INVOICE", "BILL", "CREDIT_NOTE"] as const).map(
        (kind) =>
          sql`select d.party_account_id from ${raw(`finance.${kind.toLowerCase()}`)} d where d.id in (${ids(kind)})`,
      ),
    ],
    " union ",
  );
  return {
    journalLineRows: counted("JOURNAL_LINE"),
    balanceRows: counted("ACCOUNT_BALANCE"),
    budgetRows: counted("BUDGET"),
    allocationRows: counted("PAYMENT_ALLOCATION"),
    invoiceRows: document("INVOICE"),
    billRows: document("BILL"),
    creditNoteRows: document("CREDIT_NOTE"),
    paymentRows: within("PAYMENT", sql`t.journal_entry_id in (${entries})`),
    partyAccountRows: within("PARTY", sql`t.id in (${parties})`),
  };
}
