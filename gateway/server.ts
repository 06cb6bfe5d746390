import { createServer as createHttpServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type FormattedExecutionResult, GraphQLError } from "graphql";
import type { Logger } from "pino";
import { ConcordError, type ErrorCode, errorRegistry } from "../schema/errors";
import type { Identity } from "../schema/identity";
import { startApollo } from "./apollo";
import { errorBody } from "./errors";
import { addHealthRoutes } from "./health";
import { createMetrics, type GatewayMetrics } from "./metrics";
import { observed } from "./observed-source";
import { addPlayground, type PlaygroundSettings } from "./playground/routes";
import { createContext, createRecord, type GatewayContext, type RequestRecord, requestIdOf } from "./request-record";
import type { SubgraphSource } from "./sources";
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
  /** PEM texts; absent: plain HTTP, for use behind a proxy or on this machine. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
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
  /** Takes no more requests, finishes those under way, and closes the connections to subgraphs. */
  close(): Promise<void>;
}

const BODY_BYTES_MAX = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
const RECORD = "record";
const PROBES = ["/healthz", "/readyz", "/metrics"];

export async function createGateway(settings: GatewaySettings): Promise<Gateway> {
  const metrics = createMetrics();
  const sources = new Map<string, SubgraphSource>();
  const apollo = await startApollo({
    ...settings,
    source: (name, url) => {
      const source = observed(name, settings.sources(name, url), metrics);
      sources.set(name, source);
      return source;
    },
  });
  const app = createApp(settings);
  recordRequests(app, settings.logger, metrics);
  answerErrors(app, settings.logger);
  addGraphRoute(app, apollo, settings.verifyToken);
  addHealthRoutes(app, { sources, metrics });
  if (settings.playground) addPlayground(app, settings.playground, settings.production);
  return {
    app,
    async listen(at) {
      const address = await app.listen(at);
      // Fastify does not see that the server it was given speaks TLS.
      return settings.tls ? address.replace(/^http:/, "https:") : address;
    },
    execute: (question, identity) => executeAs(apollo, question, identity),
    async close() {
      await app.close();
      await apollo.stop();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}

function createApp({ tls }: GatewaySettings): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    genReqId: (request) => requestIdOf(request.headers["x-request-id"]),
    serverFactory: (listener) => createListener(listener, tls),
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "x-request-id": request.id,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cache-control": "no-store",
    });
  });
  return app;
}

/** Fastify sets its time limits only on servers it makes itself, so they are set here for both kinds. */
function createListener(listener: RequestListener, tls: GatewaySettings["tls"]): Server {
  const limits: ServerOptions = { requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS };
  return tls
    ? createHttpsServer({ ...limits, ...tls, minVersion: "TLSv1.2" }, listener)
    : createHttpServer(limits, listener);
}

function recordRequests(app: FastifyInstance, logger: Logger, metrics: GatewayMetrics): void {
  app.decorateRequest(RECORD, null);
  app.addHook("onRequest", async (request) => {
    request.setDecorator(RECORD, createRecord(request.id, request.headers["x-concord-explain"] === "1"));
  });
  app.addHook("onResponse", async (request, reply) => {
    const record = request.getDecorator<RequestRecord | null>(RECORD);
    const route = request.routeOptions.url ?? "unknown";
    const isGraph = route === "/graphql";
    if (isGraph && record) metrics.observeRequest(record, reply.elapsedTime / 1000);
    logger[PROBES.includes(route) ? "debug" : "info"](
      {
        requestId: request.id,
        method: request.method,
        // The route, not the address: a GET carries the query and its variables there.
        route,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
        ...(isGraph && record ? graphLine(record) : {}),
      },
      "request",
    );
  });
}

function graphLine({ operationName, role, outcome, subgraphCalls, sqlStatements }: RequestRecord): object {
  return { operationName, role, outcome, subgraphCalls, sqlStatements };
}

function addGraphRoute(app: FastifyInstance, apollo: ApolloServer<GatewayContext>, verifyToken: TokenVerifier): void {
  const contexts = new WeakMap<FastifyRequest, GatewayContext>();
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    // Before the body is read: a stranger's megabyte is not worth parsing.
    onRequest: async (request) => {
      const record = request.getDecorator<RequestRecord>(RECORD);
      record.outcome = "refused";
      contexts.set(request, createContext(await verifyToken(request.headers.authorization), record));
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => {
        const context = contexts.get(request as FastifyRequest);
        if (!context) throw new Error("the request was not authenticated");
        return context;
      },
    }) as (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  });
}

/** What fails outside GraphQL is answered in GraphQL's form, so that a client has one kind of error to read. */
function answerErrors(app: FastifyInstance, logger: Logger): void {
  app.setNotFoundHandler((request, reply) => {
    return reply
      .code(404)
      .send(
        errorBody(
          "BAD_REQUEST",
          "There is nothing at this path; ask /graphql, or open /playground where it is on.",
          request.id,
        ),
      );
  });
  app.setErrorHandler((error, request, reply) => {
    const code = registeredCode(error);
    if (code === "UNAUTHENTICATED") reply.header("www-authenticate", "Bearer");
    if (code) return reply.code(errorRegistry[code].status).send(errorBody(code, messageOf(error), request.id));
    const status = clientErrorStatus(error);
    if (status) return reply.code(status).send(errorBody("BAD_REQUEST", requestFault(status), request.id));
    const stack = error instanceof Error ? error.stack : undefined;
    logger.error({ requestId: request.id, stack }, "request failed");
    return reply.code(500).send(errorBody("INTERNAL", "Something went wrong inside Concord.", request.id));
  });
}

function registeredCode(error: unknown): ErrorCode | undefined {
  const code = error instanceof GraphQLError ? error.extensions["code"] : undefined;
  const own = typeof code === "string" && Object.hasOwn(errorRegistry, code) ? (code as ErrorCode) : undefined;
  const raised = error instanceof ConcordError ? error.code : own;
  return raised && errorRegistry[raised].status < 500 ? raised : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "The request is refused.";
}

function clientErrorStatus(error: unknown): number | undefined {
  const status = typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" && status >= 400 && status < 500 ? status : undefined;
}

function requestFault(status: number): string {
  if (status === 413) return `The request is larger than ${BODY_BYTES_MAX} bytes.`;
  if (status === 415) return "The content type must be application/json.";
  return "The request is not readable: expected a JSON object with a query.";
}

async function executeAs(
  apollo: ApolloServer<GatewayContext>,
  question: GraphQuestion,
  { requestId, ...caller }: Identity,
): Promise<FormattedExecutionResult> {
  const contextValue = createContext(caller, createRecord(requestId, true));
  const { body } = await apollo.executeOperation(question, { contextValue });
  if (body.kind === "single") return body.singleResult;
  throw new Error("incremental delivery is not supported");
}
