import type { Database } from "../database";
import { sql } from "../sql";
import type { IncomingRejection } from "./incoming";
import type { Batch } from "./stage";

/**
 * Replaces what is in quarantine for the files of this batch: a repaired record leaves it, a bad one is kept whole. One
 * record that fails for several entities has a row for each.
 */
export async function saveQuarantine(
  database: Database,
  batch: Batch,
  files: readonly string[],
  rejected: readonly IncomingRejection[],
): Promise<void> {
  await database.query(
    sql`delete from mapping.quarantined_row where system = ${batch.system} and file = any(${files}::text[])`,
  );
  const id = ({ origin, entity, code, path }: IncomingRejection): string =>
    `${batch.system}:${origin.file}:${origin.line}:${entity ?? ""}:${code}:${path}`;
  const column = (of: (row: IncomingRejection) => string | null): readonly (string | null)[] => rejected.map(of);
  await database.query(sql`
    insert into mapping.quarantined_row (id, entity, code, path, reason, file, line, record, batch_id, system)
    select distinct on (id) given.*, ${batch.id}::bigint, ${batch.system} from unnest(
      ${column(id)}::text[], ${column((row) => row.entity)}::text[], ${column((row) => row.code)}::text[],
      ${column((row) => row.path)}::text[], ${column((row) => row.reason)}::text[],
      ${column((row) => row.origin.file)}::text[], ${rejected.map((row) => row.origin.line)}::integer[],
      ${column((row) => JSON.stringify(row.record))}::text[]
    ) as given(id, entity, code, path, reason, file, line, record)`);
}
