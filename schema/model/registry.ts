import { erpEntities } from "../erp/entities";
import { financeEntities, financeExtensions } from "../finance/entities";
import { mappingEntities } from "../mapping/entities";
import { collectionsOf, definitionOf, requireDefinition } from "./decorators";
import type { EntityClass, EntityDefinition, Subgraph } from "./definition";

/** Stored entities of each subgraph, referenced ones first. */
export const entitiesBySubgraph: Readonly<Record<Subgraph, readonly EntityDefinition[]>> = {
  finance: financeEntities.map(requireDefinition),
  erp: erpEntities.map(requireDefinition),
  mapping: mappingEntities.map(requireDefinition),
};

export const allEntities: readonly EntityDefinition[] = Object.values(entitiesBySubgraph).flat();

function collectionPairs(type: EntityClass): readonly (readonly [string, EntityDefinition])[] {
  const name = definitionOf(type)?.name ?? type.name;
  return collectionsOf(type).map(
    (collection) => [`${name}.${collection.field}`, requireDefinition(collection.target())] as const,
  );
}

/** Which entity each collection field lists, as `Party.invoices` → Invoice, extensions of other subgraphs included. */
export const collectionTargets: ReadonlyMap<string, EntityDefinition> = new Map(
  [...erpEntities, ...financeEntities, ...financeExtensions, ...mappingEntities].flatMap(collectionPairs),
);
