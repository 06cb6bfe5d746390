import type { Database } from "../../database";
import { sql } from "../../sql";
import { type Chosen, chosenSql } from "./documents";

export interface EvidenceLink {
  readonly fromId: string;
  readonly toId: string;
  readonly confidence: string;
  readonly reason: string;
  readonly status: "PROPOSED" | "CONFIRMED";
}

export interface EvidenceLineLink {
  readonly fromLineId: string;
  readonly toLineId: string;
  readonly fromId: string;
  readonly toId: string;
  readonly confidence: string;
  readonly reason: string;
}

const given = <T>(links: readonly T[], of: (link: T) => string): readonly string[] => links.map(of);

/** Replaces the links of these documents by what the evidence says now; one that says the same stays untouched. */
export async function saveEvidenceLinks(
  database: Database,
  chosen: Chosen,
  links: readonly EvidenceLink[],
  lines: readonly EvidenceLineLink[],
): Promise<void> {
  await database.query(sql`delete from mapping.evidence_link
    where (${chosenSql("from_id", chosen)} or ${chosenSql("to_id", chosen)}) and (from_id, to_id) not in (
      select * from unnest(${given(links, (link) => link.fromId)}::text[], ${given(links, (link) => link.toId)}::text[]))`);
  await database.query(sql`insert into mapping.evidence_link as t (from_id, to_id, rule, confidence, reason, status)
    select from_id, to_id, 'EVIDENCE', confidence, reason, status
    from unnest(${given(links, (link) => link.fromId)}::text[], ${given(links, (link) => link.toId)}::text[],
      ${given(links, (link) => link.confidence)}::numeric[], ${given(links, (link) => link.reason)}::text[],
      ${given(links, (link) => link.status)}::text[]) as given(from_id, to_id, confidence, reason, status)
    on conflict (from_id, to_id) do update set confidence = excluded.confidence, reason = excluded.reason,
      status = excluded.status, decided_at = now()
    where (t.confidence, t.reason, t.status) is distinct from (excluded.confidence, excluded.reason, excluded.status)`);
  await database.query(sql`delete from mapping.evidence_line_link
    where ${chosenSql("from_id", chosen)} or ${chosenSql("to_id", chosen)}`);
  await database.query(sql`insert into mapping.evidence_line_link (from_line_id, to_line_id, from_id, to_id, confidence, reason)
    select * from unnest(${given(lines, (line) => line.fromLineId)}::text[], ${given(lines, (line) => line.toLineId)}::text[],
      ${given(lines, (line) => line.fromId)}::text[], ${given(lines, (line) => line.toId)}::text[],
      ${given(lines, (line) => line.confidence)}::numeric[], ${given(lines, (line) => line.reason)}::text[])`);
}
