import type { ReconciliationRule } from "../../../schema/mapping/discrepancy";
import type { DiscrepancyEventKind } from "../../../schema/mapping/discrepancy-event";
import type { DiscrepancyState } from "../../../schema/mapping/discrepancy-state";
import type { DocumentKind } from "../../../schema/model/definition";
import type { Database, Row } from "../../database";
import { join, raw, sql } from "../../sql";
import type { Chosen } from "./documents";

export interface FoundDiscrepancy {
  readonly id: string;
  readonly rule: ReconciliationRule;
  readonly cause: string;
  readonly causeZh: string;
  readonly remedy: string;
  readonly remedyZh: string;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly sinceOn: string;
  readonly companyId: string | null;
  readonly documents: readonly { readonly id: string; readonly kind: DocumentKind }[];
  readonly accountId: string | null;
  readonly partyId: string | null;
  readonly itemId: string | null;
  readonly costCenterId: string | null;
}

const KIND_COLUMNS: Readonly<Record<DocumentKind, string>> = {
  SALES_ORDER: "sales_order_id",
  PURCHASE_ORDER: "purchase_order_id",
  SHIPMENT: "shipment_id",
  RECEIPT: "receipt_id",
  ERP_INVOICE: "erp_invoice_id",
  INVOICE: "invoice_id",
  BILL: "bill_id",
  CREDIT_NOTE: "credit_note_id",
  PAYMENT: "payment_id",
  JOURNAL_ENTRY: "journal_entry_id",
};

interface Told {
  readonly column: string;
  readonly type: string;
  readonly of: (found: FoundDiscrepancy) => string | null;
}

/** What a run says of a discrepancy; state, owner and note are people's. */
const TOLD: readonly Told[] = [
  { column: "cause", type: "text", of: ({ cause }) => cause },
  { column: "cause_zh", type: "text", of: ({ causeZh }) => causeZh },
  { column: "remedy", type: "text", of: ({ remedy }) => remedy },
  { column: "remedy_zh", type: "text", of: ({ remedyZh }) => remedyZh },
  { column: "amount", type: "numeric", of: ({ amount }) => amount },
  { column: "currency", type: "text", of: ({ currency }) => currency },
  { column: "since_on", type: "date", of: ({ sinceOn }) => sinceOn },
  { column: "company_id", type: "text", of: ({ companyId }) => companyId },
  { column: "account_id", type: "text", of: ({ accountId }) => accountId },
  { column: "party_id", type: "text", of: ({ partyId }) => partyId },
  { column: "item_id", type: "text", of: ({ itemId }) => itemId },
  { column: "cost_center_id", type: "text", of: ({ costCenterId }) => costCenterId },
  ...Object.entries(KIND_COLUMNS).map(
    ([kind, column]): Told => ({
      column,
      type: "text",
      of: ({ documents }) => documents.find((document) => document.kind === kind)?.id ?? null,
    }),
  ),
  {
    column: "document_ids",
    type: "text",
    of: ({ documents }) => `{${documents.map(({ id }) => `"${id.replace(/(["\\])/g, "\\$1")}"`).join(",")}}`,
  },
];

export interface SavedDiscrepancies {
  readonly opened: number;
  readonly reopened: number;
  readonly closed: number;
}

/** Which discrepancies a run judged: all of some rules, or those of some rules that touch the documents it looked at. */
export interface Judged {
  readonly rules: readonly ReconciliationRule[];
  readonly chosen: Chosen;
}

/**
 * Brings the kept discrepancies to what a run found. A known one keeps its id, owner and state; one that is gone closes
 * itself; one that was settled and is there again, or was accepted at another amount, opens again.
 */
export async function saveDiscrepancies(
  database: Database,
  judged: readonly Judged[],
  found: readonly FoundDiscrepancy[],
): Promise<SavedDiscrepancies> {
  const names = join(TOLD.map(({ column }) => raw(`"${column}"`)));
  const arrays = join(TOLD.map(({ type, of }) => sql`${found.map(of)}::text[]::${raw(type)}[]`));
  const casts = join(
    TOLD.map(({ column }) => raw(column === "document_ids" ? `g."${column}"::text[]` : `g."${column}"`)),
  );
  const updates = join(TOLD.map(({ column }) => raw(`"${column}" = excluded."${column}"`)));
  const reopens = raw(`(d.state = 'RESOLVED' or d.state = 'ACCEPTED' and
    (d.amount, d.currency) is distinct from (excluded.amount, excluded.currency))`);
  const closed = await closeGone(database, judged, found);
  const before = await database.query(
    sql`select id, state from mapping.discrepancy where id = any(${found.map(({ id }) => id)}::text[])`,
  );
  const saved = await database.query(sql`
    insert into mapping.discrepancy as d (id, rule, ${names}, first_seen_at, last_seen_at)
    select g.id, g.rule, ${casts}, now(), now()
    from unnest(${found.map(({ id }) => id)}::text[], ${found.map(({ rule }) => rule)}::text[], ${arrays}) as g(id, rule, ${names})
    on conflict (id) do update set ${updates}, last_seen_at = now(), present = true,
      state = case when ${reopens} then 'OPEN' else d.state end,
      note = case when ${reopens} then 'Found again by a run.' else d.note end
    returning id, state`);
  const states = new Map(before.map((row) => [String(row["id"]), String(row["state"])]));
  const reopened = saved.filter(
    (row) => row["state"] === "OPEN" && !["OPEN", undefined].includes(states.get(String(row["id"]))),
  );
  const idsOf = (rows: readonly Row[]): readonly string[] => rows.map((row) => String(row["id"]));
  await tell(database, "FOUND", idsOf(saved.filter((row) => !states.has(String(row["id"])))));
  await tell(database, "FOUND_AGAIN", idsOf(reopened));
  return { opened: saved.length - before.length, reopened: reopened.length, closed };
}

/** Adds to the history of discrepancies how they stand now. */
async function tell(
  database: Database,
  kind: DiscrepancyEventKind,
  ids: readonly string[],
  by: string | null = null,
): Promise<void> {
  await database.query(sql`
    insert into mapping.discrepancy_event (discrepancy_id, kind, state, owner, note, amount, currency, made_by)
    select id, ${kind}, state, owner, note, amount, currency, ${by}::text
    from mapping.discrepancy where id = any(${ids}::text[]) order by id`);
}

async function closeGone(
  database: Database,
  judged: readonly Judged[],
  found: readonly FoundDiscrepancy[],
): Promise<number> {
  let closed = 0;
  for (const { rules, chosen } of judged) {
    const touched = chosen === "all" ? raw("true") : sql`document_ids && ${chosen}::text[]`;
    const rows = await database.query(sql`
      update mapping.discrepancy set present = false, state = 'RESOLVED',
        note = case when state = 'RESOLVED' then note else 'A run no longer finds it.' end
      where present and rule = any(${rules}::text[]) and ${touched} and id <> all(${found.map(({ id }) => id)}::text[])
      returning id`);
    await tell(
      database,
      "GONE",
      rows.map((row) => String(row["id"])),
    );
    closed += rows.length;
  }
  return closed;
}

export interface Decision {
  readonly id: string;
  readonly state: Exclude<DiscrepancyState, "OPEN">;
  readonly owner?: string | null;
  readonly note?: string | null;
  readonly by: string;
}

const DECIDED_AS: Readonly<Record<Decision["state"], DiscrepancyEventKind>> = {
  IN_PROGRESS: "ASSIGNED",
  RESOLVED: "RESOLVED",
  ACCEPTED: "ACCEPTED",
};

/** A person's decision on a discrepancy in their scope. @returns false when there is none such */
export async function decideDiscrepancy(
  database: Database,
  scope: readonly string[] | "*",
  { id, state, owner, note, by }: Decision,
): Promise<boolean> {
  const visible = scope === "*" ? raw("true") : sql`company_id = any(${scope}::text[])`;
  return database.transaction(async (transaction) => {
    const rows = await transaction.query(sql`
    update mapping.discrepancy set state = ${state}, owner = ${owner === undefined ? raw("owner") : sql`${owner}::text`},
      note = ${note === undefined ? raw("note") : sql`${note}::text`}, decided_by = ${by}, decided_at = now()
    where id = ${id} and ${visible} returning 1`);
    if (rows.length === 0) return false;
    await tell(transaction, DECIDED_AS[state], [id], by);
    return true;
  });
}
