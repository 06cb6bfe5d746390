import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import type { Logger } from "pino";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { leaveInOrder } from "../../schema/drain";
import { errorRegistry } from "../../schema/errors";
import { createIdentityVerifier, IDENTITY_HEADER } from "../../schema/identity";
import { withinTrace } from "../../schema/trace";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import type { SubgraphExecute, SubgraphRequest } from "./execute";

export interface SubgraphServerParts {
  readonly name: string;
  readonly execute: SubgraphExecute;
  readonly database: Database;
  /** Shared with the gateway: a call that is not signed with it is refused. */
  readonly internalKey: string;
  readonly logger: Logger;
  readonly tls?: ServerTls | undefined;
  /** How long it goes on answering after it said that it leaves; 0 if absent. */
  readonly drainMs?: number;
}

/** PEM texts; with `ca`, only callers that show a certificate of it are talked to. */
export interface ServerTls {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;
/** Longer than the gateway keeps a connection open, so that it never writes to one that is just closing. */
const KEEP_ALIVE_MS = 75_000;

const requestSchema = {
  body: {
    type: "object",
    required: ["query"],
    properties: {
      query: { type: "string" },
      variables: { type: ["object", "null"] },
      operationName: { type: ["string", "null"] },
    },
  },
} as const;

/** What an operator watches of one subgraph; each server has a registry of its own. */
function createMetrics(name: string) {
  const registry = new Registry();
  registry.setDefaultLabels({ subgraph: name });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    duration: new Histogram({
      name: "concord_answer_duration_seconds",
      help: "Time to answer the gateway.",
      registers,
    }),
    errors: new Counter({ name: "concord_answer_errors_total", help: "Answers that carry errors.", registers }),
    statements: new Counter({ name: "concord_answer_sql_statements_total", help: "SQL statements sent.", registers }),
  };
}

/** A subgraph as an HTTP service of its own, for a deployment over several machines. */
export function createSubgraphServer(parts: SubgraphServerParts): FastifyInstance {
  const server = createListener(parts.tls);
  const metrics = createMetrics(parts.name);
  server.get("/metrics", async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  addHealth(server, parts);
  addGraph(server, parts, metrics);
  answerErrors(server, parts);
  return server;
}

function createListener(tls: ServerTls | undefined): FastifyInstance {
  const options = {
    bodyLimit: BODY_LIMIT_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    return503OnClosing: false,
    logger: false,
  };
  if (!tls) return Fastify(options);
  const mutual = tls.ca ? { requestCert: true, rejectUnauthorized: true } : {};
  return Fastify({ ...options, https: { ...tls, ...mutual, minVersion: "TLSv1.2" } }) as unknown as FastifyInstance;
}

function addHealth(server: FastifyInstance, { name, database, logger, drainMs = 0 }: SubgraphServerParts): void {
  const leaving = leaveInOrder(server, drainMs);
  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async (_request, reply) => {
    if (leaving()) return reply.code(503).send({ ready: false, leaving: true });
    try {
      await database.query(sql`select 1`);
      return { ready: true, parts: { database: "up" } };
    } catch (error) {
      logger.error({ part: name, error: String(error) }, "the database does not answer");
      return reply.code(503).send({ ready: false, parts: { database: "down" } });
    }
  });
}

function addGraph(
  server: FastifyInstance,
  { name, execute, internalKey }: SubgraphServerParts,
  metrics: ReturnType<typeof createMetrics>,
): void {
  const verify = createIdentityVerifier(internalKey, name);
  const bodyOf = keepBodies(server);
  server.post<{ Body: SubgraphRequest }>("/graphql", { schema: requestSchema }, async (request, reply) => {
    const header = request.headers[IDENTITY_HEADER];
    const identity = await verify(typeof header === "string" ? header : undefined, bodyOf(request));
    const stop = metrics.duration.startTimer();
    const answer = await withinTrace(request.headers, () => execute(request.body, identity, goneSignal(reply)));
    stop();
    if (answer.errors) metrics.errors.inc();
    metrics.statements.inc(Number(answer.extensions?.["sqlStatements"] ?? 0));
    return answer;
  });
}

/** Aborts when the gateway stops waiting: it closes the connection of a call whose time is over. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once("close", () => {
    if (!raw.writableFinished) gone.abort(new Error("The gateway does not wait for this answer any more."));
  });
  return gone.signal;
}

/** The body as it came, which the gateway's signature is over. */
function keepBodies(server: FastifyInstance): (request: FastifyRequest) => string {
  const bodies = new WeakMap<FastifyRequest, string>();
  const parse = server.getDefaultJsonParser("error", "error");
  server.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, done) => {
    bodies.set(request, body);
    parse(request, body, done);
  });
  return (request) => bodies.get(request) ?? "";
}

/** Only registered errors speak for themselves; of anything else the caller learns that it failed, the log why. */
function answerErrors(server: FastifyInstance, { name, logger }: SubgraphServerParts): void {
  server.setErrorHandler((error, _request, reply) => {
    const code = error instanceof GraphQLError ? String(error.extensions["code"]) : "INTERNAL";
    const status = code in errorRegistry ? errorRegistry[code as keyof typeof errorRegistry].status : 500;
    const clientFault = (error as { statusCode?: number }).statusCode;
    if (status >= 500 && !clientFault) logger.error({ part: name, error: String(error) }, "request failed");
    const message = error instanceof GraphQLError ? error.message : "The request could not be answered.";
    return reply.code(clientFault ?? status).send({ errors: [{ message, extensions: { code } }] });
  });
}
