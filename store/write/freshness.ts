import type { Subgraph } from "../../schema/model/definition";
import type { Database } from "../database";
import { sql } from "../sql";
import type { Batch } from "./stage";

export interface AppliedSource {
  readonly subgraph: Subgraph;
  /** GraphQL names of all entities the source gives, whether or not this batch had rows of them. */
  readonly entities: readonly string[];
  /** Those of which this batch changed a row. */
  readonly changed: readonly string[];
  /** Time of the source's newest commit in the batch; none: the source does not tell. */
  readonly committedAt: string | null;
}

/** Says up to which commit a source is in the store; written with the rows, so that it is never ahead of them. */
export async function recordApplied(database: Database, batch: Batch, applied: AppliedSource): Promise<void> {
  await database.query(sql`
    insert into mapping.applied_entity as a (system, entity, subgraph, committed_at, applied_at, changed_at, batch_id)
    select ${batch.system}, entity, ${applied.subgraph}, ${applied.committedAt}::timestamptz, clock_timestamp(),
      case when entity = any(${applied.changed}::text[]) then clock_timestamp() end, ${batch.id}::bigint
    from unnest(${applied.entities}::text[]) as entity
    on conflict (system, entity) do update set committed_at = coalesce(excluded.committed_at, a.committed_at),
      applied_at = excluded.applied_at, changed_at = coalesce(excluded.changed_at, a.changed_at), batch_id = excluded.batch_id`);
}

export interface SourceState {
  readonly system: string;
  readonly mode: "BATCH" | "LIVE";
  readonly state: "RUNNING" | "WAITING" | "FAILED";
  readonly everySeconds?: number;
  readonly backlogBytes?: number | null;
  readonly position?: string;
  /** In words, without credentials. */
  readonly error?: string;
}

/** What the process that reads a source knows of it: its beat, its backlog, its fault. */
export async function recordState(database: Database, state: SourceState): Promise<void> {
  await database.query(sql`
    insert into mapping.source_state (system, mode, state, every_seconds, backlog_bytes, position, error, checked_at)
    values (${state.system}, ${state.mode}, ${state.state}, ${state.everySeconds ?? null}::integer,
      ${state.backlogBytes ?? null}::numeric, ${state.position ?? null}, ${state.error ?? null}, clock_timestamp())
    on conflict (system) do update set mode = excluded.mode, state = excluded.state, every_seconds = excluded.every_seconds,
      backlog_bytes = excluded.backlog_bytes, position = excluded.position, error = excluded.error,
      checked_at = excluded.checked_at`);
}
