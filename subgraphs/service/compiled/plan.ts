import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getArgumentValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { type Arguments, BATCH, type BatchReferenceResolver, type BatchResolver } from "../batch";
import type { SubgraphContext } from "../context";
import { type Selection, selectionBelow } from "../selection";
import { usesVariables } from "../variables";
import { type CollectContext, collectFields } from "./collect";
import { type Serialize, serializeOf } from "./leaf";
import { Unsupported } from "./unsupported";

type Variables = Readonly<Record<string, unknown>>;
export type FieldResolver = GraphQLFieldResolver<unknown, SubgraphContext>;

/** What is asked of the objects of one type at one place of a document. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
}

/** How a field comes by its values. */
export type Source =
  | { readonly kind: "typename" }
  /** Read off the object, as graphql-js does for a field without a resolver. */
  | { readonly kind: "property" }
  | { readonly kind: "batch"; readonly resolve: BatchResolver }
  /** The resolver of the schema, asked for each object. */
  | { readonly kind: "each"; readonly resolve: FieldResolver }
  | { readonly kind: "entities"; readonly entityOf: (type: string) => EntityPlan | undefined };

export interface FieldPlan {
  /** Its name in the answer. */
  readonly name: string;
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly source: Source;
  /** @throws GraphQLError where the values of variables do not fit */
  readonly argumentsOf: (variables: Variables) => Arguments;
  readonly selection: Selection;
  readonly shape: Shape;
}

/** How values of a field become parts of an answer. */
export interface Shape {
  /** Whether the field may not be null. */
  readonly required: boolean;
  /** For a list: whether its items may not be null. */
  readonly list: { readonly required: boolean } | undefined;
  readonly leaf: Serialize | undefined;
  readonly object: ObjectPlan | undefined;
}

/** References to entities of one type, and what is asked of them. */
export interface EntityPlan {
  readonly selection: Selection;
  /** Absent: the reference is all that is known. */
  readonly batch: BatchReferenceResolver | undefined;
  readonly object: ObjectPlan;
}

export function compileObject(
  context: CollectContext,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ObjectPlan {
  const fields = [...collectFields(context, type, sets)].flatMap(([name, nodes]) => {
    const plan = compileField(context, type, name, nodes);
    return plan ? [plan] : [];
  });
  return { type, fields };
}

function compileField(
  context: CollectContext,
  parent: GraphQLObjectType,
  name: string,
  nodes: readonly FieldNode[],
): FieldPlan | undefined {
  const [node] = nodes;
  if (!node) return undefined;
  // Answers are plain objects, which have these names already.
  if (name in Object.prototype) throw new Unsupported("name");
  const fieldName = node.name.value;
  if (fieldName === "__schema" || fieldName === "__type") throw new Unsupported("introspection");
  const field = fieldName === "__typename" ? TYPENAME : parent.getFields()[fieldName];
  if (!field) throw new Unsupported("operation");
  const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const selection = selectionBelow(nodes, context.fragments);
  return {
    name,
    parent,
    field,
    nodes,
    source: fieldName === "_entities" ? entitiesSource(context, node, below, selection) : sourceOf(field),
    argumentsOf: compileArguments(field, node),
    selection,
    shape: shapeOf(context, field.type, below),
  };
}

const TYPENAME = { name: "__typename", args: [] as const } as unknown as FieldPlan["field"];

function sourceOf(field: FieldPlan["field"]): Source {
  if (field === TYPENAME) return { kind: "typename" };
  const batch = field.extensions[BATCH] as BatchResolver | undefined;
  if (batch) return { kind: "batch", resolve: batch };
  if (!field.resolve || field.resolve === defaultFieldResolver) return { kind: "property" };
  return { kind: "each", resolve: field.resolve as FieldResolver };
}

/** The variable in which the gateway sends references. */
const REPRESENTATIONS = "representations";

function entitiesSource(
  context: CollectContext,
  { arguments: [argument] = [] }: FieldNode,
  below: readonly SelectionSetNode[],
  selection: Selection,
): Source {
  const isSent = argument?.value.kind === Kind.VARIABLE && argument.value.name.value === REPRESENTATIONS;
  if (!isSent) throw new Unsupported("abstract");
  return { kind: "entities", entityOf: entityPlans(context, below, selection) };
}

/** Compiles what is asked of each type of entity when the first one comes; undefined: it is no type of entities. */
function entityPlans(
  context: CollectContext,
  below: readonly SelectionSetNode[],
  selection: Selection,
): (type: string) => EntityPlan | undefined {
  const plans = new Map<string, EntityPlan>();
  const union = context.schema.getType("_Entity");
  return (name) => {
    const known = plans.get(name);
    if (known) return known;
    const type = context.schema.getType(name);
    if (!isObjectType(type) || !isAbstractType(union) || !context.schema.isSubType(union, type)) return undefined;
    const { [BATCH]: batch } = type.extensions as { readonly [BATCH]?: BatchReferenceResolver };
    const plan = { selection: selection.on(name), batch, object: compileObject(context, type, below) };
    plans.set(name, plan);
    return plan;
  };
}

/**
 * Compiles what is asked of the entities that these variables name.
 * @throws Unsupported where a reference names no type of entities, which @apollo/subgraph refuses in its words
 */
export function compileEntities({ fields }: ObjectPlan, { [REPRESENTATIONS]: sent }: Variables): void {
  const sources = fields.flatMap(({ source }) => (source.kind === "entities" ? [source] : []));
  if (sources.length === 0) return;
  const names = new Set((Array.isArray(sent) ? sent : []).map(typenameOf));
  for (const name of names) {
    for (const { entityOf } of sources) {
      if (name === undefined || !entityOf(name)) throw new Unsupported("abstract");
    }
  }
}

function typenameOf(representation: unknown): string | undefined {
  const isObject = typeof representation === "object" && representation !== null;
  const name = isObject && "__typename" in representation ? representation.__typename : undefined;
  return typeof name === "string" ? name : undefined;
}

function compileArguments(field: FieldPlan["field"], node: FieldNode): FieldPlan["argumentsOf"] {
  if (field.args.length === 0) return () => NO_ARGUMENTS;
  const compute = (variables: Variables): Arguments => getArgumentValues(field, node, variables);
  if (usesVariables(node)) return compute;
  let known: Arguments | undefined;
  return (variables) => {
    known ??= Object.freeze(compute(variables));
    return known;
  };
}

const NO_ARGUMENTS: Arguments = Object.freeze({});

function shapeOf(
  context: CollectContext,
  type: GraphQLOutputType | undefined,
  below: readonly SelectionSetNode[],
): Shape {
  if (!type) return { required: true, list: undefined, leaf: undefined, object: undefined };
  const required = isNonNullType(type);
  const value = required ? type.ofType : type;
  if (!isListType(value)) return { required, list: undefined, ...valueShape(context, value, below) };
  const item: GraphQLOutputType = value.ofType;
  const list = { required: isNonNullType(item) };
  return { required, list, ...valueShape(context, isNonNullType(item) ? item.ofType : item, below) };
}

function valueShape(
  context: CollectContext,
  type: GraphQLOutputType,
  below: readonly SelectionSetNode[],
): Pick<Shape, "leaf" | "object"> {
  if (isLeafType(type)) return { leaf: serializeOf(type), object: undefined };
  if (isListType(type)) throw new Unsupported("nested");
  // Entities are of the type that their references name.
  if (isAbstractType(type) && type.name === "_Entity") return { leaf: undefined, object: undefined };
  if (!isObjectType(type) || type.isTypeOf) throw new Unsupported("abstract");
  return { leaf: undefined, object: compileObject(context, type, below) };
}
