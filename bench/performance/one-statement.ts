import type { Database } from "../../store/database";
import { raw, type Sql, sql } from "../../store/sql";

// The same answers in one statement each: PostgreSQL writes the JSON, and the text goes out as it comes.

const MONEY = (amount: string, currency: string): string =>
  `json_build_object('amount', ${amount}::text, 'currency', ${currency})`;

const ORDER = raw(`'id', o.id, 'number', o.number, 'orderedOn', o.ordered_on, 'status', o.status,
  'netAmount', ${MONEY("o.net_amount", "o.currency")},
  'customer', (select json_build_object('id', i.shared_id, 'erpId', p.erp_id, 'name', p.name, 'city', p.city)
    from erp.party p left join mapping.identifier i on i.source_id = p.erp_id and i.status = 'CONFIRMED' where p.erp_id = o.customer_id)`);

const INVOICES =
  raw(`'invoices', (select coalesce(json_agg(json_build_object('id', v.id, 'number', v.number, 'issuedOn', v.issued_on,
    'totalAmount', ${MONEY("v.total_amount", "v.currency")}) order by v.id), '[]')
  from mapping.document_link k join finance.invoice v on v.id = k.to_id where k.from_id = o.id and k.to_kind = 'INVOICE')`);

const LINES =
  raw(`'lines', json_build_object('nodes', (select coalesce(json_agg(json_build_object('lineNumber', l.line_number,
    'quantity', json_build_object('value', l.quantity::text, 'unit', l.unit),
    'netAmount', ${MONEY("l.net_amount", "l.currency")},
    'item', (select json_build_object('erpId', t.erp_id, 'name', t.name) from erp.item t where t.erp_id = l.item_id)) order by l.id), '[]')
  from erp.sales_order_line l where l.order_id = o.id))`);

async function textOf(database: Database, statement: Sql): Promise<string> {
  const [row] = await database.query(statement);
  return String(row?.["answer"]);
}

/** Nodes of a page, of the rows that stand at `at` up to `first` under the alias. */
const page = (first: number, alias: string, node: Sql): Sql => {
  const isIn = sql`${raw(alias)}.at <= ${first}::integer`;
  return sql`json_build_object(
    'pageInfo', json_build_object('hasNextPage', count(*) > ${first}::integer, 'endCursor', max(${raw(alias)}.id) filter (where ${isIn})),
    'nodes', coalesce(json_agg(json_build_object(${node}) order by ${raw(alias)}.id) filter (where ${isIn}), '[]'))`;
};

/** The rows after an id, and one more than the page holds. @param after the last id of the page before, "" for the first */
const rowsAfter = (table: string, first: number, after: string): Sql =>
  sql`(select *, row_number() over (order by id) as at from ${raw(table)} where id > ${after} order by id limit ${first + 1}::integer)`;

export const ordersInOne = (database: Database, first: number, after: string): Promise<string> =>
  textOf(
    database,
    sql`select json_build_object('data', json_build_object('salesOrders', ${page(first, "o", sql`${ORDER}, ${LINES}, ${INVOICES}`)}))::text as answer
      from ${rowsAfter("erp.sales_order", first, after)} o`,
  );

export const orderInOne = (database: Database, id: string): Promise<string> =>
  textOf(
    database,
    sql`select json_build_object('data', json_build_object('salesOrder',
        (select json_build_object(${ORDER}, ${INVOICES}) from erp.sales_order o where o.id = ${id})))::text as answer`,
  );

const POSTING =
  raw(`'id', l.id, 'entryId', l.entry_id, 'lineNumber', l.line_number, 'accountId', l.account_id, 'postedOn', l.posted_on,
  'debit', ${MONEY("l.debit", "l.currency")}, 'credit', ${MONEY("l.credit", "l.currency")}`);

export const ledgerInOne = (database: Database, first: number, after: string): Promise<string> =>
  textOf(
    database,
    sql`select json_build_object('data', json_build_object('journalLines', ${page(first, "l", POSTING)}))::text as answer
      from ${rowsAfter("finance.journal_line", first, after)} l`,
  );
