import type { Database } from "../database";
import { raw, sql } from "../sql";

/** A posted entry that does not balance, or lies outside its period. */
export interface FaultyEntry {
  readonly id: string;
  readonly number: string;
  readonly companyId: string;
  readonly postedOn: string;
  /** Debit less credit. */
  readonly off: string;
  readonly currency: string;
  readonly periodCode: string | null;
  readonly offPeriod: boolean;
}

/** Entries whose debits and credits differ, or whose day is in another period than the entry says, or in none. */
export async function readFaultyEntries(database: Database): Promise<readonly FaultyEntry[]> {
  const rows = await database.query(sql`
    with balance as (
      select l.entry_id, min(l.currency) as currency, sum(l.debit) - sum(l.credit) as off from finance.journal_line l group by l.entry_id
    ), entry as (
      select e.id, e.number, e.company_id, e.posted_on, coalesce(b.off, 0) as off, coalesce(b.currency, '') as currency, p.code,
        case when p.id is not null then e.posted_on not between p.starts_on and p.ends_on
          else e.period_id is null and exists (select 1 from finance.fiscal_period f where f.company_id = e.company_id)
            and not exists (select 1 from finance.fiscal_period f
              where f.company_id = e.company_id and e.posted_on between f.starts_on and f.ends_on) end as off_period
      from finance.journal_entry e left join balance b on b.entry_id = e.id
      left join finance.fiscal_period p on p.id = e.period_id
      where e.status = 'POSTED'
    )
    select * from entry where off <> 0 or off_period order by id`);
  return rows.map((row) => ({
    id: String(row["id"]),
    number: String(row["number"]),
    companyId: String(row["company_id"]),
    postedOn: String(row["posted_on"]),
    off: String(row["off"]),
    currency: String(row["currency"]),
    periodCode: row["code"] as string | null,
    offPeriod: row["off_period"] === true,
  }));
}

/** What documents say is open, beside what the ledger says, for one company and one of its sub-ledgers. */
export interface ControlBalance {
  readonly companyId: string;
  readonly kind: "RECEIVABLE" | "PAYABLE";
  readonly currency: string;
  readonly documentCount: number;
  readonly open: string;
  readonly ledger: string;
  readonly accountId: string;
  readonly lastPostedOn: string;
  /** Documents in another currency that carry no rate, so that their part is not known. */
  readonly unratedCount: number;
}

const rate = (alias: string): string =>
  `case when ${alias}.currency = c.currency then 1 else ${alias}.exchange_rate end`;

/** Open documents and payments on account at the rates they were booked with, against the control accounts. */
export async function readControlBalances(database: Database): Promise<readonly ControlBalance[]> {
  const document = (table: string, type: string, kind: string, sign: number, where = "true"): string => `
    select d.company_id, ${kind} as kind, ${sign} * (d.total_amount - coalesce((select sum(a.amount)
      from finance.payment_allocation a where a.document_type = '${type}' and a.document_id = d.id), 0)) * ${rate("d")} as open
    from finance.${table} d join finance.company c on c.finance_id = d.company_id where d.status = 'POSTED' and ${where}`;
  const rows = await database.query(sql`
    with item as (
      ${raw(document("invoice", "INVOICE", "'RECEIVABLE'", 1))} union all
      ${raw(document("bill", "BILL", "'PAYABLE'", 1))} union all
      ${raw(document("credit_note", "CREDIT_NOTE", "case d.kind when 'SALES' then 'RECEIVABLE' else 'PAYABLE' end", -1))} union all
      -- A discount settles more than was paid; money in another currency than its documents is settled by them alone.
      select p.company_id, case p.direction when 'INBOUND' then 'RECEIVABLE' else 'PAYABLE' end,
        -case when bool_or(a.currency <> p.currency) then 0 else greatest(p.amount - coalesce(sum(a.amount), 0), 0) end
          * ${raw(rate("p"))}
      from finance.payment p join finance.company c on c.finance_id = p.company_id
      left join finance.payment_allocation a on a.payment_id = p.id group by p.id, c.currency
    ), open as (
      select company_id, kind, count(*)::integer as documents, sum(open) as open, count(*) filter (where open is null)::integer as unrated
      from item group by 1, 2
    ), ledger as (
      select l.company_id, a.class as kind, l.currency, sum(case a.class when 'RECEIVABLE' then 1 else -1 end * (l.debit - l.credit)) as balance,
        (array_agg(a.id order by coalesce(a.control, false) desc, a.code))[1] as account_id, max(l.posted_on) as last_on
      from finance.journal_line l join finance.journal_entry e on e.id = l.entry_id and e.status = 'POSTED'
      join finance.account a on a.id = l.account_id and a.class in ('RECEIVABLE', 'PAYABLE')
      group by 1, 2, 3
    )
    select g.company_id, g.kind, g.currency, g.balance, g.account_id, g.last_on, coalesce(o.open, 0) as open,
      coalesce(o.documents, 0) as documents, coalesce(o.unrated, 0) as unrated
    from ledger g left join open o on o.company_id = g.company_id and o.kind = g.kind order by 1, 2, 3`);
  return rows.map((row) => ({
    companyId: String(row["company_id"]),
    kind: row["kind"] as ControlBalance["kind"],
    currency: String(row["currency"]),
    documentCount: Number(row["documents"]),
    open: String(row["open"]),
    ledger: String(row["balance"]),
    accountId: String(row["account_id"]),
    lastPostedOn: String(row["last_on"]),
    unratedCount: Number(row["unrated"]),
  }));
}

/** What the ledger carries as inventory, by company. */
export interface InventoryAccount {
  readonly companyId: string;
  readonly currency: string;
  readonly balance: string;
  readonly accountId: string;
  readonly lastPostedOn: string;
}

export async function readInventoryAccounts(database: Database): Promise<readonly InventoryAccount[]> {
  const rows = await database.query(sql`
    select l.company_id, l.currency, sum(l.debit - l.credit) as balance, (array_agg(a.id order by a.code))[1] as account_id,
      max(l.posted_on) as last_on
    from finance.journal_line l join finance.journal_entry e on e.id = l.entry_id and e.status = 'POSTED'
    join finance.account a on a.id = l.account_id and a.class = 'INVENTORY' group by 1, 2 order by 1, 2`);
  return rows.map((row) => ({
    companyId: String(row["company_id"]),
    currency: String(row["currency"]),
    balance: String(row["balance"]),
    accountId: String(row["account_id"]),
    lastPostedOn: String(row["last_on"]),
  }));
}

/** The last stock of each product as finance carries it. */
export interface FinanceStock {
  readonly productId: string;
  readonly quantity: string;
  readonly unit: string | null;
  readonly unitCost: string | null;
  readonly currency: string | null;
  readonly balanceOn: string;
}

export async function readFinanceStock(database: Database): Promise<readonly FinanceStock[]> {
  // An earlier version of a product keeps its last balance, but carries no stock once its time is over.
  const rows = await database.query(sql`
    select distinct on (b.product_id) b.product_id, b.balance, b.unit, b.unit_cost, b.currency, b.balance_on
    from finance.inventory_balance b join finance.product p on p.id = b.product_id
    where p.valid_to is null or p.valid_to >= (select max(balance_on) from finance.inventory_balance)
    order by b.product_id, b.balance_on desc, b.id desc`);
  return rows.map((row) => ({
    productId: String(row["product_id"]),
    quantity: String(row["balance"]),
    unit: row["unit"] as string | null,
    unitCost: row["unit_cost"] as string | null,
    currency: row["currency"] as string | null,
    balanceOn: String(row["balance_on"]),
  }));
}
