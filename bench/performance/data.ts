import type { Database } from "../../store/database";
import { raw, type Sql, sql } from "../../store/sql";

/** How much a made-up company trades. Every order has three lines and one invoice. */
export interface Size {
  readonly customers: number;
  readonly items: number;
  readonly orders: number;
  readonly ledgerLines: number;
  /** At least those of the customers and items; the rest are of parties that do not trade. */
  readonly identifiers: number;
}

export const FULL: Size = {
  customers: 10_000,
  items: 2_000,
  orders: 100_000,
  ledgerLines: 200_000,
  identifiers: 1_000_000,
};
export const QUICK: Size = { customers: 1_000, items: 500, orders: 5_000, ledgerLines: 20_000, identifiers: 3_000 };

/** What every row says of its source. */
const ORIGIN = raw("'bench', 'made up', 1, 1");
const FROM_ORIGIN = raw("source_system, source_file, source_line, batch_id");
const id = (type: string, value: string): Sql => raw(`'bench:${type}:' || lpad((${value})::text, 8, '0')`);

/** Fills migrated, empty schemas by one statement a table, straight in SQL: the way in is not what is measured. */
export async function makeUp(database: Database, size: Size): Promise<void> {
  for (const statement of [...trade(size), ...crosswalk(size), ...documents(size), ...ledger(size)])
    await database.query(statement);
  await database.execute("analyze");
}

const each = (count: number): Sql => sql`generate_series(1, ${count}::integer) as s(n)`;
/** The same customer and item of an order every time, spread over all. */
const customerOf = ({ customers }: Size): string => `1 + n * 7919 % ${customers}`;
const DAY = raw("date '2023-01-01' + n % 1000");
const AMOUNT = raw("round((100 + n % 9000) * 1.25, 2)");

function trade(size: Size): readonly Sql[] {
  const { customers, items, orders } = size;
  return [
    sql`insert into erp.party (erp_id, number, name, role, city, country, ${FROM_ORIGIN})
      select ${id("customer", "n")}, 'C' || n, 'Customer ' || n, 'CUSTOMER', 'City ' || n % 97, 'CN', ${ORIGIN} from ${each(customers)}`,
    sql`insert into erp.item (erp_id, number, name, unit, currency, ${FROM_ORIGIN})
      select ${id("item", "n")}, 'I' || n, 'Item ' || n, 'C62', 'CNY', ${ORIGIN} from ${each(items)}`,
    sql`insert into erp.sales_order (id, number, customer_id, ordered_on, status, currency, net_amount, total_amount, ${FROM_ORIGIN})
      select ${id("order", "n")}, 'O' || n, ${id("customer", customerOf(size))}, ${DAY}, 'DELIVERED', 'CNY', ${AMOUNT}, ${AMOUNT}, ${ORIGIN}
      from ${each(orders)}`,
    sql`insert into erp.sales_order_line (id, order_id, line_number, item_id, quantity, unit, net_amount, currency, ${FROM_ORIGIN})
      select ${id("line", "n * 10 + l")}, ${id("order", "n")}, l, ${id("item", `1 + (n * 31 + l) % ${items}`)}, l * 2, 'C62',
        round(${AMOUNT} / 3, 2), 'CNY', ${ORIGIN}
      from ${each(orders)}, generate_series(1, 3) as l`,
    sql`insert into finance.party_account (id, number, name, kind, ${FROM_ORIGIN})
      select ${id("debtor", "n")}, 'D' || n, 'Customer ' || n, 'CUSTOMER', ${ORIGIN} from ${each(customers)}`,
    sql`insert into finance.invoice (id, number, party_account_id, issued_on, status, order_number, currency, net_amount, total_amount,
        ${FROM_ORIGIN})
      select ${id("invoice", "n")}, 'V' || n, ${id("debtor", customerOf(size))}, ${DAY} + 5, 'POSTED', 'O' || n, 'CNY', ${AMOUNT}, ${AMOUNT},
        ${ORIGIN} from ${each(orders)}`,
  ];
}

/** One identity a customer, over its records of both systems. */
function crosswalk({ customers, items, identifiers }: Size): readonly Sql[] {
  const idle = Math.max(0, identifiers - 2 * customers - items);
  const link = (kind: string, side: "ERP" | "FINANCE", type: string, count: number): readonly Sql[] => [
    sql`insert into mapping.source_record (source_id, kind, side, system, name, batch_id)
      select ${id(type, "n")}, ${kind}, ${side}, 'bench', ${type} || ' ' || n, 1 from ${each(count)}`,
    sql`insert into mapping.identifier (id, kind, shared_id, side, system, source_id, name, status, confidence, rule, decided_by)
      select ${id(kind, "n")} || '=' || ${id(type, "n")}, ${kind}, ${id(kind, type === "other" ? "n + 50000000" : "n")}, ${side}, 'bench',
        ${id(type, "n")}, ${type} || ' ' || n, 'CONFIRMED', 1, case when ${side} = 'ERP' then 'MINTED' else 'TAX_ID' end, 'bench'
      from ${each(count)}`,
  ];
  return [
    ...link("PARTY", "ERP", "customer", customers),
    ...link("PARTY", "FINANCE", "debtor", customers),
    ...link("ITEM", "ERP", "item", items),
    ...link("PARTY", "ERP", "other", idle),
  ];
}

/** What mapping is told of orders and invoices; an invoice names its order by number. */
function documents(size: Size): readonly Sql[] {
  const record = (kind: string, type: string, letter: string, party: string, orderNumber: Sql): Sql =>
    sql`insert into mapping.document_record (source_id, kind, side, system, number, order_number, party_id, net_amount, total_amount,
        currency, document_on, smallest_unit, batch_id)
      select ${id(type, "n")}, ${kind}, 'SALES', 'bench', ${letter}::text || n, ${orderNumber}, ${id(party, customerOf(size))}, ${AMOUNT},
        ${AMOUNT}, 'CNY', ${DAY}, 0.01, 1 from ${each(size.orders)}`;
  return [
    record("SALES_ORDER", "order", "O", "customer", raw("null")),
    record("INVOICE", "invoice", "V", "debtor", raw("'O' || n")),
  ];
}

function ledger({ ledgerLines }: Size): readonly Sql[] {
  return [
    sql`insert into finance.account (id, code, name, type, normal_side, ${FROM_ORIGIN})
      select ${id("account", "n")}, (1000 + n)::text, 'Account ' || n, 'ASSET', 'DEBIT', ${ORIGIN} from ${each(20)}`,
    sql`insert into finance.journal_entry (id, company_id, number, posted_on, status, ${FROM_ORIGIN})
      select ${id("entry", "n")}, 'bench:company:1', 'E' || n, ${DAY}, 'POSTED', ${ORIGIN} from ${each(ledgerLines / 2)}`,
    sql`insert into finance.journal_line (id, entry_id, line_number, company_id, account_id, posted_on, debit, credit, currency, ${FROM_ORIGIN})
      select ${id("posting", "n * 10 + l")}, ${id("entry", "n")}, l, 'bench:company:1', ${id("account", "1 + (n + l) % 20")}, ${DAY},
        case l when 1 then ${AMOUNT} else 0 end, case l when 2 then ${AMOUNT} else 0 end, 'CNY', ${ORIGIN}
      from ${each(ledgerLines / 2)}, generate_series(1, 2) as l`,
  ];
}
