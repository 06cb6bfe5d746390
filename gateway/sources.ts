import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from "@apollo/gateway";
import type { DocumentNode } from "graphql";
import type { Logger } from "pino";
import { Agent, request as httpRequest } from "undici";
import { type ErrorCode, graphError } from "../schema/errors";
import { IDENTITY_HEADER, type Identity } from "../schema/identity";
import { type Answer, type AnswerError, emptyPaths, type Question, readAnswer } from "./answer";
import type { GatewayContext } from "./request-record";

/** One subgraph as the gateway sees it, wherever it runs. */
export interface SubgraphSource {
  process(options: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<Answer & SourceResponse>;
  /** Resolves when the subgraph answers a trivial question. */
  check(): Promise<void>;
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
  readonly execute: (request: SourceRequest, identity: Identity) => Promise<unknown>;
}

export interface HttpSourceSettings extends SourceSettings {
  readonly url: string;
  /** From `createIdentitySigner`; shared by all sources, so that a request's identity is signed once. */
  readonly sign: (identity: Identity) => Promise<string>;
}

const CHECK_TIMEOUT_MS = 2_000;
const CONNECTIONS_MAX = 64;
const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

/** A subgraph in this process: no HTTP and no JSON in between, the identity is handed over as it is. */
export function createInProcessSource(settings: InProcessSourceSettings): SubgraphSource {
  return createSource(settings, {
    ask: ({ request, identity }) => settings.execute(request, identity),
    close: async () => undefined,
  });
}

/** A subgraph behind HTTP: connections are kept alive, the identity travels signed. */
export function createHttpSource(settings: HttpSourceSettings): SubgraphSource {
  const agent = new Agent({
    connections: CONNECTIONS_MAX,
    connect: { timeout: settings.timeoutMs },
    headersTimeout: settings.timeoutMs,
    bodyTimeout: settings.timeoutMs,
    maxResponseSize: ANSWER_BYTES_MAX,
  });
  return createSource(settings, {
    ask: (call) => post(settings, agent, call),
    close: () => agent.close(),
  });
}

interface Call {
  readonly request: SourceRequest;
  readonly identity: Identity;
  readonly signal: AbortSignal;
}

interface Transport {
  ask(call: Call): Promise<unknown>;
  close(): Promise<void>;
}

async function post({ url, sign }: HttpSourceSettings, dispatcher: Agent, call: Call): Promise<unknown> {
  const { query, variables, operationName } = call.request;
  const response = await httpRequest(url, {
    method: "POST",
    dispatcher,
    signal: call.signal,
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      "x-request-id": call.identity.requestId,
      [IDENTITY_HEADER]: await sign(call.identity),
    },
    body: JSON.stringify({ query, variables, operationName }),
  });
  const { statusCode } = response;
  // GraphQL over HTTP answers a question it refuses with 4xx and a GraphQL body; 401 and 403 mean that our own
  // signature was refused, which is no fault of the caller's.
  if (statusCode >= 500 || statusCode === 401 || statusCode === 403 || (statusCode >= 300 && statusCode < 400)) {
    await response.body.dump();
    throw new Error(`the subgraph answered with HTTP status ${statusCode}`);
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
      const { identity } = options.context as GatewayContext;
      try {
        const sent = await within(settings.timeoutMs, (signal) => transport.ask({ request, identity, signal }));
        return readAnswer(sent, request);
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
async function within<Value>(timeoutMs: number, ask: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = new TimedOut(`no answer within ${timeoutMs} ms`);
      reject(reason);
      abort.abort(reason);
    }, timeoutMs);
  });
  try {
    return await Promise.race([ask(abort.signal), timedOut]);
  } finally {
    clearTimeout(timer);
  }
}

/** The client learns which part is missing and where; host, port and body stay in the log or nowhere. */
function failedAnswer(settings: SourceSettings, question: Question, identity: Identity, cause: unknown): Answer {
  const code = isTimeout(cause) ? "SUBGRAPH_TIMEOUT" : "SUBGRAPH_UNAVAILABLE";
  const { name, logger } = settings;
  logger.warn({ requestId: identity.requestId, subgraph: name, code, cause: describe(cause) }, "subgraph call failed");
  const { paths, affected } = emptyPaths(question);
  const first = faultError(name, code, paths.length < affected ? { affectedFields: affected } : {});
  if (paths.length === 0) return { data: null, errors: [first] };
  const rest = faultError(name, code, {});
  return { data: null, errors: paths.map((path, index) => ({ ...(index === 0 ? first : rest), path })) };
}

function faultError(name: string, code: ErrorCode, details: Readonly<Record<string, unknown>>): AnswerError {
  const inTime = code === "SUBGRAPH_TIMEOUT" ? " in time" : "";
  const error = graphError(code, `The ${name} part did not answer${inTime}.`, details);
  return { message: error.message, extensions: { ...error.extensions } };
}

const TIMEOUT_CODES = ["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"];

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
