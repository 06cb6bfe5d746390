import type { Connector } from "../connectors/contract";
import { createFilesConnector } from "../connectors/files/files-connector";
import { type MappingFile, readMappingFile } from "../connectors/mapping/mapping-file";
import type { EntityDefinition, Subgraph } from "../schema/model/definition";
import { allEntities } from "../schema/model/registry";
import type { CodeMapEntry } from "../store/write/import";
import { sources } from "./sources";

export interface OpenedSource {
  readonly system: string;
  readonly subgraph: Subgraph;
  readonly connector: Connector;
  readonly codeMaps: readonly CodeMapEntry[];
}

/** A source of files of a known name, or the one a mapping file describes. */
export function openSource(nameOrFile: string, folder: string): readonly OpenedSource[] {
  return (sources[nameOrFile] ?? [nameOrFile]).map((file) => {
    const mapping = readMappingFile(file);
    return openMapping(mapping, (entities) => createFilesConnector({ mapping, folder, entities }));
  });
}

/** The entities a mapping may speak of; two subgraphs may store a type of one name. */
export function entitiesOf(subgraph: Subgraph): ReadonlyMap<string, EntityDefinition> {
  const own = allEntities.filter((entity) => entity.subgraph === subgraph);
  return new Map(own.map((entity) => [entity.name, entity]));
}

/** A source that a mapping describes, over whatever kind of records. */
export function openMapping(
  mapping: MappingFile,
  create: (entities: ReadonlyMap<string, EntityDefinition>) => Connector,
): OpenedSource {
  const { system, subgraph } = mapping;
  const codeMaps = Object.entries(mapping.codeMaps).flatMap(([list, codes]) =>
    Object.entries(codes).map(([sourceCode, unifiedCode]) => ({ list, sourceCode, unifiedCode })),
  );
  return { system, subgraph, codeMaps, connector: create(entitiesOf(subgraph)) };
}
