/** Notice that a row was created, changed or removed: which one, and no value of it. */
export interface RowChange {
  /** The event's id, the same wherever it is told; random, so that it says nothing of other events. */
  readonly id: string;
  /** List name of the entity, such as `SalesOrder`. */
  readonly entity: string;
  /** The row's key. */
  readonly key: string;
  /** When it was written, in milliseconds since the epoch. */
  readonly changedAtMs: number;
}

/** Told of changes, in the order that all share. */
export type ChangeListener = (changes: readonly RowChange[]) => void;

/** Changes that are being followed. */
export interface Following {
  /** Resolves when the changes that were kept are told; what is told from then on is new. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Where a gateway learns of changes: those that are still kept, then each new one. */
export interface ChangeSource {
  follow(told: ChangeListener): Following;
}

/** How long a change is kept for those who resume, and how many of one entity; the store keeps twice as much. */
export const CHANGES_KEPT = { count: 5_000, milliseconds: 12 * 3_600_000 } as const;
