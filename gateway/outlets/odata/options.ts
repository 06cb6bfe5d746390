import { graphError } from "../../../schema/errors";
import type { Parameters } from "../parameters";
import type { Cell, Column } from "../shape";
import { type Expression, expressionOf, orderOf } from "./expression";
import { parseFilter, parseOrder } from "./parser";

/** What a request asks of an entity set, by the system query options of OData 4.01. */
export interface Options {
  readonly filter: Expression | undefined;
  readonly order: readonly { readonly term: Expression; readonly isDescending: boolean }[];
  /** Columns to show, by their place; absent: all. */
  readonly select: readonly number[] | undefined;
  readonly top: number | undefined;
  readonly skip: number;
  readonly count: boolean;
  readonly skipToken: string | undefined;
}

const UNDERSTOOD = ["$filter", "$orderby", "$select", "$top", "$skip", "$count", "$skiptoken", "$format"];

/** @throws BAD_USER_INPUT for an option that cannot be read, ODATA_UNSUPPORTED for one that `/odata` does not know */
export function optionsOf(parameters: Parameters, columns: readonly Column[]): Options {
  const strange = Object.keys(parameters).find((name) => name.startsWith("$") && !UNDERSTOOD.includes(name));
  if (strange) throw graphError("ODATA_UNSUPPORTED", `The option ${strange.slice(0, 80)} is not understood.`);
  const text = (name: string): string | undefined => {
    const value = parameters[name];
    if (value === undefined || typeof value === "string") return value;
    throw invalid(name, `${name} is given more than once.`);
  };
  checkFormat(text("$format"));
  const [filter, order, select] = [text("$filter"), text("$orderby"), text("$select")];
  return {
    filter: filter === undefined ? undefined : expressionOf(parseFilter(filter), columns),
    order: (order === undefined ? [] : parseOrder(order)).map(({ term, isDescending }) => ({
      term: expressionOf(term, columns),
      isDescending,
    })),
    select: select === undefined || select.trim() === "*" ? undefined : selected(select, columns),
    top: whole("$top", text("$top")),
    skip: whole("$skip", text("$skip")) ?? 0,
    count: flag("$count", text("$count")),
    skipToken: text("$skiptoken"),
  };
}

/** Whether the rows can be given in the graph's own order, page by page. */
export function isPlain({ filter, order, skip }: Options): boolean {
  return !filter && order.length === 0 && skip === 0;
}

export interface NumberedRow {
  /** Its place in the whole set, from 1 on: the key. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** The rows that the options ask for, in their order; `$skip` and `$top` are applied by the caller, after counting. */
export function applied({ filter, order }: Options, rows: readonly (readonly Cell[])[]): readonly NumberedRow[] {
  const numbered = rows.map((cells, at) => ({ number: at + 1, cells }));
  const kept = filter ? numbered.filter(({ cells }) => filter(cells) === true) : numbered;
  if (order.length === 0) return kept;
  const keyed = kept.map((row) => ({ row, keys: order.map(({ term }) => term(row.cells)) }));
  keyed.sort((left, right) => {
    for (const [at, { isDescending }] of order.entries()) {
      const before = orderOf(left.keys[at] ?? null, right.keys[at] ?? null);
      if (before !== 0) return isDescending ? -before : before;
    }
    return left.row.number - right.row.number;
  });
  return keyed.map(({ row }) => row);
}

function selected(text: string, columns: readonly Column[]): readonly number[] {
  return text.split(",").map((name) => {
    const at = columns.findIndex((column) => column.name === name.trim());
    if (at < 0) throw invalid("$select", `There is no property ${name.trim().slice(0, 80)}.`);
    return at;
  });
}

function whole(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalid(name, `${name} must be a whole number.`);
}

function flag(name: string, text: string | undefined): boolean {
  if (text === undefined || text === "false") return false;
  if (text === "true") return true;
  throw invalid(name, `${name} must be true or false.`);
}

function checkFormat(text: string | undefined): void {
  if (text === undefined || text === "json" || text.startsWith("application/json")) return;
  throw graphError("ODATA_UNSUPPORTED", "The format must be json.");
}

function invalid(argument: string, message: string): Error {
  return graphError("BAD_USER_INPUT", message, { argument });
}
