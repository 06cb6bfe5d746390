import type { Database } from "../../database";
import { sql } from "../../sql";

/** The shared id of each record; a record nobody linked stands for itself. */
export async function readIdentityKeys(
  database: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query(
    sql`select id, mapping.identity_of(id) as shared from unnest(${ids}::text[]) as given(id)`,
  );
  return new Map(rows.map((row) => [String(row["id"]), String(row["shared"])]));
}
