import type { CrosswalkEvidence } from "../../schema/model/definition";
import type { Row } from "../database";
import { type ReadContext, rowsByParent } from "../read/page";
import { sql } from "../sql";

export type IdentityKind = CrosswalkEvidence["kind"];

export interface IdentityKey {
  /** Only identities of this kind; none: of any, as integrators look identifiers up. */
  readonly kind?: IdentityKind;
  /** A shared id (also one merged away) or a source id. */
  readonly value: string;
}

export interface IdentifierRow {
  readonly id: string;
  readonly kind: string;
  readonly sharedId: string;
  readonly side: "ERP" | "FINANCE";
  readonly system: string;
  readonly sourceId: string;
  readonly name: string | null;
  readonly companyId: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly status: string;
  readonly confidence: string | null;
  readonly rule: string;
  readonly reason: string | null;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

function toIdentifier(row: Row): IdentifierRow {
  return {
    id: String(row["id"]),
    kind: String(row["kind"]),
    sharedId: String(row["shared_id"]),
    side: row["side"] as IdentifierRow["side"],
    system: String(row["system"]),
    sourceId: String(row["source_id"]),
    name: row["name"] as string | null,
    companyId: row["company_id"] as string | null,
    validFrom: row["valid_from"] as string | null,
    validTo: row["valid_to"] as string | null,
    status: String(row["status"]),
    confidence: row["confidence"] as string | null,
    rule: String(row["rule"]),
    reason: row["reason"] as string | null,
    decidedBy: String(row["decided_by"]),
    decidedAt: String(row["decided_at"]),
  };
}

/**
 * All confirmed links of the identity each value belongs to, in one statement. Ids that are still valid come first, then
 * the record the identity was minted for. An unknown value gives an empty list.
 */
export async function readIdentities(
  read: ReadContext,
  keys: readonly IdentityKey[],
): Promise<readonly (readonly IdentifierRow[])[]> {
  const rows = await read.database.query(sql`
    with wanted as (
      select at, kind, coalesce(
        (select to_id from mapping.identity_redirect where from_id = value),
        (select shared_id from mapping.identifier where source_id = value and status = 'CONFIRMED'),
        value) as shared_id
      from unnest(${keys.map((_, at) => at)}::integer[], ${keys.map(({ kind }) => kind?.toUpperCase() ?? null)}::text[],
        ${keys.map(({ value }) => value)}::text[]) as wanted(at, kind, value)
    )
    select w.at, i.* from wanted w join mapping.identifier i
      on i.shared_id = w.shared_id and i.kind = coalesce(w.kind, i.kind) and i.status = 'CONFIRMED'
    order by w.at, (i.valid_to is null) desc, i.valid_to desc, (i.rule = 'MINTED') desc, i.source_id`);
  const byKey = rowsByParent(rows);
  return keys.map((_, at) => (byKey.get(at) ?? []).map(toIdentifier));
}
