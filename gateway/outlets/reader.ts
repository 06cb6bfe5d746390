import type { GraphQLSchema } from "graphql";
import { graphError } from "../../schema/errors";
import { estimate } from "../limits/cost";
import { limitExceeded } from "../limits/refusal";
import type { Limits } from "../limits/settings";
import type { AskGraph, ReadableOperation } from "./operations";
import { PAGE, pageVariables } from "./paged-document";
import { type Cell, rowsOf } from "./shape";

/** Rows of an operation, and where the next ones begin. */
export interface Rows {
  readonly rows: readonly Cell[][];
  /** The graph's cursor; absent: these were the last. */
  readonly next: string | undefined;
}

export interface Reading {
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  /** Asks, and has the answer audited before it is given. */
  readonly ask: AskGraph;
  readonly operation: ReadableOperation;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One page of the operation's root list. @param size its entries at most; the limits may make it fewer */
export async function readPage(reading: Reading, size: number, after: string | undefined): Promise<Rows> {
  return pageOf(reading, sizeWithin(reading, size), after);
}

/** All rows of the operation, page after page. @throws ROWS_EXCEEDED when they are more than one answer may have */
export async function readAll(reading: Reading): Promise<readonly Cell[][]> {
  const { limits } = reading;
  const all: Cell[][] = [];
  for await (const rows of pagesOf(reading)) {
    for (const row of rows) all.push(row);
    if (all.length > limits.rows) throw limitExceeded("ROWS_EXCEEDED", "A number of rows of", all.length, limits.rows);
  }
  return all;
}

/** The rows of the operation page by page, however many; while one page is taken the next is asked for. */
export async function* pagesOf(reading: Reading): AsyncGenerator<readonly Cell[][]> {
  const size = sizeWithin(reading, reading.limits.listSize);
  let asked = pageOf(reading, size, undefined);
  for (;;) {
    const { rows, next } = await asked;
    if (next !== undefined) {
      asked = pageOf(reading, size, next);
      // Who stops before it came does not hear of its fault.
      asked.catch(() => undefined);
    }
    yield rows;
    if (next === undefined) return;
  }
}

async function pageOf({ operation, ask, variables }: Reading, size: number, after: string | undefined): Promise<Rows> {
  const { paged, shape } = operation;
  const page = paged.isPaged ? pageVariables(size, after) : {};
  const data = await ask(paged.text, { ...variables, ...page });
  const root = data[paged.root] as Readonly<Record<string, unknown>> | null;
  const { hasNextPage, endCursor } = (root?.[PAGE] ?? {}) as { hasNextPage?: boolean; endCursor?: string };
  if (paged.hasInnerPages) checkWhole(root, paged.isPaged);
  return { rows: rowsOf(shape, data), next: paged.isPaged && hasNextPage ? endCursor : undefined };
}

/** The largest page that the limits of cost and rows let through. */
function sizeWithin({ schema, limits, operation: { paged }, variables }: Reading, wanted: number): number {
  if (!paged.isPaged) return wanted;
  for (let size = wanted; ; size = Math.floor(size / 2)) {
    const sized = { ...variables, ...pageVariables(size, undefined) };
    const { cost, rows } = estimate({ schema, ...paged.parts, variables: sized, listSize: limits.listSize });
    if (size <= 1 || (cost <= limits.cost && rows <= limits.rows)) return size;
  }
}

/** A list inside a row shows its first entries unless it says how many it wants; rows that are missing must not look whole. */
function checkWhole(root: unknown, isPaged: boolean): void {
  const cut = cutList(root, isPaged, []);
  if (cut) {
    throw graphError(
      "ROWS_EXCEEDED",
      `${cut.join(".")} holds more rows than the page it is asked for; give it a larger first, or make it the root field.`,
    );
  }
}

function cutList(value: unknown, isRoot: boolean, path: readonly string[]): readonly string[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const page = (value as Readonly<Record<string, unknown>>)[PAGE] as { hasNextPage?: boolean } | undefined;
  if (page?.hasNextPage && !isRoot) return path;
  for (const [name, below] of Object.entries(value)) {
    const cut = cutList(below, false, Array.isArray(value) ? path : [...path, name]);
    if (cut) return cut;
  }
  return undefined;
}
