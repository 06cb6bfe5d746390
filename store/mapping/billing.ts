import { OrderBilling } from "../../schema/mapping/order-billing";
import { requireDefinition } from "../../schema/model/decorators";
import { columnOf } from "../../schema/model/definition";
import { scopeSql } from "../read/filter";
import type { ReadContext } from "../read/page";
import { type EntityObject, projection, tableOf, toObject } from "../read/row";
import { sql } from "../sql";

/** Invoices by order, or orders by invoice, through the document links, in one statement. */
export async function readLinkedDocuments(
  read: ReadContext,
  from: "order" | "invoice",
  ids: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const statement =
    from === "order"
      ? sql`select order_id as id, invoice_id as linked from mapping.document_link where order_id = any(${ids}::text[]) order by 1, 2`
      : sql`select invoice_id as id, order_id as linked from mapping.document_link where invoice_id = any(${ids}::text[]) order by 1, 2`;
  const linked = new Map<string, string[]>();
  for (const row of await read.database.query(statement)) {
    const id = String(row["id"]);
    linked.set(id, [...(linked.get(id) ?? []), String(row["linked"])]);
  }
  return ids.map((id) => linked.get(id) ?? []);
}

/** How far each order is billed, in one statement; null for an order the crosswalk does not know. */
export async function readBillings(
  read: ReadContext,
  orderIds: readonly string[],
): Promise<readonly (EntityObject | null)[]> {
  const entity = requireDefinition(OrderBilling);
  const fields = new Set(entity.columns.map(({ field }) => field));
  const orderId = columnOf(entity, "orderId");
  const rows = await read.database.query(sql`select ${projection(entity, fields)} from ${tableOf(entity)} t
    where t.order_id = any(${orderIds}::text[]) and ${scopeSql(entity, read.scope)}`);
  const billings = new Map(rows.map((row) => [String(row[orderId.field]), toObject(entity, row)]));
  return orderIds.map((id) => billings.get(id) ?? null);
}
