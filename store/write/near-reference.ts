import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { Database } from "../database";
import { join, name, raw, type Sql, sql } from "../sql";

export const NEAR_REFERENCE = "It is the only known id that differs in case, punctuation or leading zeros alone.";

/** An id without what people leave out or add when they type a number; what parts two numbers still does. */
function bare(id: Sql): Sql {
  const parted = sql`regexp_replace(lower(${id}), '(?<=[0-9])[^[:alnum:]:/]+(?=[0-9])', '~', 'g')`;
  const plain = sql`regexp_replace(${parted}, '[^[:alnum:]:/~]', '', 'g')`;
  return sql`regexp_replace(${plain}, '(^|[^0-9])0+(?=[0-9])', '\\1', 'g')`;
}

/**
 * For references that lead nowhere: the one known id that each may mean; those with none, or several, are left out.
 * @param known tables of the target: what is stored, and what this batch brings
 */
export async function nearReferences(
  database: Database,
  target: EntityDefinition,
  known: readonly Sql[],
  references: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (references.length === 0) return new Map();
  const key = name(columnOf(target, target.key).column);
  const ids = join(
    known.map((table) => sql`select ${key} as id from ${table}`),
    " union all ",
  );
  const rows = await database.query(sql`
    select given.reference, min(r.id) as near
    from unnest(${[...new Set(references)]}::text[]) as given(reference)
    join (${ids}) r on ${bare(raw("r.id"))} = ${bare(raw("given.reference"))}
    group by given.reference having count(distinct r.id) = 1`);
  return new Map(rows.map((row) => [String(row["reference"]), String(row["near"])]));
}
