import { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import Fastify from "fastify";
import type { FormattedExecutionResult, GraphQLSchema } from "graphql";
import pino from "pino";
import { Registry } from "prom-client";
import { callsNobody } from "./apollo";
import { openExecution } from "./execution/gateway";
import { executionMetrics } from "./execution/metrics";
import { type PlainSource, schemaSource, urlSource } from "./execution/plain-sources";
import { singleAnswer } from "./single-answer";

export interface PlainGatewaySettings {
  /** Any supergraph that Apollo's composition makes. */
  readonly supergraphSdl: string;
  /** Subgraphs of this process, by their names in the supergraph: a schema, or what answers for it. */
  readonly subgraphs?: Readonly<Record<string, GraphQLSchema | PlainSource>>;
  /** Addresses of the others; where one is absent, the supergraph's own routing URL counts. */
  readonly urls?: Readonly<Record<string, string>>;
  /** For comparisons: Apollo's executor answers instead of ours. */
  readonly stockExecutor?: boolean;
}

export interface PlainQuestion {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** Concord's executor over a supergraph of anybody's: no identity, no limits, no audit. */
export interface PlainGateway {
  execute(question: PlainQuestion): Promise<FormattedExecutionResult>;
  /** Serves GraphQL over HTTP on 127.0.0.1. @returns the address */
  listen(port: number): Promise<string>;
  /** Counts of operations kept compiled and of those left to Apollo's executor, as Prometheus reads them. */
  metrics(): Promise<string>;
  close(): Promise<void>;
}

/** Throws when the text is no supergraph. */
export async function createGateway(settings: PlainGatewaySettings): Promise<PlainGateway> {
  // The gateway reports its host to Apollo unless told otherwise, and offers no option but this variable.
  process.env["APOLLO_TELEMETRY_DISABLED"] = "true";
  const logger = pino({ level: "silent" });
  const registry = new Registry();
  const sources = new Map<string, PlainSource>();
  const source = (name: string, url: string | undefined): PlainSource => {
    const opened = sources.get(name) ?? openSource(settings, name, url);
    sources.set(name, opened);
    return opened;
  };
  const { supergraphSdl, stockExecutor } = settings;
  const metrics = executionMetrics(registry);
  // No caller is told from another, and none is waited for.
  const caller = { key: "", signal: new AbortController().signal };
  const gateway = openExecution({ supergraphSdl, source, logger, metrics, stockExecutor, caller: () => caller });
  const server = new ApolloServer({
    gateway,
    plugins: callsNobody(),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger,
  });
  await server.start();
  const app = Fastify();
  app.route({ method: ["GET", "POST"], url: "/graphql", handler: fastifyApolloHandler(server) });
  return {
    execute: async (question) => singleAnswer(await server.executeOperation(question)),
    listen: async (port) => `${await app.listen({ port, host: "127.0.0.1" })}/graphql`,
    metrics: () => registry.metrics(),
    async close() {
      await app.close();
      await server.stop();
      await Promise.all([...sources.values()].map((opened) => opened.close()));
    },
  };
}

function openSource(
  { subgraphs, urls }: PlainGatewaySettings,
  name: string,
  routingUrl: string | undefined,
): PlainSource {
  const local = subgraphs?.[name];
  if (local) return "process" in local ? local : schemaSource(local);
  const url = urls?.[name] ?? routingUrl;
  if (!url) throw new Error(`subgraph ${name} is neither in this process nor has it an address`);
  return urlSource(url);
}
