/** One thing of a book: column → text as the book has it; an absent column has no text. */
export interface BookRecord {
  /** Line of the XML file, or place in the SQLite table. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * What a book holds, kind by kind, under the same names whichever file it is kept in. Slots (GnuCash's free attributes)
 * are columns named `slots/` and their path.
 */
export type BookObjects = ReadonlyMap<string, readonly BookRecord[]>;

/** Collects a book's records while its file is read. */
export class BookBuilder {
  private readonly kinds = new Map<string, BookRecord[]>();

  add(object: string, line: number, values: Readonly<Record<string, string>>): void {
    const records = this.kinds.get(object) ?? [];
    if (records.length === 0) this.kinds.set(object, records);
    records.push({ line, values });
  }

  get objects(): BookObjects {
    return this.kinds;
  }
}

/** Prefix of a kind that belongs to a scheduled transaction's template and not to the ledger. */
export const TEMPLATE = "template_";

export function recordsOf(objects: BookObjects, object: string): readonly BookRecord[] {
  return objects.get(object) ?? [];
}

/** Records by one of their columns. */
export function indexed(records: readonly BookRecord[], column: string): ReadonlyMap<string, BookRecord> {
  return new Map(records.map((record) => [record.values[column] ?? "", record]));
}

/** All records of each value of a column. */
export function grouped(records: readonly BookRecord[], column: string): ReadonlyMap<string, readonly BookRecord[]> {
  const groups = new Map<string, BookRecord[]>();
  for (const record of records) {
    const key = record.values[column] ?? "";
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}
