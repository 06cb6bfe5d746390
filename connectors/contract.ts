import type { SourceEvent } from "../schema/model/source-event";

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
