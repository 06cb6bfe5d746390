import type { Data } from "./merge";

type Path = readonly (string | number)[];

/** Where in the data of an answer a part of a plan works: all that stands at a path, at the moment it begins. */
export interface Place {
  readonly root: Data;
  /** Field names, and `@` for each element of a list. */
  readonly path: readonly string[];
  readonly values: readonly unknown[];
}

export function rootPlace(root: Data): Place {
  return { root, path: [], values: [root] };
}

/** @returns undefined: nothing stands there */
export function placeWithin(place: Place, path: readonly string[]): Place | undefined {
  const values: unknown[] = [];
  for (const value of place.values) collect(value, path, 0, values);
  return values.length > 0 ? { root: place.root, path: [...place.path, ...path], values } : undefined;
}

function collect(value: unknown, path: readonly string[], at: number, into: unknown[]): void {
  if (value === undefined || value === null) return;
  const step = path[at];
  if (step === undefined) into.push(value);
  else if (step !== "@") collect(fieldOf(value, step), path, at + 1, into);
  else if (Array.isArray(value)) for (const element of value) collect(element, path, at + 1, into);
  else throw new TypeError(`a subgraph answered with something else than a list before ${path.slice(at).join(".")}`);
}

function fieldOf(value: unknown, field: string): unknown {
  if (Array.isArray(value))
    throw new TypeError(`a subgraph answered with a list where ${field} of one object was asked`);
  return Object.hasOwn(value as Data, field) ? (value as Data)[field] : undefined;
}

/** The place of each value in the answer, with the positions in lists. */
export function pathsOf({ root, path }: Place): readonly Path[] {
  const found: Path[] = [];
  locate(root, path, [], found);
  return found;
}

function locate(value: unknown, path: readonly string[], parent: Path, found: Path[]): void {
  if (value === undefined || value === null) return;
  const [step, ...rest] = path;
  if (step === undefined) found.push(parent);
  else if (Array.isArray(value)) {
    const remaining = step === "@" ? rest : path;
    for (const [at, element] of value.entries()) locate(element, remaining, [...parent, at], found);
  } else locate(fieldOf(value, step), rest, [...parent, step], found);
}
