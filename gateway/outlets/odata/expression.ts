import Decimal from "decimal.js";
import { graphError } from "../../../schema/errors";
import type { Cell, CellType, Column } from "../shape";
import type { FilterNode } from "./parser";

/** A value of an expression, with what it is; null is unknown, as in SQL. */
export type Value = string | boolean | Decimal | null;

/** A condition or a term over the cells of a row. */
export type Expression = (row: readonly Cell[]) => Value;

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  EqualsExpression: (order) => order === 0,
  NotEqualsExpression: (order) => order !== 0,
  LesserThanExpression: (order) => order < 0,
  LesserOrEqualsExpression: (order) => order <= 0,
  GreaterThanExpression: (order) => order > 0,
  GreaterOrEqualsExpression: (order) => order >= 0,
};

const ARITHMETIC: Readonly<Record<string, (left: Decimal, right: Decimal) => Decimal>> = {
  AddExpression: (left, right) => left.plus(right),
  SubExpression: (left, right) => left.minus(right),
  MulExpression: (left, right) => left.times(right),
  DivExpression: (left, right) => left.div(right),
  ModExpression: (left, right) => left.mod(right),
};

const text = (value: Value | undefined): string => String(value ?? "");
const part =
  (from: number, to: number) =>
  ([value]: readonly Value[]) =>
    new Decimal(text(value).slice(from, to) || 0);
const rounded =
  (mode: Decimal.Rounding) =>
  ([value]: readonly Value[]) =>
    new Decimal(text(value)).toDecimalPlaces(0, mode);

/** OData 4.01, part 2, 5.1.1: functions of texts, dates and numbers. */
const METHODS: Readonly<Record<string, (values: readonly Value[]) => Value>> = {
  contains: ([value, sought]) => text(value).includes(text(sought)),
  startswith: ([value, sought]) => text(value).startsWith(text(sought)),
  endswith: ([value, sought]) => text(value).endsWith(text(sought)),
  length: ([value]) => new Decimal([...text(value)].length),
  indexof: ([value, sought]) => new Decimal(text(value).indexOf(text(sought))),
  substring: ([value, from, length]) => {
    const start = Number(text(from));
    return text(value).slice(start, length === undefined ? undefined : start + Number(text(length)));
  },
  tolower: ([value]) => text(value).toLowerCase(),
  toupper: ([value]) => text(value).toUpperCase(),
  trim: ([value]) => text(value).trim(),
  concat: ([left, right]) => text(left) + text(right),
  year: part(0, 4),
  month: part(5, 7),
  day: part(8, 10),
  hour: part(11, 13),
  minute: part(14, 16),
  date: ([value]) => text(value).slice(0, 10),
  round: rounded(Decimal.ROUND_HALF_UP),
  floor: rounded(Decimal.ROUND_FLOOR),
  ceiling: rounded(Decimal.ROUND_CEIL),
};

/** Wrappers that the grammar makes around the one thing inside. */
const WRAPPERS = [
  "BoolParenExpression",
  "ParenExpression",
  "BoolCommonExpression",
  "CommonExpression",
  "BoolMethodCallExpression",
];
const MEMBERS = ["FirstMemberExpression", "MemberExpression", "PropertyPathExpression", "ODataIdentifier"];

/**
 * Makes a parsed `$filter` or `$orderby` term ready to be asked of rows. Numbers are compared exactly.
 * @throws BAD_USER_INPUT for a column that is not there, ODATA_UNSUPPORTED for what `/odata` does not understand
 */
export function expressionOf(node: FilterNode, columns: readonly Column[]): Expression {
  const { type, value } = node;
  const compare = COMPARISONS[type];
  if (compare) return comparison(node, columns, compare);
  if (MEMBERS.includes(type)) return member(node.raw, columns);
  if (WRAPPERS.includes(type)) return expressionOf(inside(node), columns);
  if (type === "Literal") return literal(node);
  if (type === "MethodCallExpression") return call(node, columns);
  if (type === "AndExpression" || type === "OrExpression") return junction(node, columns, type === "OrExpression");
  if (type === "InExpression") return membership(node, columns);
  if (type === "NotExpression") {
    const inner = expressionOf(inside(node), columns);
    return (row) => negated(inner(row));
  }
  const reckon = ARITHMETIC[type];
  if (!reckon || !value) throw unsupported(node.raw);
  const [left, right] = sides(node, columns);
  return (row) => {
    const [one, other] = [left(row), right(row)];
    return one instanceof Decimal && other instanceof Decimal ? reckon(one, other) : null;
  };
}

/** Least first, nulls before all. */
export function orderOf(left: Value, right: Value): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (left instanceof Decimal && right instanceof Decimal) return left.comparedTo(right);
  const [one, other] = [left, right].map((value) => (value instanceof Decimal ? value.toFixed() : value)) as [
    string,
    string,
  ];
  return one < other ? -1 : Number(one > other);
}

export function cellValue(cell: Cell, type: CellType): Value {
  if (cell === null || typeof cell === "boolean") return cell;
  return type === "integer" || type === "decimal" || type === "float" ? new Decimal(cell) : String(cell);
}

function negated(value: Value): Value {
  return value === null ? null : value !== true;
}

function inside({ value, raw }: FilterNode): FilterNode {
  if (typeof value === "object" && value !== null && "type" in value) return value as FilterNode;
  throw unsupported(raw);
}

function sides({ value, raw }: FilterNode, columns: readonly Column[]): readonly [Expression, Expression] {
  const { left, right } = (value ?? {}) as { readonly left?: FilterNode; readonly right?: FilterNode };
  if (!left || !right) throw unsupported(raw);
  return [expressionOf(left, columns), expressionOf(right, columns)];
}

/** null equals null and nothing else; it is neither less nor greater than anything. */
function comparison(node: FilterNode, columns: readonly Column[], compare: (order: number) => boolean): Expression {
  const [left, right] = sides(node, columns);
  const isEquality = node.type === "EqualsExpression" || node.type === "NotEqualsExpression";
  return (row) => {
    const [one, other] = [left(row), right(row)];
    if ((one === null || other === null) && !isEquality) return false;
    return compare(orderOf(one, other));
  };
}

function junction(node: FilterNode, columns: readonly Column[], decides: boolean): Expression {
  const [left, right] = sides(node, columns);
  return (row) => {
    const [one, other] = [left(row), right(row)];
    if (one === decides || other === decides) return decides;
    return one === null || other === null ? null : !decides;
  };
}

function member(name: string, columns: readonly Column[]): Expression {
  const at = columns.findIndex((column) => column.name === name);
  const column = columns[at];
  if (!column)
    throw graphError("BAD_USER_INPUT", `There is no property ${name.slice(0, 80)}.`, { argument: "$filter" });
  return (row) => cellValue(row[at] ?? null, column.type);
}

/** `a in (1,2)`: the parser gives the list as one text. */
function membership(node: FilterNode, columns: readonly Column[]): Expression {
  const { left, right } = node.value as { readonly left: FilterNode; readonly right: FilterNode };
  const term = expressionOf(left, columns);
  const entries = right.raw.match(/'(?:[^']|'')*'|[^\s,()]+/g) ?? [];
  const values = entries.map((entry) => literalValue(entry, "Edm.Date"));
  return (row) => values.some((value) => orderOf(term(row), value) === 0);
}

function literal({ raw, value: type }: FilterNode): Expression {
  const value = literalValue(raw, String(type));
  return () => value;
}

function literalValue(raw: string, type: string): Value {
  if (raw === "null") return null;
  if (raw === "true" || raw === "false") return raw === "true";
  if (raw.startsWith("'")) return raw.slice(1, -1).replaceAll("''", "'");
  if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(raw)) return new Decimal(raw);
  if (type === "Edm.Date" || type === "Edm.DateTimeOffset" || type === "Edm.Guid") return raw;
  throw unsupported(raw);
}

function call(node: FilterNode, columns: readonly Column[]): Expression {
  const { method, parameters } = (node.value ?? {}) as {
    readonly method?: string;
    readonly parameters?: readonly FilterNode[];
  };
  const apply = METHODS[method ?? ""];
  if (!apply || !parameters) throw unsupported(node.raw);
  const terms = parameters.map((parameter) => expressionOf(parameter, columns));
  return (row) => {
    const values = terms.map((term) => term(row));
    return values.includes(null)
      ? null
      : apply(values.map((value) => (value instanceof Decimal ? value.toFixed() : value)));
  };
}

function unsupported(raw: string): Error {
  return graphError("ODATA_UNSUPPORTED", `This expression is not understood: ${raw.slice(0, 200)}`);
}
