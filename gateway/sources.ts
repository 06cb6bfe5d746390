import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from "@apollo/gateway";
import type { DocumentNode } from "graphql";
import type { Logger } from "pino";
import { Agent, request as httpRequest } from "undici";
import { ConcordError, type ErrorCode, graphError } from "../schema/errors";
import { IDENTITY_HEADER, type Identity, type IdentitySigner } from "../schema/identity";
import { traceHeaders } from "../schema/trace";
import { addressBook, StatusError } from "./addresses";
import { type Answer, type AnswerError, emptyPaths, type Question, readAnswer } from "./answer";
import { createBreaker } from "./breaker";
import type { GatewayContext } from "./request-record";

/** One subgraph as the gateway sees it, wherever it runs. */
export interface SubgraphSource {
  process(options: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<Answer & SourceResponse>;
  /** Resolves when the subgraph answers a trivial question. */
  check(): Promise<void>;
  /** Whether every value of its answers is of its type, since they are made by the schema in this process. */
  readonly completes: boolean;
  /** Whether calls are answered as failed without being made, because the subgraph keeps failing. */
  stopped(): boolean;
  close(): Promise<void>;
}

type SourceResponse = Awaited<ReturnType<GraphQLDataSource["process"]>>;

export interface SourceRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** The parsed query, where the planner has it: a subgraph in this process need not parse again. */
  readonly document?: DocumentNode;
}

interface SourceSettings {
  readonly name: string;
  readonly timeoutMs: number;
  readonly logger: Logger;
}

export interface InProcessSourceSettings extends SourceSettings {
  readonly execute: (request: SourceRequest, identity: Identity, signal: AbortSignal) => Promise<unknown>;
}

export interface HttpSourceSettings extends SourceSettings {
  /** One or more addresses that answer alike: calls go round, and to the next one where a connection fails. */
  readonly urls: readonly string[];
  /** From `createIdentitySigner`. */
  readonly sign: IdentitySigner;
  /** PEM texts for https: whom to trust, and how to show ourselves to a subgraph that asks for a certificate. */
  readonly tls?: { readonly ca: string; readonly cert?: string; readonly key?: string } | undefined;
  /** A longer answer is not read to its end. */
  readonly answerBytesMax?: number | undefined;
}

const CHECK_TIMEOUT_MS = 2_000;
const CONNECTIONS_MAX = 64;
/** The most rows an answer may hold by default, with some 300 bytes each. */
export const DEFAULT_ANSWER_BYTES_MAX = 32 * 1024 * 1024;

/** A subgraph in this process: no HTTP and no JSON in between, the identity is handed over as it is. */
export function createInProcessSource(settings: InProcessSourceSettings): SubgraphSource {
  return createSource(settings, {
    ask: ({ request, identity, signal }) => settings.execute(request, identity, signal),
    // A call that fails in this process says nothing about the next one.
    guarded: (call) => call(),
    stopped: () => false,
    completes: true,
    close: async () => undefined,
  });
}

/** A subgraph behind HTTP: connections are kept alive, the identity travels signed. */
export function createHttpSource(settings: HttpSourceSettings): SubgraphSource {
  const agent = new Agent({
    connections: CONNECTIONS_MAX,
    connect: { timeout: settings.timeoutMs, ...settings.tls },
    headersTimeout: settings.timeoutMs,
    bodyTimeout: settings.timeoutMs,
    maxResponseSize: settings.answerBytesMax ?? DEFAULT_ANSWER_BYTES_MAX,
  });
  const addresses = addressBook(settings.urls);
  const breaker = createBreaker({
    probe: () => source.check(),
    isNotItsFault: (error) => faultCode(error) === "DEADLINE_EXCEEDED",
    onChange: (open) =>
      settings.logger.warn(
        { subgraph: settings.name },
        open ? "calls to a subgraph stop" : "calls to a subgraph go on",
      ),
  });
  const source = createSource(settings, {
    ask: (call) => addresses.ask(call.request, (url) => post(url, settings, agent, call)),
    guarded: (call) => breaker.run(call),
    stopped: () => breaker.isOpen(),
    completes: false,
    async close() {
      breaker.close();
      await agent.close();
    },
  });
  return source;
}

interface Call {
  readonly request: SourceRequest;
  readonly identity: Identity;
  readonly signal: AbortSignal;
}

interface Transport {
  ask(call: Call): Promise<unknown>;
  guarded<Value>(call: () => Promise<Value>): Promise<Value>;
  stopped(): boolean;
  readonly completes: boolean;
  close(): Promise<void>;
}

async function post(url: string, settings: HttpSourceSettings, dispatcher: Agent, call: Call): Promise<unknown> {
  const { name, sign } = settings;
  const { query, variables, operationName } = call.request;
  const body = JSON.stringify({ query, variables, operationName });
  const response = await httpRequest(url, {
    method: "POST",
    dispatcher,
    signal: call.signal,
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      "x-request-id": call.identity.requestId,
      ...traceHeaders(),
      [IDENTITY_HEADER]: await sign(call.identity, { subgraph: name, body }),
    },
    body,
  });
  const { statusCode } = response;
  // GraphQL over HTTP answers a question it refuses with 4xx and a GraphQL body; 401 and 403 mean that our own
  // signature was refused, which is no fault of the caller's.
  if (statusCode >= 500 || statusCode === 401 || statusCode === 403 || (statusCode >= 300 && statusCode < 400)) {
    await response.body.dump();
    throw new StatusError(statusCode);
  }
  return response.body.json();
}

function createSource(settings: SourceSettings, transport: Transport): SubgraphSource {
  return {
    async process(options) {
      const { query = "", variables = {}, operationName } = options.request;
      const document = "document" in options ? options.document : undefined;
      const request = {
        query,
        variables,
        ...(operationName ? { operationName } : {}),
        ...(document ? { document } : {}),
      };
      const { identity, signal: deadline } = options.context as GatewayContext;
      try {
        const ask = (signal: AbortSignal): Promise<unknown> => transport.ask({ request, identity, signal });
        return await transport.guarded(async () =>
          readAnswer(await within(settings.timeoutMs, ask, deadline), request),
        );
      } catch (error) {
        return failedAnswer(settings, request, identity, error);
      }
    },
    async check() {
      const request = { query: "{ __typename }", variables: {} };
      const sent = await within(CHECK_TIMEOUT_MS, (signal) =>
        transport.ask({ request, identity: probeIdentity(), signal }),
      );
      if (!readAnswer(sent, request).data) throw new Error("the subgraph refused a trivial question");
    },
    stopped: () => transport.stopped(),
    completes: transport.completes,
    close: () => transport.close(),
  };
}

/** Sees no company and, as every field is decided by role, no more than the type name it asks for. */
function probeIdentity(): Identity {
  return { subject: "concord-gateway", role: "integration", companies: [], requestId: "readiness" };
}

class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** undici's own limits are per phase; a subgraph that drips its answer passes them, so the whole call has one too. */
async function within<Value>(
  timeoutMs: number,
  ask: (signal: AbortSignal) => Promise<Value>,
  deadline?: AbortSignal,
): Promise<Value> {
  deadline?.throwIfAborted();
  const abort = new AbortController();
  const atDeadline = (): void => abort.abort(deadline?.reason);
  const timer = setTimeout(() => abort.abort(new TimedOut(`no answer within ${timeoutMs} ms`)), timeoutMs);
  const stopped = new Promise<never>((_, reject) => {
    abort.signal.addEventListener("abort", () => reject(abort.signal.reason));
  });
  deadline?.addEventListener("abort", atDeadline);
  try {
    return await Promise.race([ask(abort.signal), stopped]);
  } finally {
    clearTimeout(timer);
    deadline?.removeEventListener("abort", atDeadline);
  }
}

/** The client learns which part is missing and where; host, port and body stay in the log or nowhere. */
function failedAnswer(settings: SourceSettings, question: Question, identity: Identity, cause: unknown): Answer {
  const code = faultCode(cause);
  const { name, logger } = settings;
  // While calls are stopped each of them would say the same again.
  const level = codeOf(cause) === "EOPENBREAKER" ? "debug" : "warn";
  logger[level](
    { requestId: identity.requestId, subgraph: name, code, cause: describe(cause) },
    "subgraph call failed",
  );
  const { paths, affected } = emptyPaths(question);
  const first = faultError(name, code, paths.length < affected ? { affectedFields: affected } : {});
  if (paths.length === 0) return { data: null, errors: [first] };
  const rest = faultError(name, code, {});
  return { data: null, errors: paths.map((path, index) => ({ ...(index === 0 ? first : rest), path })) };
}

function faultError(name: string, code: ErrorCode, details: Readonly<Record<string, unknown>>): AnswerError {
  const inTime = code === "SUBGRAPH_UNAVAILABLE" ? "" : " in time";
  const error = graphError(code, `The ${name} part did not answer${inTime}.`, details);
  return { message: error.message, extensions: { ...error.extensions } };
}

const TIMEOUT_CODES = ["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"];

function faultCode(cause: unknown): ErrorCode {
  if (cause instanceof ConcordError && cause.code === "DEADLINE_EXCEEDED") return cause.code;
  return isTimeout(cause) ? "SUBGRAPH_TIMEOUT" : "SUBGRAPH_UNAVAILABLE";
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof TimedOut || TIMEOUT_CODES.includes(codeOf(cause) ?? "");
}

function codeOf(cause: unknown): string | undefined {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** JSON.parse quotes the text it fails on, so a syntax error is named without its message. */
function describe(cause: unknown): Readonly<Record<string, unknown>> {
  if (!(cause instanceof Error)) return { message: "not an error" };
  const message = cause instanceof SyntaxError ? "the answer is not JSON" : cause.message;
  return { name: cause.name, message, code: codeOf(cause) };
}
