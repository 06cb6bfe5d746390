import { ConcordError } from "../../schema/errors";
import type { EntityDefinition } from "../../schema/model/definition";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { Connector, Finding } from "../contract";
import { checkMapping } from "../mapping/check";
import { withDecidedCodes } from "../mapping/decided-codes";
import { describeMapping } from "../mapping/describe";
import { type MappingFile, readMappingFile } from "../mapping/mapping-file";
import { ofSystem } from "../mapping/of-system";
import { OdataRead } from "./odata-read";
import { OdataSource } from "./odata-source";
import type { OdataOptions } from "./options";
import { OdataService } from "./service";

export interface OdataConnectorParts {
  readonly mapping: MappingFile;
  readonly entities: ReadonlyMap<string, EntityDefinition>;
  readonly options: OdataOptions;
}

/** An OData v4 service as a source: its entity sets are the objects of the mapping. */
export function createOdataConnector(
  options: OdataOptions,
  given: MappingFile = readMappingFile(options.mapping),
): { readonly mapping: MappingFile; readonly connector: Connector } {
  const mapping = ofSystem(given, options.system ?? given.system);
  const entities = new Map(entitiesBySubgraph[mapping.subgraph].map((entity) => [entity.name, entity]));
  const parts = { mapping, entities, options };
  const connector: Connector = {
    describe: () => describeMapping(mapping),
    check: () => checkService(parts),
    read: (request = {}) => {
      const decided = { ...parts, mapping: withDecidedCodes(mapping, request.decisions) };
      return new OdataRead(decided, new OdataSource(new OdataService(options), options), request);
    },
  };
  return { mapping, connector };
}

async function checkService(parts: OdataConnectorParts): Promise<readonly Finding[]> {
  const source = new OdataSource(new OdataService(parts.options), parts.options);
  try {
    await source.metadata();
  } catch (error) {
    if (!(error instanceof ConcordError)) throw error;
    return [{ code: error.code, path: error.path || "url", message: error.message }];
  }
  return checkMapping({ ...parts, source });
}
