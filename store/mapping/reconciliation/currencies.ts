import { createHash } from "node:crypto";
import Decimal from "decimal.js";
import type { Database } from "../../database";
import { sql } from "../../sql";

/** An amount of a day that is to be told in another currency. */
export interface RateNeed {
  readonly from: string;
  readonly to: string;
  readonly on: string;
}

const keyOf = ({ from, to, on }: RateNeed): string => `${from} ${to} ${on}`;

/** Closing rates in force on days, as they were needed. */
export class Rates {
  constructor(private readonly known: ReadonlyMap<string, Decimal>) {}

  /** Units of `to` for one of `from`; null when no rate is known on or before the day. */
  on(from: string, to: string, day: string): Decimal | null {
    return from === to ? new Decimal(1) : (this.known.get(keyOf({ from, to, on: day })) ?? null);
  }

  /** Changes with any of the rates. */
  version(): string {
    const told = [...this.known].map(([key, rate]) => `${key} ${rate.toFixed()}`).sort();
    return told.length === 0 ? "" : createHash("sha256").update(told.join("\n")).digest("hex").slice(0, 16);
  }
}

/** @param finance the database that keeps the exchange rates */
export async function readRates(finance: Database, needs: readonly RateNeed[]): Promise<Rates> {
  const distinct = [...new Map(needs.map((need) => [keyOf(need), need])).values()].filter(
    ({ from, to }) => from !== to,
  );
  const rows = await finance.query(sql`
    select n.from_code, n.to_code, n.on_day, r.rate
    from unnest(${distinct.map(({ from }) => from)}::text[], ${distinct.map(({ to }) => to)}::text[],
      ${distinct.map(({ on }) => on)}::date[]) as n(from_code, to_code, on_day)
    cross join lateral finance.closing_rate(n.from_code, n.to_code, n.on_day) r`);
  return new Rates(
    new Map(
      rows.map((row) => [
        keyOf({ from: String(row["from_code"]), to: String(row["to_code"]), on: String(row["on_day"]) }),
        new Decimal(String(row["rate"])),
      ]),
    ),
  );
}

/** The currency each company's books are kept in, by the shared id of the company; one nobody linked: its own id. */
export async function readBaseCurrencies(
  finance: Database,
  sharedIds: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<ReadonlyMap<string, string>> {
  const rows = await finance.query(sql`select finance_id, currency from finance.company where currency is not null`);
  const shared = await sharedIds(rows.map((row) => String(row["finance_id"])));
  return new Map(
    rows.map((row) => [shared.get(String(row["finance_id"])) ?? String(row["finance_id"]), String(row["currency"])]),
  );
}

/** An order and what bills it in another currency. */
export interface ForeignBilling {
  readonly orderId: string;
  readonly billingId: string;
  readonly company: string | null;
  readonly ordered: string;
  readonly billed: string;
  readonly on: string;
}

/** All orders that are billed in another currency than their own, as far as references and kept evidence link them. */
export async function readForeignBillings(database: Database): Promise<readonly ForeignBilling[]> {
  const rows = await database.query(sql`
    select l.from_id, l.to_id, mapping.identity_of(o.company_id) as company, o.currency as ordered, b.currency as billed,
      b.document_on
    from (
      select from_id, to_id from mapping.document_reference union select from_id, to_id from mapping.evidence_link
    ) l
    join mapping.document_record o on o.source_id = l.from_id and o.kind in ('SALES_ORDER', 'PURCHASE_ORDER')
    join mapping.document_record b on b.source_id = l.to_id and b.kind in ('ERP_INVOICE', 'INVOICE', 'BILL')
    where o.currency <> b.currency and b.document_on is not null order by 1, 2`);
  return rows.map((row) => ({
    orderId: String(row["from_id"]),
    billingId: String(row["to_id"]),
    company: row["company"] as string | null,
    ordered: String(row["ordered"]),
    billed: String(row["billed"]),
    on: String(row["document_on"]),
  }));
}
