import {
  defaultFieldResolver,
  type ExecutionResult,
  type GraphQLResolveInfo,
  type OperationDefinitionNode,
} from "graphql";
import type { Arguments, Representation } from "../batch";
import type { SubgraphContext } from "../context";
import type { CollectContext } from "./collect";
import { complete, completeEntities, type EntitiesOfType } from "./complete";
import { Level, type Outcome } from "./level";
import type { EntityPlan, FieldPlan, FieldResolver, ObjectPlan } from "./plan";

/** One operation under way. */
interface Running {
  readonly context: SubgraphContext;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly document: CollectContext;
  readonly operation: OperationDefinitionNode;
  readonly outcome: Outcome;
}

export type Operation = Omit<Running, "outcome">;

/**
 * Answers an operation level by level: a field is resolved for all objects of its level at once, and what it gave is the
 * next level. Fields wait for their own values alone, not for their neighbours.
 */
export async function runPlan(plan: ObjectPlan, operation: Operation): Promise<ExecutionResult> {
  const running: Running = { ...operation, outcome: { rootIsNull: false, errors: [] } };
  const root = new Level(plan, undefined, undefined);
  const data = root.add(undefined, 0, -1);
  await resolveLevel(root, running);
  const { rootIsNull, errors } = running.outcome;
  return { ...(errors.length > 0 ? { errors } : {}), data: rootIsNull ? null : data };
}

/** @returns undefined where nothing has to be waited for */
function resolveLevel(level: Level, running: Running): Promise<unknown> | undefined {
  const waiting: Promise<unknown>[] = [];
  for (const field of level.plan.fields) {
    const promise = resolveField(level, field, running);
    if (promise) waiting.push(promise);
  }
  if (waiting.length <= 1) return waiting[0];
  return Promise.all(waiting);
}

function resolveField(level: Level, field: FieldPlan, running: Running): Promise<unknown> | undefined {
  const { source, name } = field;
  if (source.kind === "typename") {
    for (const output of level.outputs) output[name] = level.plan.type.name;
    return undefined;
  }
  if (source.kind === "property" && readPlain(level, field)) return undefined;
  const spot = { level, field, outcome: running.outcome };
  const values = valuesOf(level, field, running);
  if (!(values instanceof Promise)) return goOn(complete(spot, values), running);
  // Holds its place in the order of the answer.
  for (const output of level.outputs) output[name] = null;
  if (source.kind === "entities") return values.then((types) => finishEntities(spot, types, running));
  return values.then((settled) => goOn(complete(spot, settled), running));
}

/**
 * Plain values, most of any answer, straight from the objects to the answer.
 * @returns false: it is no field of plain values, or one of them is not plain or faulty, so that all have to be completed
 */
function readPlain({ sources, outputs }: Level, { name, field, shape }: FieldPlan): boolean {
  const { leaf, list, required } = shape;
  if (!leaf || list) return false;
  try {
    for (let at = 0; at < sources.length; at += 1) {
      const source = sources[at];
      if (typeof source !== "object" || source === null) return false;
      const value = (source as Record<string, unknown>)[field.name] ?? null;
      const isPlain = value === null ? !required : typeof value !== "object" && typeof value !== "function";
      if (!isPlain) return false;
      (outputs[at] as Record<string, unknown>)[name] = value === null ? null : leaf(value);
    }
    return true;
  } catch {
    return false;
  }
}

const goOn = (below: Level | undefined, running: Running): Promise<unknown> | undefined =>
  below && resolveLevel(below, running);

type Values = readonly unknown[] | Promise<readonly unknown[]>;

/** A value for each object of the level; an Error where there is none for a fault. */
function valuesOf(level: Level, field: FieldPlan, running: Running): Values {
  let args: Arguments;
  try {
    args = field.argumentsOf(running.variables);
  } catch (error) {
    return level.sources.map(() => toError(error));
  }
  const { source } = field;
  switch (source.kind) {
    case "batch":
      return failingTogether(level, () =>
        source.resolve(level.sources as Record<string, unknown>[], args, running.context, field.selection),
      );
    case "each":
      return settled(eachValue(level, field, source.resolve, args, running));
    case "entities":
      return entitiesByType(source.entityOf, args, running);
    default:
      return settled(properties(level, field, args, running));
  }
}

function properties(level: Level, field: FieldPlan, args: Arguments, running: Running): unknown[] {
  const name = field.field.name;
  const { sources } = level;
  const values: unknown[] = new Array(sources.length);
  for (let at = 0; at < sources.length; at += 1) {
    const source = sources[at];
    const value = typeof source === "object" && source !== null ? (source as Record<string, unknown>)[name] : undefined;
    values[at] =
      typeof value === "function" || typeof source === "function"
        ? attempt(() => defaultFieldResolver(source, args, running.context, infoOf(level, at, field, running)))
        : value;
  }
  return values;
}

function eachValue(
  level: Level,
  field: FieldPlan,
  resolve: FieldResolver,
  args: Arguments,
  running: Running,
): unknown[] {
  return level.sources.map((source, at) =>
    attempt(() => resolve(source, args, running.context, infoOf(level, at, field, running))),
  );
}

function attempt(resolve: () => unknown): unknown {
  try {
    return resolve();
  } catch (error) {
    return toError(error);
  }
}

/** A fault of the whole batch is a fault of each of its objects. */
function failingTogether(level: Level, resolve: () => Values): Values {
  const failed = (error: unknown): readonly unknown[] => level.sources.map(() => toError(error));
  try {
    const values = resolve();
    return values instanceof Promise ? values.catch(failed) : settled(values);
  } catch (error) {
    return failed(error);
  }
}

/** Waits for what is promised, in values and in the items of lists; what fails is an Error in its place. */
function settled(values: readonly unknown[]): Values {
  if (!values.some(isWaiting)) return values;
  return Promise.all(values.map(settledValue));
}

const isWaiting = (value: unknown): boolean =>
  typeof value === "object" && value !== null && (isPromise(value) || (Array.isArray(value) && value.some(isPromise)));

async function settledValue(promised: unknown): Promise<unknown> {
  try {
    const value = await promised;
    if (!Array.isArray(value) || !value.some(isPromise)) return value;
    return await Promise.all(value.map(settledValue));
  } catch (error) {
    return toError(error);
  }
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** graphql-js words what is thrown and is no Error in the same way when it is located. */
function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(`Unexpected error value: ${JSON.stringify(error)}`);
}

/** What a resolver is told of its field; the path is found when it is asked for. */
function infoOf(
  level: Level,
  at: number,
  { field, nodes, parent, name }: FieldPlan,
  running: Running,
): GraphQLResolveInfo {
  const { document, operation, variables } = running;
  const keys = [...level.pathOf(at), name];
  let path: GraphQLResolveInfo["path"] | undefined;
  for (const [index, key] of keys.entries()) {
    const isLast = index === keys.length - 1;
    path = { prev: path, key, typename: isLast ? parent.name : undefined };
  }
  return {
    fieldName: field.name,
    fieldNodes: nodes,
    returnType: field.type,
    parentType: parent,
    path: path as GraphQLResolveInfo["path"],
    schema: document.schema,
    fragments: document.fragments,
    rootValue: undefined,
    operation,
    variableValues: variables,
  };
}

/** Entities type by type, each in one batch where references of the type are resolved in batches. */
async function entitiesByType(
  entityOf: (type: string) => EntityPlan | undefined,
  args: Arguments,
  running: Running,
): Promise<readonly EntitiesOfType[]> {
  const byType = new Map<string, number[]>();
  const representations = args["representations"] as readonly Representation[];
  for (const [position, { __typename }] of representations.entries()) {
    const known = byType.get(__typename);
    if (known) known.push(position);
    else byType.set(__typename, [position]);
  }
  return Promise.all(
    [...byType].map(async ([name, positions]) => {
      const plan = entityOf(name);
      if (!plan) throw new Error(`there is no entity ${name}`);
      const asked = positions.map((position) => representations[position] as Representation);
      return { object: plan.object, positions, values: await entities(plan, asked, running.context) };
    }),
  );
}

async function entities(
  { batch, selection }: EntityPlan,
  asked: readonly Representation[],
  context: SubgraphContext,
): Promise<readonly unknown[]> {
  if (!batch) return asked;
  return batch(asked, context, selection).catch((error) => asked.map(() => toError(error)));
}

function finishEntities(
  spot: { readonly level: Level; readonly field: FieldPlan; readonly outcome: Outcome },
  types: readonly unknown[],
  running: Running,
): Promise<unknown> | undefined {
  const found = types as readonly EntitiesOfType[];
  const items: unknown[] = new Array(found.reduce((count, { positions }) => count + positions.length, 0));
  const output = spot.level.outputs[0];
  if (output) output[spot.field.name] = items;
  const levels = found.map((each) => completeEntities(spot, items, each));
  return Promise.all(levels.map((level) => goOn(level, running)));
}
