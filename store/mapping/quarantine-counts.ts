import type { Database } from "../database";
import { sql } from "../sql";

export interface QuarantineCounts {
  readonly open: number;
  readonly corrected: number;
  readonly dismissed: number;
}

/** How many rows of a source are in which state. */
export async function quarantineCounts(database: Database, system: string): Promise<QuarantineCounts> {
  const rows = await database.query(sql`select state, count(*)::integer as count from mapping.quarantined_row
    where system = ${system} group by state`);
  const of = (state: string): number => Number(rows.find((row) => row["state"] === state)?.["count"] ?? 0);
  return { open: of("OPEN"), corrected: of("CORRECTED"), dismissed: of("DISMISSED") };
}
