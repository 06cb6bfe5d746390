import type { Cell, Column } from "./shape";

/** Rows as JSON objects, by the names of the columns; decimals are text as in the graph, so that no reader rounds them. */
export function jsonOf(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  return `[${rows.map((row) => jsonRow(columns, row)).join(",\n")}]\n`;
}

/** The same, one object a line (NDJSON). */
export function ndjsonOf(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${jsonRow(columns, row)}\n`).join("");
}

function jsonRow(columns: readonly Column[], row: readonly Cell[]): string {
  return JSON.stringify(Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
}
