import type { EntityDefinition } from "../schema/model/definition";

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

/** A record that cannot become a unified row. It is kept whole, so that it can be repaired and replayed. */
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

export interface StreamDescription {
  /** GraphQL type name. */
  readonly entity: string;
  /** Source object it is read from: a file name, a table. */
  readonly from: string;
  /** Unified fields this stream fills. */
  readonly fields: readonly string[];
}

export interface SourceDescription {
  /** First part of every id from this source, such as `sample-erp`. */
  readonly system: string;
  readonly subgraph: "finance" | "erp" | "mapping";
  readonly title: string;
  readonly streams: readonly StreamDescription[];
}

/** One thing that stands in the way of reading, in words that say what to do. */
export interface Finding {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

export interface ReadProgress {
  readonly readBytes: number;
  readonly totalBytes: number;
}

export interface ReadRequest {
  /** Opaque text of an earlier read's end; absent: everything. */
  readonly since?: string;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/**
 * What every source is to the rest of Concord. Events come in the order in which a store can apply them: an entity after
 * the entities it references. `cursor()` is valid once the iteration has ended and, given back as `since`, makes the
 * next read give only what is new; reading the same twice gives the same rows.
 */
export interface Connector {
  describe(): SourceDescription;
  check(): Promise<readonly Finding[]>;
  read(request?: ReadRequest): SourceRead;
}

export interface SourceRead extends AsyncIterable<SourceEvent> {
  /** @param unsettled objects (files, tables) whose rows wait for others: the next read gives them again */
  cursor(unsettled?: ReadonlySet<string>): string;
  /** Objects this read gave whole, also those that had no record; known once it has ended. */
  objects(): readonly string[];
}
