import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { graphError } from "../../schema/errors";
import type { DocumentParts } from "../document-parts";

/** What a cell holds; decimals, dates and moments are the text of the graph, so that no outlet changes a figure. */
export type CellType = "text" | "integer" | "float" | "boolean" | "decimal" | "date" | "dateTime";

export type Cell = string | number | boolean | null;

export interface Column {
  /** The response names on the way to it, joined by `_`; the names of connections' own parts are left out. */
  readonly name: string;
  readonly type: CellType;
}

/** A list, and what each of its entries gives to a row. */
export interface Level {
  /** Response names from an entry of the level above to the list. */
  readonly list: readonly string[];
  /** Cells of its own: the place of each in the row, and the response names that lead to it. */
  readonly cells: { readonly at: number; readonly steps: readonly string[] }[];
  inner: Level | undefined;
}

/** How an answer is read as rows: one for each entry of the deepest list, with what stands above it repeated. */
export interface Shape {
  readonly columns: readonly Column[];
  readonly root: Level;
}

const CELL_TYPES: Readonly<Record<string, CellType>> = {
  Boolean: "boolean",
  Date: "date",
  DateTime: "dateTime",
  Decimal: "decimal",
  Float: "float",
  Int: "integer",
};

/** Parts of a connection that hold its rows. */
const PASSED = ["nodes", "edges", "node"];

/**
 * Reads the columns off a document: in the order they are asked for, whatever the answer.
 * @throws BAD_USER_INPUT when its answer is not rows: several root fields, lists side by side, fields that may be left out
 */
export function shapeOf(schema: GraphQLSchema, document: DocumentParts): Shape {
  const columns: Column[] = [];
  const root: Level = { list: [], cells: [], inner: undefined };
  const type = schema.getQueryType();
  if (!type) throw notRows("this graph has no queries");
  const fields = document.operation.selectionSet.selections;
  if (fields.length !== 1 || fields[0]?.kind !== Kind.FIELD) throw notRows("it has more than one root field");
  new Walk(schema, document.fragments, columns).into(document.operation.selectionSet, type, {
    level: root,
    steps: [],
    name: [],
  });
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw notRows(`two fields would be the column ${twice}; give one an alias`);
  if (columns.length === 0) throw notRows("it asks for no field");
  return { columns, root };
}

interface Place {
  readonly level: Level;
  /** From an entry of the level. */
  readonly steps: readonly string[];
  readonly name: readonly string[];
}

class Walk {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: DocumentParts["fragments"],
    private readonly columns: Column[],
  ) {}

  into(set: SelectionSetNode, type: GraphQLCompositeType, place: Place): void {
    for (const selection of set.selections) {
      if ((selection.directives ?? []).length > 0)
        throw notRows("a field has a directive, so that columns could come and go");
      if (selection.kind === Kind.FIELD) {
        this.field(selection, type, place);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments[selection.name.value] : selection;
      const named = fragment?.typeCondition ? this.schema.getType(fragment.typeCondition.name.value) : type;
      if (fragment && isCompositeType(named)) this.into(fragment.selectionSet, named, place);
    }
  }

  private field(field: FieldNode, parent: GraphQLCompositeType, place: Place): void {
    const response = field.alias?.value ?? field.name.value;
    const steps = [...place.steps, response];
    const name = PASSED.includes(response) ? place.name : [...place.name, response];
    const type = this.typeOf(field, parent);
    const named = type && getNamedType(type);
    if (!type || !isCompositeType(named)) {
      this.cell(place.level, steps, { name: name.join("_"), type: type ? cellType(type) : "text" });
      return;
    }
    if (named.name === "PageInfo" || !field.selectionSet) return;
    const below = isListType(getNullableType(type))
      ? { level: innerOf(place.level, steps), steps: [] }
      : { level: place.level, steps };
    this.into(field.selectionSet, named, { ...below, name: rootless(place, name) });
  }

  /** `__typename` alone has no definition. */
  private typeOf(field: FieldNode, parent: GraphQLCompositeType): GraphQLOutputType | undefined {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
    return parent.getFields()[field.name.value]?.type;
  }

  private cell(level: Level, steps: readonly string[], column: Column): void {
    level.cells.push({ at: this.columns.length, steps });
    this.columns.push(column);
  }
}

/** The root field's name would begin every column. */
function rootless(place: Place, name: readonly string[]): readonly string[] {
  const isRoot = place.level.list.length === 0 && place.steps.length === 0;
  return isRoot ? [] : name;
}

function innerOf(level: Level, list: readonly string[]): Level {
  if (level.inner && level.inner.list.join() !== list.join())
    throw notRows(`${level.inner.list.join(".")} and ${list.join(".")} are lists side by side; keep one`);
  level.inner ??= { list, cells: [], inner: undefined };
  return level.inner;
}

function cellType(type: GraphQLOutputType): CellType {
  // A list of values is one cell: its JSON text.
  if (isListType(getNullableType(type))) return "text";
  return CELL_TYPES[getNamedType(type).name] ?? "text";
}

function notRows(because: string): Error {
  return graphError("BAD_USER_INPUT", `This operation is not rows: ${because}.`, { argument: "document" });
}

/** The rows of an answer; a level without entries leaves its cells empty where the levels above it have cells. */
export function rowsOf({ columns, root }: Shape, data: unknown): Cell[][] {
  const rows: Cell[][] = [];
  expand(root, data, new Array<Cell>(columns.length).fill(null), rows);
  return rows;
}

function expand(level: Level, entry: unknown, above: readonly Cell[], rows: Cell[][]): void {
  const row = above.slice();
  for (const { at, steps } of level.cells) row[at] = cellOf(follow(entry, steps));
  if (!level.inner) {
    rows.push(row);
    return;
  }
  const entries = follow(entry, level.inner.list);
  if (Array.isArray(entries) && entries.length > 0) {
    for (const below of entries) expand(level.inner, below, row, rows);
  } else if (row.some((cell) => cell !== null)) rows.push(row);
}

function follow(value: unknown, steps: readonly string[]): unknown {
  let at = value;
  for (const step of steps) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return at;
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : (value as Cell);
}
