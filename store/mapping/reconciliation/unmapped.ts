import type { Database } from "../../database";
import { sql } from "../../sql";

export interface OneSided {
  readonly kind: "PARTY" | "ITEM" | "COMPANY" | "COST_CENTER";
  readonly sharedId: string;
  readonly side: "ERP" | "FINANCE";
  readonly name: string | null;
  readonly companyId: string | null;
  readonly since: string;
}

/**
 * Identities that only one system knows, although the other keeps such records. Parties and items count once a document
 * names them: master data nobody trades with disturbs no figure.
 */
export async function readOneSided(database: Database): Promise<readonly OneSided[]> {
  const rows = await database.query(sql`
    with used as (
      select party_id as source_id, min(document_on) as first_on from mapping.document_record where party_id is not null group by 1
      union all
      select l.item_id, min(d.document_on) from mapping.document_line l join mapping.document_record d on d.source_id = l.document_id
      where l.item_id is not null group by 1
    ), one as (
      select i.kind, i.shared_id, min(i.side) as side, min(i.name) as name, min(i.company_id) as company_id,
        bool_or(u.source_id is not null) as used, coalesce(min(u.first_on), min(i.decided_at)::date) as since
      from mapping.identifier i left join used u on u.source_id = i.source_id
      where i.status = 'CONFIRMED' group by i.kind, i.shared_id having count(distinct i.side) = 1
    )
    select * from one where (used or kind not in ('PARTY', 'ITEM')) and exists (
      select 1 from mapping.identifier o where o.kind = one.kind and o.side <> one.side and o.status = 'CONFIRMED')
    order by kind, shared_id`);
  return rows.map((row) => ({
    kind: row["kind"] as OneSided["kind"],
    sharedId: String(row["shared_id"]),
    side: row["side"] as OneSided["side"],
    name: row["name"] as string | null,
    companyId: row["company_id"] as string | null,
    since: String(row["since"]),
  }));
}
