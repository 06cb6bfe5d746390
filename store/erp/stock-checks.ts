import type { Database } from "../database";
import { sql } from "../sql";

/** What the ERP has of an item in one company, with its standard cost. */
export interface ErpStock {
  readonly itemId: string;
  readonly companyId: string | null;
  readonly quantity: string;
  readonly unit: string | null;
  readonly standardCost: string | null;
  readonly currency: string | null;
}

/** Stock on hand: as the ERP counts it, or, where it keeps movements alone, as these add up. */
export async function readErpStock(database: Database): Promise<readonly ErpStock[]> {
  const rows = await database.query(sql`
    with counted as (
      select s.source_system, s.item_id, w.company_id, s.unit, s.on_hand as quantity
      from erp.stock_level s join erp.warehouse w on w.id = s.warehouse_id
    ), moved as (
      select s.item_id, w.company_id, s.unit, s.quantity from erp.stock_movement s join erp.warehouse w on w.id = s.warehouse_id
      where s.source_system not in (select source_system from counted)
    )
    select x.item_id, x.company_id, min(x.unit) as unit, sum(x.quantity) as quantity, i.standard_cost, i.currency
    from (select item_id, company_id, unit, quantity from counted union all select * from moved) x
    join erp.item i on i.erp_id = x.item_id
    group by x.item_id, x.company_id, i.standard_cost, i.currency order by 1, 2`);
  return rows.map((row) => ({
    itemId: String(row["item_id"]),
    companyId: row["company_id"] as string | null,
    quantity: String(row["quantity"]),
    unit: row["unit"] as string | null,
    standardCost: row["standard_cost"] as string | null,
    currency: row["currency"] as string | null,
  }));
}

/** Items that are never shipped: services. */
export async function readServiceItems(database: Database): Promise<readonly string[]> {
  const rows = await database.query(sql`select erp_id from erp.item where kind = 'SERVICE' order by 1`);
  return rows.map((row) => String(row["erp_id"]));
}
