import type { Database } from "../../store/database";
import { raw, type Sql, sql } from "../../store/sql";

/** A fault that was planted: the rule that must tell it, on which row. */
export interface SeededFault {
  readonly rule: string;
  readonly entity: string;
  readonly rowId: string;
}

/** One kind of fault: spoils a sound row, and says what must be found for it. */
interface FaultKind {
  readonly rule: string;
  readonly entity: string;
  readonly table: string;
  readonly key?: string;
  /** Rows it may spoil, over the alias t. */
  readonly among?: string;
  /** New values by column. */
  readonly set?: Readonly<Record<string, string>>;
  /** A copy of the row is spoilt instead, so that nothing rests on it. */
  readonly copy?: Readonly<Record<string, string>>;
  /** Takes rows out that the row rests on: a table and the condition over the alias x. */
  readonly without?: readonly [table: string, condition: string];
}

const line = "exists (select 1 from";
/** Lines whose rounding would be a fault in no currency. */
const EXACT =
  "coalesce(abs(t.net_amount - t.quantity * t.unit_price * (1 - coalesce(t.discount_rate, 0))), 0) <= 0.001";
/** Every fourth of a pair: a rate is judged by three before and three after it, and most of those are right. */
const FOURTH_RATE = `t.id in (select id from (select id, row_number() over (
  partition by from_currency, to_currency, kind order by valid_on, id) as place from finance.exchange_rate) r where place % 4 = 1)`;
/** Purchase orders of the company of t that count. */
const VALID_ORDERS = "from erp.purchase_order o where o.company_id = t.company_id and o.status <> 'CANCELLED'";
const OPEN = "exists (select 1 from finance.fiscal_period p where p.id = t.period_id and p.status = 'OPEN')";

/** Every kind stands on rows of its own; the condition keeps a fault from being one of another kind too. */
export const FAULT_KINDS: readonly FaultKind[] = [
  {
    rule: "journal-entry-unbalanced",
    entity: "JournalEntry",
    table: "finance.journal_entry",
    set: {},
    without: [
      "finance.journal_line",
      "x.entry_id = t.id and x.line_number = (select max(line_number) from finance.journal_line m where m.entry_id = t.id and m.debit <> m.credit)",
    ],
    among: `(select count(*) from finance.journal_line l where l.entry_id = t.id) > 2 and ${OPEN}`,
  },
  {
    rule: "journal-entry-without-lines",
    entity: "JournalEntry",
    table: "finance.journal_entry",
    copy: { number: "number || '-L'" },
    among: OPEN,
  },
  {
    rule: "journal-entry-in-closed-period",
    entity: "JournalEntry",
    table: "finance.journal_entry",
    set: { description: "'changed later'" },
    among: "exists (select 1 from finance.fiscal_period p where p.id = t.period_id and p.status = 'CLOSED')",
  },
  {
    rule: "journal-line-side",
    entity: "JournalLine",
    table: "finance.journal_line",
    copy: { debit: "7", credit: "7", line_number: "line_number + 500" },
  },
  {
    rule: "journal-line-amount-missing",
    entity: "JournalLine",
    table: "finance.journal_line",
    copy: { debit: "0", credit: "0", transaction_amount: "9", line_number: "line_number + 500" },
  },
  {
    rule: "despatch-duplicate",
    entity: "Shipment",
    table: "erp.shipment",
    copy: { status: "'CANCELLED'" },
  },
  {
    rule: "payment-number-duplicate",
    entity: "Payment",
    table: "finance.payment",
    copy: {},
  },
  {
    rule: "journal-line-control-account-without-party",
    entity: "JournalLine",
    table: "finance.journal_line",
    set: { party_account_id: "null" },
    among: `${line} finance.account a where a.id = t.account_id and a.control)`,
  },
  {
    rule: "journal-line-account-not-postable",
    entity: "JournalLine",
    table: "finance.journal_line",
    set: { account_id: "(select a.id from finance.account a where not a.postable limit 1)" },
    among: `${line} finance.account a where not a.postable) and t.party_account_id is null`,
  },
  {
    rule: "journal-line-day-differs",
    entity: "JournalLine",
    table: "finance.journal_line",
    set: { posted_on: "posted_on + 1" },
  },
  {
    rule: "journal-line-currency-differs",
    entity: "JournalLine",
    table: "finance.journal_line",
    set: { currency: "'SEK'" },
  },
  {
    rule: "account-loop",
    entity: "Account",
    table: "finance.account",
    copy: { code: "code || '-A'", parent_id: "id", control: "null" },
  },
  {
    rule: "fiscal-period-overlap",
    entity: "FiscalPeriod",
    table: "finance.fiscal_period",
    copy: { starts_on: "starts_on + 5", ends_on: "starts_on + 9", code: "code || 'x'" },
  },
  { rule: "document-total", entity: "Invoice", table: "finance.invoice", set: { total_amount: "total_amount + 1000" } },
  {
    rule: "invoice-lines-total",
    entity: "Invoice",
    table: "finance.invoice",
    set: { net_amount: "net_amount + 700", total_amount: "total_amount + 700" },
  },
  {
    rule: "bill-lines-total",
    entity: "Bill",
    table: "finance.bill",
    set: { net_amount: "net_amount + 700", total_amount: "total_amount + 700" },
  },
  {
    rule: "invoice-without-lines",
    entity: "Invoice",
    table: "finance.invoice",
    copy: { number: "number || '-W'", status: "'POSTED'", journal_entry_id: "null" },
  },
  {
    rule: "invoice-number-duplicate",
    entity: "Invoice",
    table: "finance.invoice",
    copy: { status: "'DRAFT'" },
    among: "t.status <> 'CANCELLED'",
  },
  {
    rule: "bill-number-duplicate",
    entity: "Bill",
    table: "finance.bill",
    copy: { status: "'DRAFT'" },
    among: "t.status <> 'CANCELLED'",
  },
  { rule: "document-due-before-issued", entity: "Bill", table: "finance.bill", set: { due_on: "issued_on - 3" } },
  {
    rule: "document-in-future",
    entity: "Bill",
    table: "finance.bill",
    set: { issued_on: "date '2090-01-01'", due_on: "date '2090-02-01'" },
  },
  {
    rule: "payment-in-future",
    entity: "Payment",
    table: "finance.payment",
    copy: { number: "number || '-F'", paid_on: "date '2090-01-01'" },
  },
  {
    rule: "payment-not-positive",
    entity: "Payment",
    table: "finance.payment",
    copy: { number: "number || '-N'", amount: "-amount" },
  },
  {
    rule: "document-cancelled-but-booked",
    entity: "Invoice",
    table: "finance.invoice",
    set: { status: "'CANCELLED'" },
    among: `t.status = 'POSTED' and ${line} finance.journal_entry e where e.id = t.journal_entry_id and e.status = 'POSTED')`,
  },
  {
    rule: "document-rate-missing",
    entity: "Payment",
    table: "finance.payment",
    set: { exchange_rate: "null" },
    among: `${line} finance.company c where c.finance_id = t.company_id and c.currency <> t.currency)`,
  },
  {
    rule: "invoice-on-supplier-account",
    entity: "Invoice",
    table: "finance.invoice",
    set: {
      party_account_id:
        "(select p.id from finance.party_account p where p.kind = 'SUPPLIER' and p.company_id is not distinct from t.company_id order by 1 limit 1)",
    },
  },
  {
    rule: "invoice-line-orphan",
    entity: "InvoiceLine",
    table: "finance.invoice_line",
    copy: { invoice_id: "'nowhere:' || id" },
  },
  {
    rule: "product-unknown",
    entity: "InvoiceLine",
    table: "finance.invoice_line",
    set: { product_id: "'nowhere:product:1'" },
  },
  {
    rule: "invoice-line-currency-differs",
    entity: "InvoiceLine",
    table: "finance.invoice_line",
    set: { currency: "'SEK'" },
    among: EXACT,
  },
  {
    rule: "line-net-amount",
    entity: "BillLine",
    table: "finance.bill_line",
    set: { unit_price: "unit_price + 90" },
    among: "t.unit_price is not null and t.quantity > 0",
  },
  {
    rule: "line-unit-missing",
    entity: "BillLine",
    table: "finance.bill_line",
    set: { unit: "null" },
    among: "t.quantity is not null and t.unit is not null",
  },
  {
    rule: "payment-overallocated",
    entity: "Payment",
    table: "finance.payment",
    set: { amount: "amount * 0.5" },
    among: `(select sum(case when a.document_type = 'CREDIT_NOTE' then -a.amount else a.amount end)
      from finance.payment_allocation a where a.payment_id = t.id) > t.amount * 0.5 + 1`,
  },
  {
    rule: "allocation-before-payment",
    entity: "PaymentAllocation",
    table: "finance.payment_allocation",
    set: { allocated_on: "date '1999-01-01'" },
  },
  {
    rule: "allocation-bill-unknown",
    entity: "PaymentAllocation",
    table: "finance.payment_allocation",
    set: { document_id: "'nowhere:bill:1'" },
    among: "t.document_type = 'BILL'",
  },
  { rule: "finance-currency-unknown", entity: "Budget", table: "finance.budget", set: { currency: "'ZZZ'" } },
  { rule: "finance-unit-unknown", entity: "Product", table: "finance.product", set: { unit: "'DOZENS'" } },
  {
    rule: "finance-country-unknown",
    entity: "PartyAccount",
    table: "finance.party_account",
    set: { country: "'XX'", tax_id: "null" },
  },
  {
    rule: "finance-tax-id-invalid",
    entity: "PartyAccount",
    table: "finance.party_account",
    set: { tax_id: "'911101050000000000'", country: "'CN'" },
  },
  {
    rule: "exchange-rate-implausible",
    entity: "ExchangeRate",
    table: "finance.exchange_rate",
    set: { rate: "rate * 10" },
    among: FOURTH_RATE,
  },
  {
    rule: "product-ends-before-it-starts",
    entity: "Product",
    table: "finance.product",
    set: { valid_from: "date '2025-01-02'", valid_to: "date '2025-01-01'" },
  },
  {
    rule: "party-account-name-placeholder",
    entity: "PartyAccount",
    table: "finance.party_account",
    set: { name: "'test'" },
  },
  {
    rule: "order-total",
    entity: "SalesOrder",
    table: "erp.sales_order",
    set: { total_amount: "total_amount + 55" },
    among: "t.total_amount is not null",
  },
  {
    rule: "sales-order-lines-total",
    entity: "SalesOrder",
    table: "erp.sales_order",
    set: { net_amount: "net_amount + 55", total_amount: "total_amount + 55" },
  },
  {
    rule: "order-number-duplicate",
    entity: "PurchaseOrder",
    table: "erp.purchase_order",
    set: {
      number: `(select o.number ${VALID_ORDERS} order by o.id limit 1)`,
    },
    among: `t.status <> 'CANCELLED' and t.id > (select min(o.id) ${VALID_ORDERS})`,
  },
  {
    rule: "order-due-before-ordered",
    entity: "SalesOrder",
    table: "erp.sales_order",
    set: { due_on: "ordered_on - 1" },
  },
  {
    rule: "shipped-before-ordered",
    entity: "Shipment",
    table: "erp.shipment",
    set: { shipped_on: "date '1999-01-01'" },
    among: `${line} erp.sales_order o where o.id = t.order_id)`,
  },
  {
    rule: "customer-role-missing",
    entity: "SalesOrder",
    table: "erp.sales_order",
    set: { customer_id: "(select p.erp_id from erp.party p where p.role = 'SUPPLIER' order by 1 limit 1)" },
  },
  { rule: "item-unknown", entity: "StockMovement", table: "erp.stock_movement", set: { item_id: "'nowhere:item:1'" } },
  {
    rule: "order-line-quantity-not-positive",
    entity: "SalesOrderLine",
    table: "erp.sales_order_line",
    set: { quantity: "0", unit_price: "null" },
    among: `${line} erp.sales_order o where o.id = t.order_id and o.net_amount > 0)`,
  },
  {
    rule: "order-line-currency-differs",
    entity: "SalesOrderLine",
    table: "erp.sales_order_line",
    set: { currency: "'SEK'" },
    among: EXACT,
  },
  { rule: "stock-negative", entity: "StockLevel", table: "erp.stock_level", set: { on_hand: "-1" } },
  {
    rule: "shipment-movement-sign",
    entity: "StockMovement",
    table: "erp.stock_movement",
    set: { quantity: "abs(quantity) + 1" },
    among: "t.kind = 'SHIPMENT'",
  },
  { rule: "item-unit-missing", entity: "Item", table: "erp.item", key: "erp_id", set: { unit: "null" } },
  { rule: "item-category-loop", entity: "ItemCategory", table: "erp.item_category", copy: { parent_id: "id" } },
  {
    rule: "party-email-malformed",
    entity: "Party",
    table: "erp.party",
    key: "erp_id",
    set: { email: "'not an address'" },
  },
];

/** Small whole numbers from a seed, the same everywhere. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
}

/** What rows are judged together by, over the alias t: one fault a document, so that no fault hides or makes another. */
const DOCUMENT: Readonly<Record<string, string>> = {
  "finance.journal_line": "t.entry_id",
  "finance.invoice_line": "t.invoice_id",
  "finance.bill_line": "t.bill_id",
  "finance.payment_allocation": "t.payment_id",
  "erp.sales_order_line": "t.order_id",
};

export interface Seeding {
  readonly seed: number;
  /** Faults of each kind, where there are so many rows. */
  readonly each: number;
  /** Batch that the spoilt rows come in. */
  readonly batch: string;
}

/** Plants faults of every kind, each in a document of its own, and tells what must be found. */
export async function seedFaults(database: Database, { seed, each, batch }: Seeding): Promise<readonly SeededFault[]> {
  const next = sequence(seed);
  const taken = new Set<string>();
  const faults: SeededFault[] = [];
  for (const kind of FAULT_KINDS) {
    const candidates = await candidatesOf(database, kind);
    for (let planted = 0; planted < each && candidates.length > 0; ) {
      const [chosen] = candidates.splice(next() % candidates.length, 1);
      if (!chosen || taken.has(chosen.document) || taken.has(chosen.id)) continue;
      taken.add(chosen.document).add(chosen.id);
      const rowId = await spoil(database, kind, chosen.id, batch, faults.length);
      faults.push({ rule: kind.rule, entity: kind.entity, rowId });
      planted += 1;
    }
  }
  return faults;
}

interface Candidate {
  readonly id: string;
  readonly document: string;
}

async function candidatesOf(
  database: Database,
  { entity, table, key = "id", among = "true" }: FaultKind,
): Promise<Candidate[]> {
  const document = DOCUMENT[table] ?? `t.${key}`;
  const rows = await database.query(sql`select t.${raw(key)} as id, ${raw(document)} as document from ${raw(table)} t
    where ${raw(among)} and t.${raw(key)} not like '%~%' and not exists (select 1 from mapping.quality_finding f
      where f.entity = ${entity} and f.row_id = t.${raw(key)} and f.state <> 'RESOLVED') order by 1`);
  return rows.map((row) => ({ id: String(row["id"]), document: String(row["document"]) }));
}

const assignments = (values: Readonly<Record<string, string>>, batch: string): Sql =>
  raw(
    [...Object.entries(values).map(([column, value]) => `${column} = ${value}`), `batch_id = ${Number(batch)}`].join(
      ", ",
    ),
  );

async function spoil(database: Database, kind: FaultKind, id: string, batch: string, number: number): Promise<string> {
  const { table, key = "id" } = kind;
  const change = (values: Readonly<Record<string, string>>, rowId: string) =>
    database.query(sql`update ${raw(table)} t set ${assignments(values, batch)} where t.${raw(key)} = ${rowId}`);
  if (!kind.copy) {
    await change(kind.set ?? {}, id);
    if (kind.without) {
      const [other, condition] = kind.without;
      await database.query(
        sql`delete from ${raw(other)} x using ${raw(table)} t where t.${raw(key)} = ${id} and ${raw(condition)}`,
      );
    }
    return id;
  }
  const copied = `${id}~${number}`;
  await database.query(sql`create temporary table one_row as select * from ${raw(table)} where ${raw(key)} = ${id}`);
  await database.query(sql`update one_row set ${raw(key)} = ${copied}`);
  await database.query(sql`insert into ${raw(table)} select * from one_row`);
  await database.query(sql`drop table one_row`);
  await change(kind.copy, copied);
  return copied;
}

/** A load that rows come in. */
export async function newBatch(database: Database): Promise<string> {
  const [row] = await database.query(
    sql`insert into mapping.import_batch (system, started_at) values ('seeded', now()) returning id::text as id`,
  );
  return String(row?.["id"]);
}

/** What the rules found, as it would have been planted. */
export async function openFindings(database: Database): Promise<readonly SeededFault[]> {
  const rows = await database.query(
    sql`select rule_id, entity, row_id from mapping.quality_finding where state = 'OPEN'`,
  );
  return rows.map((row) => ({
    rule: String(row["rule_id"]),
    entity: String(row["entity"]),
    rowId: String(row["row_id"]),
  }));
}
