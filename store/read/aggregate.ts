import { totalsOnlyFields } from "../../schema/decisions";
import { graphError } from "../../schema/errors";
import { type ColumnDefinition, columnOf, type EntityDefinition } from "../../schema/model/definition";
import { type Dimension, dimensionsOf } from "../../schema/model/dimensions";
import type { Row } from "../database";
import { all, join, raw, type Sql, sql } from "../sql";
import type { Filter } from "./filter";
import { childKey, type ListSource, listConditions, parentsSql, type ReadContext, rowsBy, rowsByParent } from "./page";
import { columnSql, tableOf } from "./row";

export type AggregateFunction = "sum" | "average" | "minimum" | "maximum";

/** Which function of which field: only these are computed. */
export interface Measure {
  readonly function: AggregateFunction;
  readonly field: string;
}

export interface AggregateRequest {
  readonly filter: Filter | null;
  readonly measures: readonly Measure[];
}

export interface GroupRequest extends AggregateRequest {
  readonly by: readonly string[];
  readonly first: number;
  readonly skip: number;
}

/** `count` and, by function, field → value; money and quantity are a list with one entry a currency or unit. */
export type Aggregate = { readonly count: number } & { readonly [F in AggregateFunction]: Record<string, unknown> };

export interface Group {
  readonly key: Record<string, unknown>;
  readonly aggregate: Aggregate;
}

const FUNCTIONS: Readonly<Record<AggregateFunction, string>> = {
  sum: "sum",
  average: "avg",
  minimum: "min",
  maximum: "max",
};

const alias = ({ function: name, field }: Measure): string => `${name}.${field}`;

/** Unit columns of the measures: what amounts may be added is told by them. */
interface Units {
  /** Each gets a grouping set of its own, so that no two currencies are ever added. */
  readonly free: readonly string[];
  /** Already a key of the groups: every group has one value of it. */
  readonly bound: readonly string[];
}

function unitColumns(
  entity: EntityDefinition,
  measures: readonly Measure[],
  dimensions: readonly Dimension[] = [],
): Units {
  const keys = new Set(dimensions.map(({ field }) => columnOf(entity, field).column));
  const columns = measures.map((measure) => columnOf(entity, measure.field).unitColumn);
  const distinct = [...new Set(columns.filter((column) => column !== undefined))];
  return { free: distinct.filter((column) => !keys.has(column)), bound: distinct.filter((column) => keys.has(column)) };
}

/** What a reader learns of as totals only, and of how many values at least. */
interface SmallGroups {
  /** With the dimension that each may be divided by. */
  readonly fields: ReadonlyMap<string, string>;
  readonly smallest: number;
  /** The dimensions of the request; absent: it is about a part of the rows, such as those that meet a filter. */
  readonly by: readonly string[] | undefined;
}

function smallGroups(
  { entity, by: parent }: ListSource,
  { role, minGroupSize }: ReadContext,
  filter: Filter | null,
  by: readonly string[],
): SmallGroups {
  const isPart = parent !== undefined || Object.keys(filter ?? {}).length > 0;
  return { fields: totalsOnlyFields(entity, role), smallest: minGroupSize, by: isPart ? undefined : by };
}

const sizeOf = (measure: Measure): string => `size.${alias(measure)}`;

/** The values of the smallest group there is, whichever groups are shown: those of one unit apart from those of all. */
function sizeSql(entity: EntityDefinition, measure: Measure, { free }: Units): Sql {
  const apart =
    free.length === 0 ? raw("") : raw(`partition by ${free.map((unit) => `grouping(t."${unit}")`).join(", ")}`);
  const size = sql`min(count(${columnSql(columnOf(entity, measure.field))})) over (${apart})`;
  return sql`(${size})::integer as ${raw(`"${sizeOf(measure)}"`)}`;
}

/**
 * One group that is too small withholds the measure as a whole, or the others would tell it. So does a part of the rows, and
 * a division by other dimensions than the one allowed: what two large totals differ by may be one row.
 */
function isWithheld(measure: Measure, { fields, smallest, by }: SmallGroups, rows: readonly Row[]): boolean {
  const allowed = fields.get(measure.field);
  if (allowed === undefined) return false;
  if (!by || by.some((dimension) => dimension !== allowed)) return true;
  return rows.length === 0 || rows.some((row) => Number(row[sizeOf(measure)]) < smallest);
}

/** In place of a value it makes the field null, with this error and its path. */
const withheld = ({ smallest }: SmallGroups): Error =>
  graphError(
    "GROUP_TOO_SMALL",
    `This total is told of all rows, or by one dimension with at least ${smallest} values in every group.`,
  );

function measureSql(entity: EntityDefinition, measure: Measure): Sql {
  const column = columnOf(entity, measure.field);
  const value = columnSql(column);
  // A moment keeps its type, so that it is written as every other moment.
  const text = raw(column.kind === "dateTime" ? "" : "::text");
  return sql`${raw(FUNCTIONS[measure.function])}(${value})${text} as ${raw(`"${alias(measure)}"`)}`;
}

function selectList(
  entity: EntityDefinition,
  measures: readonly Measure[],
  units: Units,
  { fields }: SmallGroups,
): Sql {
  const { free, bound } = units;
  const named = [...free, ...bound].map((unit) => raw(`t."${unit}" as "unit.${unit}"`));
  const over = free.map((unit) => raw(`grouping(t."${unit}") as "over.${unit}"`));
  const values = measures.map((measure) => measureSql(entity, measure));
  const sizes = measures.filter(({ field }) => fields.has(field)).map((measure) => sizeSql(entity, measure, units));
  return join([raw("count(*)::integer as count"), ...values, ...sizes, ...named, ...over]);
}

function groupingSets(keys: readonly Sql[], { free }: Units): Sql {
  const sets = [keys, ...free.map((unit) => [...keys, raw(`t."${unit}"`)])];
  return sql`grouping sets (${join(sets.map((set) => sql`(${join(set)})`))})`;
}

function from(source: ListSource, parents: readonly (readonly string[])[]): Sql {
  if (!source.by) return sql`${tableOf(source.entity)} t`;
  return sql`${parentsSql(parents)} parent join ${tableOf(source.entity)} t on ${childKey(source)} = any(parent.ids)`;
}

function withUnit(column: ColumnDefinition, value: unknown, unit: unknown): unknown {
  return column.kind === "money" ? { amount: value, currency: unit } : { value, unit };
}

/** Folds the grouping-set rows of one group: the row over all units gives plain values, the others one unit each. */
function toAggregate(
  entity: EntityDefinition,
  measures: readonly Measure[],
  { free, bound }: Units,
  small: SmallGroups,
  rows: readonly Row[],
): Aggregate {
  const whole = rows.filter((row) => free.every((unit) => row[`over.${unit}`] === 1));
  const aggregate: Aggregate = {
    count: Number(whole[0]?.["count"] ?? 0),
    sum: {},
    average: {},
    minimum: {},
    maximum: {},
  };
  for (const measure of measures) {
    const column = columnOf(entity, measure.field);
    const unit = column.unitColumn;
    const apart = unit && !bound.includes(unit) ? rows.filter((row) => row[`over.${unit}`] === 0) : whole;
    const told = (): unknown =>
      unit ? amountsByUnit(column, unit, alias(measure), apart) : (whole[0]?.[alias(measure)] ?? null);
    aggregate[measure.function][measure.field] = isWithheld(measure, small, apart) ? withheld(small) : told();
  }
  return aggregate;
}

function amountsByUnit(column: ColumnDefinition, unit: string, name: string, rows: readonly Row[]): readonly unknown[] {
  return rows
    .filter((row) => row[name] != null)
    .sort((left, right) => (String(left[`unit.${unit}`]) < String(right[`unit.${unit}`]) ? -1 : 1))
    .map((row) => withUnit(column, row[name], row[`unit.${unit}`]));
}

/** Count and measures over the whole filtered list, for each parent, in one statement. */
export async function readAggregates(
  context: ReadContext,
  source: ListSource,
  request: AggregateRequest,
  parents: readonly (readonly string[])[],
): Promise<readonly Aggregate[]> {
  const { entity } = source;
  const units = unitColumns(entity, request.measures);
  const small = smallGroups(source, context, request.filter, []);
  const at = source.by ? [raw("parent.at")] : [];
  const rows = await context.database.query(sql`
    select ${source.by ? raw("parent.at") : raw("0")} as at, ${selectList(entity, request.measures, units, small)}
    from ${from(source, parents)} where ${all(listConditions(source, request.filter, context))}
    group by ${groupingSets(at, units)}`);
  const byParent = rowsByParent(rows);
  return parents.map((_, position) =>
    toAggregate(entity, request.measures, units, small, byParent.get(position) ?? []),
  );
}

function dimensionSql(entity: EntityDefinition, dimension: Dimension): Sql {
  const column = columnOf(entity, dimension.field);
  const value = columnSql(column);
  if (dimension.part === "month") return sql`to_char(${value}, 'YYYY-MM')`;
  if (dimension.part === "year") return sql`extract(year from ${value})::integer`;
  return value;
}

/** Groups of the filtered list by dimensions, in the order of their keys, for each parent, in one statement. */
export async function readGroups(
  context: ReadContext,
  source: ListSource,
  request: GroupRequest,
  parents: readonly (readonly string[])[],
): Promise<readonly (readonly Group[])[]> {
  const { entity } = source;
  const dimensions = dimensionsOf(entity).filter(({ name }) => request.by.includes(name));
  const keys = dimensions.map((dimension) => dimensionSql(entity, dimension));
  const named = keys.map((key, at) => sql`${key} as ${raw(`k${at}`)}`);
  const units = unitColumns(entity, request.measures, dimensions);
  const small = smallGroups(source, context, request.filter, request.by);
  const parent = source.by ? [raw("parent.at")] : [];
  const rank = join(keys.map((key) => sql`${key} nulls last`));
  const partition = source.by ? raw("partition by parent.at") : raw("");
  const rows = await context.database.query(sql`
    select * from (
      select ${source.by ? raw("parent.at") : raw("0")} as at, ${join(named)},
        ${selectList(entity, request.measures, units, small)}, dense_rank() over (${partition} order by ${rank}) as place
      from ${from(source, parents)} where ${all(listConditions(source, request.filter, context))}
      group by ${groupingSets([...parent, ...keys], units)}) ranked
    where place > ${request.skip} and place <= ${request.skip + request.first} order by at, place`);
  const byParent = rowsByParent(rows);
  return parents.map((_, at) => toGroups(entity, request.measures, units, small, dimensions, byParent.get(at) ?? []));
}

function toGroups(
  entity: EntityDefinition,
  measures: readonly Measure[],
  units: Units,
  small: SmallGroups,
  dimensions: readonly Dimension[],
  rows: readonly Row[],
): readonly Group[] {
  return [...rowsBy("place", rows).values()].map((group) => ({
    key: Object.fromEntries(dimensions.map(({ name }, at) => [name, group[0]?.[`k${at}`] ?? null])),
    aggregate: toAggregate(entity, measures, units, small, group),
  }));
}
