import { definitionOf } from "../../schema/model/decorators";
import { type ColumnDefinition, columnOf, type EntityDefinition, sqlColumnsOf } from "../../schema/model/definition";
import { rowDigest } from "../../schema/model/record-digest";
import type { Proposal, RejectedRecord, UnifiedRow } from "../../schema/model/source-event";
import type { Database } from "../database";
import { tableOf } from "../read/row";
import { join, name, raw, type Sql, sql } from "../sql";
import type { DocumentRule } from "./document-rule";
import { momentOfNewRows } from "./moment";
import { NEAR_REFERENCE, nearReferences } from "./near-reference";

/**
 * The rows of one entity in one batch, in a temporary table beside the real one: they are compared, checked and only then
 * merged, so that a bad row never replaces a good one.
 */
export class Stage {
  private rows: UnifiedRow[] = [];
  private readonly columns: readonly string[];
  private readonly types: ReadonlyMap<string, string>;

  private constructor(
    private readonly database: Database,
    readonly entity: EntityDefinition,
    private readonly batch: Batch,
    types: ReadonlyMap<string, string>,
  ) {
    this.types = types;
    this.columns = [...new Set(entity.columns.flatMap(sqlColumnsOf))];
  }

  static async open(database: Database, entity: EntityDefinition, batch: Batch): Promise<Stage> {
    await database.query(sql`create temporary table ${stageTable(entity)} (like ${tableOf(entity)}) on commit drop`);
    await database.query(sql`alter table ${stageTable(entity)} add column place bigint generated always as identity`);
    const types =
      await database.query(sql`select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = ${`${entity.subgraph}.${entity.table}`}::regclass and attnum > 0 and not attisdropped`);
    return new Stage(database, entity, batch, new Map(types.map((row) => [String(row["name"]), String(row["type"])])));
  }

  get size(): number {
    return this.rows.length;
  }

  add(row: UnifiedRow): void {
    this.rows.push(row);
  }

  /** Sends the rows collected so far: one statement, one array a column. */
  async flush(): Promise<void> {
    const rows = this.rows;
    if (rows.length === 0) return;
    this.rows = [];
    const arrays = this.columns.map(
      (column) =>
        sql`${rows.map((row) => row.values[column] ?? null)}::text[]::${raw(this.types.get(column) ?? "text")}[]`,
    );
    const origin = sql`${rows.map((row) => row.origin.file)}::text[], ${rows.map((row) => row.origin.line)}::integer[]`;
    await this.database.query(sql`
      insert into ${stageTable(this.entity)} (${names(this.columns)}, source_file, source_line, source_system, batch_id)
      select given.*, ${this.batch.system}::text, ${this.batch.id}::bigint
      from unnest(${join([...arrays, origin])}) as given`);
  }

  /** Takes out rows whose id came before in this batch; an equal one says nothing new, a different one is a contradiction. */
  async takeDuplicates(): Promise<{ readonly repeated: number; readonly rejected: readonly RejectedRecord[] }> {
    const key = name(columnOf(this.entity, this.entity.key).column);
    const same = (alias: string): Sql => sql`(${join(this.columns.map((column) => raw(`${alias}."${column}"`)))})`;
    const rows = await this.database.query(sql`
      with removed as (
        delete from ${stageTable(this.entity)} s using (
          select min(place) as place, ${key} as id from ${stageTable(this.entity)} group by ${key} having count(*) > 1
        ) kept join ${stageTable(this.entity)} k on k.place = kept.place
        where s.${key} = kept.id and s.place <> kept.place
        returning s.*, ${same("s")} is not distinct from ${same("k")} as repeated
      )
      select repeated, source_file, source_line, ${RECORD} as record from removed order by place`);
    const different = rows.filter((row) => row["repeated"] !== true);
    return {
      repeated: rows.length - different.length,
      rejected: different.map((row) =>
        this.rejection(
          row,
          "IMPORT_DUPLICATE_ID",
          this.entity.key,
          "Another record of this batch has the same id and other values.",
        ),
      ),
    };
  }

  /** Takes out what the batch has of documents of which something was refused. */
  async takeIncomplete(rule: DocumentRule): Promise<readonly RejectedRecord[]> {
    const documents = rule.brokenOf(this.entity);
    if (documents.length === 0) return [];
    const column = name(columnOf(this.entity, this.entity.partOf ?? this.entity.key).column);
    const rows = await this.database.query(sql`
      with removed as (
        delete from ${stageTable(this.entity)} where ${column} = any(${documents}::text[]) returning *
      )
      select source_file, source_line, ${RECORD} as record, ${column} as document from removed order by place`);
    return rows.map((row) => {
      const reason = rule.reasonOf(this.entity, String(row["document"]));
      return this.rejection(row, "IMPORT_DOCUMENT_INCOMPLETE", "", reason);
    });
  }

  /** Takes out a row that the source removed after it had given it. */
  async takeBack(id: string): Promise<void> {
    await this.flush();
    await this.database.query(
      sql`delete from ${stageTable(this.entity)} where ${name(columnOf(this.entity, this.entity.key).column)} = ${id}`,
    );
  }

  /** Takes out rows whose required reference is known neither to the store nor to this batch. */
  async takeOrphans(isStaged: (entity: EntityDefinition) => boolean): Promise<readonly RejectedRecord[]> {
    const rejected: RejectedRecord[] = [];
    for (const column of this.entity.columns) {
      const target = column.target && definitionOf(column.target());
      if (!target || !column.required || target.subgraph !== this.entity.subgraph) continue;
      const rows = await this.database.query(sql`
        with removed as (
          delete from ${stageTable(this.entity)} t where not ${known(column, target, isStaged(target))} returning t.*
        )
        select source_file, source_line, ${RECORD} as record, ${name(column.column)} as reference from removed order by place`);
      const near = await this.nearReferences(target, isStaged(target), rows);
      for (const row of rows) {
        const reference = String(row["reference"]);
        const reason = `Expected the id of a known ${target.name}, got ${reference}. Load that record, then this one again.`;
        const value = near.get(reference);
        const proposal = value === undefined ? undefined : { field: column.column, value, because: NEAR_REFERENCE };
        rejected.push(this.rejection(row, "IMPORT_REFERENCE_UNKNOWN", column.field, reason, proposal));
      }
    }
    return rejected;
  }

  private nearReferences(
    target: EntityDefinition,
    staged: boolean,
    rows: readonly Readonly<Record<string, unknown>>[],
  ) {
    const known = [tableOf(target), ...(staged ? [stageTable(target)] : [])];
    const references = rows.map((row) => String(row["reference"]));
    return nearReferences(this.database, target, known, references);
  }

  /** Optional references that lead nowhere: kept, since the figures are right without them, but told. */
  async countDangling(isStaged: (entity: EntityDefinition) => boolean): Promise<number> {
    let dangling = 0;
    for (const column of this.entity.columns) {
      const target = column.target && definitionOf(column.target());
      if (!target || column.required || target.subgraph !== this.entity.subgraph) continue;
      const [row] = await this.database.query(sql`select count(*)::integer as count from ${stageTable(this.entity)} t
        where ${raw(`t."${column.column}"`)} is not null and not ${known(column, target, isStaged(target))}`);
      dangling += Number(row?.["count"] ?? 0);
    }
    return dangling;
  }

  /** Writes what differs. @returns rows that were in the batch, and how many of them changed anything */
  async merge(): Promise<{ readonly accepted: number; readonly changed: number }> {
    const all = [...this.columns, "source_system", "source_file", "source_line", "batch_id"];
    const moment = momentOfNewRows(this.entity.subgraph);
    const key = columnOf(this.entity, this.entity.key).column;
    const updates = all.filter((column) => column !== key).map((column) => raw(`"${column}" = excluded."${column}"`));
    const compared = this.columns.filter((column) => column !== key);
    const side = (alias: string): Sql => join(compared.map((column) => raw(`${alias}."${column}"`)));
    const [row] = await this.database.query(sql`
      with merged as (
        insert into ${tableOf(this.entity)} as t (${names([...all, ...moment.columns])})
        select ${join([...all.map(name), ...moment.values])} from ${stageTable(this.entity)} order by place
        on conflict (${name(key)}) do update set ${join(updates)}
        where (${side("t")}) is distinct from (${side("excluded")})
        returning 1
      )
      select (select count(*) from merged)::integer as changed, (select count(*) from ${stageTable(this.entity)})::integer as accepted`);
    await this.moveProvenance();
    return { accepted: Number(row?.["accepted"] ?? 0), changed: Number(row?.["changed"] ?? 0) };
  }

  /** A row that says the same from another line is unchanged, but is found there from now on. */
  private async moveProvenance(): Promise<void> {
    const key = raw(`"${columnOf(this.entity, this.entity.key).column}"`);
    await this.database.query(sql`
      update ${tableOf(this.entity)} t set source_file = s.source_file, source_line = s.source_line
      from ${stageTable(this.entity)} s where s.${key} = t.${key}
        and (s.source_file, s.source_line) is distinct from (t.source_file, t.source_line)`);
  }

  private rejection(
    row: Readonly<Record<string, unknown>>,
    code: string,
    path: string,
    reason: string,
    proposal?: Proposal,
  ): RejectedRecord {
    const record = this.recordOf(String(row["record"]));
    const text = (field: string): string | undefined => record[columnOf(this.entity, field).column];
    const [id, document] = [text(this.entity.key), this.entity.partOf && text(this.entity.partOf)];
    return {
      kind: "rejected",
      entity: this.entity.name,
      code,
      path,
      reason,
      record,
      recordKind: "UNIFIED",
      digest: rowDigest(this.entity, record),
      ...(proposal ? { proposal } : {}),
      ...(id ? { id } : {}),
      ...(document ? { document } : {}),
      origin: { file: String(row["source_file"]), line: Number(row["source_line"]) },
    };
  }

  /** What the source said, without what the stage keeps for itself. */
  private recordOf(text: string): Readonly<Record<string, string>> {
    const own = new Set(this.columns);
    return Object.fromEntries(
      Object.entries(JSON.parse(text) as Record<string, string>).filter(([column]) => own.has(column)),
    );
  }
}

/** A staged row as text by column: a number in JSON would become a float on the way. */
const RECORD = raw(
  "(select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(removed)) where value is not null)::text",
);

export interface Batch {
  readonly id: string;
  readonly system: string;
}

export function stageTable(entity: EntityDefinition): Sql {
  return name(`stage_${entity.subgraph}_${entity.table}`);
}

function names(columns: readonly string[]): Sql {
  return join(columns.map(name));
}

function known(column: ColumnDefinition, target: EntityDefinition, staged: boolean): Sql {
  const key = columnOf(target, target.key).column;
  const found = (table: Sql): Sql =>
    sql`exists (select 1 from ${table} r where ${raw(`r."${key}"`)} = ${raw(`t."${column.column}"`)})`;
  return staged ? sql`(${found(stageTable(target))} or ${found(tableOf(target))})` : found(tableOf(target));
}
