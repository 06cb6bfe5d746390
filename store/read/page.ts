import { graphError } from "../../schema/errors";
import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { Database, Row } from "../database";
import { all, raw, type Sql, sql } from "../sql";
import type { CursorCodec, OrderTerm } from "./cursor";
import { type Filter, filterSql } from "./filter";
import { Ordering } from "./order";
import { type EntityObject, projection, rowReader, tableOf } from "./row";
import { type Reader, visibleSql } from "./visibility";

export const LARGEST_PAGE = 1000;
const DEFAULT_PAGE = 50;

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly filter?: Filter | null;
  readonly orderBy?: readonly OrderTerm[] | null;
}

/** A list: an entity's rows, all of them or those whose reference column holds a parent's ids. */
export interface ListSource {
  readonly entity: EntityDefinition;
  /** Reference field that holds the parents' ids; none: the whole entity. */
  readonly by?: string;
  /** Only rows that meet a condition of ours. */
  readonly within?: RowsWithin;
}

/** A condition on the rows of a list, over the alias `t`. */
export interface RowsWithin {
  /** What tells it from others. */
  readonly title: string;
  readonly condition: Sql;
}

/** What to read of a list. */
export interface PageRead {
  readonly source: ListSource;
  readonly page: PageArguments;
  readonly fields: ReadonlySet<string>;
  /** Whether cursors of its rows are wanted: they have to be read too. */
  readonly cursors: boolean;
}

export interface PageEdge {
  readonly node: EntityObject;
  /** Signed when it is asked for; empty where cursors were not wanted. */
  readonly cursor: string;
}

export interface Page {
  readonly edges: readonly PageEdge[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface ReadContext extends Reader {
  readonly database: Database;
  readonly cursors: CursorCodec;
  /** Fewest values of a total for those who read the field as totals only. */
  readonly minGroupSize: number;
}

interface Window {
  readonly size: number;
  readonly backward: boolean;
  readonly cursor: string | null;
}

function windowOf({ first, after, last, before }: PageArguments): Window {
  if (first != null && last != null) throw graphError("PAGE_SIZE_INVALID", "Give first or last, not both.");
  const backward = last != null || (first == null && before != null);
  if (backward ? after != null : before != null)
    throw graphError("PAGE_SIZE_INVALID", "Use first with after, or last with before.");
  const size = (backward ? last : first) ?? DEFAULT_PAGE;
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE)
    throw graphError("PAGE_SIZE_INVALID", `A page holds 1 to ${LARGEST_PAGE} rows, got ${size}.`);
  return { size, backward, cursor: (backward ? before : after) ?? null };
}

/** The parents' ids as rows: `parent.at` is the parent's position, `parent.ids` its ids. */
export function parentsSql(parents: readonly (readonly string[])[]): Sql {
  const positions = parents.flatMap((ids, at) => ids.map(() => at));
  return sql`(select at, array_agg(key) as ids
    from unnest(${positions}::integer[], ${parents.flat()}::text[]) as given(at, key) group by at)`;
}

/** Conditions on the rows of a list, beside its parents. */
export function listConditions(source: ListSource, filter: Filter | null | undefined, reader: Reader): readonly Sql[] {
  const within = source.within ? [source.within.condition] : [];
  return [filterSql(source.entity, filter, reader), visibleSql(source.entity, reader), ...within];
}

/**
 * One page for each parent, in one statement; without `by` there is one parent and its ids do not matter. Reads one row
 * more than asked to know whether another page follows, and never counts rows it does not return.
 */
export async function readPages(
  context: ReadContext,
  { source, page, fields, cursors }: PageRead,
  parents: readonly (readonly string[])[],
): Promise<readonly Page[]> {
  const { size, backward, cursor } = windowOf(page);
  const ordering = new Ordering(source.entity, page.orderBy ?? [], backward);
  const conditions = [...listConditions(source, page.filter, context)];
  if (cursor !== null) conditions.push(ordering.after(context.cursors.decode(ordering.signature, cursor)));
  const select = (
    condition: Sql,
  ): Sql => sql`select ${projection(source.entity, fields)}${cursors ? sql`, ${ordering.cursorColumns}` : raw("")}
    from ${tableOf(source.entity)} t where ${condition} order by ${ordering.orderBy} limit ${size + 1}`;
  const statement = source.by
    ? sql`select parent.at, rows.* from ${parentsSql(parents)} parent cross join lateral (${select(
        all([sql`${childKey(source)} = any(parent.ids)`, ...conditions]),
      )}) rows`
    : sql`select 0 as at, rows.* from (${select(all(conditions))}) rows`;
  const rows = await context.database.query(statement);
  const byParent = rowsByParent(rows);
  const edgeOf = edgeReader(context.cursors, source.entity, fields, ordering.signature);
  return parents.map((_, at) => toPage(byParent.get(at) ?? [], edgeOf, { size, backward, cursor }));
}

/** Rows apart by the number in one of their columns, in their order. */
export function rowsBy(column: string, rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const key = Number(row[column]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Rows of a statement over several parents, apart by the parent's position. */
export const rowsByParent = (rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> => rowsBy("at", rows);

export function childKey(source: ListSource): Sql {
  // Batches have numbers for ids; text stays what it is.
  return raw(`t."${columnOf(source.entity, source.by ?? source.entity.key).column}"::text`);
}

type EdgeOf = (row: Row) => PageEdge;

function edgeReader(
  cursors: CursorCodec,
  entity: EntityDefinition,
  fields: ReadonlySet<string>,
  signature: string,
): EdgeOf {
  const nodeOf = rowReader(entity, fields);
  return (row) => new RowEdge(nodeOf(row), row["cursor"], (values) => cursors.encode(signature, values));
}

class RowEdge implements PageEdge {
  constructor(
    readonly node: EntityObject,
    private readonly orderValues: unknown,
    private readonly sign: (values: readonly (string | null)[]) => string,
  ) {}

  get cursor(): string {
    return typeof this.orderValues === "string" ? this.sign(JSON.parse(this.orderValues)) : "";
  }
}

function toPage(rows: readonly Row[], edgeOf: EdgeOf, window: Window): Page {
  const more = rows.length > window.size;
  const kept = rows.slice(0, window.size);
  if (window.backward) kept.reverse();
  const beyondCursor = window.cursor !== null;
  return {
    edges: kept.map(edgeOf),
    hasNextPage: window.backward ? beyondCursor : more,
    hasPreviousPage: window.backward ? more : beyondCursor,
  };
}

/** Rows by their key, in one statement. */
export async function readByKey(
  context: Reader & Pick<ReadContext, "database">,
  entity: EntityDefinition,
  keys: readonly string[],
  fields: ReadonlySet<string>,
): Promise<ReadonlyMap<string, EntityObject>> {
  const key = columnOf(entity, entity.key);
  const rows = await context.database.query(
    sql`select ${projection(entity, fields)} from ${tableOf(entity)} t
      where ${raw(`t."${key.column}"::text`)} = any(${keys}::text[]) and ${visibleSql(entity, context)}`,
  );
  const objectOf = rowReader(entity, fields);
  return new Map(rows.map((row) => [String(row[entity.key]), objectOf(row)]));
}
