import { financeExtensions } from "../../schema/finance/entities";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { ReferenceResolver, SubgraphDefinition } from "../service/schema";
import { PartyResolver } from "./party-resolver";

/** Mapping identifies it and sends its finance ids along; a reference without an id is nobody's. */
const identified: ReferenceResolver = (representation) => (typeof representation["id"] === "string" ? representation : null);

/** The finance system's part of the graph. */
export const financeSubgraph: SubgraphDefinition = {
  name: "finance",
  entities: entitiesBySubgraph.finance,
  extensions: financeExtensions,
  resolvers: [PartyResolver],
  references: { Party: identified, Item: identified, ItemCategory: identified },
};
