import type { BookRecord } from "./book";

/** One object as the mapping sees it: the book's own columns, and what follows from the rest of the book. */
export interface View {
  /** Columns it has whether or not a record of this book fills them. */
  readonly columns: readonly string[];
  readonly records: readonly BookRecord[];
}

/** Adds columns to a record. */
export function extended(record: BookRecord, values: Readonly<Record<string, string>>): BookRecord {
  return { line: record.line, values: { ...record.values, ...values } };
}
