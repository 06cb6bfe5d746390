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
import type { Aggregate, AggregateFunction, Measure } from "../../store/read/aggregate";
import type { Filter } from "../../store/read/filter";
import { LARGEST_PAGE, type ListSource, type Page, type PageArguments, type PageRead } from "../../store/read/page";
import type { Arguments } from "./batch";
import { byGroup } from "./by-group";
import type { SubgraphContext } from "./context";
import type { Loaders, ParentIds } from "./loaders";
import { type ArgumentSpec, addBatchField } from "./methods";
import { columnsFor, type Selection } from "./selection";

interface ListRead extends PageRead {
  readonly loaders: Loaders;
}

/** A list as its field resolvers pass it on: nothing is read until one of its fields is asked for. */
interface ConnectionValue {
  /** Shared by the parents of a level. */
  readonly list: ListRead;
  readonly ids: ParentIds;
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
export const plain = <T>(value: unknown): T => JSON.parse(JSON.stringify(value ?? null)) as T;

/** The list of each parent; none where its ids are unknown. */
export function toConnections(
  source: ListSource,
  parents: readonly (ParentIds | null)[],
  args: Arguments,
  selection: Selection,
  loaders: Loaders,
): readonly (ConnectionValue | null)[] {
  const orderBy = plain<{ field: string; direction?: "ASC" | "DESC" }[] | null>(args["orderBy"]);
  const page = {
    ...plain<PageArguments>({ ...args, orderBy: undefined, knownAt: undefined }),
    orderBy: (orderBy ?? []).map(({ field, direction }) => ({ field, direction: direction ?? "ASC" })),
  };
  const list = { loaders, source, page, ...selection.once(source.entity, () => readOf(source, selection)) };
  return parents.map((ids) => ids && { list, ids });
}

function readOf({ entity }: ListSource, selection: Selection): Pick<PageRead, "fields" | "cursors"> {
  const names = new Set([...selection.names("nodes"), ...selection.names("edges", "node")]);
  const places = selection.names("pageInfo");
  const cursors = selection.names("edges").has("cursor") || places.has("startCursor") || places.has("endCursor");
  return { fields: columnsFor(entity, names), cursors };
}

const FUNCTIONS: readonly AggregateFunction[] = ["sum", "average", "minimum", "maximum"];

function measuresIn(selection: Selection, ...path: readonly string[]): readonly Measure[] {
  return FUNCTIONS.flatMap((name) =>
    [...selection.names(...path, name)]
      .filter((field) => field !== "__typename")
      .map((field) => ({ function: name, field })),
  );
}

/** Asks for the values of connections list by list: one level may hold lists of several fields. */
function byList<Value>(
  roots: readonly unknown[],
  ask: (list: ListRead, parents: readonly ParentIds[]) => Promise<readonly Value[]>,
): Promise<readonly Value[]> {
  return byGroup(
    roots as readonly ConnectionValue[],
    ({ list }) => list,
    (list, connections) =>
      ask(
        list,
        connections.map(({ ids }) => ids),
      ),
  );
}

const filterOf = ({ page }: PageRead): Filter | null => page.filter ?? null;

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
    addBatchField(type, spec, async (roots) =>
      (await byList(roots, (list, parents) => list.loaders.pages(list, parents))).map(pick),
    );
}

function addTotalFields(type: DerivedClass, entity: EntityDefinition): void {
  const total = { name: "totalCount", returns: () => Int, description: "Rows of the whole filtered list. 总行数" };
  const counted = aggregated(() => []);
  addBatchField(type, total, async (...asked) => (await counted(...asked)).map(({ count }) => count));
  const totals = aggregateType(entity);
  const aggregate = {
    name: "aggregate",
    returns: () => totals,
    description: "Over the whole filtered list, not the page. 汇总",
  };
  addBatchField(type, aggregate, aggregated(measuresIn));
}

function aggregated(measuresOf: (selection: Selection) => readonly Measure[]) {
  return (
    roots: readonly unknown[],
    _args: Arguments,
    _context: SubgraphContext,
    selection: Selection,
  ): Promise<readonly Aggregate[]> => {
    const measures = measuresOf(selection);
    return byList(roots, (list, parents) =>
      list.loaders.aggregates(list.source, { filter: filterOf(list), measures }, parents),
    );
  };
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
  addBatchField(type, spec, (roots, args, _context, selection) => {
    const { by, first, skip } = args as { by: string[]; first: number; skip: number };
    if (by.length === 0) throw graphError("BAD_USER_INPUT", "groupBy needs at least one dimension.");
    if (first < 1 || first > LARGEST_PAGE || skip < 0)
      throw graphError("PAGE_SIZE_INVALID", `first must be 1 to ${LARGEST_PAGE} and skip not negative.`);
    const measures = measuresIn(selection, "aggregate");
    return byList(roots, (list, parents) =>
      list.loaders.groups(list.source, { filter: filterOf(list), measures, by, first, skip }, parents),
    );
  });
}
