import type { Database } from "../../database";
import { sql } from "../../sql";

/** Rounds of growing a selection; each adds one kind of neighbour, and no chain of documents is longer. */
const MOST_ROUNDS = 50;

/**
 * Documents that must be looked at together because of what changed since the last run: those whose own rows, lines,
 * settlements or party say something else, those that are new or gone, those whose verdict waited for this day or was
 * settled by a person, and everything that could belong together with any of them, before or now.
 * @param others documents that something outside them calls for another look at
 */
export async function readTouched(
  database: Database,
  asOf: string,
  others: readonly string[],
): Promise<readonly string[]> {
  await database.query(sql`drop table if exists pg_temp.touched`);
  await database.query(
    sql`create temporary table touched (source_id text collate "C" primary key, round integer not null)`,
  );
  try {
    await database.query(sql`insert into touched
      select coalesce(s.source_id, r.source_id), 0
      from mapping.document_state s full join mapping.reconciled_document r on r.source_id = s.source_id
      where s.fingerprint is distinct from r.fingerprint or r.recheck_on <= ${asOf}::date
      union
      select unnest(d.document_ids), 0 from mapping.discrepancy d where d.state = 'RESOLVED' and d.present
      union
      select source_id, 0 from mapping.document_record where source_id = any(${others}::text[])`);
    for (let round = 1; round <= MOST_ROUNDS; round += 1) if ((await grow(database, round)) === 0) break;
    const rows = await database.query(sql`select source_id from touched order by 1`);
    return rows.map((row) => String(row["source_id"]));
  } finally {
    await database.query(sql`drop table if exists pg_temp.touched`);
  }
}

/** Adds the neighbours of what the round before added. */
async function grow(database: Database, round: number): Promise<number> {
  const rows = await database.query(sql`
    with last as materialized (select source_id from touched where round = ${round - 1}), own as materialized (
      select d.* from mapping.document_record d join last on last.source_id = d.source_id
    ), ids as materialized (select array_agg(source_id) as all_ids from last), same_party as (
      select distinct coalesce(o.source_id, d.party_id) as party_id
      from own d left join mapping.identifier i on i.source_id = d.party_id and i.status = 'CONFIRMED'
      left join mapping.identifier o on o.shared_id = i.shared_id and o.status = 'CONFIRMED'
      where d.party_id is not null
    )
    insert into touched
    select distinct found.source_id, ${round}::integer from (
      select n.source_id from last join mapping.reconciled_document r on r.source_id = last.source_id
        join mapping.reconciled_document n on n.cluster = r.cluster
      union all
      select d.source_id from same_party p join mapping.document_record d on d.party_id = p.party_id
      union all
      select to_id from mapping.document_reference where from_id = any((select all_ids from ids)::text[])
      union all
      select from_id from mapping.document_reference where to_id = any((select all_ids from ids)::text[])
      union all
      select d.source_id from own join mapping.document_record d on d.currency = own.currency
        and abs(d.total_amount) = abs(own.total_amount)
        and (own.kind = 'ERP_INVOICE' and d.kind in ('INVOICE', 'BILL', 'CREDIT_NOTE')
          or d.kind = 'ERP_INVOICE' and own.kind in ('INVOICE', 'BILL', 'CREDIT_NOTE'))
    ) found
    where not exists (select 1 from touched t where t.source_id = found.source_id)
    returning 1`);
  return rows.length;
}

export interface Looked {
  readonly id: string;
  readonly cluster: string;
  readonly recheckOn: string | null;
}

/**
 * Notes how all documents are before any is read. What changes while a run reads and judges then differs from what it
 * remembers, and the next run looks at it.
 */
export async function noteStates(database: Database): Promise<void> {
  await database.query(
    sql`create temporary table noted_state on commit drop as select source_id, fingerprint from mapping.document_state`,
  );
}

/** Remembers how the documents looked when the run began, so that the next one looks at changes alone. */
export async function rememberLooked(
  database: Database,
  chosen: readonly string[] | "all",
  looked: readonly Looked[],
): Promise<void> {
  const among = chosen === "all" ? sql`true` : sql`source_id = any(${chosen}::text[])`;
  await database.query(sql`delete from mapping.reconciled_document where ${among}`);
  await database.query(sql`insert into mapping.reconciled_document (source_id, fingerprint, cluster, recheck_on)
    select s.source_id, s.fingerprint, given.cluster, given.recheck_on
    from unnest(${looked.map(({ id }) => id)}::text[], ${looked.map(({ cluster }) => cluster)}::text[],
      ${looked.map(({ recheckOn }) => recheckOn)}::date[]) as given(source_id, cluster, recheck_on)
    join noted_state s on s.source_id = given.source_id`);
}
