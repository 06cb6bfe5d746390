import type { CrosswalkEvidence } from "../../schema/model/definition";
import type { Row } from "../database";
import { type ReadContext, rowsByParent } from "../read/page";
import { isRecordVisible } from "../read/visibility";
import { raw, type Sql, sql } from "../sql";

export type IdentityKind = CrosswalkEvidence["kind"];

export interface IdentityKey {
  /** Only identities of this kind; none: of any, as integrators look identifiers up. */
  readonly kind?: IdentityKind;
  /** A shared id (also one merged away) or a source id. */
  readonly value: string;
  /** What the crosswalk said at that moment; none: what it says now. */
  readonly knownAt?: string | null;
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

/** What of a link tells whose record it is, and who may know. */
export type IdentityLink = Pick<IdentifierRow, "kind" | "sharedId" | "side" | "sourceId" | "name" | "companyId">;

function toLink(row: Row): IdentityLink {
  return {
    kind: String(row["kind"]),
    sharedId: String(row["shared_id"]),
    side: row["side"] as IdentifierRow["side"],
    sourceId: String(row["source_id"]),
    name: row["name"] as string | null,
    companyId: row["company_id"] as string | null,
  };
}

function toIdentifier(row: Row): IdentifierRow {
  return {
    ...toLink(row),
    id: String(row["id"]),
    system: String(row["system"]),
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

/** Ids that are still valid come first, then the record the identity was minted for. */
const LINK_ORDER = raw("w.at, (i.valid_to is null) desc, i.valid_to desc, (i.rule = 'MINTED') desc, i.source_id");

/** The identity that a value belongs to now: by a record's id, by a shared id, also one merged away. */
const SHARED_ID = raw(`coalesce(
  (select to_id from mapping.identity_redirect where from_id = value),
  (select shared_id from mapping.identifier where source_id = value and status = 'CONFIRMED'),
  value)`);

/**
 * All confirmed links of the identity each value belongs to, in one statement for the present and one for the past. An
 * unknown value gives an empty list.
 */
export async function readIdentities(
  read: ReadContext,
  keys: readonly IdentityKey[],
): Promise<readonly (readonly IdentifierRow[])[]> {
  const [past, present] = [keys.some(({ knownAt }) => knownAt), keys.some(({ knownAt }) => !knownAt)];
  const rows = [
    ...(present ? await read.database.query(presentSql(keys)) : []),
    ...(past ? await read.database.query(pastSql(keys)) : []),
  ];
  const byKey = rowsByParent(rows);
  return keys.map((_, at) => (byKey.get(at) ?? []).map(toIdentifier));
}

/** The same for identities of one kind as they are now, without what a link says of its own coming about. */
export async function readIdentityLinks(
  read: ReadContext,
  kind: IdentityKind,
  values: readonly string[],
): Promise<readonly (readonly IdentityLink[])[]> {
  const rows = await read.database.query(sql`
    with wanted as (
      select at, ${SHARED_ID} as shared_id from unnest(${values}::text[]) with ordinality as wanted(value, at)
    )
    select w.at - 1 as at, i.kind, i.shared_id, i.side, i.source_id, i.name, i.company_id
    from wanted w join mapping.identifier i
      on i.shared_id = w.shared_id and i.kind = ${kind.toUpperCase()} and i.status = 'CONFIRMED'
    order by ${LINK_ORDER}`);
  const byValue = rowsByParent(rows);
  return values.map((_, at) => (byValue.get(at) ?? []).map(toLink));
}

function wantedSql(keys: readonly IdentityKey[], wanted: (key: IdentityKey) => boolean): Sql {
  const list = keys.map((key, at) => ({ ...key, at })).filter(wanted);
  return sql`unnest(${list.map(({ at }) => at)}::integer[], ${list.map(({ kind }) => kind?.toUpperCase() ?? null)}::text[],
    ${list.map(({ value }) => value)}::text[], ${list.map(({ knownAt }) => knownAt ?? null)}::text[]::timestamptz[])
    as wanted(at, kind, value, known_at)`;
}

function presentSql(keys: readonly IdentityKey[]): Sql {
  return sql`
    with wanted as (
      select at, kind, ${SHARED_ID} as shared_id
      from ${wantedSql(keys, ({ knownAt }) => !knownAt)}
    )
    select w.at, i.* from wanted w join mapping.identifier i
      on i.shared_id = w.shared_id and i.kind = coalesce(w.kind, i.kind) and i.status = 'CONFIRMED'
    order by ${LINK_ORDER}`;
}

/** A shared id stood for the identity that its first record was in at that moment; names are today's. */
function pastSql(keys: readonly IdentityKey[]): Sql {
  return sql`
    with wanted as (
      select at, kind, known_at, (select v.shared_id from mapping.identifier_version v
        where v.source_id = coalesce((select anchor_id from mapping.identity where id = value), value)
          and v.known_from <= known_at and (v.known_to is null or v.known_to > known_at)
        order by v.known_from desc limit 1) as shared_id
      from ${wantedSql(keys, ({ knownAt }) => Boolean(knownAt))}
    )
    select w.at, i.* from wanted w
    join lateral (
      select v.shared_id || '=' || v.source_id as id, v.kind, v.shared_id, r.side, r.system, v.source_id, r.name,
        r.company_id, r.valid_from, r.valid_to, 'CONFIRMED' as status, v.confidence, v.rule, v.reason, v.decided_by,
        v.known_from as decided_at
      from mapping.identifier_version v join mapping.source_record r on r.source_id = v.source_id
      where v.shared_id = w.shared_id and v.known_from <= w.known_at and (v.known_to is null or v.known_to > w.known_at)
    ) i on i.kind = coalesce(w.kind, i.kind)
    order by ${LINK_ORDER}`;
}

/** The links of records that the reader may see, each with its identity of now. */
export async function readLinksOf(read: ReadContext, sourceIds: readonly string[]): Promise<readonly IdentifierRow[]> {
  const rows = await read.database.query(sql`select * from mapping.identifier
    where source_id = any(${sourceIds}::text[]) and status = 'CONFIRMED' order by shared_id, source_id`);
  return rows.map(toIdentifier).filter((link) => isRecordVisible(read, link));
}
