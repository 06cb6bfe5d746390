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

function fieldValue(column: ColumnDefinition, row: Row): unknown {
  const value = row[column.field];
  if (value === null || value === undefined || !column.unitColumn) return value ?? null;
  const unit = row[`${column.field}.unit`];
  return column.kind === "money" ? { amount: value, currency: unit } : { value, unit };
}

/** Turns a selected row into the object of its entity. */
export function toObject(entity: EntityDefinition, row: Row): EntityObject {
  const object: EntityObject = { __typename: entity.name };
  for (const column of entity.columns) if (column.field in row) object[column.field] = fieldValue(column, row);
  if ("source_file" in row)
    object[entity.provenance] = {
      system: row["source_system"],
      file: row["source_file"],
      line: row["source_line"],
      batch: row["batch_id"],
    };
  return object;
}

export function tableOf(entity: EntityDefinition): Sql {
  return raw(`${entity.subgraph}.${entity.table}`);
}
