import { type CrosswalkEvidence, columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { Database } from "../database";
import { name, raw, type Sql, sql } from "../sql";
import { decideIdentities, type IdentityDecision, type LinkInput } from "./identity-decision";
import { type Batch, stageTable } from "./stage";

/** First letters of minted ids, so that a reader sees what an id identifies. */
const PREFIXES: Readonly<Record<string, string>> = { PARTY: "P", ITEM: "I", COMPANY: "C", COST_CENTER: "CC" };

/** Tax ids and shared numbers are compared without punctuation and case: both systems print them as they like. */
const normalised = (column: Sql): Sql => sql`nullif(upper(regexp_replace(${column}, '[^[:alnum:]]', '', 'g')), '')`;

/** Tells mapping what the records of this batch are evidence of; a record that says the same as before is not touched. */
export async function observeRecords(
  database: Database,
  entity: EntityDefinition,
  evidence: CrosswalkEvidence,
  batch: Batch,
): Promise<void> {
  const column = (field: string | undefined, type = "text"): Sql =>
    field ? name(columnOf(entity, field).column) : raw(`null::${type}`);
  await database.query(sql`
    insert into mapping.source_record as r
      (source_id, kind, side, system, name, tax_id, shared_number, group_number, valid_from, valid_to, batch_id)
    select ${column(entity.key)}, ${evidence.kind.toUpperCase()}, ${entity.subgraph.toUpperCase()}, source_system,
      ${column(evidence.name)}, ${normalised(column(evidence.taxId))}, ${normalised(column(evidence.sharedNumber))},
      ${column(evidence.group)}, ${column(evidence.validFrom, "date")}, ${column(evidence.validTo, "date")}, ${batch.id}::bigint
    from ${stageTable(entity)}
    on conflict (source_id) do update set name = excluded.name, tax_id = excluded.tax_id,
      shared_number = excluded.shared_number, group_number = excluded.group_number, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to, batch_id = excluded.batch_id
    where (r.name, r.tax_id, r.shared_number, r.group_number, r.valid_from, r.valid_to) is distinct from
      (excluded.name, excluded.tax_id, excluded.shared_number, excluded.group_number, excluded.valid_from, excluded.valid_to)`);
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
  r.valid_from, r.valid_to, i.shared_id`);

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
    insert into mapping.identifier (id, kind, shared_id, side, system, source_id, name, valid_from, valid_to, status,
      confidence, rule, reason, decided_by)
    select shared_id || '=' || source_id, kind, shared_id, side, system, source_id, name, valid_from, valid_to, 'CONFIRMED',
      1.00, rule, reason, 'concord'
    from unnest(${column((link) => sharedIds.get(link.identity) ?? link.identity)}::text[],
      ${column((link) => link.record.kind)}::text[], ${column((link) => link.record.side)}::text[],
      ${column((link) => link.record.system)}::text[], ${column((link) => link.record.sourceId)}::text[],
      ${column((link) => link.record.name)}::text[], ${column((link) => link.record.validFrom)}::text[]::date[],
      ${column((link) => link.record.validTo)}::text[]::date[], ${column((link) => link.rule)}::text[],
      ${column((link) => link.reason)}::text[])
      as given(shared_id, kind, side, system, source_id, name, valid_from, valid_to, rule, reason)`);
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
  await database.query(sql`update mapping.identifier i set name = r.name, valid_from = r.valid_from, valid_to = r.valid_to
    from mapping.source_record r where r.source_id = i.source_id and r.batch_id = ${batch.id}::bigint`);
}
