import type { GatewayMetrics } from "./metrics";
import type { GatewayContext } from "./request-record";
import type { SubgraphSource } from "./sources";

const FAULT_CODES = ["SUBGRAPH_UNAVAILABLE", "SUBGRAPH_TIMEOUT"];

/** Counts a source's calls, for the metrics and for the request that makes them. */
export function observed(name: string, source: SubgraphSource, metrics: GatewayMetrics): SubgraphSource {
  return {
    check: () => source.check(),
    stopped: () => source.stopped(),
    completes: source.completes,
    close: () => source.close(),
    async process(options) {
      const { record } = options.context as GatewayContext;
      record.subgraphCalls += 1;
      const startedAtMs = performance.now();
      const answer = await source.process(options);
      const code = answer.errors?.[0]?.extensions?.["code"];
      const fault = typeof code === "string" && FAULT_CODES.includes(code) ? code : undefined;
      metrics.observeSubgraphCall(name, (performance.now() - startedAtMs) / 1000, fault);
      const statements = answer.extensions?.["sqlStatements"];
      if (typeof statements === "number") record.sqlStatements += statements;
      const plan = answer.extensions?.["compiled"];
      if (typeof plan === "string") metrics.observeSubgraphPlan(name, plan);
      return answer;
    },
  };
}
