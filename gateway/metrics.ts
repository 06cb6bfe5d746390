import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { type ExecutionMetrics, executionMetrics } from "./execution/metrics";
import type { RequestRecord } from "./request-record";

export interface GatewayMetrics {
  readonly registry: Registry;
  readonly execution: ExecutionMetrics;
  observeRequest(record: RequestRecord, durationSeconds: number): void;
  observeSubgraphCall(subgraph: string, durationSeconds: number, fault: string | undefined): void;
  /** @param result hit, miss, or why graphql-js answered, as the subgraph says */
  observeSubgraphPlan(subgraph: string, result: string): void;
  watchSources(sources: ReadonlyMap<string, { stopped(): boolean }>): void;
}

/** Clients choose operation names, so only the first ones get a time series of their own. */
const OPERATION_NAMES_MAX = 200;

/** What a subgraph says may be anything; there are some ten results. */
const PLAN_RESULTS_MAX = 20;

const DURATION_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): GatewayMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = histogram(registry, "concord_request_duration_seconds", "Time to answer one GraphQL request", [
    "operation",
    "outcome",
  ]);
  const calls = histogram(registry, "concord_subgraph_duration_seconds", "Time of one call to a subgraph", [
    "subgraph",
  ]);
  const faults = new Counter({
    name: "concord_subgraph_errors_total",
    help: "Calls to a subgraph that gave no usable answer",
    labelNames: ["subgraph", "code"],
    registers: [registry],
  });
  const plans = new Counter({
    name: "concord_subgraph_plans_total",
    help: "Questions to a subgraph: hit or miss where a plan was kept or compiled, else why graphql-js answered",
    labelNames: ["subgraph", "result"],
    registers: [registry],
  });
  const planLabel = boundedLabel(PLAN_RESULTS_MAX);
  const operationLabel = boundedLabel(OPERATION_NAMES_MAX);
  return {
    registry,
    execution: executionMetrics(registry),
    observeRequest({ operationName, outcome }, durationSeconds) {
      // An operation that never resolved is not a name worth a series: anyone may send anything.
      const operation = outcome === "refused" ? "refused" : operationLabel(operationName ?? "anonymous");
      requests.observe({ operation, outcome }, durationSeconds);
    },
    observeSubgraphCall(subgraph, durationSeconds, fault) {
      calls.observe({ subgraph }, durationSeconds);
      if (fault) faults.inc({ subgraph, code: fault });
    },
    observeSubgraphPlan: (subgraph, result) => plans.inc({ subgraph, result: planLabel(result) }),
    watchSources: (sources) => watchBreakers(registry, sources),
  };
}

function watchBreakers(registry: Registry, sources: ReadonlyMap<string, { stopped(): boolean }>): void {
  new Gauge({
    name: "concord_subgraph_stopped",
    help: "1 while calls to a subgraph are not made because it keeps failing",
    labelNames: ["subgraph"],
    registers: [registry],
    collect() {
      for (const [subgraph, source] of sources) this.set({ subgraph }, source.stopped() ? 1 : 0);
    },
  });
}

function histogram<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: Label[],
): Histogram<Label> {
  return new Histogram({ name, help, labelNames, buckets: DURATION_BUCKETS_SECONDS, registers: [registry] });
}

function boundedLabel(limit: number): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.size < limit) known.add(name);
    return known.has(name) ? name : "other";
  };
}
