import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { Recall } from "../contract";
import { idText } from "../mapping/row-mapping";
import { KeySets } from "./change-set";
import type { Rule } from "./changes-file";
import type { Connection } from "./connection";
import type { Roots } from "./roots";
import type { WatchedTable } from "./tables";

/** Columns of a row that changed: as it is now, or as it was; null where a value is absent. */
export type ChangedColumns = Readonly<Record<string, string | null | undefined>>;

/** Names a rule of a table, so that what waits for it can be collected under one text. */
const nameOf = (table: WatchedTable, at: number): string => `${table.name}#${at}`;

/**
 * What changed, not yet followed to its roots: for each rule the values of its column, and the ids whose former parent the
 * store must be asked for. It stays small however much changes, since a value counts once.
 */
export class Noticed {
  readonly values = new KeySets();
  readonly recalls = new KeySets();
  readonly roots = new KeySets();

  constructor(
    private readonly system: string,
    private readonly entities: ReadonlyMap<string, EntityDefinition>,
  ) {}

  get isEmpty(): boolean {
    return this.values.isEmpty && this.recalls.isEmpty && this.roots.isEmpty;
  }

  merge(other: Noticed): void {
    this.values.merge(other.values);
    this.recalls.merge(other.recalls);
    this.roots.merge(other.roots);
  }

  /** A row that came, or changed and may have hung on something else before. */
  written(table: WatchedTable, now: ChangedColumns, before: ChangedColumns | undefined, isNew: boolean): void {
    for (const [at, rule] of table.rules.entries()) {
      if (rule.column === undefined) this.roots.addAll(rule.root);
      else {
        this.addValue(table, at, now[rule.column]);
        if (before) this.addValue(table, at, before[rule.column]);
        if (!isNew && before?.[rule.column] === undefined) this.askStore(table, at, before, now);
      }
    }
  }

  /** A row that went; often only its key is told. */
  deleted(table: WatchedTable, before: ChangedColumns): void {
    for (const [at, rule] of table.rules.entries()) {
      if (rule.column === undefined) this.roots.addAll(rule.root);
      else if (before[rule.column] !== undefined) this.addValue(table, at, before[rule.column]);
      else if (!this.askStore(table, at, before)) this.roots.addAll(rule.root);
    }
  }

  /** All rows went, or any may have. */
  emptied({ rules }: WatchedTable): void {
    for (const { root } of rules) this.roots.addAll(root);
  }

  private addValue(table: WatchedTable, at: number, value: string | null | undefined): void {
    if (value !== null && value !== undefined) this.values.add(nameOf(table, at), [value]);
  }

  /** Notes whose former parent is wanted. @returns false where the store cannot know it */
  private askStore(table: WatchedTable, at: number, ...rows: readonly (ChangedColumns | undefined)[]): boolean {
    const recall = table.rules[at]?.recall;
    const entity = recall && this.entities.get(recall.entity);
    const key = table.key.map((column) => rows.find((row) => typeof row?.[column] === "string")?.[column]);
    if (!entity || key.length === 0 || key.includes(undefined)) return false;
    this.recalls.add(nameOf(table, at), [
      idText(this.system, entity.word, [recall.prefix ?? [], key.map(String)].flat()),
    ]);
    return true;
  }
}

/** Follows what was noticed to the keys of the roots that must be read again. */
export async function changedRoots(
  noticed: Noticed,
  tables: readonly WatchedTable[],
  { connection, roots, entities, recall }: Followed,
): Promise<KeySets> {
  const changed = new KeySets();
  changed.merge(noticed.roots);
  for (const table of tables)
    for (const [at, rule] of table.rules.entries()) {
      const values = noticed.values.get(nameOf(table, at));
      const ids = noticed.recalls.get(nameOf(table, at));
      if (values === "all" || ids === "all") changed.addAll(rule.root);
      if (values && values !== "all") changed.add(rule.root, await keysOf(connection, rule, [...values]));
      const entity = rule.recall && entities.get(rule.recall.entity);
      if (!ids || ids === "all" || !rule.recall || !entity) continue;
      const parents = await recall(entity, columnOf(entity, rule.recall.field).column, [...ids]);
      const keys = [...new Set(parents)].flatMap((id) => roots.keyOf(rule.root, id) ?? []);
      changed.add(rule.root, await keysOf(connection, rule, keys));
    }
  return changed;
}

export interface Followed {
  readonly connection: Connection;
  readonly roots: Roots;
  readonly entities: ReadonlyMap<string, EntityDefinition>;
  readonly recall: Recall;
}

async function keysOf(connection: Connection, rule: Rule, values: readonly string[]): Promise<readonly string[]> {
  if (rule.select === undefined) return values;
  const rows = await connection.query(rule.select, [values]);
  return rows.flatMap((row) => Object.values(row)[0] ?? []);
}
