import type { GraphQLFormattedError } from "graphql";

/**
 * Errors in the order of their paths. They arise in the order in which fields happened to be answered, which tells of the
 * time that each took and so of data that the reader may not see.
 */
export function inPathOrder(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  return [...errors].sort((left, right) => compare(left.path ?? [], right.path ?? []) || text(left, right));
}

type Path = readonly (string | number)[];

function compare(left: Path, right: Path): number {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const [a, b] = [left[at], right[at]];
    if (a === b) continue;
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a) < String(b) ? -1 : 1;
  }
  return left.length - right.length;
}

const text = (left: GraphQLFormattedError, right: GraphQLFormattedError): number =>
  left.message < right.message ? -1 : left.message > right.message ? 1 : 0;
