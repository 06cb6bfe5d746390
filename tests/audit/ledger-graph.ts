import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, parse } from "graphql";
import type { Logger } from "pino";
import type { AuditParts } from "../../gateway/audit/audit";
import { createInProcessSource } from "../../gateway/sources";
import { graphError } from "../../schema/errors";
import { startGateway, type TestGateway } from "../gateway/fixture";
import { KEY, openLog } from "./build";

/** The names the gateway asks by are those of Concord's graph. */
const types = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  type Query {
    sourceFreshness(first: Int): Sources
    discrepancies(filter: DiscrepancyFilter): Discrepancies
    invoices(first: Int!): [Invoice!]
    salary: String
  }
  type Mutation { settle(id: ID!, note: String): Boolean }
  type Sources { nodes: [Source!] }
  type Source { system: String! state: String! appliedAt: String! lagSeconds: String }
  type Discrepancies { totalCount: Int }
  type Invoice { number: String }
  enum DiscrepancyState { OPEN IN_PROGRESS RESOLVED }
  input DiscrepancyStateFilter { in: [DiscrepancyState!] }
  input DiscrepancyFilter { state: DiscrepancyStateFilter }
`);

/** What the graph says of itself, for a test to change. */
export interface LedgerState {
  sources: { system: string; state: string; appliedAt: string; lagSeconds: string | null }[];
  open: number;
  settled: string[];
}

const resolversOver = (state: LedgerState) => ({
  Query: {
    sourceFreshness: () => ({ nodes: state.sources }),
    discrepancies: () => ({ totalCount: state.open }),
    invoices: (_root: unknown, { first }: { first: number }) =>
      Array.from({ length: first }, (_, number) => ({ number: `INV-${number}` })),
    salary: () => {
      throw graphError("FORBIDDEN", "You may not read this.");
    },
  },
  Mutation: {
    settle: (_root: unknown, { id }: { id: string }) => {
      state.settled.push(id);
      return true;
    },
  },
});

export interface LedgerGraph extends TestGateway {
  readonly state: LedgerState;
}

/** A gateway over a small graph that has what the audit and the alerts look at. */
export async function openLedgerGraph(
  folder: string,
  parts: Pick<AuditParts, "thresholds" | "webhook">,
  fileBytesMax?: number,
): Promise<LedgerGraph> {
  const state: LedgerState = { sources: [], open: 0, settled: [] };
  const schema = buildSubgraphSchema({ typeDefs: types, resolvers: resolversOver(state) });
  const { supergraphSdl } = composeServices([{ name: "mapping", typeDefs: types, url: "http://mapping.invalid" }]);
  const log = await openLog(folder, { key: KEY, ...(fileBytesMax ? { fileBytesMax } : {}) });
  const source = (logger: Logger) =>
    createInProcessSource({
      name: "mapping",
      timeoutMs: 5_000,
      logger,
      execute: async ({ query, variables }) =>
        execute({ schema, document: parse(query), variableValues: variables, contextValue: {} }),
    });
  const test = await startGateway({
    settings: { supergraphSdl: supergraphSdl ?? "", audit: { log, ...parts } },
    erp: source,
    finance: source,
  });
  return { ...test, state };
}
