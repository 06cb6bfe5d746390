import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { Database } from "../database";
import { name, sql } from "../sql";
import { tableOf } from "./row";

/**
 * The values that one SQL column has, or had, for these ids of an entity: in the rows that are stored, and in those that are set
 * aside, since what hangs on such a record at the source changes as well when it goes.
 */
export function recall(database: Database) {
  return async (entity: EntityDefinition, column: string, ids: readonly string[]): Promise<readonly string[]> => {
    const key = name(columnOf(entity, entity.key).column);
    const isDocument = entity.partOf !== undefined && columnOf(entity, entity.partOf).column === column;
    // A record as the source gave it has no unified column, but for the document that it says it is a part of.
    const asGiven = isDocument ? sql`q.document_id` : sql`null`;
    const rows = await database.query(sql`select ${name(column)}::text as value from ${tableOf(entity)}
      where ${key} = any(${ids}::text[]) and ${name(column)} is not null
      union
      select value from mapping.quarantined_row q
      cross join lateral (select case q.record_kind when 'UNIFIED' then q.record::jsonb ->> ${column} else ${asGiven} end as value) kept
      where q.entity = ${entity.name} and q.row_id = any(${ids}::text[]) and q.state = 'OPEN' and value is not null`);
    return rows.map((row) => String(row["value"]));
  };
}
