import { columnOf } from "../../schema/model/definition";
import { recordDigest } from "../../schema/model/record-digest";
import type { RejectedRecord } from "../../schema/model/source-event";
import type { Database } from "../database";
import { join, name, raw, type Sql, sql } from "../sql";
import type { AppliedCorrection } from "./source-decisions";
import { type Batch, type Stage, stageTable } from "./stage";

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
  /** Records set aside, each once, also when several reads of the mapping refused it. */
  readonly count: number;
  readonly kinds: readonly FaultKind[];
  /** The first of the records; the graph has all. */
  readonly first: readonly RejectedRecord[];
}

/** What a batch says of the quarantine beside what it refused. */
export interface JudgedBatch {
  readonly batch: Batch;
  /** Objects it gave whole. */
  readonly objects: readonly string[];
  readonly stages: readonly Stage[];
  readonly applied: readonly AppliedCorrection[];
}

type Told = (row: RejectedRecord) => string | null;

const digestOf = ({ digest, record }: RejectedRecord): string => digest ?? recordDigest(record);

/** Columns of what a batch refused, all of them texts but the line. */
const COLUMNS: readonly (readonly [string, Told])[] = [
  ["entity", (row) => row.entity],
  ["digest", digestOf],
  ["record_kind", (row) => row.recordKind ?? "SOURCE"],
  ["code", (row) => row.code],
  ["path", (row) => row.path],
  ["reason", (row) => withoutNul(row.reason)],
  ["file", (row) => row.origin.file],
  ["record", (row) => JSON.stringify(row.record)],
  ["row_id", (row) => row.id ?? null],
  ["document_id", (row) => row.document ?? null],
  ["code_list", (row) => row.unknownCode?.list ?? null],
  ["came", (row) => (row.unknownCode ? withoutNul(row.unknownCode.code) : null)],
  ["proposed_field", (row) => row.proposal?.field ?? null],
  ["proposed_value", (row) => row.proposal?.value ?? null],
  ["proposed_because", (row) => row.proposal?.because ?? null],
];

const columnList = (): Sql => join(COLUMNS.map(([column]) => name(column)));

/** Of a quarantined row `q`. */
const notRefused = sql`not exists (select 1 from stage_refused r where r.id = q.id)`;

/** The corrections that the batch applied, as `a`. */
function appliedTable(applied: readonly AppliedCorrection[]): Sql {
  return sql`unnest(${applied.map(({ object }) => object)}::text[], ${applied.map(({ digest }) => digest)}::text[],
    ${applied.map(({ line }) => line)}::integer[]) as a(object, digest, line)`;
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
   * Brings the quarantine to what this batch says of it: a record that came in leaves it, corrected or repaired; a bad one is
   * kept whole, with what people decided about it. One record that fails for several entities has a row for each.
   */
  async save(judged: JudgedBatch): Promise<QuarantineSummary> {
    await this.flush();
    if (!this.opened && !(await this.hasAny(judged.batch))) return { count: 0, kinds: [], first: [] };
    await this.open();
    await this.nameRefused(judged);
    await this.settleCorrected(judged);
    await this.clearRepaired(judged);
    await this.keepRefused(judged.batch);
    const kinds = await this.kinds();
    return { count: kinds.reduce((sum, { count }) => sum + count, 0), kinds, first: this.first };
  }

  private async hasAny({ system }: Batch): Promise<boolean> {
    const rows = await this.database.query(sql`select 1 from mapping.quarantined_row where system = ${system} limit 1`);
    return rows.length > 0;
  }

  /**
   * Gives each refused record its permanent id: by its object, entity and digest, so that it stays the same wherever the
   * record stands; equal records are counted. A corrected record that the store refused is the record it was.
   */
  private async nameRefused({ batch, applied }: JudgedBatch): Promise<void> {
    await this.database.query(sql`
      create temporary table stage_refused on commit drop as
      select * from stage_quarantine with no data`);
    await this.database.query(sql`alter table stage_refused add column id text collate "C" primary key`);
    await this.database.query(sql`
      insert into stage_refused (${columnList()}, line, id)
      select distinct on (id) ${columnList()}, line, id from (
        select n.entity, coalesce(n.digest_before, n.digest) as digest, coalesce(n.kind_before, n.record_kind) as record_kind, n.code,
          n.path, n.reason, n.file, coalesce(n.record_before, n.record) as record, n.row_id, n.document_id, n.code_list, n.came,
          n.proposed_field, n.proposed_value, n.proposed_because, n.line,
          coalesce(n.id_before, ${batch.system} || ':' || n.file || ':' || coalesce(n.entity, '') || ':' || n.digest ||
            case when n.times > 1 then '#' || n.times else '' end) as id
        from (
          select s.*, q.id as id_before, q.digest as digest_before, q.record as record_before, q.record_kind as kind_before,
            dense_rank() over (partition by s.file, s.entity, s.digest order by s.line) as times
          from stage_quarantine s
          left join ${appliedTable(applied)} on s.record_kind = 'UNIFIED' and a.object = s.file and a.line = s.line
          left join mapping.quarantined_row q on q.system = ${batch.system} and q.file = a.object and q.digest = a.digest
            and q.entity is not distinct from s.entity
        ) n
      ) named order by id, code, path`);
  }

  /** A record whose correction was applied and that was not refused again is in the graph: its row says under which id. */
  private async settleCorrected({ batch, applied, stages }: JudgedBatch): Promise<void> {
    if (applied.length === 0) return;
    for (const { entity } of stages) {
      const key = columnOf(entity, entity.key).column;
      const document = entity.partOf ? sql`s.${name(columnOf(entity, entity.partOf).column)}` : sql`q.document_id`;
      await this.database.query(sql`
        update mapping.quarantined_row q set row_id = s.${name(key)}, document_id = ${document}
        from ${stageTable(entity)} s, ${appliedTable(applied)}
        where q.system = ${batch.system} and q.entity = ${entity.name} and q.file = a.object and q.digest = a.digest
          and s.source_file = a.object and s.source_line = a.line and q.state = 'OPEN' and ${notRefused}`);
    }
    await this.database.query(sql`
      update mapping.quarantined_row q set state = 'CORRECTED', settled_at = now(), version = q.version + 1, replay = false,
        withdrawn = false, batch_id = ${batch.id}::bigint
      from ${appliedTable(applied)}
      where q.system = ${batch.system} and q.file = a.object and q.digest = a.digest and q.state = 'OPEN' and ${notRefused}`);
  }

  /**
   * Takes out rows that the batch judged anew and did not refuse. A source that gives single records again does not name whole
   * objects: then a record is known by its id, else by its line.
   */
  private async clearRepaired({ batch, objects, stages }: JudgedBatch): Promise<void> {
    const gone = sql`q.system = ${batch.system} and q.state <> 'CORRECTED' and ${notRefused}`;
    await this.database.query(
      sql`delete from mapping.quarantined_row q where q.file = any(${objects}::text[]) and ${gone}`,
    );
    for (const { entity } of stages) {
      const key = name(columnOf(entity, entity.key).column);
      await this.database.query(sql`delete from mapping.quarantined_row q using ${stageTable(entity)} s
        where q.entity = ${entity.name} and q.row_id = s.${key} and ${gone}`);
      await this.database.query(sql`delete from mapping.quarantined_row q using ${stageTable(entity)} s
        where q.row_id is null and q.file = s.source_file and q.line = s.source_line and ${gone}`);
    }
    await this.database.query(sql`delete from mapping.quarantined_row q using stage_refused s
      where (q.entity = s.entity and q.row_id = s.row_id or q.row_id is null and q.file = s.file and q.line = s.line)
        and ${gone}`);
  }

  private async keepRefused({ id, system }: Batch): Promise<void> {
    const said = ["code", "path", "reason", "came", "code_list", "proposed_field", "proposed_value"];
    const side = (alias: string): Sql => join(said.map((column) => raw(`${alias}."${column}"`)));
    const updates = join(COLUMNS.map(([column]) => raw(`"${column}" = excluded."${column}"`)));
    await this.database.query(sql`
      insert into mapping.quarantined_row as q (id, system, batch_id, line, ${columnList()})
      select id, ${system}, ${id}::bigint, line, ${columnList()} from stage_refused
      on conflict (id) do update set ${updates}, line = excluded.line, batch_id = excluded.batch_id,
        state = case when q.state = 'CORRECTED' then 'OPEN' else q.state end, settled_at = null, replay = false, withdrawn = false,
        version = q.version + case when q.state = 'CORRECTED' or (${side("q")}) is distinct from (${side("excluded")}) then 1 else 0 end`);
  }

  private async kinds(): Promise<readonly FaultKind[]> {
    const rows = await this.database.query(sql`
      select file, entity, code, path, count(*)::integer as count, min(line) as line,
        (array_agg(reason order by line))[1] as reason
      from stage_refused group by file, entity, code, path order by file, line`);
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
    const arrays = COLUMNS.map(([, told]) => sql`${rejected.map(told)}::text[]`);
    await this.database.query(sql`insert into stage_quarantine (${columnList()}, line)
      select * from unnest(${join(arrays)}, ${rejected.map((row) => row.origin.line)}::integer[])`);
  }

  private async open(): Promise<void> {
    if (this.opened) return;
    this.opened = true;
    await this.database.query(sql`create temporary table stage_quarantine on commit drop as
      select ${columnList()}, line from mapping.quarantined_row with no data`);
  }
}
