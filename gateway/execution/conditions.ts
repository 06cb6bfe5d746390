import { isVariable, type Operation, type Selection } from "@apollo/federation-internals";

/** The values of the variables that conditions use, all of them known to be booleans. */
export type Conditions = Readonly<Record<string, boolean>>;

/** Whether a part of the operation is left out. */
export type Skip = (conditions: Conditions) => boolean;

/**
 * `@skip` and `@include` of one selection; the variables they use are added to `used`.
 * @returns undefined: it has neither
 */
export function compileSkip({ element }: Selection, used: Set<string>): Skip | undefined {
  const parts = element.appliedDirectives.flatMap((directive): Skip[] => {
    if (directive.name !== "skip" && directive.name !== "include") return [];
    const value: unknown = directive.arguments()["if"];
    const skipped = directive.name === "skip";
    if (!isVariable(value)) return [() => value === skipped];
    used.add(value.name);
    return [(conditions) => conditions[value.name] === skipped];
  });
  return parts.length === 0 ? undefined : (conditions) => parts.some((part) => part(conditions));
}

/**
 * Values of these variables, with their defaults.
 * @returns undefined: one of them is no boolean, which Apollo's own executor refuses in words of its own
 */
export function conditionsOf(
  used: ReadonlySet<string>,
  { variableDefinitions }: Operation,
  variables: Readonly<Record<string, unknown>>,
): Conditions | undefined {
  const values: Record<string, boolean> = {};
  for (const name of used) {
    const given = Object.hasOwn(variables, name);
    const value: unknown = given ? variables[name] : variableDefinitions.definition(name)?.defaultValue;
    if (typeof value !== "boolean") return undefined;
    values[name] = value;
  }
  return values;
}
