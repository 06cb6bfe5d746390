import type { Lookup, Read } from "./mapping-file";
import type { RecordBatch } from "./record";

/** What a read or lookup of a mapping wants of one object of the source. */
export interface RecordsRequest {
  /** Name of the object: a file, a select, an entity set. */
  readonly object: string;
  /** The part of the mapping that wants it: it may say how the object's texts are written. */
  readonly of: Read | Lookup;
  /** Columns that the mapping names. */
  readonly wanted: readonly string[];
  /** Only the records of these keys, where the source can find records by key; absent: all. */
  readonly keys?: readonly string[];
}

export interface Records {
  /** Names of the values of every record, in their order. */
  readonly header: readonly string[];
  /** Many records at a time: handing over each by itself would cost more than reading it. */
  readonly batches: AsyncIterable<RecordBatch>;
  /** To be called in any case: an object that is not read to its end stays open otherwise. */
  close(): Promise<unknown>;
}

/**
 * Anything that has named objects whose records are texts by column: a folder of files, the selects over a database, an XML
 * document, the entity sets of a service. The mapping language reads through this alone.
 */
export interface RecordSource {
  /** Where the objects are, for messages: `the folder exports`, `the database erp on db1`; never with a password. */
  readonly place: string;
  /** The object's columns; `any`: records name their own and may leave some out; undefined: there is no such object. */
  columns(request: RecordsRequest): Promise<readonly string[] | "any" | undefined>;
  records(request: RecordsRequest): Promise<Records>;
}
