import iconv from "iconv-lite";

/** One file of an export. A row is its values in the header's order; `text` is a line as a faulty program wrote it. */
export interface ExportTable {
  readonly system: "sample-erp" | "sample-fin" | "sample-links";
  readonly file: string;
  readonly entity: string;
  readonly encoding: "utf-8" | "utf-16le" | "gb18030";
  /** JSON Lines have no delimiter. */
  readonly delimiter: "," | ";" | "\t" | null;
  readonly header: readonly string[];
  readonly rows: readonly ExportRow[];
}

export type ExportRow = readonly string[] | { readonly text: string };

/** Names of a header, parted by blanks. */
export function columns(names: string): readonly string[] {
  return names.split(" ");
}

const BYTE_ORDER_MARK = "\uFEFF";

function delimitedLine(values: readonly string[], delimiter: string): string {
  const needsQuotes = (value: string) => value.includes(delimiter) || value.includes('"') || value.includes("\n");
  return values.map((value) => (needsQuotes(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(delimiter);
}

/** Amounts of finance's JSON are bare numbers, everything else is text; what is absent is null. */
function jsonLine(header: readonly string[], values: readonly string[]): string {
  const members = header.map((name, index) => {
    const value = values[index] ?? "";
    const bare = /^amt|^qty/.test(name) && /^-?\d+(\.\d+)?$/.test(value);
    return `${JSON.stringify(name)}:${value === "" ? "null" : bare ? value : JSON.stringify(value)}`;
  });
  return `{${members.join(",")}}`;
}

function lineOf(table: ExportTable, row: ExportRow): string {
  if ("text" in row) return row.text;
  return table.delimiter === null ? jsonLine(table.header, row) : delimitedLine(row, table.delimiter);
}

/** The bytes of the file. Programs on Windows end lines with CR LF and begin UTF-16 with a byte order mark; so do these. */
export function bytesOf(table: ExportTable): Buffer {
  const lines = table.rows.map((row) => lineOf(table, row));
  const all = table.delimiter === null ? lines : [delimitedLine(table.header, table.delimiter), ...lines];
  const end = table.delimiter === null ? "\n" : "\r\n";
  const text = all.map((line) => line + end).join("");
  return iconv.encode(table.encoding === "utf-16le" ? BYTE_ORDER_MARK + text : text, table.encoding);
}

/** 1-based line on which a row stands. */
export function lineNumberOf(table: ExportTable, rowIndex: number): number {
  return rowIndex + (table.delimiter === null ? 1 : 2);
}
