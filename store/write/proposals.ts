import type { Database } from "../database";
import type { Note } from "../mapping/explain";
import { sql } from "../sql";
import { lockCrosswalk, settleIdentities } from "./crosswalk";

/** What matching says of a pair of records: above the link threshold it is linked, else it waits for a person. */
export interface PairVerdict {
  readonly leftId: string;
  readonly rightId: string;
  readonly link: boolean;
  /** Decimal text from 0 to 1. */
  readonly confidence: string;
  readonly reason: string;
  readonly reasonZh: string;
  readonly evidence: readonly Note[];
}

export interface MatchOutcome {
  readonly linked: number;
  readonly queued: number;
  readonly withdrawn: number;
}

export interface MatchBatch {
  readonly kind: "PARTY" | "ITEM";
  /** Versions of the records this run looked at, as they were read. */
  readonly seen: readonly { readonly id: string; readonly batch: string }[];
  readonly changed: readonly string[];
  /** Proposals of earlier runs that nobody needs to answer any more: their records found better partners. */
  readonly moot: readonly string[];
  readonly verdicts: readonly PairVerdict[];
  /** The weights as JSON, for the runs to come. */
  readonly model: string;
}

/** Weights of the last run of a kind; null: there was none. */
export async function lastModel(database: Database, kind: string): Promise<string | null> {
  const [row] = await database.query(
    sql`select model from mapping.match_run where kind = ${kind} and model is not null order by number desc limit 1`,
  );
  return row ? String(row["model"]) : null;
}

/**
 * Stores a run's verdicts and links what is above the threshold. What a person decided stays; what the changed records no
 * longer support is withdrawn. Pairs that exact evidence joined already are no proposals.
 */
export async function saveMatches(database: Database, batch: MatchBatch): Promise<MatchOutcome> {
  await lockCrosswalk(database);
  const [run] = await database.query(
    sql`insert into mapping.match_run (kind, changed_count, model) values (${batch.kind}, ${batch.changed.length},
      ${batch.model}) returning number`,
  );
  const number = String(run?.["number"]);
  const { verdicts } = batch;
  const idOf = ({ leftId, rightId }: PairVerdict): string => `${leftId}~${rightId}`;
  const withdrawn =
    await database.query(sql`delete from mapping.match m where m.kind = ${batch.kind} and m.decided_by is null
      and (m.id = any(${batch.moot}::text[])
        or (m.left_id = any(${batch.changed}::text[]) or m.right_id = any(${batch.changed}::text[]))
          and m.id <> all(${verdicts.map(idOf)}::text[])) returning left_id, right_id`);
  const saved = await database.query(sql`
    with given as (
      select given.*, exists (select 1 from mapping.identifier l join mapping.identifier r on r.shared_id = l.shared_id
          where l.source_id = left_id and r.source_id = right_id) as one,
        -- A record that is linked to that system already waits for a person before it is linked again.
        exists (select 1 from mapping.identifier o join mapping.identifier s on s.shared_id = o.shared_id
          where o.source_id in (left_id, right_id) and s.source_id not in (left_id, right_id)
            and s.system in (select system from mapping.source_record where source_id in (left_id, right_id))
            and s.system <> o.system) as taken
      from unnest(${verdicts.map(idOf)}::text[], ${verdicts.map(({ leftId }) => leftId)}::text[],
        ${verdicts.map(({ rightId }) => rightId)}::text[], ${verdicts.map(({ link }) => link)}::boolean[],
        ${verdicts.map(({ confidence }) => confidence)}::text[]::numeric[], ${verdicts.map(({ reason }) => reason)}::text[],
        ${verdicts.map(({ reasonZh }) => reasonZh)}::text[], ${verdicts.map(({ evidence }) => JSON.stringify(evidence))}::text[])
        as given(id, left_id, right_id, link, confidence, reason, reason_zh, evidence)
    ), judged as (
      select id, left_id, right_id, confidence, reason, reason_zh, evidence,
        case when link and not taken then 'CONFIRMED' else 'PROPOSED' end as verdict
      from given where not one or exists (select 1 from mapping.match m where m.id = given.id)
    )
    insert into mapping.match as m (id, kind, left_id, right_id, status, verdict, confidence, reason, reason_zh, evidence,
      run_number)
    select id, ${batch.kind}, left_id, right_id, verdict, verdict, confidence, reason, reason_zh, evidence, ${number}::bigint
      from judged
    on conflict (id) do update set verdict = excluded.verdict, confidence = excluded.confidence, reason = excluded.reason,
      reason_zh = excluded.reason_zh, evidence = excluded.evidence, run_number = excluded.run_number,
      status = case when m.decided_by is null then excluded.verdict else m.status end
    returning left_id, right_id, verdict`);
  const { seen } = batch;
  await database.query(sql`update mapping.source_record r set matched_batch_id = given.batch
    from unnest(${seen.map(({ id }) => id)}::text[], ${seen.map(({ batch: version }) => version)}::text[]::bigint[])
      as given(id, batch) where r.source_id = given.id`);
  const touched = [...withdrawn, ...saved].flatMap((row) => [String(row["left_id"]), String(row["right_id"])]);
  await settleIdentities(database, touched);
  const linked = saved.filter((row) => row["verdict"] === "CONFIRMED").length;
  const outcome = { linked, queued: saved.length - linked, withdrawn: withdrawn.length };
  await database.query(sql`update mapping.match_run set finished_at = clock_timestamp(), linked_count = ${outcome.linked},
    queued_count = ${outcome.queued}, withdrawn_count = ${outcome.withdrawn} where number = ${number}::bigint`);
  return outcome;
}
