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
import { connectionArguments, toConnection } from "./connection";
import { addField, addQuery } from "./methods";
import { columnsFor, onlyKey, selectedNames } from "./selection";

/** The key by which a subgraph names entities that mapping or another subgraph owns. */
const FOREIGN_KEY: Readonly<Record<Subgraph, string>> = { finance: "financeId", erp: "erpId", mapping: "id" };

/** Root fields, edges and collections of a stored entity. */
export function entityResolver(entity: EntityDefinition): DerivedClass {
  return derive(`${entity.name}${entity.subgraph}Resolver`, (type) => {
    Resolver(() => entity.type as never)(type);
    addRootFields(type, entity);
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
    args: { [entity.key]: { type: () => ID, required: true } },
  };
  addQuery(type, one, (_root, args, context, info) =>
    context.loaders.row(entity, String(args[entity.key]), columnsFor(entity, selectedNames(info))),
  );
  const connection = connectionType(entity);
  const many = {
    name: entity.many,
    returns: () => connection,
    description: `${entity.doc} ${entity.zh}列表`,
    args: connectionArguments(entity),
  };
  addQuery(type, many, (_root, args, _context, info) => toConnection({ entity }, [], args, info));
}

function addEdge(type: DerivedClass, entity: EntityDefinition, edge: EdgeDefinition): void {
  const targetClass = edge.target();
  const target = definitionOf(targetClass);
  const spec = { name: edge.field, returns: () => targetClass, description: `${edge.doc} ${edge.zh}` };
  addField(type, spec, (root, _args, context, info) => {
    const id = root[edge.by];
    if (typeof id !== "string") return null;
    if (!target) return { __typename: entity.name, [FOREIGN_KEY[entity.subgraph]]: id };
    const names = selectedNames(info);
    if (onlyKey(names, target.key)) return { [target.key]: id };
    return context.loaders.row(target, id, columnsFor(target, names));
  });
}

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
  addField(type, spec, (root, args, _context, info) => {
    const ids = root[collection.ids];
    // Unknown identity and no documents are different answers: null, never an empty list.
    if (ids === null || ids === undefined) return null;
    return toConnection(
      { entity, by: collection.by },
      Array.isArray(ids) ? ids.map(String) : [String(ids)],
      args,
      info,
    );
  });
}
