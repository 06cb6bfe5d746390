import { GraphQLError, locatedError } from "graphql";
import { type Data, Level, NO_LIST, nullify, type Outcome } from "./level";
import type { FieldPlan, ObjectPlan } from "./plan";

/** Where a value stands: of which object, and at which position of a list. */
interface Spot {
  readonly level: Level;
  readonly field: FieldPlan;
  readonly outcome: Outcome;
}

/** Says that a value could not be had, and puts null in its place. */
export function fail({ level, field, outcome }: Spot, at: number, error: unknown, position = NO_LIST): void {
  // What stood around it is gone already, for another fault.
  if (!level.isDead(at)) {
    const path = [...level.pathOf(at), field.name];
    outcome.errors.push(locatedError(error, field.nodes, position === NO_LIST ? path : [...path, position]));
  }
  nullify(outcome, level, at, field, position);
}

/** What of a field's values is still to be asked for: objects, of one type. */
export type Below = Level | undefined;

/**
 * Writes the values of a field into the objects of its level, one for each; CompleteValue of the specification.
 * @param values none of them is a promise
 * @returns the objects among them, whose own fields are still empty
 */
export function complete(spot: Spot, values: readonly unknown[], object = spot.field.shape.object): Below {
  const { level, field } = spot;
  const below = object && new Level(object, level, field);
  const completeOne = field.shape.list ? completeList : completeItem;
  for (let at = 0; at < values.length; at += 1) completeOne(spot, below, at, values[at]);
  return below && below.outputs.length > 0 ? below : undefined;
}

function completeItem(spot: Spot, below: Below, at: number, value: unknown): void {
  const { level, field } = spot;
  const output = level.outputs[at] as Data;
  if (value === null || value === undefined) {
    output[field.name] = null;
    if (field.shape.required) fail(spot, at, emptyError(field));
  } else if (value instanceof Error) fail(spot, at, value);
  else if (below) output[field.name] = below.add(value, at, NO_LIST);
  else writeLeaf(spot, output, field.name, at, value, NO_LIST);
}

function completeList(spot: Spot, below: Below, at: number, value: unknown): void {
  const { level, field } = spot;
  if (value === null || value === undefined || value instanceof Error) {
    completeItem(spot, undefined, at, value);
    return;
  }
  const given = itemsOf(value);
  if (!given) {
    const message = `Expected Iterable, but did not find one for field "${field.parent.name}.${field.field.name}".`;
    fail(spot, at, new GraphQLError(message));
    return;
  }
  const items: unknown[] = new Array(given.length);
  (level.outputs[at] as Data)[field.name] = items;
  for (let position = 0; position < given.length; position += 1)
    completeInList(spot, below, at, items, given, position);
}

function completeInList(
  spot: Spot,
  below: Below,
  at: number,
  items: unknown[],
  given: readonly unknown[],
  position: number,
): void {
  const value = given[position];
  if (value === null || value === undefined) {
    items[position] = null;
    if (spot.field.shape.list?.required) fail(spot, at, emptyError(spot.field), position);
  } else if (value instanceof Error) fail(spot, at, value, position);
  else if (below) items[position] = below.add(value, at, position);
  else writeLeaf(spot, items, position, at, value, position);
}

function writeLeaf(
  spot: Spot,
  target: Data | unknown[],
  key: string | number,
  at: number,
  value: unknown,
  position: number,
): void {
  try {
    (target as Data)[key] = spot.field.shape.leaf?.(value);
  } catch (error) {
    fail(spot, at, error, position);
  }
}

/** Undefined: it is no list. Text is iterable, but no list. */
function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null && Symbol.iterator in value
    ? [...(value as Iterable<unknown>)]
    : undefined;
}

const emptyError = ({ parent, field }: FieldPlan): Error =>
  new Error(`Cannot return null for non-nullable field ${parent.name}.${field.name}.`);

/** Entities of one type, by their positions among all that were asked for. */
export interface EntitiesOfType {
  readonly object: ObjectPlan;
  readonly positions: readonly number[];
  readonly values: readonly unknown[];
}

/** Writes the entities of one type into the list of `_entities`, which stands at the root. */
export function completeEntities(spot: Spot, items: unknown[], { object, positions, values }: EntitiesOfType): Below {
  const below = new Level(object, spot.level, spot.field);
  for (const [index, position] of positions.entries()) {
    const value = values[index];
    items[position] = null;
    if (value instanceof Error) fail(spot, 0, value, position);
    else if (value !== null && value !== undefined) items[position] = below.add(value, 0, position);
  }
  return below.outputs.length > 0 ? below : undefined;
}
