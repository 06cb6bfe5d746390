import type { Database } from "../database";
import { sql } from "../sql";
import type { Check } from "./compile";
import type { QualityRules } from "./rules";

/** A row at fault. */
export interface Found {
  readonly rowId: string;
  readonly companyId: string | null;
  readonly expected: string;
  readonly found: string;
}

export interface FindingChanges {
  readonly opened: number;
  readonly resolved: number;
}

/** Rows of a check that have a finding in force: they may have become right. */
export async function rowsWithFinding(mapping: Database, { rule, entity }: Check): Promise<readonly string[]> {
  const rows = await mapping.query(sql`select row_id from mapping.quality_finding
    where rule_id = ${rule.id} and entity = ${entity.name} and state <> 'RESOLVED'`);
  return rows.map((row) => String(row["row_id"]));
}

/**
 * Keeps what one check found. A fault that is seen again stays as it is decided; one that was accepted and now says something
 * else is open again; one that is not seen any more is resolved.
 */
export async function keepFindings(
  mapping: Database,
  { rule, entity, field }: Check,
  runId: string,
  found: readonly Found[],
): Promise<FindingChanges> {
  const column = (of: (finding: Found) => string | null): readonly (string | null)[] => found.map(of);
  const rows = await mapping.query(sql`
    insert into mapping.quality_finding as f (id, rule_id, severity, subgraph, entity, row_id, field, company_id, expected,
      found, state, first_seen_at, last_seen_at, seen_in)
    select ${`${rule.id}:${entity.name}:`} || row_id, ${rule.id}, ${rule.severity}, ${entity.subgraph}, ${entity.name}, row_id,
      ${field}, company_id, expected, found, 'OPEN', now(), now(), ${runId}::bigint
    from unnest(${column(({ rowId }) => rowId)}::text[], ${column(({ companyId }) => companyId)}::text[],
      ${column(({ expected }) => expected)}::text[], ${column((finding) => finding.found)}::text[])
      as given(row_id, company_id, expected, found)
    on conflict (id) do update set severity = excluded.severity, field = excluded.field, company_id = excluded.company_id,
      expected = excluded.expected, found = excluded.found, last_seen_at = now(), seen_in = excluded.seen_in, resolved_at = null,
      first_seen_at = case when f.state = 'RESOLVED' then now() else f.first_seen_at end,
      state = case when f.state = 'ACCEPTED' and f.found = excluded.found then 'ACCEPTED' else 'OPEN' end
    returning (first_seen_at = now())::integer as opened`);
  const resolved = await mapping.query(sql`
    update mapping.quality_finding set state = 'RESOLVED', resolved_at = now()
    where rule_id = ${rule.id} and entity = ${entity.name} and state <> 'RESOLVED' and seen_in <> ${runId}::bigint returning id`);
  return { opened: rows.filter((row) => row["opened"] === 1).length, resolved: resolved.length };
}

/** Fingerprints of the rules as they were last asked. */
export async function knownRules(mapping: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await mapping.query(sql`select id, fingerprint from mapping.quality_rule`);
  return new Map(rows.map((row) => [String(row["id"]), String(row["fingerprint"])]));
}

/** Keeps the rules as people see them; what withdrawn rules found, or rules found on entities they left, is resolved. */
export async function keepRules(mapping: Database, rules: readonly QualityRules[]): Promise<number> {
  const text = (of: (rule: QualityRules) => string): readonly string[] => rules.map(of);
  await mapping.query(sql`
    insert into mapping.quality_rule (id, subgraph, entities, kind, severity, description, description_zh, remedy, remedy_zh,
      fingerprint, checked_at)
    select *, now() from unnest(${text(({ rule }) => rule.id)}::text[], ${text(({ subgraph }) => subgraph)}::text[],
      ${text(({ rule }) => rule.entities.join(", "))}::text[], ${text(({ rule }) => rule.kind)}::text[],
      ${text(({ rule }) => rule.severity)}::text[], ${text(({ rule }) => rule.description.en)}::text[],
      ${text(({ rule }) => rule.description.zh)}::text[], ${text(({ rule }) => rule.remedy.en)}::text[],
      ${text(({ rule }) => rule.remedy.zh)}::text[], ${text(({ fingerprint }) => fingerprint)}::text[])
    on conflict (id) do update set subgraph = excluded.subgraph, entities = excluded.entities, kind = excluded.kind,
      severity = excluded.severity, description = excluded.description, description_zh = excluded.description_zh,
      remedy = excluded.remedy, remedy_zh = excluded.remedy_zh, fingerprint = excluded.fingerprint, checked_at = now()`);
  await mapping.query(
    sql`delete from mapping.quality_rule where not (id = any(${text(({ rule }) => rule.id)}::text[]))`,
  );
  const checks = rules.flatMap(({ checks: of }) => of.map(({ rule, entity }) => `${rule.id}:${entity.name}`));
  const withdrawn = await mapping.query(sql`
    update mapping.quality_finding set state = 'RESOLVED', resolved_at = now()
    where state <> 'RESOLVED' and not (rule_id || ':' || entity = any(${checks}::text[])) returning id`);
  return withdrawn.length;
}
