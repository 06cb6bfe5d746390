import type { ColumnDefinition, EntityDefinition } from "../../schema/model/definition";
import type { Row } from "../database";
import { join, raw, type Sql, sql } from "../sql";

/** An object of the unified model as resolvers pass it on: field → value, money and quantity as objects. */
export type EntityObject = Record<string, unknown>;

/** SQL of a column over the row alias: the column itself, or the expression of a computed one. */
export function columnSql(column: ColumnDefinition, alias = "t"): Sql {
  return column.sql ? raw(column.sql.replace(/\bt\./g, `${alias}.`)) : raw(`${alias}."${column.column}"`);
}

export function unitSql(column: ColumnDefinition, alias = "t"): Sql {
  return raw(`${alias}."${column.unitColumn}"`);
}

/** What mapping keeps of its own work (links, batches) comes from no file. */
function hasProvenance(entity: EntityDefinition): boolean {
  return entity.importable || entity.subgraph === "finance";
}

/** The select list for these fields; the key is always there. */
export function projection(entity: EntityDefinition, fields: ReadonlySet<string>): Sql {
  const parts: Sql[] = [];
  for (const column of entity.columns) {
    if (column.field !== entity.key && !fields.has(column.field)) continue;
    parts.push(sql`${columnSql(column)} as ${raw(`"${column.field}"`)}`);
    if (column.unitColumn) parts.push(sql`${unitSql(column)} as ${raw(`"${column.field}.unit"`)}`);
  }
  if (fields.has(entity.provenance) && hasProvenance(entity))
    parts.push(raw("t.source_system, t.source_file, t.source_line, t.batch_id::text as batch_id"));
  return join(parts);
}

/** Turns a selected row into the object of its entity. */
export type RowReader = (row: Row) => EntityObject;

type Part = (row: Row, object: EntityObject) => void;

const readers = new WeakMap<EntityDefinition, WeakMap<ReadonlySet<string>, RowReader>>();

/** Reads rows that were selected with `projection` of the same fields; kept for as long as the set of fields is. */
export function rowReader(entity: EntityDefinition, fields: ReadonlySet<string>): RowReader {
  const byFields = readers.get(entity) ?? new WeakMap<ReadonlySet<string>, RowReader>();
  readers.set(entity, byFields);
  const known = byFields.get(fields);
  if (known) return known;
  const reader = readerOf(entity, (column) => column.field === entity.key || fields.has(column.field));
  byFields.set(fields, reader);
  return reader;
}

function readerOf(entity: EntityDefinition, isRead: (column: ColumnDefinition) => boolean): RowReader {
  const parts = entity.columns.filter(isRead).map(partOf);
  return (row) => {
    const object: EntityObject = { __typename: entity.name };
    for (const part of parts) part(row, object);
    if (row["source_file"] !== undefined) object[entity.provenance] = provenanceOf(row);
    return object;
  };
}

function partOf({ field, kind, unitColumn }: ColumnDefinition): Part {
  if (!unitColumn)
    return (row, object) => {
      object[field] = row[field] ?? null;
    };
  const unitField = `${field}.unit`;
  const composed =
    kind === "money"
      ? (amount: unknown, currency: unknown) => ({ amount, currency })
      : (value: unknown, unit: unknown) => ({ value, unit });
  return (row, object) => {
    const value = row[field] ?? null;
    object[field] = value === null ? null : composed(value, row[unitField]);
  };
}

function provenanceOf(row: Row): object {
  return { system: row["source_system"], file: row["source_file"], line: row["source_line"], batch: row["batch_id"] };
}

/** Turns a row into the object of its entity, whichever of its columns were selected. */
export function toObject(entity: EntityDefinition, row: Row): EntityObject {
  return readerOf(entity, ({ field }) => field in row)(row);
}

export function tableOf(entity: EntityDefinition): Sql {
  return raw(`${entity.subgraph}.${entity.table}`);
}
