/** What connectors give and the store takes: one shape between two folders that do not know each other. */
import type { EntityDefinition } from "./definition";

/** Where a row came from: enough to open the file at the line, or the table at the record. */
export interface Origin {
  /** File, or the table or select of a database, that the record is in. */
  readonly file: string;
  /** 1-based line on which the record starts; of a table, the record's number or its place in the read. */
  readonly line: number;
}

/**
 * One row of the unified model, ready to be stored: SQL column → canonical text (`null` for absent). Numbers are plain
 * decimals ("1234.50"), dates `YYYY-MM-DD`, timestamps UTC ISO 8601, booleans "true"/"false", ids `system:word:value`.
 */
export interface UnifiedRow {
  readonly kind: "row";
  readonly entity: EntityDefinition;
  readonly values: Readonly<Record<string, string | null>>;
  readonly origin: Origin;
}

/** A row that the source no longer has. */
export interface RemovedRow {
  readonly kind: "removed";
  readonly entity: EntityDefinition;
  /** The unified id, `system:word:value`. */
  readonly id: string;
  readonly origin: Origin;
}

/**
 * Says that a read gave all there is: of the entity in this system, or of its rows within one parent (the lines of one
 * order). Rows of it that the store has and the source has not are removed. A rejected record counts as present when its
 * `id` is known, so that a bad new version never removes the good old one.
 */
export interface CompleteSet {
  readonly kind: "complete";
  readonly entity: EntityDefinition;
  /** SQL column of the parent reference and the parent's id; absent: every row of the system. */
  readonly within?: { readonly column: string; readonly id: string };
  /** Ids the source has beside those of this batch's rows and rejections, where only ids were compared. */
  readonly ids?: readonly string[];
  readonly origin: Origin;
}

export interface UnknownCode {
  readonly list: string;
  readonly code: string;
}

export interface Proposal {
  /** Column of the record. */
  readonly field: string;
  readonly value: string;
  /** Why it suggests itself, in a sentence without the value. */
  readonly because: string;
}

/** A record that cannot become a unified row. It is kept whole, so that it can be repaired and loaded again. */
export interface RejectedRecord {
  readonly kind: "rejected";
  /** GraphQL type name of the entity it was meant for; null when the record could not even be read. */
  readonly entity: string | null;
  /** A code of the error registry, such as `IMPORT_DATE_INVALID`. */
  readonly code: string;
  /** The field it concerns, such as `issuedOn`; empty when it concerns the whole record. */
  readonly path: string;
  /** What was expected, what came, what to do. */
  readonly reason: string;
  /** The record as read: source column → source text. */
  readonly record: Readonly<Record<string, string>>;
  /** `UNIFIED`: the record is a row of the model, SQL column → text, and no longer the source's. */
  readonly recordKind?: "SOURCE" | "UNIFIED";
  /** Of the row, where the record is one; a source's record is told by its own. */
  readonly digest?: string;
  /** The code that no map knows, and the list where it may be mapped. */
  readonly unknownCode?: UnknownCode;
  /** What a person may put in its place, where one thing suggests itself. */
  readonly proposal?: Proposal;
  /** Its unified id, where the record tells one. */
  readonly id?: string;
  /** Id of the document it is a part of, where the record tells one: a document is stored whole or not at all. */
  readonly document?: string;
  readonly origin: Origin;
}

/** A record that was set aside for a reference to an unknown record, and may be read again: that record has come. */
export interface ReleasedRecord {
  readonly entity: EntityDefinition;
  /** Its unified id. */
  readonly id: string;
  /** Id of the document it is a part of. */
  readonly document: string | null;
  /** Id of the record it waited for. */
  readonly reference: string;
}

/** A record that the mapping leaves out on purpose (`when`): counted by rule, never dropped in silence. */
export interface SkippedRecord {
  readonly kind: "skipped";
  readonly entity: string;
  readonly because: string;
  readonly origin: Origin;
}

export type SourceEvent = UnifiedRow | RejectedRecord | SkippedRecord | RemovedRow | CompleteSet;
