import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { type GraphQLSchema, isObjectType, parse } from "graphql";
import { buildSchemaSync, createResolversMap, getMetadataStorage } from "type-graphql";
import type { EntityClass, EntityDefinition, Subgraph } from "../../schema/model/definition";
import { BATCH, type BatchReferenceResolver, type ReferenceResolver, type Representation, single } from "./batch";
import { changeResolver } from "./change";
import { connectionResolver } from "./connection";
import { entityResolver, extensionResolver } from "./entity";
import { selectionOf } from "./selection";

export interface SubgraphDefinition {
  readonly name: Subgraph;
  readonly entities: readonly EntityDefinition[];
  /** Entities of other subgraphs it adds fields to. */
  readonly extensions: readonly EntityClass[];
  /** Resolver classes written by hand. */
  readonly resolvers: readonly (new () => object)[];
  readonly references: Readonly<Record<string, BatchReferenceResolver>>;
}

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7",
  import: ["@key", "@shareable", "@external", "@requires"])`;

/** type-graphql wants one of every schema with a subscription; ours take their events from elsewhere. */
const NO_TOPICS = { publish: neverCalled, subscribe: neverCalled };

function neverCalled(): never {
  throw new Error("a subscription without a topic was given one");
}

const codeSchemas = new WeakMap<SubgraphDefinition, GraphQLSchema>();

/** type-graphql's schema of the classes; its metadata is global, so resolvers are listed one by one. */
function codeSchema(definition: SubgraphDefinition): GraphQLSchema {
  const existing = codeSchemas.get(definition);
  if (existing) return existing;
  const resolvers = [
    ...definition.resolvers,
    ...definition.entities.flatMap((entity) => [entityResolver(entity), connectionResolver(entity)]),
    ...definition.entities.filter(({ live }) => live).map(changeResolver),
    ...definition.extensions.map((entity) => extensionResolver(definition.name, entity)),
  ];
  const [first, ...rest] = resolvers;
  if (!first) throw new Error(`subgraph ${definition.name} has no resolvers`);
  // A field without a resolver of its own is read off the object: no call through type-graphql, and no promise.
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers ??= true;
  const orphanedTypes = [...definition.entities.map((entity) => entity.type), ...definition.extensions];
  const schema = buildSchemaSync({
    resolvers: [first, ...rest],
    orphanedTypes: orphanedTypes as never[],
    skipCheck: true,
    pubSub: NO_TOPICS,
    validate: false,
  });
  codeSchemas.set(definition, schema);
  return schema;
}

/** The subgraph's SDL as the composition reads it. */
export function subgraphSdl(definition: SubgraphDefinition): string {
  return `${FEDERATION}\n\n${printSchemaWithDirectives(codeSchema(definition))}`;
}

/** Stored entities are found by their keys alone; a reference without one is refused, since null is nobody's id. */
function storedReferences(entity: EntityDefinition): BatchReferenceResolver {
  return async (representations, { loaders }, selection) => {
    const keys = representations.map(({ [entity.key]: key }) => (typeof key === "string" ? key : null));
    const fields = selection.columns(entity);
    // Only lists that hang on the key are asked for: they have their own scope, the row itself is not needed.
    if (fields.size === 0) return keys.map((key, at) => (key === null ? null : representations[at]));
    const rows = await loaders.rows(entity, keys, fields);
    // Fields that another subgraph sent along for @requires stay on the object; most references carry their key alone.
    if (representations.every(isKeyAlone)) return rows;
    return rows.map((row, at) => row && { ...representations[at], ...row });
  };
}

/** Of a reference that has a key: it has nothing but that and its type. */
const isKeyAlone = (representation: Representation): boolean => Object.keys(representation).length === 2;

/** One reference as a batch of one; of `_entities` only the fragments on this type concern it. */
const oneByOne =
  (type: string, batch: BatchReferenceResolver): ReferenceResolver =>
  (representation, context, info) =>
    single(batch([representation], context, selectionOf(info).on(type)));

/** The subgraph as the gateway asks it; fields and references that are resolved in batches say so in their extensions. */
export function buildSubgraph(definition: SubgraphDefinition): GraphQLSchema {
  const code = codeSchema(definition);
  const resolvers = createResolversMap(code) as Record<string, Record<string, unknown>>;
  const references = new Map([
    ...definition.entities.map((entity) => [entity.name, storedReferences(entity)] as const),
    ...Object.entries(definition.references),
  ]);
  for (const [type, batch] of references) {
    resolvers[type] = { ...resolvers[type], __resolveReference: oneByOne(type, batch) };
  }
  const schema = buildSubgraphSchema({ typeDefs: parse(subgraphSdl(definition)), resolvers: resolvers as never });
  tellBatches(schema, code, references);
  return schema;
}

function tellBatches(
  schema: GraphQLSchema,
  code: GraphQLSchema,
  references: ReadonlyMap<string, BatchReferenceResolver>,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    const source = code.getType(type.name);
    if (!isObjectType(type) || !isObjectType(source)) continue;
    const batch = references.get(type.name);
    if (batch) type.extensions = { ...type.extensions, [BATCH]: batch };
    for (const [name, field] of Object.entries(type.getFields())) {
      const known = source.getFields()[name]?.extensions[BATCH];
      if (known) field.extensions = { ...field.extensions, [BATCH]: known };
    }
  }
}
