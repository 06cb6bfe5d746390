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

export const ordersInOne = (database: Database, first: number): Promise<string> =>
  textOf(
    database,
    sql`select json_build_object('data', json_build_object('salesOrders', json_build_object('nodes',
        coalesce(json_agg(json_build_object(${ORDER}, ${LINES}, ${INVOICES}) order by o.id), '[]'))))::text as answer
      from (select * from erp.sales_order order by id limit ${first}::integer) o`,
  );

export const orderInOne = (database: Database, id: string): Promise<string> =>
  textOf(
    database,
    sql`select json_build_object('data', json_build_object('salesOrder',
        (select json_build_object(${ORDER}, ${INVOICES}) from erp.sales_order o where o.id = ${id})))::text as answer`,
  );

/** @param after the last id of the page before, "" for the first */
export const ledgerInOne = (database: Database, first: number, after: string): Promise<string> =>
  textOf(
    database,
    sql`select json_build_object('data', json_build_object('journalLines', json_build_object(
        'pageInfo', json_build_object('hasNextPage', count(*) > ${first}::integer, 'endCursor', max(l.id) filter (where l.at <= ${first}::integer)),
        'nodes', coalesce(json_agg(json_build_object('id', l.id, 'entryId', l.entry_id, 'lineNumber', l.line_number, 'accountId', l.account_id,
          'postedOn', l.posted_on, 'debit', ${raw(MONEY("l.debit", "l.currency"))}, 'credit', ${raw(MONEY("l.credit", "l.currency"))})
          order by l.id) filter (where l.at <= ${first}::integer), '[]'))))::text as answer
      from (select *, row_number() over (order by id) as at from finance.journal_line where id > ${after} order by id
        limit ${first + 1}::integer) l`,
  );
