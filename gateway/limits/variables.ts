import type { GraphQLError } from "graphql";
import { limitExceeded, refusal } from "./refusal";
import type { Limits } from "./settings";

type Bounds = Pick<Limits, "inputDepth" | "inputItems">;

/**
 * Refuses variables that are nested too deeply or hold too long a list. Everything that reads them later calls itself
 * for each level, so this must not.
 */
export function checkVariables(variables: unknown, bounds: Bounds): void {
  let level: unknown[] = isContainer(variables) ? entriesOf(variables) : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > bounds.inputDepth)
      throw limitExceeded("INPUT_TOO_LARGE", "A variable's depth of", depth, bounds.inputDepth);
    const long = level.find((value) => Array.isArray(value) && value.length > bounds.inputItems) as
      | unknown[]
      | undefined;
    if (long) throw limitExceeded("INPUT_TOO_LARGE", "A variable's list of", long.length, bounds.inputItems);
    level = level.flatMap((value) => entriesOf(value as object));
  }
}

function entriesOf(container: object): unknown[] {
  const entries: unknown[] = Object.values(container);
  if (entries.some(holdsNul)) throw nulRefused();
  return entries.filter(isContainer);
}

/** PostgreSQL has no text with this character, so no row can be meant by it. */
export function holdsNul(value: unknown): boolean {
  return typeof value === "string" && value.includes("\u0000");
}

export function nulRefused(): GraphQLError {
  return refusal("BAD_USER_INPUT", "A text may not hold the character NUL (U+0000).");
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
