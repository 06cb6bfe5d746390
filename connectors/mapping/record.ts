/** One record of a source: its texts in the order of the header, and where it is. */
export interface SourceRecord {
  /** Line on which it starts; of a table, its key where that is a whole number, else its place in the read. */
  readonly line: number;
  /** When the record is malformed, its text is the only value. */
  readonly values: readonly string[];
  /** Why it could not be read. */
  readonly fault?: {
    readonly code: "IMPORT_RECORD_MALFORMED" | "IMPORT_ENCODING_INVALID";
    readonly reason: string;
  };
  /** Everything the record says, where that is more than the columns asked for. */
  readonly whole?: () => Readonly<Record<string, string>>;
}

export type RecordBatch = readonly SourceRecord[];
