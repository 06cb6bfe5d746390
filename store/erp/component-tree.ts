import { graphError } from "../../schema/errors";
import { type ReadContext, rowsByParent } from "../read/page";
import { sql } from "../sql";

/** Most components of an item: shared sub-assemblies double at every level. */
const MOST_NODES = 10_000;

export interface ComponentTreeKey {
  readonly itemId: string;
  readonly validOn: string;
  readonly maxDepth: number;
}

export interface ComponentRow {
  readonly level: number;
  readonly componentId: string;
  readonly quantity: { readonly value: string; readonly unit: string } | null;
  readonly path: readonly string[];
}

/**
 * Explodes the bills of materials of several items in one statement: every component valid on the day, once for each
 * path that leads to it, level by level. A component that contains itself ends its path instead of looping.
 */
export async function readComponentTrees(
  read: ReadContext,
  keys: readonly ComponentTreeKey[],
): Promise<readonly (readonly ComponentRow[])[]> {
  const rows = await read.database.query(sql`
    with recursive wanted as (
      select * from unnest(${keys.map((_, at) => at)}::integer[], ${keys.map((key) => key.itemId)}::text[],
        ${keys.map((key) => key.validOn)}::date[], ${keys.map((key) => key.maxDepth)}::integer[])
        as wanted(at, item_id, valid_on, max_depth)
    ), tree as (
      select w.at, w.valid_on, w.max_depth, 1 as level, b.component_id, b.quantity, b.unit,
        array[w.item_id, b.component_id] as path
      from wanted w join erp.bill_of_materials b on b.assembly_id = w.item_id
        and coalesce(b.valid_from, w.valid_on) <= w.valid_on and coalesce(b.valid_to, w.valid_on) >= w.valid_on
      union all
      select t.at, t.valid_on, t.max_depth, t.level + 1, b.component_id, b.quantity, b.unit, t.path || b.component_id
      from tree t join erp.bill_of_materials b on b.assembly_id = t.component_id
        and coalesce(b.valid_from, t.valid_on) <= t.valid_on and coalesce(b.valid_to, t.valid_on) >= t.valid_on
      where t.level < t.max_depth and not b.component_id = any(t.path)
    )
    select at, level, component_id, quantity, unit, path
    from (select * from tree limit ${MOST_NODES * keys.length + 1}) bounded order by at, level, path`);
  if (rows.length > MOST_NODES * keys.length)
    throw graphError("BAD_USER_INPUT", `The tree has more than ${MOST_NODES} components; ask for a smaller maxDepth.`);
  const byKey = rowsByParent(rows);
  return keys.map((_, at) => (byKey.get(at) ?? []).map(toComponent));
}

function toComponent(row: Readonly<Record<string, unknown>>): ComponentRow {
  const { level, component_id: componentId, quantity, unit, path } = row;
  return {
    level: Number(level),
    componentId: String(componentId),
    quantity: quantity == null || unit == null ? null : { value: String(quantity), unit: String(unit) },
    path: path as readonly string[],
  };
}

/** Items in each category and in all categories below it, in one statement. */
export async function readCategoryItems(
  read: ReadContext,
  categories: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const rows = await read.database.query(sql`
    with recursive below as (
      select id as top, id from erp.item_category where id = any(${categories}::text[])
      union
      select b.top, c.id from below b join erp.item_category c on c.parent_id = b.id
    )
    select b.top, array_agg(i.erp_id order by i.erp_id) as items
    from below b join erp.item i on i.category_id = b.id group by b.top`);
  const items = new Map(rows.map((row) => [String(row["top"]), row["items"] as readonly string[]]));
  return categories.map((category) => items.get(category) ?? []);
}
