import type { ScorecardMeasure } from "../../schema/mapping/integration-scorecard";
import type { Row } from "../database";
import type { ReadContext } from "../read/page";
import { raw, type Sql, sql } from "../sql";

export interface MeasuredFigure {
  readonly measure: ScorecardMeasure;
  readonly value: string | null;
  readonly unit: "share" | "days" | "seconds";
  readonly how: string;
}

interface Period {
  readonly from: string;
  readonly to: string;
}

const inPeriod = (column: string, { from, to }: Period): Sql =>
  sql`${raw(column)} between ${from}::date and ${to}::date`;

const visible = ({ scope }: ReadContext, alias: string): Sql =>
  scope === "*" ? raw("true") : sql`${raw(alias)}.company_id = any(${scope}::text[])`;

/** Whether the document at the other end of a link is the reader's to see: else the figure would tell of it. */
const seen = (read: ReadContext, id: string): Sql =>
  read.scope === "*"
    ? raw("true")
    : sql`exists (select 1 from mapping.document_record o where o.source_id = ${raw(id)} and ${visible(read, "o")})`;

const share = (measure: ScorecardMeasure, row: Row | undefined, of: string): MeasuredFigure => {
  const [part, whole] = [Number(row?.["part"] ?? 0), Number(row?.["whole"] ?? 0)];
  return {
    measure,
    value: whole === 0 ? null : String(row?.["share"]),
    unit: "share",
    how: `${part} of ${whole} ${of}.`,
  };
};

const SHARE = raw("trim_scale(round(count(*) filter (where hit) / nullif(count(*), 0)::numeric, 6))::text as share");
const PARTS = raw("count(*) filter (where hit)::integer as part, count(*)::integer as whole");

/** Documents of trade that bind somebody, dated in the period. */
const documents = (
  read: ReadContext,
  period: Period,
  kinds: readonly string[],
): Sql => sql`select d.* from mapping.document_record d
  where d.kind = any(${kinds}::text[]) and d.status not in ('DRAFT', 'CANCELLED', 'REJECTED', 'PENDING')
    and ${inPeriod("d.document_on", period)} and ${visible(read, "d")}`;

async function accuracy(read: ReadContext, period: Period): Promise<MeasuredFigure> {
  const kinds = ["SALES_ORDER", "PURCHASE_ORDER", "ERP_INVOICE", "INVOICE", "BILL", "CREDIT_NOTE", "PAYMENT"];
  const [row] = await read.database.query(sql`
    with wrong as (select distinct unnest(document_ids) as id from mapping.discrepancy x
        where x.present and x.state <> 'ACCEPTED' and ${visible(read, "x")}), judged as (
      select d.source_id not in (select id from wrong) as hit from (${documents(read, period, kinds)}) d)
    select ${PARTS}, ${SHARE}, exists (select 1 from mapping.reconciliation_run) as reconciled from judged`);
  if (row?.["reconciled"] !== true)
    return { measure: "ACCURACY", value: null, unit: "share", how: "Nothing has been reconciled yet." };
  return share("ACCURACY", row, "orders, invoices, credit notes and payments of the period stand in no discrepancy");
}

/** Where the ERP bills, its invoices; elsewhere its orders that were shipped. */
async function erpInFinance(read: ReadContext, period: Period): Promise<MeasuredFigure> {
  const [row] = await read.database.query(sql`
    with bills as (select distinct side from mapping.document_record b
        where b.kind = 'ERP_INVOICE' and ${visible(read, "b")}), judged as (
      select exists (select 1 from mapping.document_link l where l.from_id = d.source_id
          and l.to_kind in ('INVOICE', 'BILL', 'CREDIT_NOTE') and ${seen(read, "l.to_id")}) as hit
      from (${documents(read, period, ["ERP_INVOICE", "SALES_ORDER"])}) d
      where d.kind = 'ERP_INVOICE' or d.side not in (select side from bills)
        and exists (select 1 from mapping.document_reference s join mapping.document_record r on r.source_id = s.to_id
          where s.from_id = d.source_id and r.kind = 'SHIPMENT' and r.status = 'DONE' and ${visible(read, "r")}))
    select ${PARTS}, ${SHARE} from judged`);
  return share(
    "ERP_FOUND_IN_FINANCE",
    row,
    "invoices of the ERP, or shipped orders where it bills none, are found in finance",
  );
}

async function financeInErp(read: ReadContext, period: Period): Promise<MeasuredFigure> {
  const [row] = await read.database.query(sql`
    with judged as (select exists (select 1 from mapping.document_link l where l.to_id = d.source_id
        and l.from_kind in ('SALES_ORDER', 'PURCHASE_ORDER', 'SHIPMENT', 'RECEIPT', 'ERP_INVOICE')
        and ${seen(read, "l.from_id")}) as hit
      from (${documents(read, period, ["INVOICE", "BILL"])}) d)
    select ${PARTS}, ${SHARE} from judged`);
  return share("FINANCE_FOUND_IN_ERP", row, "invoices and bills of finance have a document of the ERP behind them");
}

async function bookingDelay(read: ReadContext, period: Period): Promise<readonly MeasuredFigure[]> {
  const [row] = await read.database.query(sql`
    with delay as (select t.document_on - f.document_on as days from mapping.document_link l
      join mapping.document_record f on f.source_id = l.from_id and f.kind in ('ERP_INVOICE', 'SHIPMENT') and ${visible(read, "f")}
      join (${documents(read, period, ["INVOICE", "BILL", "CREDIT_NOTE"])}) t on t.source_id = l.to_id)
    select count(*)::integer as whole, (percentile_disc(0.5) within group (order by days))::text as p50,
      (percentile_disc(0.95) within group (order by days))::text as p95 from delay`);
  const how = `Days from the ERP's invoice, or the despatch where it bills none, to the booking, over ${Number(row?.["whole"] ?? 0)} links.`;
  const figure = (measure: ScorecardMeasure, of: string): MeasuredFigure => ({
    measure,
    value: (row?.[of] as string | null | undefined) ?? null,
    unit: "days",
    how,
  });
  return [figure("BOOKING_DELAY_P50", "p50"), figure("BOOKING_DELAY_P95", "p95")];
}

async function syncDelay(read: ReadContext, period: Period): Promise<readonly MeasuredFigure[]> {
  // Batches belong to no company.
  const seen = read.scope === "*" ? raw("true") : raw("false");
  const [row] = await read.database.query(sql`
    with delay as (select round(extract(epoch from committed_at - started_at)::numeric, 3) as seconds from mapping.import_batch
      where committed_at is not null and ${inPeriod("committed_at::date", period)} and ${seen})
    select count(*)::integer as whole, (percentile_disc(0.5) within group (order by seconds))::text as p50,
      (percentile_disc(0.95) within group (order by seconds))::text as p95 from delay`);
  const how = `Seconds from the start of a load to its commit, over ${Number(row?.["whole"] ?? 0)} loads committed in the period.`;
  const figure = (measure: ScorecardMeasure, of: string): MeasuredFigure => ({
    measure,
    value: (row?.[of] as string | null | undefined) ?? null,
    unit: "seconds",
    how,
  });
  return [figure("SYNC_DELAY_P50", "p50"), figure("SYNC_DELAY_P95", "p95")];
}

/** Confirmed records by identity: as they stand, or as the crosswalk had them at the end of a day. */
const identitiesOf = (kind: string, endOf: string | null): Sql =>
  endOf === null
    ? sql`select shared_id, side, company_id from mapping.identifier where kind = ${kind} and status = 'CONFIRMED'`
    : sql`select v.shared_id, r.side, r.company_id from mapping.identifier_version v
        join mapping.source_record r on r.source_id = v.source_id
        where v.kind = ${kind} and v.known_from < ${endOf}::date + 1 and (v.known_to is null or v.known_to >= ${endOf}::date + 1)`;

async function mapped(
  read: ReadContext,
  measure: ScorecardMeasure,
  kind: string,
  { of, endOf }: { readonly of: string; readonly endOf: string | null },
): Promise<MeasuredFigure> {
  const seen = read.scope === "*" ? raw("true") : sql`(company_id is null or company_id = any(${read.scope}::text[]))`;
  const [row] = await read.database.query(sql`
    with judged as (select count(distinct side) > 1 as hit from (${identitiesOf(kind, endOf)}) i
      where ${seen} group by shared_id)
    select ${PARTS}, ${SHARE} from judged`);
  return share(measure, row, `${of} are known to both systems, as of ${endOf ?? "now"}`);
}

async function mappedCodes(read: ReadContext): Promise<MeasuredFigure> {
  // Records set aside belong to no company, and neither do their codes.
  const whole = read.scope === "*" ? raw("true") : raw("false");
  const [row] = await read.database.query(sql`
    with judged as (select true as hit from mapping.code_map
      union all select false from mapping.quarantined_row where code = 'IMPORT_CODE_UNKNOWN' and state = 'OPEN' group by system, path, reason)
    select ${PARTS}, ${SHARE} from judged where ${whole}`);
  return share("MAPPED_CODES", row, "codes met are in a code map, as of now; the others set records aside");
}

/**
 * Figures of one period, each with how it was computed.
 * @param endOf the day at whose end the crosswalk is looked at; none: as it stands
 */
export async function readScorecard(
  read: ReadContext,
  period: Period,
  endOf: string | null = null,
): Promise<readonly MeasuredFigure[]> {
  return [
    await accuracy(read, period),
    await erpInFinance(read, period),
    await financeInErp(read, period),
    ...(await bookingDelay(read, period)),
    ...(await syncDelay(read, period)),
    await mapped(read, "MAPPED_PARTIES", "PARTY", { of: "parties", endOf }),
    await mapped(read, "MAPPED_ITEMS", "ITEM", { of: "items", endOf }),
    await mappedCodes(read),
  ];
}
