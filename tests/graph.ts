import pino from "pino";
import { allSubgraphsOver } from "../cli/graph";
import { loadSource } from "../cli/load";
import { readSupergraph } from "../cli/schema";
import type { Limits } from "../gateway/limits/settings";
import { createGateway } from "../gateway/server";
import { createInProcessSource } from "../gateway/sources";
import type { Identity, RowScopes } from "../schema/identity";
import type { Subgraph } from "../schema/model/definition";
import type { Role } from "../schema/roles";
import type { Database } from "../store/database";
import type { ImportSummary } from "../store/write/import";
import { migrateAll } from "./build";

export interface GraphAnswer {
  // The shape is the query's; tests state what they expect of it.
  readonly data: Record<string, unknown> & { [field: string]: ReturnType<typeof JSON.parse> };
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Record<string, unknown>;
  }[];
  readonly sqlStatements: number;
  readonly subgraphCalls: number;
}

export interface AskOptions extends Partial<RowScopes> {
  readonly role?: Role;
}

export interface TestGraph {
  import(nameOrMappingFile: string, folder: string): Promise<readonly ImportSummary[]>;
  query(query: string, variables?: Record<string, unknown>, options?: AskOptions): Promise<GraphAnswer>;
  close(): Promise<void>;
}

/** The whole graph over one database, as `npm start` assembles it, without the network. */
export async function openGraph({
  database,
  limits = {},
}: {
  readonly database: Database;
  readonly limits?: Partial<Limits>;
}): Promise<TestGraph> {
  await migrateAll(database);
  const subgraphs = allSubgraphsOver({ finance: database, erp: database, mapping: database }, "a key for tests only");
  const logger = pino({ level: "silent" });
  const spent = { sqlStatements: 0, subgraphCalls: 0 };
  const gateway = await createGateway({
    supergraphSdl: readSupergraph(),
    sources: (name) =>
      createInProcessSource({
        name,
        timeoutMs: 60_000,
        logger,
        execute: async (request, identity, signal) => {
          const answer = await subgraphs[name as Subgraph](request, identity, signal);
          spent.subgraphCalls += 1;
          spent.sqlStatements += Number(answer.extensions?.["sqlStatements"] ?? 0);
          return answer;
        },
      }),
    verifyToken: async () => {
      throw new Error("tests ask in this process");
    },
    logger,
    production: false,
    introspection: true,
    limits,
  });
  return {
    import: (nameOrMappingFile, folder) => loadSource(database, nameOrMappingFile, folder),
    async query(query, variables = {}, { role = "admin", companies = "*", ...dimensions } = {}) {
      const identity: Identity = { subject: "test", role, companies, ...dimensions, requestId: "test" };
      Object.assign(spent, { sqlStatements: 0, subgraphCalls: 0 });
      const { data, errors } = await gateway.execute({ query, variables }, identity);
      return {
        data: JSON.parse(JSON.stringify(data ?? null)),
        errors: JSON.parse(JSON.stringify(errors ?? [])),
        ...spent,
      };
    },
    close: () => gateway.close(),
  };
}
