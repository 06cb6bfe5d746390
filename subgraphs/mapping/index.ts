import { identityClasses, mappingExtensions } from "../../schema/mapping/entities";
import { nodeReferences } from "../../schema/mapping/node-references";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { IdentityKind } from "../../store/mapping/identities";
import { knownBy } from "../service/batch";
import type { SubgraphDefinition } from "../service/schema";
import { ChainResolver } from "./chain-resolver";
import { CodeResolver } from "./code-resolver";
import { DiscrepancyResolver } from "./discrepancy-resolver";
import * as documents from "./document-resolver";
import { DOCUMENT_TYPES } from "./document-types";
import { IDENTITY_TYPES } from "./identity-facts";
import { IdentityResolver, identityReferences } from "./identity-resolver";
import { LinkDecisionResolver } from "./link-decision-resolver";
import { NodeResolver } from "./node-resolver";
import { PermissionResolver } from "./permission-resolver";
import { QualityResolver } from "./quality-resolver";
import { QuarantineResolver } from "./quarantine-resolver";
import { SavedOperationResolver } from "./saved-operation-resolver";
import { ScorecardResolver } from "./scorecard-resolver";
import {
  explainResolvers,
  IdentityConflictResolver,
  IdentityDecisionResolver,
  MatchProposalResolver,
  StewardshipResolver,
} from "./stewardship-resolver";

const kinds = Object.keys(identityClasses) as IdentityKind[];

/** A document of another subgraph is known by its id; what mapping adds is looked up when asked for. */
const byId = knownBy("id");

/** The crosswalk's part of the graph: who is who, which document belongs to which, what was loaded. */
export const mappingSubgraph: SubgraphDefinition = {
  name: "mapping",
  entities: entitiesBySubgraph.mapping,
  extensions: [...Object.values(identityClasses), ...mappingExtensions, ...nodeReferences()],
  resolvers: [
    IdentityResolver,
    NodeResolver,
    StewardshipResolver,
    CodeResolver,
    MatchProposalResolver,
    IdentityDecisionResolver,
    IdentityConflictResolver,
    ...explainResolvers,
    ChainResolver,
    DiscrepancyResolver,
    LinkDecisionResolver,
    PermissionResolver,
    QualityResolver,
    QuarantineResolver,
    SavedOperationResolver,
    ScorecardResolver,
    ...Object.values(documents),
  ],
  references: {
    ...Object.fromEntries(kinds.map((kind) => [IDENTITY_TYPES[kind], identityReferences(kind)])),
    ...Object.fromEntries(Object.values(DOCUMENT_TYPES).map((type) => [type, byId])),
    IntegrationScorecard: byId,
    ItemCategory: byId,
  },
};
