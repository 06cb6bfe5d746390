import type { Cell, Column } from "./shape";

/** Rows as JSON objects, by the names of the columns; decimals are text as in the graph, so that no reader rounds them. */
export function jsonOf(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  return `[${rows.map(jsonRow(columns)).join(",\n")}]\n`;
}

/** The same, one object a line (NDJSON). */
export function ndjsonOf(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const toJson = jsonRow(columns);
  let lines = "";
  for (const row of rows) lines += `${toJson(row)}\n`;
  return lines;
}

/** Printable ASCII that JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function cellText(cell: Cell): string {
  if (typeof cell !== "string") return String(cell);
  return PLAIN.test(cell) ? `"${cell}"` : JSON.stringify(cell);
}

function jsonRow(columns: readonly Column[]): (row: readonly Cell[]) => string {
  const names = columns.map(({ name }, at) => `${at === 0 ? "" : ","}${JSON.stringify(name)}:`);
  return (row) => {
    let text = "{";
    for (let at = 0; at < names.length; at += 1) text += names[at] + cellText(row[at] ?? null);
    return `${text}}`;
  };
}
