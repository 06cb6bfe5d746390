import { entitiesBySubgraph } from "../../schema/model/registry";
import type { SubgraphDefinition } from "../service/schema";
import { ComponentNodeResolver, ItemCategoryResolver, ItemResolver } from "./item-resolver";

/** The ERP's part of the graph. */
export const erpSubgraph: SubgraphDefinition = {
  name: "erp",
  entities: entitiesBySubgraph.erp,
  extensions: [],
  resolvers: [ItemResolver, ItemCategoryResolver, ComponentNodeResolver],
  references: {},
};
