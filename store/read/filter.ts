import { graphError } from "../../schema/errors";
import { definitionOf } from "../../schema/model/decorators";
import { type ColumnDefinition, columnOf, type EntityDefinition } from "../../schema/model/definition";
import { all, raw, type Sql, some, sql } from "../sql";
import { columnSql, tableOf, unitSql } from "./row";

/** `{ field: { operator: value }, edge: { … }, and: [], or: [], not: {} }` as the derived filter inputs give it. */
export interface Filter {
  readonly [field: string]: unknown;
}

/** Which companies' rows may be seen: source ids of companies, or all. */
export type Scope = readonly string[] | "*";

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

/** The condition of a filter over the row alias; nested entities become `exists`. */
export function filterSql(entity: EntityDefinition, filter: Filter | null | undefined, alias = "t", depth = 0): Sql {
  if (depth > DEEPEST) throw graphError("BAD_USER_INPUT", `A filter may be ${DEEPEST} levels deep.`);
  const conditions: Sql[] = [];
  for (const [field, value] of Object.entries(filter ?? {})) {
    if (value === undefined || value === null) continue;
    conditions.push(fieldSql(entity, field, value, alias, depth));
  }
  return all(conditions);
}

function fieldSql(entity: EntityDefinition, field: string, value: unknown, alias: string, depth: number): Sql {
  const nested = (part: Filter): Sql => filterSql(entity, part, alias, depth + 1);
  if (field === "and") return all((value as Filter[]).map(nested));
  if (field === "or") return some((value as Filter[]).map(nested));
  if (field === "not") return sql`not coalesce(${nested(value as Filter)}, false)`;
  const edge = entity.edges.find((candidate) => candidate.field === field);
  if (edge) return edgeSql(entity, edge, value as Filter, alias, depth);
  const column = columnOf(entity, field);
  const parts = Object.entries(value as Filter).filter(([, part]) => part !== undefined);
  return all(parts.map(([operator, part]) => condition(column, alias, operator, part)));
}

function edgeSql(
  entity: EntityDefinition,
  edge: EntityDefinition["edges"][number],
  filter: Filter,
  alias: string,
  depth: number,
): Sql {
  const target = definitionOf(edge.target());
  if (!target) throw graphError("BAD_USER_INPUT", `${entity.name}.${edge.field} cannot be filtered here.`);
  const inner = `t${depth + 1}_${edge.field.toLowerCase()}`;
  const key = columnSql(columnOf(target, target.key), inner);
  return sql`exists (select 1 from ${tableOf(target)} ${raw(inner)}
    where ${key} = ${columnSql(columnOf(entity, edge.by), alias)} and ${filterSql(target, filter, inner, depth + 1)})`;
}

/** The row predicate of company scope, from the identity alone. A row without a company is for unlimited readers only. */
export function scopeSql(entity: EntityDefinition, scope: Scope, alias = "t"): Sql {
  if (scope === "*" || !entity.scope) return raw("true");
  const [first = "", rest] = entity.scope.split(".");
  if (!rest) return sql`${columnSql(columnOf(entity, first), alias)} = any(${scope}::text[])`;
  const edge = entity.edges.find((candidate) => candidate.field === first);
  const target = edge && definitionOf(edge.target());
  if (!edge || !target) throw new Error(`${entity.name}: scope ${entity.scope} does not lead to an entity`);
  const inner = `${alias}_scope`;
  const key = columnSql(columnOf(target, target.key), inner);
  return sql`exists (select 1 from ${tableOf(target)} ${raw(inner)}
    where ${key} = ${columnSql(columnOf(entity, edge.by), alias)}
      and ${columnSql(columnOf(target, rest), inner)} = any(${scope}::text[]))`;
}
