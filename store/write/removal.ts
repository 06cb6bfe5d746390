import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { CompleteSet, RejectedRecord, RemovedRow, UnifiedRow } from "../../schema/model/source-event";
import type { Database } from "../database";
import { tableOf } from "../read/row";
import { name, raw, sql } from "../sql";
import { type DocumentRule, documentOf } from "./document-rule";
import { forgetDocuments } from "./documents";
import { type Stage, stageTable } from "./stage";

/** What one entity loses in a batch. */
interface Losses {
  readonly ids: Set<string>;
  /** Parent column → parents whose rows the batch gives whole. */
  readonly within: Map<string, Set<string>>;
  whole: boolean;
}

/**
 * Takes out what a source no longer has: rows it says are gone, and rows missing from a set it gave whole. A row that was
 * refused is not missing.
 */
export class Removals {
  private readonly losses = new Map<EntityDefinition, Losses>();
  private present: { entity: string; id: string }[] = [];
  private expected = false;

  constructor(
    private readonly database: Database,
    private readonly system: string,
    private readonly entities: readonly EntityDefinition[],
  ) {}

  remove({ entity, id }: Pick<RemovedRow, "entity" | "id">): void {
    this.lossesOf(entity).ids.add(id);
  }

  /** Removals may come to light only when the rows are checked. */
  expect(): void {
    this.expected = true;
  }

  /** Whether the batch says what became of a row although it does not give it. */
  tells(entity: string, id: string, document: string): boolean {
    const losses = [...this.losses].find(([{ name: known }]) => known === entity)?.[1];
    if (!losses) return false;
    return losses.whole || losses.ids.has(id) || [...losses.within.values()].some((parents) => parents.has(document));
  }

  /** A row that came after its removal is there again. */
  keep({ entity, values }: UnifiedRow): void {
    const losses = this.losses.get(entity);
    if (losses) losses.ids.delete(values[columnOf(entity, entity.key).column] ?? "");
  }

  complete({ entity, within, ids = [] }: CompleteSet): void {
    const losses = this.lossesOf(entity);
    for (const id of ids) this.present.push({ entity: entity.name, id });
    if (!within) losses.whole = true;
    else {
      const parents = losses.within.get(within.column) ?? new Set();
      losses.within.set(within.column, parents.add(within.id));
    }
  }

  noteRefused({ entity, id }: RejectedRecord): void {
    if (entity && id) this.present.push({ entity, id });
  }

  get any(): boolean {
    return this.expected || this.losses.size > 0;
  }

  /** Remembers which ids the batch gave, before checks take bad ones out of the stages. */
  async rememberPresent(stages: readonly Stage[]): Promise<void> {
    if (!this.any) return;
    await this.database.query(
      sql`create temporary table stage_present (entity text collate "C", id text collate "C") on commit drop`,
    );
    const sets = stages.filter(({ entity }) => this.losses.has(entity));
    for (const { entity } of sets)
      await this.database.query(sql`insert into stage_present
        select ${entity.name}, ${name(columnOf(entity, entity.key).column)} from ${stageTable(entity)}`);
  }

  /** @returns rows removed by entity name */
  async apply(rule: DocumentRule): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    if (!this.any) return counts;
    const { present } = this;
    this.present = [];
    await this.database.query(sql`insert into stage_present select * from unnest(
      ${present.map(({ entity }) => entity)}::text[], ${present.map(({ id }) => id)}::text[])`);
    // Lines go before their documents, as they came after them.
    for (const entity of [...this.entities].reverse()) {
      const losses = this.losses.get(entity);
      const removed = losses ? await this.removeRows(entity, losses, rule) : [];
      const lines = await this.removeLines(entity, removed);
      for (const { entity: lineEntity, ids } of [{ entity, ids: removed }, ...lines]) {
        if (ids.length > 0) counts.set(lineEntity.name, (counts.get(lineEntity.name) ?? 0) + ids.length);
        await this.forget(ids);
      }
    }
    return counts;
  }

  private lossesOf(entity: EntityDefinition): Losses {
    const losses = this.losses.get(entity) ?? { ids: new Set(), within: new Map(), whole: false };
    this.losses.set(entity, losses);
    return losses;
  }

  private async removeRows(entity: EntityDefinition, losses: Losses, rule: DocumentRule): Promise<readonly string[]> {
    const removed = await this.deleteWhere(entity, sql`${keyOf(entity)} = any(${[...losses.ids]}::text[])`);
    await this.clearQuarantine(entity, [...losses.ids]);
    const missing = sql`not exists (select 1 from stage_present p where p.entity = ${entity.name} and p.id = ${keyOf(entity)})`;
    const broken = new Set(rule.brokenOf(entity));
    for (const [column, parents] of losses.within) {
      const whole = [...parents].filter((parent) => !broken.has(parent));
      removed.push(
        ...(await this.deleteWhere(entity, sql`${raw(`t."${column}"`)} = any(${whole}::text[]) and ${missing}`)),
      );
      // What was refused of a document goes with its record, also while the document is refused and its stored lines stay.
      await this.clearMissing(entity, sql`q.document_id = any(${[...parents]}::text[])`);
    }
    if (losses.whole) {
      removed.push(...(await this.deleteWhere(entity, missing)));
      await this.clearMissing(entity, sql`true`);
    }
    return removed;
  }

  private async deleteWhere(entity: EntityDefinition, condition: ReturnType<typeof sql>): Promise<string[]> {
    const rows = await this.database.query(sql`delete from ${tableOf(entity)} t
      where t.source_system = ${this.system} and ${condition} returning ${keyOf(entity)} as id`);
    return rows.map((row) => String(row["id"]));
  }

  /** A removed document takes its lines along, also when the source does not say so. */
  private async removeLines(document: EntityDefinition, ids: readonly string[]) {
    if (ids.length === 0) return [];
    const removed: { entity: EntityDefinition; ids: readonly string[] }[] = [];
    for (const entity of this.entities.filter((line) => documentOf(line) === document)) {
      const column = raw(`t."${columnOf(entity, entity.partOf ?? "").column}"`);
      removed.push({ entity, ids: await this.deleteWhere(entity, sql`${column} = any(${ids}::text[])`) });
    }
    return removed;
  }

  /** Refused records that the source no longer has are no longer in quarantine. */
  private async clearMissing(entity: EntityDefinition, condition: ReturnType<typeof sql>): Promise<void> {
    await this.database.query(sql`delete from mapping.quarantined_row q
      where q.system = ${this.system} and q.entity = ${entity.name} and q.state <> 'CORRECTED' and q.row_id is not null
        and ${condition}
        and not exists (select 1 from stage_present p where p.entity = ${entity.name} and p.id = q.row_id)`);
  }

  private async clearQuarantine(entity: EntityDefinition, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.database.query(sql`delete from mapping.quarantined_row q
      where q.system = ${this.system} and q.entity = ${entity.name} and q.state <> 'CORRECTED' and q.row_id = any(${ids}::text[])`);
  }

  /** Its identity stays, with every id ever given; the link to a record that is gone is no longer in force. */
  private async forget(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.database.query(sql`delete from mapping.source_record where source_id = any(${ids}::text[])`);
    await forgetDocuments(this.database, ids);
    await this.database.query(sql`update mapping.identifier set status = 'REJECTED', decided_at = now(),
      reason = 'The record was removed at its source.' where source_id = any(${ids}::text[]) and status = 'CONFIRMED'`);
  }
}

const keyOf = (entity: EntityDefinition) => raw(`t."${columnOf(entity, entity.key).column}"`);
