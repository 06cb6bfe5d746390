import type { RejectedRecord } from "../../schema/model/source-event";
import type { Database } from "../database";
import { sql } from "../sql";
import type { Batch } from "./stage";

/** Records sent to the database in one statement. */
const CHUNK_RECORDS = 2000;

/** Records kept for the summary. */
const SUMMARY_RECORDS = 1000;

/** PostgreSQL's text has no NUL; the record itself is JSON, where it is escaped. */
const withoutNul = (text: string): string => text.replaceAll("\u0000", "\uFFFD");

/** Records that fail alike: how many, and one of them as the example. */
export interface FaultKind {
  readonly file: string;
  readonly line: number;
  readonly entity: string | null;
  readonly code: string;
  readonly path: string;
  readonly reason: string;
  readonly count: number;
}

export interface QuarantineSummary {
  /** Records set aside, each once, also when several reads of the mapping refused it for the same reason. */
  readonly count: number;
  readonly kinds: readonly FaultKind[];
  /** The first of the records; the graph has all. */
  readonly first: readonly RejectedRecord[];
}

/** Collects the bad records of one load in a temporary table: a wrong delimiter makes every record of a file one. */
export class Quarantine {
  private readonly first: RejectedRecord[] = [];
  private pending: RejectedRecord[] = [];
  private opened = false;

  constructor(private readonly database: Database) {}

  async add(rejection: RejectedRecord): Promise<void> {
    if (this.first.length < SUMMARY_RECORDS) this.first.push(rejection);
    this.pending.push(rejection);
    if (this.pending.length >= CHUNK_RECORDS) await this.flush();
  }

  /**
   * Replaces what is in quarantine for the objects of this batch: a repaired record leaves it, a bad one is kept whole. One
   * record that fails for several entities has a row for each.
   */
  async save(batch: Batch, objects: readonly string[]): Promise<QuarantineSummary> {
    await this.flush();
    await this.database.query(
      sql`delete from mapping.quarantined_row where system = ${batch.system} and file = any(${objects}::text[])`,
    );
    if (!this.opened) return { count: 0, kinds: [], first: [] };
    await this.database.query(sql`
      insert into mapping.quarantined_row (id, entity, code, path, reason, file, line, record, batch_id, system)
      select distinct on (id) ${batch.system} || ':' || id, entity, code, path, reason, file, line, record,
        ${batch.id}::bigint, ${batch.system}
      from stage_quarantine
      on conflict (id) do update set reason = excluded.reason, record = excluded.record, batch_id = excluded.batch_id`);
    const kinds = await this.kinds();
    return { count: kinds.reduce((sum, { count }) => sum + count, 0), kinds, first: this.first };
  }

  private async kinds(): Promise<readonly FaultKind[]> {
    const rows = await this.database.query(sql`
      select file, entity, code, path, count(distinct id)::integer as count, min(line) as line,
        (array_agg(reason order by line))[1] as reason
      from stage_quarantine group by file, entity, code, path order by file, line`);
    return rows.map((row) => ({
      file: String(row["file"]),
      line: Number(row["line"]),
      entity: row["entity"] as string | null,
      code: String(row["code"]),
      path: String(row["path"]),
      reason: String(row["reason"]),
      count: Number(row["count"]),
    }));
  }

  private async flush(): Promise<void> {
    const rejected = this.pending;
    if (rejected.length === 0) return;
    this.pending = [];
    await this.open();
    const column = (of: (row: RejectedRecord) => string | null): readonly (string | null)[] => rejected.map(of);
    await this.database.query(sql`insert into stage_quarantine select * from unnest(
      ${column(({ origin, entity, code, path }) => `${origin.file}:${origin.line}:${entity ?? ""}:${code}:${path}`)}::text[],
      ${column((row) => row.entity)}::text[], ${column((row) => row.code)}::text[], ${column((row) => row.path)}::text[],
      ${column((row) => withoutNul(row.reason))}::text[], ${column((row) => row.origin.file)}::text[],
      ${rejected.map((row) => row.origin.line)}::integer[], ${column((row) => JSON.stringify(row.record))}::text[])`);
  }

  private async open(): Promise<void> {
    if (this.opened) return;
    this.opened = true;
    await this.database.query(sql`create temporary table stage_quarantine (id text collate "C", entity text, code text,
      path text, reason text, file text, line integer, record text) on commit drop`);
  }
}
