import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { type GraphQLResolveInfo, type GraphQLSchema, parse } from "graphql";
import { buildSchemaSync, createResolversMap } from "type-graphql";
import type { EntityClass, EntityDefinition, Subgraph } from "../../schema/model/definition";
import { connectionResolver } from "./connection";
import type { SubgraphContext } from "./context";
import { entityResolver, extensionResolver } from "./entity";
import { columnsFor, selectedNames } from "./selection";

export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** Resolves a federated reference to an entity this subgraph does not store; null when it cannot know it. */
export type ReferenceResolver = (
  representation: Representation,
  context: SubgraphContext,
  info: GraphQLResolveInfo,
) => unknown;

export interface SubgraphDefinition {
  readonly name: Subgraph;
  readonly entities: readonly EntityDefinition[];
  /** Entities of other subgraphs it adds fields to. */
  readonly extensions: readonly EntityClass[];
  /** Resolver classes written by hand. */
  readonly resolvers: readonly (new () => object)[];
  readonly references: Readonly<Record<string, ReferenceResolver>>;
}

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7",
  import: ["@key", "@shareable", "@external", "@requires"])`;

const codeSchemas = new WeakMap<SubgraphDefinition, GraphQLSchema>();

/** type-graphql's schema of the classes; its metadata is global, so resolvers are listed one by one. */
function codeSchema(definition: SubgraphDefinition): GraphQLSchema {
  const existing = codeSchemas.get(definition);
  if (existing) return existing;
  const resolvers = [
    ...definition.resolvers,
    ...definition.entities.flatMap((entity) => [entityResolver(entity), connectionResolver(entity)]),
    ...definition.extensions.map((entity) => extensionResolver(definition.name, entity)),
  ];
  const [first, ...rest] = resolvers;
  if (!first) throw new Error(`subgraph ${definition.name} has no resolvers`);
  const orphanedTypes = [...definition.entities.map((entity) => entity.type), ...definition.extensions];
  const schema = buildSchemaSync({
    resolvers: [first, ...rest],
    orphanedTypes: orphanedTypes as never[],
    skipCheck: true,
    validate: false,
  });
  codeSchemas.set(definition, schema);
  return schema;
}

/** The subgraph's SDL as the composition reads it. */
export function subgraphSdl(definition: SubgraphDefinition): string {
  return `${FEDERATION}\n\n${printSchemaWithDirectives(codeSchema(definition))}`;
}

/** A stored entity is found by its key alone; a reference without one is refused, since null is nobody's id. */
function storedReference(entity: EntityDefinition): ReferenceResolver {
  return async (representation, context, info) => {
    const key = representation[entity.key];
    if (typeof key !== "string") return null;
    const fields = columnsFor(entity, selectedNames(info));
    // Only lists that hang on the key are asked for: they have their own scope, the row itself is not needed.
    if (fields.size === 0) return representation;
    const row = await context.loaders.row(entity, key, fields);
    // Fields that another subgraph sent along for @requires stay on the object.
    return row && { ...representation, ...row };
  };
}

/** `_entities` selects by inline fragments on each type; only those of this type's concern are read. */
export function buildSubgraph(definition: SubgraphDefinition): GraphQLSchema {
  const resolvers = createResolversMap(codeSchema(definition)) as Record<string, Record<string, unknown>>;
  const references: Record<string, ReferenceResolver> = { ...definition.references };
  for (const entity of definition.entities) references[entity.name] ??= storedReference(entity);
  for (const [type, resolve] of Object.entries(references)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: resolve };
  }
  return buildSubgraphSchema({ typeDefs: parse(subgraphSdl(definition)), resolvers: resolvers as never });
}
