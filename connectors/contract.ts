import type { EntityDefinition } from "../schema/model/definition";
import type { ReleasedRecord, SourceEvent } from "../schema/model/source-event";

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

/** What people put in place of faulty texts of a source. */
export interface Corrections {
  /** Whether anything of this object is corrected. */
  of(object: string): boolean;
  /** New texts by column for the record or row of this digest, which was met on this line; none: it stays as it is. */
  take(object: string, digest: string, line: number): Readonly<Record<string, string>> | undefined;
}

/** What people decided about a source and every read follows. */
export interface SourceDecisions {
  /** Name of the code list → source code → unified code; null: taken out of use. */
  readonly codes: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  readonly corrections: Corrections;
}

export interface ReadRequest {
  /** Opaque text of an earlier read's end; absent: everything. */
  readonly since?: string;
  /** Objects to be read whole again, although nothing of them may have changed. */
  readonly again?: ReadonlySet<string>;
  readonly decisions?: SourceDecisions;
  /** Absent: nothing is known of earlier reads, as before the first one. */
  readonly recall?: Recall;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/**
 * What the store knows of a source's own rows, stored or set aside: the values that one column of an entity has for given ids. A
 * source that tells a deleted line by its key alone asks it which document the line was in.
 */
export type Recall = (entity: EntityDefinition, column: string, ids: readonly string[]) => Promise<readonly string[]>;

export interface FollowRequest {
  /** Cursor of the last applied read or change; empty: the source's present state comes first, then its changes. */
  readonly since: string;
  /** Ends the following; what is under way is finished. */
  readonly signal: AbortSignal;
  readonly recall: Recall;
  /**
   * Records that were set aside since they named an unknown record, which has come since: they are read again, although
   * nothing of them changed.
   */
  readonly released?: () => Promise<readonly ReleasedRecord[]>;
  /** As the following begins; other codes begin another, since they may stand in every row. */
  readonly codes?: SourceDecisions["codes"];
  /** Asked before each change is read, so that it follows what was corrected up to then. */
  readonly corrections?: () => Promise<Corrections>;
}

/** What one or several commits of the source changed, in their order. */
export interface SourceChange {
  readonly events: AsyncIterable<SourceEvent>;
  /** Known once the events have ended; stored with the rows in one transaction. */
  cursor(): string;
  readonly objects: () => readonly string[];
  /** When the last of its commits was made, by the source's clock, ISO 8601 UTC; null: the source does not tell. */
  readonly committedAt: string | null;
  /** It has no events: only the place in the source's log is newer. The store keeps the cursor; nothing was applied. */
  readonly isOnlyPlace?: boolean;
  /** Called after the store's own commit: the source may forget what came before. */
  acknowledge(): Promise<void>;
}

/** How far the source is ahead of what was acknowledged. */
export interface SourceLag {
  /** Log kept by the source for this reader; null where the source does not keep one. */
  readonly bytes: number | null;
  readonly position: string;
  /** What the source keeps for this reader; absent where it keeps nothing. */
  readonly slot?: { readonly name: string; readonly status: string; readonly retainedBytes: number };
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
  /** Changes as they are committed, without gap; each may come again after a crash, and says the same. Absent: only batches. */
  follow?(request: FollowRequest): AsyncIterable<SourceChange>;
  /** Only with `follow`. */
  lag?(): Promise<SourceLag>;
  /** Removes what following left in the source, for when it is given up. @returns what was removed, in words */
  stopFollowing?(): Promise<readonly string[]>;
  /** Gives back connections. */
  close?(): Promise<void>;
}

export interface SourceRead extends AsyncIterable<SourceEvent> {
  /** @param unsettled objects (files, tables) whose rows wait for others: the next read gives them again */
  cursor(unsettled?: ReadonlySet<string>): string;
  /** Objects this read gave whole, also those that had no record; known once it has ended. */
  objects(): readonly string[];
}
