import { graphError } from "../../../schema/errors";
import type { Row } from "../../database";
import type { ReadContext } from "../../read/page";
import { join, raw, type Sql, sql } from "../../sql";
import { type Books, type BooksRequest, readBooks } from "./books";
import { type LinePage, requirePage } from "./page";
import { type ReportStatement, readReport, totalsOf } from "./report";

export interface AgeingRequest extends BooksRequest, LinePage {
  readonly kind: "RECEIVABLE" | "PAYABLE";
  readonly on: string;
  /** Last day of each bucket, in days overdue, rising. */
  readonly buckets: readonly number[];
}

const MOST_BUCKETS = 20;
const LONGEST_BUCKET_DAYS = 36_500;

function requireBuckets(buckets: readonly number[]): void {
  const rising = buckets.every((days, at) => days > (buckets[at - 1] ?? 0) && days <= LONGEST_BUCKET_DAYS);
  if (!rising || buckets.length === 0 || buckets.length > MOST_BUCKETS)
    throw graphError(
      "BAD_USER_INPUT",
      `buckets must be 1 to ${MOST_BUCKETS} rising numbers of days, got ${JSON.stringify(buckets)}.`,
      {
        argument: "buckets",
      },
    );
}

interface DocumentKind {
  readonly table: string;
  readonly type: string;
  readonly sign: 1 | -1;
  readonly only: Sql;
}

export const documentKinds: Readonly<Record<AgeingRequest["kind"], readonly DocumentKind[]>> = {
  RECEIVABLE: [
    { table: "finance.invoice", type: "INVOICE", sign: 1, only: raw("true") },
    { table: "finance.credit_note", type: "CREDIT_NOTE", sign: -1, only: raw("t.kind = 'SALES'") },
  ],
  PAYABLE: [
    { table: "finance.bill", type: "BILL", sign: 1, only: raw("true") },
    { table: "finance.credit_note", type: "CREDIT_NOTE", sign: -1, only: raw("t.kind = 'PURCHASE'") },
  ],
};

/** What was open on the day: documents issued by then, less what was allocated by then. */
function openSql(kind: DocumentKind, books: Books, on: string, customers: Sql): Sql {
  return sql`select t.party_account_id, t.currency, ${on}::date - coalesce(t.due_on, t.issued_on) as overdue_days,
      ${raw(String(kind.sign))} * (t.total_amount - coalesce(a.amount, 0)) as amount
    from ${raw(kind.table)} t
    left join (select p.document_id, sum(p.amount) as amount from finance.payment_allocation p
      where p.document_type = ${kind.type} and p.allocated_on <= ${on}::date group by p.document_id) a on a.document_id = t.id
    where ${books.rows} and ${customers} and t.status = 'POSTED' and ${kind.only} and t.issued_on <= ${on}::date`;
}

/** Sums at every level at once: account and bucket, account, bucket, all; each with how many documents are in it. */
const CELLS = `select b.party_account_id, b.bucket, sum(b.amount * r.rate) as amount, sum(b.documents) as documents,
    grouping(b.party_account_id) = 1 as all_accounts, grouping(b.bucket) = 1 as all_buckets
  from base b join rates r on r.currency = b.currency
  group by grouping sets ((b.party_account_id, b.bucket), (b.party_account_id), (b.bucket), ())`;

const CELL = `bucket, coalesce(amount, 0)::text as amount, coalesce(documents, 0)::integer as documents`;

function customersOf({ customers = "*" }: ReadContext): Sql {
  return customers === "*" ? raw("true") : sql`t.party_account_id = any(${customers}::text[])`;
}

function statementOf(books: Books, { kind, on, buckets, first, skip }: AgeingRequest, customers: Sql): ReportStatement {
  const bounds = [1, ...buckets.map((days) => days + 1)];
  return {
    on,
    before: {
      open_item: join(
        documentKinds[kind].map((document) => openSql(document, books, on, customers)),
        " union all ",
      ),
    },
    base: sql`select party_account_id, currency, width_bucket(overdue_days, ${bounds}::integer[]) as bucket,
        sum(amount) as amount, count(*) as documents
      from open_item where amount <> 0 group by 1, 2, 3`,
    after: {
      cell: raw(CELLS),
      listed: sql`select party_account_id, row_number() over (order by amount desc, party_account_id) as position from cell
        where all_buckets and not all_accounts order by 2 limit ${first}::integer offset ${skip}::integer`,
    },
    parts: {
      lines: raw(`select l.party_account_id as "partyAccountId", ${CELL} from cell c join listed l
        on l.party_account_id = c.party_account_id where all_buckets order by l.position`),
      cells: raw(`select party_account_id as "partyAccountId", ${CELL} from cell
        where not all_buckets and (all_accounts or party_account_id in (select party_account_id from listed))`),
      totals:
        raw(`select ${CELL}, (select count(*) from cell where all_buckets and not all_accounts)::integer as "lineCount"
        from cell where all_buckets and all_accounts`),
    },
  };
}

/** Open items of every party account by days overdue; the accounts that owe most come first. */
export async function readAgeing(read: ReadContext, request: AgeingRequest): Promise<unknown> {
  requireBuckets(request.buckets);
  requirePage(request);
  const books = await readBooks(read, request);
  const report = await readReport(read, books, statementOf(books, request, customersOf(read)));
  return {
    ...toAgeing(request, books, { ...totalsOf(report) }, report.parts),
    ratedIn: report.ratedIn,
    knownAt: report.knownAt,
  };
}

function toAgeing(
  { on, buckets }: AgeingRequest,
  { currency, companyIds }: Books,
  totals: Row,
  { lines = [], cells = [] }: Readonly<Record<string, readonly Row[]>>,
) {
  const byKey = new Map(cells.map((cell) => [`${String(cell["partyAccountId"])} ${String(cell["bucket"])}`, cell]));
  const span = (account: unknown, bucket: number, fromDays: number | null, toDays: number | null): unknown => {
    const cell = byKey.get(`${String(account)} ${bucket}`);
    const amount = { amount: String(cell?.["amount"] ?? "0"), currency };
    return { fromDays, toDays, amount, documents: cell?.["documents"] ?? 0 };
  };
  const spread = (account: unknown): readonly unknown[] => [
    span(account, 0, null, 0),
    ...[...buckets, null].map((toDays, at) => span(account, at + 1, (buckets[at - 1] ?? 0) + 1, toDays)),
  ];
  const totalOf = (row: Row) => ({ amount: String(row["amount"]), currency });
  return {
    companyIds,
    on,
    lines: lines.map((line) => ({ ...line, buckets: spread(line["partyAccountId"]), total: totalOf(line) })),
    lineCount: totals["lineCount"],
    documents: totals["documents"],
    buckets: spread(null),
    total: totalOf(totals),
  };
}
