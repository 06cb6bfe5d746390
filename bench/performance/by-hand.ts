import type { Database } from "../../store/database";
import { type Sql, sql } from "../../store/sql";

type Row = Readonly<Record<string, unknown>>;

/**
 * The answers as somebody writes them who needs these pages only: batched statements, no caller, no permission.
 * @param after the last id of the page before, "" for the first
 */
export async function ordersByHand(database: Database, first: number, after: string): Promise<object> {
  const rows = await database.query(ordersSql(sql`where o.id > ${after} order by o.id limit ${first + 1}::integer`));
  const orders = rows.slice(0, first);
  const ids = orders.map(({ id }) => String(id));
  const [lines, links] = await Promise.all([
    database.query(sql`
      select l.order_id, l.line_number, l.quantity, l.unit, l.net_amount, l.currency, i.erp_id, i.name
      from erp.sales_order_line l left join erp.item i on i.erp_id = l.item_id
      where l.order_id = any(${ids}::text[]) order by l.order_id, l.id`),
    linksOf(database, ids),
  ]);
  const invoiceOf = await invoicesOf(database, links);
  const linesOf = grouped(lines, "order_id");
  const linked = grouped(links, "order_id");
  const nodes = orders.map((row) => ({
    ...order(row),
    lines: { nodes: (linesOf.get(row["id"]) ?? []).map(line) },
    invoices: invoicesIn(linked.get(row["id"]) ?? [], invoiceOf),
  }));
  return { data: { salesOrders: { pageInfo: pageInfo(rows, first, ids.at(-1)), nodes } } };
}

export async function orderByHand(database: Database, id: string): Promise<object> {
  const [[row], links] = await Promise.all([
    database.query(ordersSql(sql`where o.id = ${id}`)),
    linksOf(database, [id]),
  ]);
  if (!row) return { data: { salesOrder: null } };
  const invoices = invoicesIn(links, await invoicesOf(database, links));
  return { data: { salesOrder: { ...order(row), invoices } } };
}

export async function ledgerByHand(database: Database, first: number, after: string): Promise<object> {
  const rows = await database.query(sql`select id, entry_id, line_number, account_id, posted_on, debit, credit, currency
    from finance.journal_line where id > ${after} order by id limit ${first + 1}::integer`);
  const nodes = rows.slice(0, first).map(posting);
  return { data: { journalLines: { pageInfo: pageInfo(rows, first, nodes.at(-1)?.id), nodes } } };
}

/** @param rows one more than the page holds, where another one follows */
const pageInfo = (rows: readonly Row[], first: number, endCursor: unknown) => ({
  hasNextPage: rows.length > first,
  endCursor: endCursor ?? null,
});

const ordersSql = (which: Sql): Sql => sql`
  select o.id, o.number, o.ordered_on, o.status, o.net_amount, o.currency, p.erp_id, p.name, p.city, i.shared_id
  from erp.sales_order o left join erp.party p on p.erp_id = o.customer_id
  left join mapping.identifier i on i.source_id = o.customer_id and i.status = 'CONFIRMED' ${which}`;

const linksOf = (database: Database, ids: readonly string[]): Promise<readonly Row[]> =>
  database.query(sql`
    select from_id as order_id, to_id as invoice_id from mapping.document_link
    where from_id = any(${ids}::text[]) and to_kind = 'INVOICE' order by 1, 2`);

async function invoicesOf(database: Database, links: readonly Row[]): Promise<ReadonlyMap<unknown, Row>> {
  const ids = [...new Set(links.map((link) => String(link["invoice_id"])))];
  const invoices = await database.query(sql`
    select id, number, issued_on, total_amount, currency from finance.invoice where id = any(${ids}::text[])`);
  return new Map(invoices.map((invoice) => [invoice["id"], invoice]));
}

const invoicesIn = (links: readonly Row[], invoiceOf: ReadonlyMap<unknown, Row>): (object | null)[] =>
  links.map((link) => invoice(invoiceOf.get(link["invoice_id"])));

const order = (row: Row) => ({
  id: row["id"],
  number: row["number"],
  orderedOn: row["ordered_on"],
  status: row["status"],
  netAmount: { amount: row["net_amount"], currency: row["currency"] },
  customer: { id: row["shared_id"], erpId: row["erp_id"], name: row["name"], city: row["city"] },
});

const line = (row: Row): object => ({
  lineNumber: row["line_number"],
  quantity: { value: row["quantity"], unit: row["unit"] },
  netAmount: { amount: row["net_amount"], currency: row["currency"] },
  item: row["erp_id"] === null ? null : { erpId: row["erp_id"], name: row["name"] },
});

const invoice = (row: Row | undefined): object | null =>
  row
    ? {
        id: row["id"],
        number: row["number"],
        issuedOn: row["issued_on"],
        totalAmount: { amount: row["total_amount"], currency: row["currency"] },
      }
    : null;

const posting = (row: Row) => ({
  id: row["id"],
  entryId: row["entry_id"],
  lineNumber: row["line_number"],
  accountId: row["account_id"],
  postedOn: row["posted_on"],
  debit: { amount: row["debit"], currency: row["currency"] },
  credit: { amount: row["credit"], currency: row["currency"] },
});

function grouped(rows: readonly Row[], by: string): ReadonlyMap<unknown, readonly Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[by]);
    if (group) group.push(row);
    else groups.set(row[by], [row]);
  }
  return groups;
}
