import {
  ApolloServer,
  type ApolloServerPlugin,
  type BaseContext,
  type DocumentStore,
  type GraphQLRequestContext,
} from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { DocumentNode, GraphQLError, GraphQLFormattedError, GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import { BoundedMemory } from "../schema/bounded-memory";
import { boundToOperations } from "./api-key-scope";
import type { Audit } from "./audit/audit";
import { auditing } from "./audit/plugin";
import { inPathOrder } from "./error-order";
import { formatError, isMasked, rootCause, withoutSuggestions } from "./errors";
import { openExecution } from "./execution/gateway";
import type { ExecutionMetrics } from "./execution/metrics";
import { answeringNodes } from "./execution/nodes";
import { freshnessOnRequest } from "./freshness";
import { operationLimits } from "./limits/operation-limits";
import type { Limits } from "./limits/settings";
import type { GatewayContext, Outcome } from "./request-record";
import { singleAnswer } from "./single-answer";
import type { SubgraphSource } from "./sources";
import type { SupergraphSlot } from "./supergraph-slot";

export interface ApolloSettings {
  readonly supergraph: SupergraphSlot;
  readonly source: (name: string, url: string | undefined) => SubgraphSource;
  readonly introspection: boolean;
  readonly production: boolean;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly audit?: Audit | undefined;
  /** Told the schema that clients see, whenever another one is answered by. */
  readonly schemaLoaded: (schema: GraphQLSchema) => void;
  readonly execution: ExecutionMetrics;
  /** For comparisons: Apollo's executor answers instead of ours. */
  readonly stockExecutor?: boolean | undefined;
}

/** A page of another site cannot send these without being asked first; Apollo's clients know the latter two. */
const PREFLIGHT_HEADERS = ["x-concord-preflight", "x-apollo-operation-name", "apollo-require-preflight"];

/** Plans and answers GraphQL over the supergraph; HTTP, identity and logs are the server's. */
export async function startApollo(settings: ApolloSettings): Promise<ApolloServer<GatewayContext>> {
  // The gateway reports its host to Apollo unless told otherwise, and offers no option but this variable.
  process.env["APOLLO_TELEMETRY_DISABLED"] = "true";
  const quiet = settings.logger.child({ part: "apollo" }, { level: "warn" });
  const apollo: ApolloServer<GatewayContext> = new ApolloServer<GatewayContext>({
    gateway: answeringNodes(
      openExecution({
        supergraphSdl: settings.supergraph.manager,
        source: settings.source,
        logger: quiet,
        metrics: settings.execution,
        stockExecutor: settings.stockExecutor,
        caller: callerOf,
      }),
    ),
    plugins: [
      ...callsNobody(),
      recording(settings.logger),
      operationLimits(settings.limits),
      boundToOperations(),
      ...(settings.audit ? [auditing(settings.audit)] : []),
      tellingSchema(settings.schemaLoaded),
      freshnessOnRequest((query, contextValue) => answerOf(apollo, query, contextValue)),
    ],
    introspection: settings.introspection,
    hideSchemaDetailsFromClientErrors: !settings.introspection,
    nodeEnv: settings.production ? "production" : "development",
    includeStacktraceInErrorResponses: false,
    csrfPrevention: { requestHeaders: PREFLIGHT_HEADERS },
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: settings.limits.tokens },
    documentStore: documentStore(),
    formatError: settings.introspection ? formatError : withoutSuggestions(formatError),
    logger: quiet,
  });
  await apollo.start();
  return apollo;
}

/** Most documents kept parsed and valid: Apollo's own store grows to 30 MB of JSON, which are hundreds of trees in memory. */
const DOCUMENTS_MAX = 1000;

function documentStore(): DocumentStore {
  const documents = new BoundedMemory<DocumentNode>(DOCUMENTS_MAX);
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => void documents.set(key, document),
    delete: async (key) => documents.forget(key),
  };
}

/** Whoever asks what their run came to gets one of their own. Two subjects never share an answer, whatever they may see. */
function callerOf(context: unknown): { readonly key: string; readonly signal: AbortSignal } | undefined {
  const { identity, record, signal } = context as GatewayContext;
  if (record.asks.explain) return undefined;
  const { requestId, ...reader } = identity;
  return { key: JSON.stringify(reader), signal };
}

async function answerOf(apollo: ApolloServer<GatewayContext>, query: string, contextValue: GatewayContext) {
  return singleAnswer(await apollo.executeOperation({ query }, { contextValue }));
}

function tellingSchema(loaded: ApolloSettings["schemaLoaded"]): ApolloServerPlugin<GatewayContext> {
  return {
    async serverWillStart() {
      return { schemaDidLoadOrUpdate: ({ apiSchema }) => loaded(apiSchema) };
    },
  };
}

export function callsNobody<Context extends BaseContext>(): ApolloServerPlugin<Context>[] {
  return [
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginCacheControlDisabled(),
  ];
}

type Answered = GraphQLRequestContext<GatewayContext>;

/** Notes the operation and its outcome in the request's record, and explains the answer to who asks for it. */
function recording(logger: Logger): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ contextValue, operationName, operation }) {
          contextValue.record.operationName = operationName ?? operation?.name?.value;
        },
        async didEncounterErrors({ contextValue, errors }) {
          logCauses(logger, contextValue, errors ?? []);
        },
        async willSendResponse(request) {
          completeAnswer(logger, request);
        },
      };
    },
  };
}

function completeAnswer(logger: Logger, { contextValue: { record }, response }: Answered): void {
  const { body } = response;
  if (body?.kind !== "single") return;
  const result = body.singleResult;
  const { valueCompletion, ...extensions } = result.extensions ?? {};
  const incomplete = valueErrors(valueCompletion);
  if (incomplete.length > 0) {
    logger.error({ requestId: record.requestId, paths: incomplete.map(({ path }) => path) }, "required fields empty");
  }
  const errors = [...(result.errors ?? []), ...incomplete.map((error) => formatError(error, error))];
  record.outcome = outcomeOf(result.data, errors);
  if (errors.length > 0) result.errors = inPathOrder(errors).map((error) => withRequestId(error, record.requestId));
  const { requestId, subgraphCalls, sqlStatements } = record;
  const concord = record.asks.explain ? { concord: { requestId, subgraphCalls, sqlStatements } } : {};
  const all = { ...extensions, ...concord };
  if (Object.keys(all).length > 0) result.extensions = all;
  else delete result.extensions;
}

/**
 * Where a required field is empty and no subgraph gave an error, the gateway nulls its parent and says so only in an
 * extension that no client reads. Concord has no null without a reason, so they become errors.
 */
function valueErrors(valueCompletion: unknown): GraphQLFormattedError[] {
  if (!Array.isArray(valueCompletion)) return [];
  return valueCompletion.map((error: GraphQLError) => ({
    message: error.message,
    ...(error.path ? { path: error.path } : {}),
    extensions: { code: "INTERNAL" },
  }));
}

function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  return isMasked(error) ? { ...error, extensions: { ...error.extensions, requestId } } : error;
}

function outcomeOf(data: unknown, errors: readonly GraphQLFormattedError[]): Outcome {
  if (errors.length === 0) return "ok";
  if (data) return "partial";
  return errors.some(isMasked) ? "failed" : data === undefined ? "refused" : "failed";
}

/** The log tells what a masked error hides from the client: kind and stack, never the question or its variables. */
function logCauses(logger: Logger, { record }: GatewayContext, errors: readonly GraphQLError[]): void {
  for (const error of errors) {
    const formatted = formatError({ ...error.toJSON(), extensions: error.extensions }, error);
    if (!isMasked(formatted)) continue;
    const cause = rootCause(error);
    const stack = cause instanceof Error ? cause.stack : undefined;
    const subgraph = error.extensions["serviceName"];
    logger.error({ requestId: record.requestId, subgraph, path: error.path, stack }, "a resolver failed");
  }
}
