import { type Operation, operationFromDocument } from "@apollo/federation-internals";
import type { ServiceMap } from "@apollo/gateway";
import type { QueryPlanner } from "@apollo/query-planner";
import { GraphQLError } from "graphql";
import { givenAtRoot, NOTHING_GIVEN } from "./as-it-comes";
import { type Conditions, conditionsOf } from "./conditions";
import type { Data } from "./merge";
import { rootPlace } from "./place";
import { compilePlan, type PlanStep } from "./plan";
import { compileProjection, type Projection } from "./projection";
import type { ExecutorAnswer, ExecutorRequest, Run } from "./run";
import { Unsupported } from "./unsupported";

/** All of an operation's execution that depends on its document and the supergraph alone. */
export interface CompiledOperation {
  readonly operation: Operation;
  /** Undefined: nothing is asked of a subgraph. */
  readonly plan: PlanStep | undefined;
  readonly project: Projection;
  /** Variables that conditions of the plan or of the operation use. */
  readonly conditionVariables: ReadonlySet<string>;
}

/**
 * Plans and compiles.
 * @param completes whether a subgraph's answers are complete by the schema
 * @throws Unsupported, or whatever the planner throws
 */
export function compileOperation(
  planner: QueryPlanner,
  { document, request }: ExecutorRequest,
  completes: (subgraph: string) => boolean,
): CompiledOperation {
  const { supergraph } = planner;
  const named = request.operationName ? { operationName: request.operationName } : {};
  const operation = operationFromDocument(supergraph.apiSchema(), document, named);
  const conditionVariables = new Set<string>();
  const { node } = planner.buildQueryPlan(operation);
  if (node?.kind === "Subscription") throw new Unsupported("incremental");
  const plan = node && compilePlan(supergraph.schema, node, conditionVariables);
  const given = node ? givenAtRoot(node, completes) : NOTHING_GIVEN;
  const project = compileProjection(operation, conditionVariables, given);
  return { operation, plan, project, conditionVariables };
}

/**
 * Runs an operation for one request.
 * @returns undefined: a condition's variable is no boolean, so it is not run
 */
export function runOperation(
  { operation, plan, project, conditionVariables }: CompiledOperation,
  request: ExecutorRequest,
  sources: ServiceMap,
): Promise<ExecutorAnswer> | undefined {
  const conditions = conditionsOf(conditionVariables, operation, request.request.variables ?? {});
  if (!conditions) return undefined;
  return answer(plan, project, { request, sources, conditions, errors: [] });
}

async function answer(plan: PlanStep | undefined, project: Projection, run: Run): Promise<ExecutorAnswer> {
  const fetched: Data = Object.create(null);
  await plan?.(rootPlace(fetched), run);
  return projected(project, fetched, run.conditions, run.errors as GraphQLError[]);
}

function projected(
  project: Projection,
  fetched: Data,
  conditions: Conditions,
  subgraphErrors: GraphQLError[],
): ExecutorAnswer {
  try {
    const { data, errors } = project(fetched, conditions);
    if (subgraphErrors.length > 0) return { data, errors: subgraphErrors };
    return errors.length > 0 ? { data, extensions: { valueCompletion: errors } } : { data };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    const originalError = error instanceof Error ? error : new Error(String(error));
    return { errors: [new GraphQLError(originalError.message, { originalError })] };
  }
}
