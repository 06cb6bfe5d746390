import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { ConcordError } from "../schema/errors";
import type { Subgraph } from "../schema/model/definition";
import { erpSubgraph } from "../subgraphs/erp";
import { financeSubgraph } from "../subgraphs/finance";
import { mappingSubgraph } from "../subgraphs/mapping";
import { subgraphSdl } from "../subgraphs/service/schema";

export const subgraphs = { finance: financeSubgraph, erp: erpSubgraph, mapping: mappingSubgraph } as const;

/** Where the checked-in supergraph says a subgraph is; a deployment's own addresses come from its configuration. */
const placeholderUrl = (name: Subgraph): string => `http://${name}.concord.internal/graphql`;

export interface EmittedSchema {
  readonly finance: string;
  readonly erp: string;
  readonly mapping: string;
  readonly supergraph: string;
}

/** SDL of the three subgraphs and of the graph composed of them. */
export function emitSchema(): EmittedSchema {
  const sdl = {
    finance: subgraphSdl(financeSubgraph),
    erp: subgraphSdl(erpSubgraph),
    mapping: subgraphSdl(mappingSubgraph),
  };
  const names = Object.keys(sdl) as Subgraph[];
  const composed = composeServices(
    names.map((name) => ({ name, url: placeholderUrl(name), typeDefs: parse(sdl[name]) })),
  );
  if (!composed.supergraphSdl) {
    const reasons = (composed.errors ?? []).map((error) => error.message).join("\n");
    throw new ConcordError("INTERNAL", `The subgraphs do not compose:\n${reasons}`, "schema");
  }
  return { ...sdl, supergraph: composed.supergraphSdl };
}
