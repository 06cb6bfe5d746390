import { OrderBilling } from "../../schema/mapping/order-billing";
import { requireDefinition } from "../../schema/model/decorators";
import { columnOf } from "../../schema/model/definition";
import type { ReadContext } from "../read/page";
import { type EntityObject, projection, tableOf, toObject } from "../read/row";
import { visibleSql } from "../read/visibility";
import { sql } from "../sql";

/** How far each order is billed, in one statement; null for an order the crosswalk does not know. */
export async function readBillings(
  read: ReadContext,
  orderIds: readonly string[],
): Promise<readonly (EntityObject | null)[]> {
  const entity = requireDefinition(OrderBilling);
  const fields = new Set(entity.columns.map(({ field }) => field));
  const orderId = columnOf(entity, "orderId");
  const rows = await read.database.query(sql`select ${projection(entity, fields)} from ${tableOf(entity)} t
    where t.order_id = any(${orderIds}::text[]) and ${visibleSql(entity, read)}`);
  const billings = new Map(rows.map((row) => [String(row[orderId.field]), toObject(entity, row)]));
  return orderIds.map((id) => billings.get(id) ?? null);
}
