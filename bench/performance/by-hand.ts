import type { Database } from "../../store/database";
import { sql } from "../../store/sql";

type Row = Readonly<Record<string, unknown>>;

/** The answer as somebody writes it who needs this one page only: four statements, no caller, no permission. */
export async function ordersByHand(database: Database): Promise<object> {
  const orders = await database.query(sql`
    select o.id, o.number, o.ordered_on, o.status, o.net_amount, o.currency, p.erp_id, p.name, p.city
    from erp.sales_order o left join erp.party p on p.erp_id = o.customer_id order by o.id limit 50`);
  const ids = orders.map(({ id }) => String(id));
  const [lines, links] = await Promise.all([
    database.query(sql`
      select l.order_id, l.line_number, l.quantity, l.unit, l.net_amount, l.currency, i.erp_id, i.name
      from erp.sales_order_line l left join erp.item i on i.erp_id = l.item_id
      where l.order_id = any(${ids}::text[]) order by l.order_id, l.id`),
    database.query(sql`
      select from_id as order_id, to_id as invoice_id from mapping.document_link
      where from_id = any(${ids}::text[]) and to_kind = 'INVOICE' order by 1, 2`),
  ]);
  const invoiceIds = [...new Set(links.map((link) => String(link["invoice_id"])))];
  const invoices = await database.query(sql`
    select id, number, issued_on, total_amount, currency from finance.invoice where id = any(${invoiceIds}::text[])`);
  return { data: { salesOrders: { nodes: assembled(orders, lines, links, invoices) } } };
}

function assembled(
  orders: readonly Row[],
  lines: readonly Row[],
  links: readonly Row[],
  invoices: readonly Row[],
): object[] {
  const linesOf = grouped(lines, "order_id");
  const linksOf = grouped(links, "order_id");
  const invoiceOf = new Map(invoices.map((invoice) => [invoice["id"], invoice]));
  return orders.map((order) => ({
    id: order["id"],
    number: order["number"],
    orderedOn: order["ordered_on"],
    status: order["status"],
    netAmount: { amount: order["net_amount"], currency: order["currency"] },
    customer: { erpId: order["erp_id"], name: order["name"], city: order["city"] },
    lines: { nodes: (linesOf.get(order["id"]) ?? []).map(line) },
    invoices: (linksOf.get(order["id"]) ?? []).map((link) => invoice(invoiceOf.get(link["invoice_id"]))),
  }));
}

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

function grouped(rows: readonly Row[], by: string): ReadonlyMap<unknown, readonly Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[by]);
    if (group) group.push(row);
    else groups.set(row[by], [row]);
  }
  return groups;
}
