import type { Database } from "../database";
import { sql } from "../sql";

/** What the store knows of a source system. */
export interface StoredSource {
  readonly system: string;
  /** As `sourceFreshness` says it; absent: it was never loaded. */
  readonly state: string | null;
  /** Time of its newest commit that is applied, by its own clock, ISO 8601; null: it does not tell. */
  readonly committedAt: string | null;
  /** When it was last applied here. */
  readonly appliedAt: string | null;
  /** Seconds from its commit to ours. */
  readonly lagSeconds: string | null;
  readonly error: string | null;
}

/** What is known of each source system that was ever loaded, by its name: the state of its freshest entity. */
export async function storedSources(database: Database): Promise<ReadonlyMap<string, StoredSource>> {
  const rows = await database.query(sql`select distinct on (system) system, state, lag_seconds::text as lag, error,
      to_char(committed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as committed,
      to_char(applied_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as applied
    from mapping.source_freshness order by system, committed_at desc nulls last, applied_at desc`);
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  return new Map(
    rows.map((row) => [
      String(row["system"]),
      {
        system: String(row["system"]),
        state: text(row["state"]),
        committedAt: text(row["committed"]),
        appliedAt: text(row["applied"]),
        lagSeconds: text(row["lag"]),
        error: text(row["error"]),
      },
    ]),
  );
}
