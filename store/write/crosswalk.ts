import { type CrosswalkEvidence, columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { Database } from "../database";
import { name, raw, type Sql, sql } from "../sql";
import { decideIdentities, type IdentityDecision, type LinkInput } from "./identity-decision";
import { type Batch, stageTable } from "./stage";

/** First letters of minted ids, so that a reader sees what an id identifies. */
const PREFIXES: Readonly<Record<string, string>> = { PARTY: "P", ITEM: "I", COMPANY: "C", COST_CENTER: "CC" };

/**
 * Tax ids and shared numbers are compared without punctuation and case: both systems print them as they like. What people
 * type where there is no number (`N/A`, `0000000000`, `-`) is evidence of nothing.
 */
const normalised = (column: Sql): Sql => sql`(select case when bare ~ '[0-9]' and bare !~ '^(.)\\1*$' then bare end
  from upper(regexp_replace(${column}, '[^[:alnum:]]', '', 'g')) as bare)`;

/** Tells mapping what the records of this batch are evidence of; a record that says the same as before is not touched. */
export async function observeRecords(
  database: Database,
  entity: EntityDefinition,
  evidence: CrosswalkEvidence,
  batch: Batch,
): Promise<void> {
  const column = (field: string | undefined, type = "text"): Sql =>
    field ? name(columnOf(entity, field).column) : raw(`null::${type}`);
  // Only a company column of its own limits who sees a record; a scope over a document is that document's.
  const company = entity.scope?.includes(".") ? undefined : entity.scope;
  await database.query(sql`
    with observed as (
      select ${column(entity.key)} as source_id, source_system, ${column(evidence.name)} as name,
        ${normalised(column(evidence.taxId))} as tax_id, ${normalised(column(evidence.sharedNumber))} as shared_number,
        ${column(evidence.group)} as group_number, ${column(company)} as company_id,
        ${column(evidence.validFrom, "date")} as valid_from, ${column(evidence.validTo, "date")} as valid_to
      from ${stageTable(entity)}
    ), withdrawn as (
      update mapping.identifier i set status = 'REJECTED', decided_at = now(),
        reason = 'The evidence was withdrawn: the record now says something else.'
      from observed o join mapping.source_record r on r.source_id = o.source_id
      where i.source_id = o.source_id and i.status = 'CONFIRMED'
        and (r.tax_id is distinct from o.tax_id and r.tax_id is not null
          or r.shared_number is distinct from o.shared_number and r.shared_number is not null
          or r.group_number is distinct from o.group_number and r.group_number is not null)
        and exists (select 1 from mapping.identifier other where other.shared_id = i.shared_id
          and other.source_id <> i.source_id and other.status = 'CONFIRMED')
    )
    insert into mapping.source_record as r
      (source_id, kind, side, system, name, tax_id, shared_number, group_number, company_id, valid_from, valid_to, batch_id)
    select source_id, ${evidence.kind.toUpperCase()}, ${entity.subgraph.toUpperCase()}, source_system, name, tax_id,
      shared_number, group_number, company_id, valid_from, valid_to, ${batch.id}::bigint
    from observed
    on conflict (source_id) do update set name = excluded.name, tax_id = excluded.tax_id,
      shared_number = excluded.shared_number, group_number = excluded.group_number, company_id = excluded.company_id,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to, batch_id = excluded.batch_id
    where (r.name, r.tax_id, r.shared_number, r.group_number, r.company_id, r.valid_from, r.valid_to) is distinct from
      (excluded.name, excluded.tax_id, excluded.shared_number, excluded.group_number, excluded.company_id,
        excluded.valid_from, excluded.valid_to)`);
}

/**
 * Gives every record that is new or changed its identity, by exact evidence alone: imported links, one group of one system,
 * equal tax id, equal shared number. Records without evidence get an identity of their own. Fuzzy matching will add
 * proposals beside these links; it decides nothing here.
 */
export async function linkRecords(
  database: Database,
  batch: Batch,
): Promise<{ readonly minted: number; readonly linked: number; readonly merged: number }> {
  // Systems that are loaded at the same time meet here one after the other, or neither would see the other's records.
  await database.query(sql`select pg_advisory_xact_lock(hashtext('concord crosswalk'))`);
  const records = await changedRecords(database, batch);
  if (records.length === 0) return { minted: 0, linked: 0, merged: 0 };
  const decision = decideIdentities(
    records,
    await knownEvidence(database, records),
    await importedLinks(database, records),
  );
  const sharedIds = await mint(database, decision);
  const linked = await saveLinks(database, decision, sharedIds);
  await saveMerges(database, decision);
  await refreshLinks(database, batch);
  return { minted: decision.minted.length, linked, merged: decision.merges.length };
}

const RECORD = raw(`r.source_id, r.kind, r.side, r.system, r.name, r.tax_id, r.shared_number, r.group_number,
  r.company_id, r.valid_from, r.valid_to, i.shared_id`);

const FROM = raw(
  `mapping.source_record r left join mapping.identifier i on i.source_id = r.source_id and i.status = 'CONFIRMED'`,
);

function toInput(row: Readonly<Record<string, unknown>>): LinkInput {
  const text = (column: string): string | null => (row[column] as string | null | undefined) ?? null;
  return {
    sourceId: String(row["source_id"]),
    kind: String(row["kind"]),
    side: String(row["side"]),
    system: String(row["system"]),
    name: text("name"),
    taxId: text("tax_id"),
    sharedNumber: text("shared_number"),
    group: text("group_number"),
    companyId: text("company_id"),
    validFrom: text("valid_from"),
    validTo: text("valid_to"),
    sharedId: text("shared_id"),
  };
}

/** Records this batch changed, and those that links of this batch speak of. */
async function changedRecords(database: Database, batch: Batch): Promise<readonly LinkInput[]> {
  const rows = await database.query(sql`
    select ${RECORD} from ${FROM} where r.batch_id = ${batch.id}::bigint
      or r.source_id in (select left_id from mapping.identity_link where batch_id = ${batch.id}::bigint
        union select right_id from mapping.identity_link where batch_id = ${batch.id}::bigint)
    order by r.side, r.source_id`);
  return rows.map(toInput);
}

/** Linked records that share evidence with the given ones. */
async function knownEvidence(database: Database, records: readonly LinkInput[]): Promise<readonly LinkInput[]> {
  const values = (of: (record: LinkInput) => string | null): readonly string[] => [
    ...new Set(records.map(of).filter((value) => value !== null)),
  ];
  const rows = await database.query(sql`
    select ${RECORD} from ${FROM} where i.shared_id is not null and (
      r.tax_id = any(${values((record) => record.taxId)}::text[])
      or r.shared_number = any(${values((record) => record.sharedNumber)}::text[])
      or r.group_number = any(${values((record) => record.group)}::text[])
      or r.source_id in (
        select left_id from mapping.identity_link where right_id = any(${values((record) => record.sourceId)}::text[])
        union select right_id from mapping.identity_link where left_id = any(${values((record) => record.sourceId)}::text[])))`);
  return rows.map(toInput);
}

async function importedLinks(
  database: Database,
  records: readonly LinkInput[],
): Promise<readonly (readonly [string, string])[]> {
  const ids = records.map(({ sourceId }) => sourceId);
  const rows = await database.query(sql`select left_id, right_id from mapping.identity_link
    where left_id = any(${ids}::text[]) or right_id = any(${ids}::text[])`);
  return rows.map((row) => [String(row["left_id"]), String(row["right_id"])]);
}

/** A permanent id for each new identity, in the order the identities were decided. */
async function mint(database: Database, decision: IdentityDecision): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query(
    sql`select nextval('mapping.identity_number') as number from generate_series(1, ${decision.minted.length}::integer)`,
  );
  return new Map(
    decision.minted.map(({ token, kind }, at) => [token, `${PREFIXES[kind] ?? "X"}-${String(rows[at]?.["number"])}`]),
  );
}

async function saveLinks(
  database: Database,
  decision: IdentityDecision,
  sharedIds: ReadonlyMap<string, string>,
): Promise<number> {
  const { links } = decision;
  const column = (of: (link: (typeof links)[number]) => string | null): readonly (string | null)[] => links.map(of);
  await database.query(sql`
    insert into mapping.identifier (id, kind, shared_id, side, system, source_id, name, company_id, valid_from, valid_to,
      status, confidence, rule, reason, decided_by)
    select shared_id || '=' || source_id, kind, shared_id, side, system, source_id, name, company_id, valid_from, valid_to,
      'CONFIRMED', 1.00, rule, reason, 'concord'
    from unnest(${column((link) => sharedIds.get(link.identity) ?? link.identity)}::text[],
      ${column((link) => link.record.kind)}::text[], ${column((link) => link.record.side)}::text[],
      ${column((link) => link.record.system)}::text[], ${column((link) => link.record.sourceId)}::text[],
      ${column((link) => link.record.name)}::text[], ${column((link) => link.record.companyId)}::text[],
      ${column((link) => link.record.validFrom)}::text[]::date[],
      ${column((link) => link.record.validTo)}::text[]::date[], ${column((link) => link.rule)}::text[],
      ${column((link) => link.reason)}::text[])
      as given(shared_id, kind, side, system, source_id, name, company_id, valid_from, valid_to, rule, reason)
    on conflict (id) do update set status = excluded.status, rule = excluded.rule, reason = excluded.reason,
      decided_at = now()`);
  return links.length;
}

/** An identity merged into another keeps its ids working: links move, the id redirects, older redirects follow. */
async function saveMerges(database: Database, decision: IdentityDecision): Promise<void> {
  for (const { from, into, rule, reason } of decision.merges) {
    await database.query(sql`update mapping.identifier set shared_id = ${into} where shared_id = ${from}`);
    await database.query(sql`update mapping.identity_redirect set to_id = ${into} where to_id = ${from}`);
    await database.query(sql`insert into mapping.identity_redirect (from_id, to_id, rule, reason)
      values (${from}, ${into}, ${rule}, ${reason}) on conflict (from_id) do update set to_id = excluded.to_id`);
  }
}

/** Names and validity of links follow their records. */
async function refreshLinks(database: Database, batch: Batch): Promise<void> {
  await database.query(sql`update mapping.identifier i set name = r.name, company_id = r.company_id, valid_from = r.valid_from, valid_to = r.valid_to
    from mapping.source_record r where r.source_id = i.source_id and r.batch_id = ${batch.id}::bigint`);
}
