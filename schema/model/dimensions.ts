import type { ColumnDefinition, ColumnKind, EntityDefinition } from "./definition";

/** What rows can be grouped by: a column, or a part of its date. */
export interface Dimension {
  /** Name in `groupBy` and in the group's key. */
  readonly name: string;
  readonly field: string;
  readonly part?: "month" | "year";
}

const PLAIN: ReadonlySet<ColumnKind> = new Set([
  "reference",
  "text",
  "enum",
  "boolean",
  "integer",
  "currency",
  "unit",
  "country",
]);
export const NUMERIC: ReadonlySet<ColumnKind> = new Set(["integer", "decimal", "money", "quantity"]);
export const ORDERED: ReadonlySet<ColumnKind> = new Set([...NUMERIC, "date", "dateTime"]);

function dimensionsOfColumn(column: ColumnDefinition): readonly Dimension[] {
  const { field, kind } = column;
  if (kind === "date" || kind === "dateTime")
    return [
      { name: field, field },
      { name: `${field}Month`, field, part: "month" },
      { name: `${field}Year`, field, part: "year" },
    ];
  return PLAIN.has(kind) ? [{ name: field, field }] : [];
}

export function dimensionsOf(entity: EntityDefinition): readonly Dimension[] {
  return entity.columns.flatMap(dimensionsOfColumn);
}

/** Fields a sum or average can be taken of. */
export function numericFields(entity: EntityDefinition): readonly ColumnDefinition[] {
  return entity.columns.filter((column) => NUMERIC.has(column.kind));
}

/** Fields a minimum or maximum can be taken of. */
export function orderedFields(entity: EntityDefinition): readonly ColumnDefinition[] {
  return entity.columns.filter((column) => ORDERED.has(column.kind));
}
