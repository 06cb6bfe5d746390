import { createHash } from "node:crypto";
import type { Database } from "../database";
import { sql } from "../sql";
import type { Conflict } from "./identity-conflicts";
import type { DecidedIdentity, DecidedLink } from "./identity-decision";
import type { LinkInput } from "./identity-evidence";

/** First letters of minted ids, so that a reader sees what an id identifies. */
const PREFIXES: Readonly<Record<string, string>> = { PARTY: "P", ITEM: "I", COMPANY: "C", COST_CENTER: "CC" };

export interface SettledIdentity extends DecidedIdentity {
  readonly id: string;
}

/** A permanent id for each new identity, in the order of their first records. */
export async function mint(
  database: Database,
  identities: readonly DecidedIdentity[],
): Promise<readonly SettledIdentity[]> {
  const fresh = identities.filter(({ id }) => id === null);
  const rows = await database.query(
    sql`select nextval('mapping.identity_number') as number from generate_series(1, ${fresh.length}::integer)`,
  );
  const minted = new Map(
    fresh.map((identity, at) => [identity, `${PREFIXES[identity.kind] ?? "X"}-${String(rows[at]?.["number"])}`]),
  );
  await database.query(sql`insert into mapping.identity (id, kind, anchor_id)
    select * from unnest(${[...minted.values()]}::text[], ${fresh.map(({ kind }) => kind)}::text[],
      ${fresh.map(({ links }) => links[0]?.record.sourceId)}::text[])`);
  return identities.map((identity) => ({ ...identity, id: identity.id ?? minted.get(identity) ?? "" }));
}

interface Wanted extends DecidedLink {
  readonly sharedId: string;
}

/** Makes the links what was decided: a link that stays as it is, is not touched; what changes is kept in its versions. */
export async function saveLinks(
  database: Database,
  identities: readonly SettledIdentity[],
): Promise<{ readonly linked: number }> {
  const wanted = identities.flatMap(({ id, links }) => links.map((link): Wanted => ({ ...link, sharedId: id })));
  const ids = wanted.map(({ record }) => record.sourceId);
  const column = (of: (link: Wanted) => string | null): readonly (string | null)[] => wanted.map(of);
  const field = (of: (record: LinkInput) => string | null): readonly (string | null)[] =>
    wanted.map(({ record }) => of(record));
  await database.query(sql`create temporary table wanted_link on commit drop as
    select given.* from unnest(${column(({ sharedId }) => sharedId)}::text[], ${ids}::text[],
      ${field(({ kind }) => kind)}::text[], ${field(({ side }) => side)}::text[], ${field(({ system }) => system)}::text[],
      ${field(({ name }) => name)}::text[], ${field(({ companyId }) => companyId)}::text[],
      ${field(({ validFrom }) => validFrom)}::text[]::date[], ${field(({ validTo }) => validTo)}::text[]::date[],
      ${column(({ confidence }) => confidence)}::text[]::numeric[], ${column(({ rule }) => rule)}::text[],
      ${column(({ reason }) => reason)}::text[], ${column(({ decidedBy }) => decidedBy)}::text[])
      as given(shared_id, source_id, kind, side, system, name, company_id, valid_from, valid_to, confidence, rule, reason,
        decided_by)`);
  await database.query(sql`delete from wanted_link w using mapping.identifier i where i.source_id = w.source_id
    and (i.shared_id, i.rule, i.reason, i.confidence, i.decided_by, i.name, i.company_id, i.valid_from, i.valid_to)
      is not distinct from (w.shared_id, w.rule, w.reason, w.confidence, w.decided_by, w.name, w.company_id, w.valid_from,
        w.valid_to)`);
  const linked = await replaceLinks(database);
  await database.query(sql`drop table wanted_link`);
  return { linked };
}

/** The links in `wanted_link` take the place of what their records had. */
async function replaceLinks(database: Database): Promise<number> {
  await database.query(sql`update mapping.identifier_version v set known_to = clock_timestamp() from wanted_link w
    where v.source_id = w.source_id and v.known_to is null
      and (v.shared_id, v.rule, v.reason) is distinct from (w.shared_id, w.rule, w.reason)`);
  await database.query(sql`insert into mapping.identifier_version
      (source_id, kind, shared_id, confidence, rule, reason, decided_by)
    select source_id, kind, shared_id, confidence, rule, reason, decided_by from wanted_link w
    where not exists (select 1 from mapping.identifier_version v where v.source_id = w.source_id and v.known_to is null)`);
  const [before] = await database.query(sql`select count(*)::integer as count from wanted_link w
    where not exists (select 1 from mapping.identifier i where i.source_id = w.source_id)`);
  await database.query(sql`delete from mapping.identifier i using wanted_link w where i.source_id = w.source_id`);
  await database.query(sql`insert into mapping.identifier (id, kind, shared_id, side, system, source_id, name, company_id,
      valid_from, valid_to, status, confidence, rule, reason, decided_by)
    select shared_id || '=' || source_id, kind, shared_id, side, system, source_id, name, company_id, valid_from, valid_to,
      'CONFIRMED', confidence, rule, reason, decided_by from wanted_link`);
  return Number(before?.["count"]);
}

/** No id ever given out stops working: the younger ids of an identity lead to its oldest, as long as they are in it. */
export async function saveRedirects(
  database: Database,
  identities: readonly SettledIdentity[],
): Promise<{ readonly merged: number }> {
  const pairs = identities.flatMap(({ id, otherIds, links }) =>
    otherIds.map((from) => ({ from, to: id, why: links.find(({ rule }) => rule !== "MINTED") })),
  );
  const alive = identities.map(({ id }) => id);
  await database.query(sql`delete from mapping.identity_redirect where from_id = any(${alive}::text[])`);
  const rows = await database.query(sql`insert into mapping.identity_redirect as r (from_id, to_id, rule, reason)
    select * from unnest(${pairs.map(({ from }) => from)}::text[], ${pairs.map(({ to }) => to)}::text[],
      ${pairs.map(({ why }) => why?.rule ?? "IMPORTED")}::text[],
      ${pairs.map(({ why }) => why?.reason ?? "Joined by evidence.")}::text[])
    on conflict (from_id) do update set to_id = excluded.to_id, rule = excluded.rule, reason = excluded.reason,
      decided_at = now() where r.to_id <> excluded.to_id
    returning (xmax = 0) as fresh`);
  return { merged: rows.filter((row) => row["fresh"] === true).length };
}

/** Contradictions found among these records are open; those no longer found are settled. */
export async function saveConflicts(
  database: Database,
  records: readonly LinkInput[],
  conflicts: readonly Conflict[],
): Promise<void> {
  const kinds = new Map(records.map(({ sourceId, kind }) => [sourceId, kind]));
  const companies = new Map(records.map(({ sourceId, companyId }) => [sourceId, companyId]));
  const rows = conflicts.map(({ cause, description, members }) => ({
    id: createHash("sha256")
      .update(`${cause} ${members.join(" ")}`)
      .digest("hex")
      .slice(0, 16),
    kind: kinds.get(members[0] ?? "") ?? "",
    cause,
    description,
    members,
    company: companyOf(members.map((id) => companies.get(id) ?? null)),
  }));
  await database.query(sql`update mapping.identity_conflict set state = 'SETTLED', resolved_at = now()
    where member_ids && ${records.map(({ sourceId }) => sourceId)}::text[] and state = 'OPEN'
      and id <> all(${rows.map(({ id }) => id)}::text[])`);
  for (const { id, kind, cause, description, members, company } of rows)
    await database.query(sql`insert into mapping.identity_conflict as c
        (id, kind, cause, description, member_ids, company_id)
      values (${id}, ${kind}, ${cause}, ${description}, ${members}::text[], ${company})
      on conflict (id) do update set state = 'OPEN', description = excluded.description, company_id = excluded.company_id,
        found_at = case when c.state = 'OPEN' then c.found_at else now() end, resolved_at = null`);
}

/** The only company among these; what concerns several is for readers of all: no company has this id. */
export function companyOf(companies: readonly (string | null)[]): string | null {
  const [first = null, second] = [...new Set(companies.filter((company) => company !== null))];
  return second === undefined ? first : "(several)";
}
