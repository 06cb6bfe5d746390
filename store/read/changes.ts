import { readableColumns, restrictedIn } from "../../schema/decisions";
import { CHANGES_MAX, type ChangeKind } from "../../schema/derived/change";
import { graphError } from "../../schema/errors";
import { columnOf, type EntityDefinition, sqlColumnsOf } from "../../schema/model/definition";
import type { Row } from "../database";
import { all, join, name, raw, type Sql, sql } from "../sql";
import { type Filter, filterSql } from "./filter";
import type { ReadContext } from "./page";
import { tableOf } from "./row";
import { visibleSql } from "./visibility";

/** What a change of a row was to one reader. */
export interface ReadChange {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly key: string;
  readonly changedAt: string;
}

const EVENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * What these events were to a reader, in the order asked. The row as it was before and after is held to the reader's scope and
 * filter: it came into sight, went out of it, or differs in a column that the reader may read. Anything else never happened.
 */
export async function readChanges(
  read: ReadContext,
  entity: EntityDefinition,
  events: readonly string[],
  filter: Filter | null,
): Promise<readonly ReadChange[]> {
  if (events.length > CHANGES_MAX)
    throw graphError("PAGE_SIZE_INVALID", `At most ${CHANGES_MAX} events are looked up.`);
  const known = events.filter((event) => EVENT_ID.test(event));
  // Without events too the filter is looked at, so that a wrong one is told when a subscription begins.
  const condition = all([visibleSql(entity, read), filterSql(entity, filter, read)]);
  const rows = await read.database.query(changesSql(read, entity, known, condition));
  return rows.flatMap((row) => {
    const kind = kindOf(row);
    return kind ? [{ id: String(row["id"]), kind, key: String(row["key"]), changedAt: String(row["changed_at"]) }] : [];
  });
}

function kindOf({ before, after, differs }: Row): ChangeKind | undefined {
  if (before !== true) return after === true ? "CREATED" : undefined;
  if (after !== true) return "DELETED";
  return differs === true ? "UPDATED" : undefined;
}

function changesSql(read: ReadContext, entity: EntityDefinition, events: readonly string[], condition: Sql): Sql {
  const table = tableOf(entity);
  const changes = name(`${entity.subgraph}.change`);
  const key = raw(`t."${columnOf(entity, entity.key).column}"::text`);
  const holds = (state: string): Sql =>
    sql`(${raw(state)} is not null and exists (select 1 from jsonb_populate_record(null::${table}, ${raw(state)}) t where ${condition}))`;
  return sql`
    select c.id::text as id, c.key, c.changed_at, ${holds("c.before")} as before, ${holds("became.after")} as after,
      ${readableSql(read, entity, "c.before")} is distinct from ${readableSql(read, entity, "became.after")} as differs
    from unnest(${events}::uuid[]) with ordinality as asked(id, at)
    join ${changes} c on c.id = asked.id and c.entity = ${entity.list}
    left join lateral (select n.before from ${changes} n
      where n.entity = c.entity and n.key = c.key and n.seq > c.seq order by n.seq limit 1) next on true
    cross join lateral (select case when next is not null then next.before
      else (select to_jsonb(t) from ${table} t where ${key} = c.key) end as after) became
    order by asked.at`;
}

/** What the reader may read of a row's state: a change of anything else is none to it. */
function readableSql({ role, ...scopes }: ReadContext, entity: EntityDefinition, state: string): Sql {
  const columns = readableColumns(entity, role, restrictedIn(scopes)).flatMap(sqlColumnsOf);
  const values = [...new Set(columns)].map((column) => sql`${raw(state)} -> ${column}`);
  return sql`array[${join(values)}]::jsonb[]`;
}
