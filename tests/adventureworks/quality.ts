import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { sameForAll } from "../../cli/databases";
import type { Database, Row } from "../../store/database";
import { runQualityChecks } from "../../store/quality/check";
import { loadRules } from "../../store/quality/rules";
import { raw, sql } from "../../store/sql";

/** Source files as tables of text, so that plain SQL judges them without Concord's mapping or rules. */
const FILES = {
  product: "dw/DimProduct.csv",
  sales_order: "oltp/Sales.SalesOrderHeader.csv",
  sales_line: "oltp_derived_SalesOrderDetail.csv",
  purchase_order: "oltp/Purchasing.PurchaseOrderHeader.csv",
  purchase_line: "oltp/Purchasing.PurchaseOrderDetail.csv",
};

async function keepSource(database: Database, folder: string): Promise<void> {
  await database.query(sql`create schema source`);
  for (const [table, file] of Object.entries(FILES)) {
    const records: Record<string, string>[] = parse(readFileSync(join(folder, file)), { columns: true, bom: true });
    await database.query(sql`create table ${raw(`source.${table}`)} as
      select record from json_array_elements(${JSON.stringify(records)}::json) as record`);
  }
}

/** Of an order and its lines, each amount rounded to the four places of the source's money; a cent a line is rounding. */
const ordersAgainstLines = (kind: string, key: string): string => `
  select o.record->>'${key}' as id, o.amount, count(l.amount)::int as line_count, sum(l.amount) as lines
  from (select record, round((record->>'SubTotal')::numeric, 4) as amount from source.${kind}_order) o
  left join (select record->>'${key}' as id, round((record->>'LineTotal')::numeric, 4) as amount from source.${kind}_line) l
    on l.id = o.record->>'${key}'
  group by 1, 2 having count(l.amount) = 0 or abs(o.amount - sum(l.amount)) > 0.01 * count(l.amount)`;

/** What is wrong in the source by plain SQL, in the words of the findings. */
const FAULTS = `
  select 'product-ends-before-it-starts' as rule, 'aw-finance:product:' || (record->>'ProductKey') as row_id,
    'at least ' || left(record->>'StartDate', 10) as expected, left(record->>'EndDate', 10) as found
  from source.product where record->>'EndDate' < record->>'StartDate' and record->>'EndDate' <> ''
  union all
  select 'sales-order-without-lines', 'aw-erp:sales_order:' || id, 'at least 1 line(s)', '0'
  from (${ordersAgainstLines("sales", "SalesOrderID")}) s where line_count = 0
  union all
  select 'sales-order-lines-total', 'aw-erp:sales_order:' || id, trim_scale(lines) || ' on ' || line_count || ' lines',
    trim_scale(amount)::text from (${ordersAgainstLines("sales", "SalesOrderID")}) s where line_count > 0
  union all
  select 'purchase-order-lines', 'aw-erp:purchase_order:' || id, lines::text, amount::text
  from (${ordersAgainstLines("purchase", "PurchaseOrderID")}) p`;

/** Asks the rules of the loaded company. @returns what they found, and what plain SQL over the source's files says is wrong */
export async function judge(
  database: Database,
  folder: string,
): Promise<{ readonly found: readonly Row[]; readonly wrong: readonly Row[] }> {
  await keepSource(database, folder);
  await runQualityChecks(sameForAll(database), loadRules(), { today: "2014-07-01" });
  const found = await database.query(sql`
    select rule_id as rule, row_id, expected, found from mapping.quality_finding where state = 'OPEN' order by 1, 2`);
  const wrong = await database.query(raw(`select * from (${FAULTS}) f order by rule collate "C", row_id collate "C"`));
  await database.query(sql`drop schema source cascade`);
  return { found, wrong };
}
