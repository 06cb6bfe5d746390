import type { Sql } from "../sql";

/** What one kind of rule makes of a row: when it is at fault, and what to say of it. */
export interface Judgement {
  /** True for a row at fault. */
  readonly fault: Sql;
  readonly expected: Sql;
  readonly found: Sql;
  /** The field the fault is about. */
  readonly field: string;
  /** Rows of other tables that the verdict rests on, joined to `t`. */
  readonly beside?: Sql;
  /** Keys of rows whose verdict a batch changed although it did not touch them; each gives one column. */
  readonly touched?: (batches: Sql) => readonly Sql[];
  /** Looks again at what SQL cannot judge. @returns what was expected; null: nothing is wrong */
  readonly verify?: (found: string, expected: string) => string | null;
}

/** What a kind may use beside its rule. */
export interface Surroundings {
  readonly today: string;
  /** Restricts rows of a grouped table to keys that are to be judged; `true` in a full run. */
  readonly only: (key: Sql) => Sql;
}
