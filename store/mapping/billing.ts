import { OrderBilling } from "../../schema/mapping/order-billing";
import { requireDefinition } from "../../schema/model/decorators";
import { columnOf } from "../../schema/model/definition";
import { scopeSql } from "../read/filter";
import type { ReadContext } from "../read/page";
import { type EntityObject, projection, tableOf, toObject } from "../read/row";
import { raw, sql } from "../sql";

/** Invoices by order, or orders by invoice, through the document links, in one statement. */
export async function readLinkedDocuments(
  read: ReadContext,
  from: "order" | "invoice",
  ids: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const [own, other] = from === "order" ? ["order_id", "invoice_id"] : ["invoice_id", "order_id"];
  // The other end may belong to a company that the reader does not see, or to none.
  const visible = read.scope === "*" ? raw("true") : sql`d.company_id = any(${read.scope}::text[])`;
  const statement = sql`select l.${raw(own)} as id, l.${raw(other)} as linked from mapping.document_link l
    join mapping.document_record d on d.source_id = l.${raw(other)}
    where l.${raw(own)} = any(${ids}::text[]) and ${visible} order by 1, 2`;
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
