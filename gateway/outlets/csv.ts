import { defused, quoted } from "../csv-text";
import type { Cell, Column } from "./shape";

/** Spreadsheets take a file of UTF-8 for one of their own country's alphabet unless it begins so. */
export const BYTE_ORDER_MARK = "\uFEFF";

// Rows as CSV (RFC 4180): a header, CRLF, quotes where they are needed; an empty cell is nothing, an empty text is "".

export const csvHeader = (columns: readonly Column[]): string => csvLine(columns.map(({ name }) => quoted(name)));

export function csvRows(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => csvLine(row.map((cell, at) => csvCell(cell, columns[at])))).join("");
}

const csvLine = (cells: readonly string[]): string => `${cells.join(",")}\r\n`;

function csvCell(cell: Cell, column: Column | undefined): string {
  if (cell === null) return "";
  if (cell === "") return '""';
  // What the graph knows as a number or a date begins with its sign or digit, and is no formula.
  return quoted(column?.type === "text" ? defused(String(cell)) : String(cell));
}
