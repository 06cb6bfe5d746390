import { ApolloGateway, type GatewayConfig, type ServiceMap, type SupergraphManager } from "@apollo/gateway";
import type { GraphQLError, GraphQLSchema } from "graphql";
import { getOperationAST, getVariableValues } from "graphql";
import { BoundedMemory } from "../../schema/bounded-memory";
import { inSpan } from "../../schema/trace";
import { Coalescing } from "./coalescing";
import { type CompiledOperation, compileOperation, runOperation } from "./compiled-operation";
import type { ExecutionMetrics } from "./metrics";
import type { ExecutorAnswer, ExecutorRequest } from "./run";
import { type Reason, Unsupported } from "./unsupported";

/** Most operations kept compiled, for one supergraph. */
const OPERATIONS_MAX = 1000;

type Source = ServiceMap[string] & {
  /** Its answers are complete by the schema: every value of its type, or null where none may be and told why. */
  readonly completes?: boolean;
};

export interface ExecutingGatewaySettings {
  readonly supergraphSdl: string | SupergraphManager;
  readonly source: (name: string, url: string | undefined) => Source;
  readonly logger: NonNullable<GatewayConfig["logger"]>;
  readonly metrics: ExecutionMetrics;
  /** Who asks, by the context of the request; undefined: this one's answer is for nobody else. */
  readonly caller: (context: unknown) => Caller | undefined;
}

interface Caller {
  /** Equal only for callers who may see the same. */
  readonly key: string;
  /** Aborts when the caller's time is over, or it is gone. */
  readonly signal: AbortSignal;
}

/** What is compiled under one supergraph. */
interface Generation {
  readonly schema: GraphQLSchema;
  readonly operations: BoundedMemory<CompiledOperation | Reason>;
  readonly coalescing: Coalescing<ExecutorAnswer>;
}

/**
 * Apollo's gateway, which keeps the supergraph and makes the plans, with an executor of our own: an operation is planned
 * and compiled once, and what it cannot compile is left to Apollo's executor.
 */
class ExecutingGateway {
  private readonly apollo: ApolloGateway;
  private readonly sources: Record<string, Source> = Object.create(null);
  private generation: Generation | undefined;

  constructor(private readonly settings: ExecutingGatewaySettings) {
    this.apollo = apolloGateway(settings, (name, source) => {
      this.sources[name] = source;
    });
    this.apollo.onSchemaLoadOrUpdate(({ apiSchema }) => {
      this.generation = {
        schema: apiSchema,
        operations: new BoundedMemory(OPERATIONS_MAX),
        coalescing: new Coalescing(isWhole, settings.metrics.shared),
      };
    });
  }

  onSchemaLoadOrUpdate(callback: Parameters<ApolloGateway["onSchemaLoadOrUpdate"]>[0]): () => void {
    return this.apollo.onSchemaLoadOrUpdate(callback);
  }

  async load(options: Parameters<ApolloGateway["load"]>[0]): ReturnType<ApolloGateway["load"]> {
    const { schema } = await this.apollo.load(options);
    return {
      schema,
      executor: (request) => inSpan("gateway.request", {}, () => this.execute(request as ExecutorRequest)),
    };
  }

  stop(): Promise<void> {
    return this.apollo.stop();
  }

  private async execute(request: ExecutorRequest): Promise<ExecutorAnswer> {
    const { generation } = this;
    if (!generation) throw new Error("the gateway is not loaded");
    if (request.metrics?.captureTraces) return this.byApollo(request, "trace");
    const errors = variableErrors(generation.schema, request);
    if (errors) return { errors };
    const name = `${request.queryHash} ${request.request.operationName ?? ""}`;
    const compiled = this.compiled(generation, name, request);
    if (typeof compiled === "string") return this.byApollo(request, compiled);
    const run = (): Promise<ExecutorAnswer> =>
      runOperation(compiled, request, this.sources) ?? this.byApollo(request, "condition");
    const caller = compiled.operation.rootKind === "query" ? this.settings.caller(request.context) : undefined;
    if (!caller) return run();
    const key = JSON.stringify([name, request.request.variables ?? {}, caller.key]);
    // A copy each: whoever completes an answer writes into it, never into its data.
    return { ...(await generation.coalescing.answer(key, { signal: caller.signal, run })) };
  }

  private byApollo(request: ExecutorRequest, reason: Reason): Promise<ExecutorAnswer> {
    this.settings.metrics.leftToApollo(reason);
    return this.apollo.executor(request);
  }

  private compiled({ operations }: Generation, name: string, request: ExecutorRequest): CompiledOperation | Reason {
    const known = operations.get(name);
    this.settings.metrics.lookedUp(known !== undefined);
    return known ?? operations.set(name, this.compile(request));
  }

  private compile(request: ExecutorRequest): CompiledOperation | Reason {
    const { queryPlanner } = this.apollo.__testing();
    if (!queryPlanner) return "plan";
    try {
      return compileOperation(queryPlanner, request, (name) => this.sources[name]?.completes === true);
    } catch (error) {
      // What cannot be planned is refused by Apollo's executor, in its words.
      return error instanceof Unsupported ? error.reason : "plan";
    }
  }
}

/** Nothing in it but data: an error may come of the one caller's time, and it tells of its run. */
const isWhole = (answer: ExecutorAnswer): boolean =>
  "data" in answer && !answer.errors && Object.keys(answer.extensions ?? {}).length === 0;

/** A gateway with our executor, or, for comparisons, with Apollo's alone. */
export function openExecution({
  stockExecutor,
  ...settings
}: ExecutingGatewaySettings & { readonly stockExecutor: boolean | undefined }): ApolloGateway | ExecutingGateway {
  return stockExecutor ? apolloGateway(settings) : new ExecutingGateway(settings);
}

function apolloGateway(
  { supergraphSdl, source, logger }: ExecutingGatewaySettings,
  onSource: (name: string, source: Source) => void = () => undefined,
): ApolloGateway {
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url }) => {
      const built = source(name, url);
      onSource(name, built);
      return built;
    },
    // Sources read the planned query's fields; with the document at hand they need not parse it again.
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    logger,
  } as GatewayConfig);
}

function variableErrors(
  schema: GraphQLSchema,
  { document, request }: ExecutorRequest,
): readonly GraphQLError[] | undefined {
  const definitions = getOperationAST(document, request.operationName)?.variableDefinitions ?? [];
  if (definitions.length === 0) return undefined;
  return getVariableValues(schema, definitions, request.variables ?? {}).errors;
}
