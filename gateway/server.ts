import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { FormattedExecutionResult, GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import { leaveInOrder } from "../schema/drain";
import type { Identity } from "../schema/identity";
import type { ChangeSource } from "../schema/model/row-change";
import { admitCaller, type Gate } from "./admit-caller";
import { startApollo } from "./apollo";
import { type Audit, type AuditParts, createAudit } from "./audit/audit";
import { auditRequests } from "./audit/route";
import { addAuditSearch } from "./audit/search-route";
import { addConsole, type ConsoleSettings } from "./console/routes";
import { answerErrors } from "./error-answers";
import { formatError, withoutSuggestions } from "./errors";
import { addHealthRoutes } from "./health";
import { createApp } from "./http-app";
import type { TlsTexts } from "./limits/connections";
import { deadlineOf } from "./limits/deadline";
import { createGraphLimits, type GraphLimitSettings, type GraphLimits } from "./limits/graph-limits";
import { DEFAULT_LIMITS, type Limits } from "./limits/settings";
import { Live } from "./live/live";
import { addLiveTransports } from "./live/transports";
import { createMetrics, type GatewayMetrics } from "./metrics";
import { observed } from "./observed-source";
import { addOutlets } from "./outlets/outlets";
import type { OutletQuestion } from "./outlets/session";
import { addPlayground, type PlaygroundSettings } from "./playground/routes";
import { recordRequests } from "./request-log";
import { createContext, createRecord, type GatewayContext, RECORD, type RequestRecord } from "./request-record";
import { singleAnswer } from "./single-answer";
import type { SubgraphSource } from "./sources";
import { supergraphSlot } from "./supergraph-slot";
import type { TokenVerifier } from "./tokens";

export interface GatewaySettings {
  readonly supergraphSdl: string;
  /** Called once for each subgraph of the supergraph, with its name and routing URL there. */
  readonly sources: (name: string, url: string | undefined) => SubgraphSource;
  readonly verifyToken: TokenVerifier;
  readonly logger: Logger;
  readonly production: boolean;
  readonly introspection: boolean;
  /** Absent: no playground is served. */
  readonly playground?: PlaygroundSettings;
  /** Absent: no console is served. */
  readonly console?: ConsoleSettings;
  /** Absent: nothing is audited. */
  readonly audit?: AuditParts | undefined;
  /** PEM texts; absent: plain HTTP, for use behind a proxy or on this machine. */
  readonly tls?: TlsTexts;
  /** Those that differ from the defaults. */
  readonly limits?: Partial<Limits>;
  /** Absent: every document that the limits allow is answered. */
  readonly saved?: GraphLimitSettings["saved"];
  /** Where several gateways count an identity's requests together. */
  readonly redisUrl?: string | undefined;
  /** How long it goes on answering after it said that it leaves; 0 if absent. */
  readonly drainMs?: number;
  /** Where it learns of changes; absent: it has no subscriptions to give. */
  readonly changes?: ChangeSource | undefined;
  /** For comparisons: Apollo's executor answers instead of ours. */
  readonly stockExecutor?: boolean;
}

export interface GraphQuestion {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

export interface Gateway {
  readonly app: FastifyInstance;
  /** Takes requests from now on; gives the address. */
  listen(at: { readonly host: string; readonly port: number }): Promise<string>;
  /** Asks the graph from within this process, as an identity that is already known. */
  execute(question: GraphQuestion, identity: Identity): Promise<FormattedExecutionResult>;
  /** Answers by another supergraph from now on; requests under way end by the old one. Throws SUPERGRAPH_INVALID and keeps it. */
  changeSupergraph(sdl: string): void;
  /** Takes no more requests, finishes those under way, and closes the connections to subgraphs. */
  close(): Promise<void>;
}

export async function createGateway(settings: GatewaySettings): Promise<Gateway> {
  const metrics = createMetrics();
  const limits: Limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const sources = new Map<string, SubgraphSource>();
  const supergraph = supergraphSlot(settings.supergraphSdl);
  const audit =
    settings.audit &&
    createAudit(
      settings.audit,
      metrics.registry,
      async (query, variables) => askItself(apollo, query, variables, deadlineOf(limits.requestTimeoutMs)),
      settings.logger,
    );
  let schema: GraphQLSchema | undefined;
  const apollo: ApolloServer<GatewayContext> = await startApollo({
    ...settings,
    schemaLoaded: (loaded) => {
      schema = loaded;
    },
    supergraph,
    limits,
    audit,
    execution: metrics.execution,
    source: (name, url) => {
      // Another supergraph asks the same parts: their connections and what is known of their state stay.
      const source = sources.get(name) ?? observed(name, settings.sources(name, url), metrics);
      sources.set(name, source);
      return source;
    },
  });
  metrics.watchSources(sources);
  const graphLimits = await createGraphLimits({ ...settings, limits });
  const app = createApp(settings.tls, limits);
  recordRequests(app, settings.logger, metrics);
  if (audit) auditRequests(app, audit);
  answerErrors(app, settings.logger);
  const gate = { verifyToken: settings.verifyToken, graphLimits };
  addGraphRoute(app, apollo, gate);
  addOutlets(app, {
    gate,
    limits,
    schema: () => requireSchema(schema),
    ask: (question) => askForOutlet({ apollo, audit, limits: graphLimits, metrics }, question),
  });
  if (audit) addAuditSearch(app, gate, audit);
  addHealthRoutes(app, { sources, metrics, leaving: leaveInOrder(app, settings.drainMs ?? 0) });
  const live = new Live({
    ...gate,
    limits,
    changes: settings.changes,
    schema: () => requireSchema(schema),
    ask: (question) => askForOutlet({ apollo, audit, limits: graphLimits, metrics }, question),
    format: settings.introspection ? formatError : withoutSuggestions(formatError),
    registry: metrics.registry,
  });
  addLiveTransports(app, live, { ...gate, limits, audit, schema: () => requireSchema(schema) });
  await live.start();
  if (settings.playground) addPlayground(app, settings.playground, settings.production);
  if (settings.console) addConsole(app, settings.console, settings.production);
  return {
    app,
    async listen(at) {
      const address = await app.listen(at);
      // Fastify does not see that the server it was given speaks TLS.
      return settings.tls ? address.replace(/^http:/, "https:") : address;
    },
    execute: (question, identity) => executeAs(apollo, audit, question, identity, deadlineOf(limits.requestTimeoutMs)),
    changeSupergraph: (sdl) => supergraph.change(sdl),
    async close() {
      await app.close();
      await audit?.close();
      await apollo.stop();
      graphLimits.close();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}

function addGraphRoute(app: FastifyInstance, apollo: ApolloServer<GatewayContext>, gate: Gate): void {
  const contexts = new WeakMap<FastifyRequest, GatewayContext>();
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    // Before the body is read: a stranger's megabyte is not worth parsing.
    onRequest: async (request, reply) => {
      const record = request.getDecorator<RequestRecord>(RECORD);
      const { context } = await admitCaller(gate, reply, record, request.headers.authorization);
      contexts.set(request, context);
    },
    preHandler: async (request) => gate.graphLimits.check(request),
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => {
        const context = contexts.get(request as FastifyRequest);
        if (!context) throw new Error("the request was not authenticated");
        return context;
      },
    }) as (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  });
}

/** What the gateway wants to know of the graph for itself: no request of a caller, so it is not audited. */
function askItself(
  apollo: ApolloServer<GatewayContext>,
  query: string,
  variables: Record<string, unknown>,
  signal: AbortSignal,
) {
  const identity: Identity = { subject: "concord-gateway", role: "auditor", companies: "*", requestId: "gateway" };
  return executeAs(apollo, undefined, { query, variables }, identity, signal);
}

function requireSchema(schema: GraphQLSchema | undefined): GraphQLSchema {
  if (schema) return schema;
  throw new Error("the graph is asked before it is there");
}

interface OutletParts {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly audit: Audit | undefined;
  readonly limits: GraphLimits;
  readonly metrics: GatewayMetrics;
}

/** What an outlet asks for a caller, by the same limits and rules as at /graphql. */
async function askForOutlet(
  { apollo, audit, limits, metrics }: OutletParts,
  { caller, requestId, from, signal, saved, query, variables }: OutletQuestion,
): Promise<FormattedExecutionResult> {
  limits.checkDocument({ query, variables });
  const record = { ...createRecord(requestId), savedDocument: saved };
  return ask(
    apollo,
    { query, variables: { ...variables } },
    createContext(caller, record, signal),
    async (durationMs) => {
      metrics.observeRequest(record, durationMs / 1000);
      // What the gateway asks for itself, such as which operations there are, is no question of the caller.
      if (saved) await audit?.end(record, { from, durationMs });
    },
  );
}

function executeAs(
  apollo: ApolloServer<GatewayContext>,
  audit: Audit | undefined,
  question: GraphQuestion,
  { requestId, ...caller }: Identity,
  signal: AbortSignal,
): Promise<FormattedExecutionResult> {
  const context = createContext(caller, createRecord(requestId, { explain: true }), signal);
  return ask(apollo, question, context, async (durationMs) => {
    await audit?.end(context.record, { from: undefined, durationMs });
  });
}

/** Asks the graph within this process. @param ended what must be done before the answer may be used */
async function ask(
  apollo: ApolloServer<GatewayContext>,
  question: GraphQuestion,
  contextValue: GatewayContext,
  ended: (durationMs: number) => Promise<void>,
): Promise<FormattedExecutionResult> {
  const startedAtMs = performance.now();
  const response = await apollo.executeOperation(question, { contextValue });
  await ended(performance.now() - startedAtMs);
  return singleAnswer(response);
}
