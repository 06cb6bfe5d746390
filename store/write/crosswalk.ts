import { type CrosswalkEvidence, columnOf, type EntityDefinition } from "../../schema/model/definition";
import { TAX_ID_LABELS } from "../../schema/values/tax-id-labels";
import type { Database } from "../database";
import { join, name, raw, type Sql, sql } from "../sql";
import { readCrosswalkFacts } from "./crosswalk-facts";
import { mint, type SettledIdentity, saveConflicts, saveLinks, saveRedirects } from "./crosswalk-save";
import { decideIdentities } from "./identity-decision";
import { type Batch, stageTable } from "./stage";

/** Numbers are compared without punctuation and case: both systems print them as they like. */
const bare = (column: Sql): Sql => sql`upper(regexp_replace(${column}, '[^[:alnum:]]', '', 'g'))`;

/** What people type where there is no number (`N/A`, `0000000000`, `-`) is evidence of nothing. */
const evident = (number: Sql): Sql =>
  sql`(select case when bare ~ '[0-9]' and bare !~ '^(.)\\1*$' then bare end from (select ${number} as bare) as given)`;

const numberOf = (column: Sql): Sql => evident(bare(column));

/** A label before a tax id is no part of it. */
const taxIdOf = (column: Sql): Sql => evident(sql`regexp_replace(${bare(column)}, ${TAX_ID_LABELS}::text, '')`);

/** What a record says beside its id, its system and its batch: columns of `source_record` and their values. */
function observedColumns(entity: EntityDefinition, evidence: CrosswalkEvidence): Readonly<Record<string, Sql>> {
  const column = (field: string | undefined, type = "text"): Sql =>
    field ? name(columnOf(entity, field).column) : raw(`null::${type}`);
  const priced = evidence.price ? columnOf(entity, evidence.price).unitColumn : undefined;
  // Only a company column of its own limits who sees a record; a scope over a document is that document's.
  const company = entity.scope?.includes(".") ? undefined : entity.scope;
  return {
    name: column(evidence.name),
    tax_id: taxIdOf(column(evidence.taxId)),
    shared_number: numberOf(column(evidence.sharedNumber)),
    group_number: column(evidence.group),
    company_id: column(company),
    valid_from: column(evidence.validFrom, "date"),
    valid_to: column(evidence.validTo, "date"),
    email: column(evidence.email),
    phone: column(evidence.phone),
    street: column(evidence.street),
    city: column(evidence.city),
    postal_code: column(evidence.postalCode),
    country: column(evidence.country),
    unit: column(evidence.unit),
    price: column(evidence.price, "numeric"),
    currency: priced ? name(priced) : raw("null::text"),
  };
}

/** Tells mapping what the records of this batch are evidence of; a record that says the same as before is not touched. */
export async function observeRecords(
  database: Database,
  entity: EntityDefinition,
  evidence: CrosswalkEvidence,
  batch: Batch,
): Promise<void> {
  const columns = observedColumns(entity, evidence);
  const names = Object.keys(columns);
  const own = (prefix: string): Sql => raw(names.map((column) => `${prefix}.${column}`).join(", "));
  await database.query(sql`
    insert into mapping.source_record as r (source_id, kind, side, system, batch_id, ${raw(names.join(", "))})
    select ${name(columnOf(entity, entity.key).column)}, ${evidence.kind.toUpperCase()}, ${entity.subgraph.toUpperCase()},
      source_system, ${batch.id}::bigint, ${join(Object.values(columns))}
    from ${stageTable(entity)}
    on conflict (source_id) do update set batch_id = excluded.batch_id,
      ${raw(names.map((column) => `${column} = excluded.${column}`).join(", "))}
    where (${own("r")}) is distinct from (${own("excluded")})`);
}

export interface IdentitiesSettled {
  readonly minted: number;
  readonly linked: number;
  readonly merged: number;
}

/**
 * Gives every record that is new or changed its identity: by what people decided, then by exact evidence (imported links,
 * one group of one system, equal tax id, equal shared number), then by matches. Records without evidence get an identity of
 * their own.
 */
export async function linkRecords(database: Database, batch: Batch): Promise<IdentitiesSettled> {
  await lockCrosswalk(database);
  const rows = await database.query(sql`
    select source_id from mapping.source_record where batch_id = ${batch.id}::bigint
    union select left_id from mapping.identity_link where batch_id = ${batch.id}::bigint
    union select right_id from mapping.identity_link where batch_id = ${batch.id}::bigint`);
  const left = await releaseRemoved(database);
  return settleIdentities(database, [...rows.map((row) => String(row["source_id"])), ...left]);
}

/**
 * Records that are gone at their source leave their identities: ids that were minted for them go on with the records that
 * remain. When such a record comes back to an identity of its own, it has what is left of its ids.
 * @returns records that shared an identity with one that is gone
 */
async function releaseRemoved(database: Database): Promise<readonly string[]> {
  const gone = await database.query(sql`
    update mapping.identifier_version v set known_to = clock_timestamp()
    from mapping.identifier i where i.source_id = v.source_id and i.status = 'REJECTED' and v.known_to is null
      and not exists (select 1 from mapping.source_record r where r.source_id = v.source_id)
    returning v.source_id, v.shared_id`);
  if (gone.length === 0) return [];
  await database.query(sql`
    update mapping.identity a set anchor_id = heir.source_id
    from unnest(${gone.map((row) => row["source_id"])}::text[], ${gone.map((row) => row["shared_id"])}::text[])
      as gone(source_id, shared_id)
    cross join lateral (select min(i.source_id) as source_id from mapping.identifier i
      where i.shared_id = gone.shared_id and i.status = 'CONFIRMED') heir
    where a.anchor_id = gone.source_id and heir.source_id is not null`);
  const rows = await database.query(sql`select source_id from mapping.identifier
    where shared_id = any(${gone.map((row) => row["shared_id"])}::text[]) and status = 'CONFIRMED'`);
  return rows.map((row) => String(row["source_id"]));
}

/** Whoever changes identities does so one after the other, or neither would see the other's records. */
export async function lockCrosswalk(database: Database): Promise<void> {
  await database.query(sql`select pg_advisory_xact_lock(hashtext('concord crosswalk'))`);
}

/**
 * Decides anew the identities of these records and of all that evidence joins to them, and stores what changed. Call it in
 * a transaction that holds the crosswalk's lock.
 */
export async function settleIdentities(database: Database, sourceIds: readonly string[]): Promise<IdentitiesSettled> {
  const { records, facts, anchors } = await readCrosswalkFacts(database, sourceIds);
  if (records.length === 0) return { minted: 0, linked: 0, merged: 0 };
  const decision = decideIdentities(records, facts, anchors);
  const identities: readonly SettledIdentity[] = await mint(database, decision.identities);
  const { linked } = await saveLinks(database, identities);
  const { merged } = await saveRedirects(database, identities);
  await saveConflicts(database, records, decision.conflicts);
  return { minted: decision.identities.filter(({ id }) => id === null).length, linked, merged };
}
