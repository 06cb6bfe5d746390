import { ID, Resolver } from "type-graphql";
import { connectionType } from "../../schema/derived/connection";
import { type DerivedClass, derive } from "../../schema/derived/derive";
import { collectionsOf, definitionOf, requireDefinition } from "../../schema/model/decorators";
import type {
  CollectionDefinition,
  EdgeDefinition,
  EntityClass,
  EntityDefinition,
  Subgraph,
} from "../../schema/model/definition";
import { NODE_ID, nodeIdOf } from "../../schema/model/node";
import { DateTimeScalar } from "../../schema/scalars";
import type { ListSource, RowsWithin } from "../../store/read/page";
import type { Arguments } from "./batch";
import { connectionArguments, toConnections } from "./connection";
import type { SubgraphContext } from "./context";
import type { ParentIds } from "./loaders";
import { type ArgumentSpec, addBatchField, addBatchQuery, addField } from "./methods";
import { onlyKey } from "./selection";

export const KNOWN_AT = {
  type: () => DateTimeScalar,
  description:
    "As this system's records were known to Concord at that moment, before later loads changed or removed them, and all that hangs on them within the system; none: as they are known now.",
} satisfies ArgumentSpec;

/** The key by which a subgraph names entities that mapping or another subgraph owns. */
const FOREIGN_KEY: Readonly<Record<Subgraph, string>> = { finance: "financeId", erp: "erpId", mapping: "id" };

/** Root fields, edges and collections of a stored entity. */
export function entityResolver(entity: EntityDefinition): DerivedClass {
  return derive(`${entity.name}${entity.subgraph}Resolver`, (type) => {
    Resolver(() => entity.type as never)(type);
    addRootFields(type, entity);
    if (entity.key === "id") addNodeId(type, entity.name);
    for (const edge of entity.edges) addEdge(type, entity, edge);
    for (const collection of entity.collections) addCollection(type, collection);
  });
}

/** Collections that a subgraph adds to an entity it does not store. */
export function extensionResolver(subgraph: Subgraph, entity: EntityClass): DerivedClass {
  return derive(`${subgraph}${entity.name}ExtensionResolver`, (type) => {
    Resolver(() => entity as never)(type);
    for (const collection of collectionsOf(entity)) addCollection(type, collection);
  });
}

function addRootFields(type: DerivedClass, entity: EntityDefinition): void {
  const one = {
    name: entity.one,
    returns: () => entity.type,
    description: `${entity.doc} By its id; null when there is none in your scope. ${entity.zh}`,
    args: { [entity.key]: { type: () => ID, required: true }, ...momentArgument(entity) },
  };
  addBatchQuery(type, one, async (_roots, args, context, selection) => {
    const loaders = await loadersAt(entity, args, context);
    return loaders.rows(entity, [String(args[entity.key])], selection.columns(entity));
  });
  const connection = connectionType(entity);
  const many = {
    name: entity.many,
    returns: () => connection,
    description: `${entity.doc} ${entity.zh}列表`,
    args: { ...connectionArguments(entity), ...momentArgument(entity) },
  };
  addBatchQuery(type, many, async (_roots, args, context, selection) =>
    toConnections({ entity }, [[]], args, selection, await loadersAt(entity, args, context)),
  );
}

/** Rows of the two systems keep their history; mapping's own root fields tell what they know of theirs. */
function momentArgument({ subgraph }: EntityDefinition): Readonly<Record<string, ArgumentSpec>> {
  return subgraph === "mapping" ? {} : { knownAt: KNOWN_AT };
}

async function loadersAt({ subgraph }: EntityDefinition, args: Arguments, { loaders }: SubgraphContext) {
  return subgraph === "mapping" ? loaders : loaders.at(subgraph, args["knownAt"] as string | null | undefined);
}

function addNodeId(type: DerivedClass, name: string): void {
  const spec = {
    name: NODE_ID,
    returns: () => ID,
    description: "Its global id: opaque, good for Query.node. 全局标识",
  };
  addField(type, spec, ({ id }) => nodeIdOf({ type: name, id: String(id) }));
}

function addEdge(type: DerivedClass, entity: EntityDefinition, edge: EdgeDefinition): void {
  const targetClass = edge.target();
  const target = definitionOf(targetClass);
  const spec = { name: edge.field, returns: () => targetClass, description: `${edge.doc} ${edge.zh}` };
  addBatchField(type, spec, (roots, _args, { loaders }, selection) => {
    const ids = roots.map((root) => idIn(root[edge.by]));
    if (!target) return ids.map((id) => id && { __typename: entity.name, [FOREIGN_KEY[entity.subgraph]]: id });
    if (onlyKey(selection.names(), target.key)) return ids.map((id) => id && { [target.key]: id });
    return loaders.forEach(roots, (reading, own) =>
      reading.rows(
        target,
        own.map((root) => idIn(root[edge.by])),
        selection.columns(target),
      ),
    );
  });
}

const idIn = (value: unknown): string | null => (typeof value === "string" ? value : null);

function addCollection(type: DerivedClass, collection: CollectionDefinition): void {
  const entity = requireDefinition(collection.target());
  const connection = connectionType(entity);
  const spec = {
    name: collection.field,
    returns: () => connection,
    description: `${collection.doc} ${collection.zh}`,
    args: connectionArguments(entity),
    directives: collection.requires ? [`@requires(fields: "${collection.ids}")`] : [],
  };
  addBatchField(type, spec, (roots, args, { loaders }, selection) =>
    loaders.forEach(roots, (reading, own) => {
      const ids = own.map((root) => root[collection.ids]);
      const listOf = (source: ListSource, parents: readonly (ParentIds | null)[]) =>
        toConnections(source, parents, args, selection, reading);
      if (!ids.some(isWithin)) return listOf({ entity, by: collection.by }, ids.map(parentIds));
      return ids.flatMap((one) =>
        isWithin(one) ? listOf({ entity, within: one }, [[]]) : listOf({ entity, by: collection.by }, [parentIds(one)]),
      );
    }),
  );
}

/** Unknown identity and no documents are different answers: null, never an empty list. */
function parentIds(ids: unknown): ParentIds | null {
  if (ids === null || ids === undefined) return null;
  return Array.isArray(ids) ? ids.map(String) : [String(ids)];
}

/** Rows that a condition names instead of their ids, since they may be many. */
const isWithin = (ids: unknown): ids is RowsWithin => typeof ids === "object" && ids !== null && "condition" in ids;
