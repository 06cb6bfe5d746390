/** What connectors give and the store takes: one shape between two folders that do not know each other. */
import type { EntityDefinition } from "./definition";

/** Where a row came from: enough to open the file at the line. */
export interface Origin {
  readonly file: string;
  /** 1-based line on which the record starts. */
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
  readonly origin: Origin;
}

/** A record that the mapping leaves out on purpose (`when`): counted by rule, never dropped in silence. */
export interface SkippedRecord {
  readonly kind: "skipped";
  readonly entity: string;
  readonly because: string;
  readonly origin: Origin;
}

export type SourceEvent = UnifiedRow | RejectedRecord | SkippedRecord;
