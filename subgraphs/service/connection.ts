import type { GraphQLResolveInfo } from "graphql";
import { Int, Resolver } from "type-graphql";
import {
  aggregateType,
  connectionType,
  dimensionEnum,
  edgeType,
  groupType,
  orderInput,
} from "../../schema/derived/connection";
import { type DerivedClass, derive, type GraphType } from "../../schema/derived/derive";
import { filterInput } from "../../schema/derived/filter";
import { graphError } from "../../schema/errors";
import type { EntityDefinition } from "../../schema/model/definition";
import { PageInfo } from "../../schema/model/values";
import type { AggregateFunction, Measure } from "../../store/read/aggregate";
import type { Filter } from "../../store/read/filter";
import { LARGEST_PAGE, type ListSource, type Page, type PageArguments } from "../../store/read/page";
import type { SubgraphContext } from "./context";
import type { ParentIds } from "./loaders";
import { type ArgumentSpec, type Arguments, addField } from "./methods";
import { columnsFor, selectedNames } from "./selection";

/** A list as its field resolvers pass it on: nothing is read until one of its fields is asked for. */
interface ConnectionValue {
  readonly source: ListSource;
  readonly ids: ParentIds;
  readonly page: PageArguments;
  readonly fields: ReadonlySet<string>;
}

export function connectionArguments(entity: EntityDefinition): Readonly<Record<string, ArgumentSpec>> {
  const filter = filterInput(entity);
  const order = orderInput(entity);
  return {
    first: {
      type: () => Int,
      description: `Rows of a page from the start, 1 to ${LARGEST_PAGE}; 50 if neither first nor last is given.`,
    },
    after: { type: () => String, description: "Cursor the page starts after." },
    last: { type: () => Int, description: "Rows of a page from the end." },
    before: { type: () => String, description: "Cursor the page ends before." },
    filter: { type: () => filter, description: "Which rows." },
    orderBy: { type: () => [order], description: "Order; the key makes it total." },
  };
}

/** Input objects arrive as class instances; plain data compares and serialises predictably. */
const plain = <T>(value: unknown): T => JSON.parse(JSON.stringify(value ?? null)) as T;

export function toConnection(
  source: ListSource,
  ids: ParentIds,
  args: Arguments,
  info: GraphQLResolveInfo,
): ConnectionValue {
  const names = new Set([...selectedNames(info, ["nodes"]), ...selectedNames(info, ["edges", "node"])]);
  const orderBy = plain<{ field: string; direction?: "ASC" | "DESC" }[] | null>(args["orderBy"]);
  const page = {
    ...plain<PageArguments>({ ...args, orderBy: undefined }),
    orderBy: (orderBy ?? []).map(({ field, direction }) => ({ field, direction: direction ?? "ASC" })),
  };
  return { source, ids, page, fields: columnsFor(source.entity, names) };
}

const FUNCTIONS: readonly AggregateFunction[] = ["sum", "average", "minimum", "maximum"];

function measuresIn(info: GraphQLResolveInfo, path: readonly string[]): readonly Measure[] {
  return FUNCTIONS.flatMap((name) =>
    [...selectedNames(info, [...path, name])]
      .filter((field) => field !== "__typename")
      .map((field) => ({ function: name, field })),
  );
}

function pageOf(value: ConnectionValue, context: SubgraphContext): Promise<Page> {
  return context.loaders.page(value.source, value.page, value.fields, value.ids);
}

const filterOf = (value: ConnectionValue): Filter | null => value.page.filter ?? null;

/** Resolves `SalesOrderConnection` and what stands below it. */
export function connectionResolver(entity: EntityDefinition): DerivedClass {
  return derive(`${entity.list}ConnectionResolver`, (type) => {
    const connection = connectionType(entity);
    Resolver(() => connection)(type);
    addPageFields(type, entity);
    addTotalFields(type, entity);
    addGroupField(type, entity);
  });
}

interface PageField {
  readonly name: string;
  readonly returns: GraphType;
  readonly description: string;
  readonly pick: (page: Page) => unknown;
}

const pageInfo = (page: Page): PageInfo => ({
  hasNextPage: page.hasNextPage,
  hasPreviousPage: page.hasPreviousPage,
  startCursor: page.edges[0]?.cursor ?? null,
  endCursor: page.edges.at(-1)?.cursor ?? null,
});

function addPageFields(type: DerivedClass, entity: EntityDefinition): void {
  const edge = edgeType(entity);
  const fields: readonly PageField[] = [
    {
      name: "edges",
      returns: () => [edge],
      description: "Rows with their cursors. 行与游标",
      pick: (page) => page.edges,
    },
    {
      name: "nodes",
      returns: () => [entity.type],
      description: "The rows of this page. 行",
      pick: (page) => page.edges.map(({ node }) => node),
    },
    { name: "pageInfo", returns: () => PageInfo, description: "Where this page stands. 分页", pick: pageInfo },
  ];
  for (const { pick, ...spec } of fields)
    addField(type, spec, async (root, _args, context) =>
      pick(await pageOf(root as unknown as ConnectionValue, context)),
    );
}

function addTotalFields(type: DerivedClass, entity: EntityDefinition): void {
  const total = { name: "totalCount", returns: () => Int, description: "Rows of the whole filtered list. 总行数" };
  addField(type, total, async (root, _args, context) => {
    const value = root as unknown as ConnectionValue;
    return (await context.loaders.aggregate(value.source, { filter: filterOf(value), measures: [] }, value.ids)).count;
  });
  const totals = aggregateType(entity);
  const aggregate = {
    name: "aggregate",
    returns: () => totals,
    description: "Over the whole filtered list, not the page. 汇总",
  };
  addField(type, aggregate, (root, _args, context, info) => {
    const value = root as unknown as ConnectionValue;
    const request = { filter: filterOf(value), measures: measuresIn(info, []) };
    return context.loaders.aggregate(value.source, request, value.ids);
  });
}

function addGroupField(type: DerivedClass, entity: EntityDefinition): void {
  const group = groupType(entity);
  const dimension = dimensionEnum(entity);
  const spec = {
    name: "groupBy",
    returns: () => [group],
    description: "Groups of the whole filtered list, in the order of their keys. 分组",
    args: {
      by: { type: () => [dimension], required: true },
      first: { type: () => Int, default: LARGEST_PAGE, description: `Most groups to return, 1 to ${LARGEST_PAGE}.` },
      skip: { type: () => Int, default: 0, description: "Groups to leave out from the start." },
    },
  };
  addField(type, spec, (root, args, context, info) => {
    const value = root as unknown as ConnectionValue;
    const { by, first, skip } = args as { by: string[]; first: number; skip: number };
    if (by.length === 0) throw graphError("BAD_USER_INPUT", "groupBy needs at least one dimension.");
    if (first < 1 || first > LARGEST_PAGE || skip < 0)
      throw graphError("PAGE_SIZE_INVALID", `first must be 1 to ${LARGEST_PAGE} and skip not negative.`);
    const request = { filter: filterOf(value), measures: measuresIn(info, ["aggregate"]), by, first, skip };
    return context.loaders.group(value.source, request, value.ids);
  });
}
