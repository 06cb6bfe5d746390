import { graphError } from "../../schema/errors";
import { definitionOf } from "../../schema/model/decorators";
import { type ColumnDefinition, columnOf, type EntityDefinition } from "../../schema/model/definition";
import { all, raw, type Sql, some, sql } from "../sql";
import { columnSql, tableOf, unitSql } from "./row";
import { type Reader, visibleSql } from "./visibility";

/** `{ field: { operator: value }, edge: { … }, and: [], or: [], not: {} }` as the derived filter inputs give it. */
export interface Filter {
  readonly [field: string]: unknown;
}

/** Deepest nesting of a filter, so that a document cannot make an endless statement. */
const DEEPEST = 8;

const CASTS: Partial<Record<ColumnDefinition["kind"], string>> = {
  integer: "::integer",
  decimal: "::numeric",
  money: "::numeric",
  quantity: "::numeric",
  date: "::date",
  dateTime: "::timestamptz",
  boolean: "::boolean",
};

export function castOf(column: ColumnDefinition): Sql {
  return raw(CASTS[column.kind] ?? "");
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

type Operator = (left: Sql, value: unknown, cast: Sql, arrayCast: Sql) => Sql;

const operators: Readonly<Record<string, Operator>> = {
  eq: (left, value, cast) => (value === null ? sql`${left} is null` : sql`${left} = ${value}${cast}`),
  ne: (left, value, cast) => sql`${left} is distinct from ${value}${cast}`,
  in: (left, value, _cast, arrayCast) => sql`${left} = any(${value}${arrayCast})`,
  gt: (left, value, cast) => sql`${left} > ${value}${cast}`,
  gte: (left, value, cast) => sql`${left} >= ${value}${cast}`,
  lt: (left, value, cast) => sql`${left} < ${value}${cast}`,
  lte: (left, value, cast) => sql`${left} <= ${value}${cast}`,
  contains: (left, value) => sql`${left} ilike ${`%${escapeLike(String(value))}%`}`,
  startsWith: (left, value) => sql`${left} like ${`${escapeLike(String(value))}%`}`,
  isNull: (left, value) => (value ? sql`${left} is null` : sql`${left} is not null`),
};

function condition(column: ColumnDefinition, alias: string, operator: string, value: unknown): Sql {
  if (operator === "currency" || operator === "unit") return sql`${unitSql(column, alias)} = ${value}`;
  const build = operators[operator];
  if (!build) throw graphError("BAD_USER_INPUT", `There is no filter operator ${operator}.`);
  const cast = castOf(column);
  const arrayCast = cast.text === "" ? raw("::text[]") : sql`${cast}[]`;
  return build(columnSql(column, alias), value, cast, arrayCast);
}

/** Where a condition stands: over which row alias, how deep, and for whom. */
interface Place {
  readonly alias: string;
  readonly depth: number;
  readonly reader: Reader;
}

/** The condition of a filter over the row `t`; nested entities become `exists`, over the rows the reader sees. */
export function filterSql(entity: EntityDefinition, filter: Filter | null | undefined, reader: Reader): Sql {
  return conditionsSql(entity, filter, { alias: "t", depth: 0, reader });
}

function conditionsSql(entity: EntityDefinition, filter: Filter | null | undefined, place: Place): Sql {
  if (place.depth > DEEPEST) throw graphError("BAD_USER_INPUT", `A filter may be ${DEEPEST} levels deep.`);
  const conditions: Sql[] = [];
  for (const [field, value] of Object.entries(filter ?? {})) {
    if (value === undefined || value === null) continue;
    conditions.push(fieldSql(entity, field, value, place));
  }
  return all(conditions);
}

/** `eq: null` and `ne: null` ask for absence; any other operator without a value asks for nothing. */
const isAsked = ([operator, value]: [string, unknown]): boolean =>
  value !== undefined && (value !== null || operator === "eq" || operator === "ne");

function fieldSql(entity: EntityDefinition, field: string, value: unknown, place: Place): Sql {
  const nested = (part: Filter): Sql => conditionsSql(entity, part, { ...place, depth: place.depth + 1 });
  if (field === "and") return all((value as Filter[]).map(nested));
  if (field === "or") return some((value as Filter[]).map(nested));
  if (field === "not") return sql`not coalesce(${nested(value as Filter)}, false)`;
  const edge = entity.edges.find((candidate) => candidate.field === field);
  if (edge) return edgeSql(entity, edge, value as Filter, place);
  const column = columnOf(entity, field);
  const parts = Object.entries(value as Filter).filter(isAsked);
  return all(parts.map(([operator, part]) => condition(column, place.alias, operator, part)));
}

/** A row the reader may not see matches nothing, or a filter would tell what it holds. */
function edgeSql(
  entity: EntityDefinition,
  edge: EntityDefinition["edges"][number],
  filter: Filter,
  { alias, depth, reader }: Place,
): Sql {
  const target = definitionOf(edge.target());
  if (!target) throw graphError("BAD_USER_INPUT", `${entity.name}.${edge.field} cannot be filtered here.`);
  const inner = `t${depth + 1}_${edge.field.toLowerCase()}`;
  const key = columnSql(columnOf(target, target.key), inner);
  return sql`exists (select 1 from ${tableOf(target)} ${raw(inner)}
    where ${key} = ${columnSql(columnOf(entity, edge.by), alias)} and ${visibleSql(target, reader, inner)}
      and ${conditionsSql(target, filter, { alias: inner, depth: depth + 1, reader })})`;
}
