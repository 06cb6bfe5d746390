import type { Schema } from "@apollo/federation-internals";
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import { type Data, merge } from "./merge";
import { conditionOn } from "./type-conditions";
import { requirePlainName } from "./unsupported";

/** What a subgraph is told of an entity, from what is known of it; null: too little is known. */
export type Represent = (entity: Data | null) => Data | null;

type Part = (source: Data, target: Data) => boolean;

export function compileRequires(schema: Schema, selections: readonly QueryPlanSelectionNode[]): Represent {
  const parts = selections.flatMap((selection) => compilePart(schema, selection) ?? []);
  return (source) => {
    if (source === null) return null;
    const target: Data = {};
    for (const part of parts) if (!part(source, target)) return null;
    return target;
  };
}

function compilePart(schema: Schema, selection: QueryPlanSelectionNode): Part | undefined {
  if (selection.kind === "Field") {
    const name = requirePlainName(selection.alias ?? selection.name);
    return selection.selections ? objectPart(name, compileRequires(schema, selection.selections)) : leafPart(name);
  }
  if (!selection.typeCondition) return undefined;
  return fragmentPart(conditionOn(schema, selection.typeCondition), compileRequires(schema, selection.selections));
}

function leafPart(name: string): Part {
  return (source, target) => {
    const value = source[name];
    if (value === undefined) return false;
    target[name] = value;
    return true;
  };
}

function objectPart(name: string, represent: Represent): Part {
  return (source, target) => {
    const value = source[name];
    if (value === undefined) return false;
    target[name] = Array.isArray(value) ? value.map((each) => represent(each)) : represent(value as Data | null);
    return true;
  };
}

function fragmentPart(meets: (typename: string) => boolean, represent: Represent): Part {
  return (source, target) => {
    const typename = source["__typename"];
    if (typeof typename === "string" && meets(typename)) merge(target, represent(source));
    return true;
  };
}

/** Equal for equal values only: text is preceded by its length, so that none can look like another's parts. */
export function identityOf(value: unknown): string {
  if (typeof value === "string") return `${value.length}:${value}`;
  if (typeof value !== "object" || value === null) return `${typeof value} ${String(value)};`;
  if (Array.isArray(value)) return `[${value.map(identityOf).join("")}]`;
  let fields = "";
  for (const key of Object.keys(value)) fields += identityOf(key) + identityOf((value as Data)[key]);
  // A value with a form of its own, such as a date, has no fields.
  return `{${fields || JSON.stringify(value)}}`;
}
