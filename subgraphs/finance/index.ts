import { financeExtensions } from "../../schema/finance/entities";
import { entitiesBySubgraph } from "../../schema/model/registry";
import { knownBy } from "../service/batch";
import type { SubgraphDefinition } from "../service/schema";
import { explanationResolvers } from "./explanation-resolver";
import { ForecastResolver } from "./forecast-resolver";
import { MoneyResolver } from "./money-resolver";
import { PartyResolver } from "./party-resolver";
import { reportEdges } from "./report-edges";
import { ReportResolver } from "./report-resolver";
import { FinanceScorecardResolver } from "./scorecard-resolver";

/**
 * Mapping identifies it and sends its finance ids along. On the way back from mapping the planner names it by the key it
 * came with, `financeId`, on other ways by `id`; a reference without either is nobody's.
 */
const identified = knownBy("id", "financeId");

/** The finance system's part of the graph. */
export const financeSubgraph: SubgraphDefinition = {
  name: "finance",
  entities: entitiesBySubgraph.finance,
  extensions: financeExtensions,
  resolvers: [
    FinanceScorecardResolver,
    PartyResolver,
    MoneyResolver,
    ReportResolver,
    ForecastResolver,
    ...reportEdges,
    ...explanationResolvers,
  ],
  references: {
    IntegrationScorecard: knownBy("id"),
    Party: identified,
    Item: identified,
    ItemCategory: identified,
  },
};
