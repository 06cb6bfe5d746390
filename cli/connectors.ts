import type { Connector } from "../connectors/contract";
import { createFilesConnector } from "../connectors/files/files-connector";
import { type MappingFile, readMappingFile } from "../connectors/files/mapping-file";
import { allEntities } from "../schema/model/registry";
import type { CodeMapEntry } from "../store/write/import";
import { sources } from "./sources";

export interface OpenedSource {
  readonly mapping: MappingFile;
  readonly connector: Connector;
  readonly codeMaps: readonly CodeMapEntry[];
}

/** A source of a known name, or the one a mapping file describes. */
export function openSource(nameOrFile: string, folder: string): readonly OpenedSource[] {
  return (sources[nameOrFile] ?? [nameOrFile]).map((file) => openMapping(file, folder));
}

function openMapping(file: string, folder: string): OpenedSource {
  const mapping = readMappingFile(file);
  // Two subgraphs may store a type of one name; a mapping speaks of its own subgraph's.
  const own = new Map(
    allEntities.filter(({ subgraph }) => subgraph === mapping.subgraph).map((entity) => [entity.name, entity]),
  );
  const codeMaps = Object.entries(mapping.codeMaps).flatMap(([list, codes]) =>
    Object.entries(codes).map(([sourceCode, unifiedCode]) => ({ list, sourceCode, unifiedCode })),
  );
  return { mapping, codeMaps, connector: createFilesConnector({ mapping, folder, entities: own }) };
}
