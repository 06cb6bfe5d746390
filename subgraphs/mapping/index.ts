import { identityClasses, mappingExtensions } from "../../schema/mapping/entities";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { IdentityKind } from "../../store/mapping/identities";
import type { ReferenceResolver, SubgraphDefinition } from "../service/schema";
import { InvoiceResolver, ItemCategoryResolver, SalesOrderResolver } from "./document-resolver";
import { IDENTITY_TYPES } from "./identity-facts";
import { IdentityResolver, identityReference } from "./identity-resolver";

const kinds = Object.keys(identityClasses) as IdentityKind[];

/** A document of another subgraph is known by its id; what mapping adds is looked up when asked for. */
const byId: ReferenceResolver = (representation) => (typeof representation["id"] === "string" ? representation : null);

/** The crosswalk's part of the graph: who is who, which document belongs to which, what was loaded. */
export const mappingSubgraph: SubgraphDefinition = {
  name: "mapping",
  entities: entitiesBySubgraph.mapping,
  extensions: [...Object.values(identityClasses), ...mappingExtensions],
  resolvers: [IdentityResolver, SalesOrderResolver, InvoiceResolver, ItemCategoryResolver],
  references: {
    ...Object.fromEntries(kinds.map((kind) => [IDENTITY_TYPES[kind], identityReference(kind)])),
    SalesOrder: byId,
    Invoice: byId,
    ItemCategory: byId,
  },
};
