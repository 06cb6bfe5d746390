import type { Part } from "./parts";

export interface Tracing {
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Sends traces to an OpenTelemetry collector; its libraries are loaded only then. */
export function startTracing(endpoint: string | undefined, part: Part): Tracing | undefined {
  if (!endpoint) return undefined;
  const { AsyncLocalStorageContextManager } =
    require("@opentelemetry/context-async-hooks") as typeof import("@opentelemetry/context-async-hooks");
  const { OTLPTraceExporter } =
    require("@opentelemetry/exporter-trace-otlp-http") as typeof import("@opentelemetry/exporter-trace-otlp-http");
  const { Resource } = require("@opentelemetry/resources") as typeof import("@opentelemetry/resources");
  const { BasicTracerProvider, BatchSpanProcessor } =
    require("@opentelemetry/sdk-trace-base") as typeof import("@opentelemetry/sdk-trace-base");
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: new Resource({ "service.name": part === "all" ? "concord" : `concord-${part}` }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable() });
  return { close: () => provider.shutdown() };
}
