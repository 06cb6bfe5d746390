import { type Attributes, context, propagation, SpanStatusCode, trace } from "@opentelemetry/api";

// Without tracing switched on (OTEL_EXPORTER_OTLP_ENDPOINT) the API does nothing, and no SDK is loaded.
const TRACER = "concord";

/** Does work as a span of the current trace; attributes are names and numbers, never values of the data. */
export function inSpan<Value>(name: string, attributes: Attributes, work: () => Promise<Value>): Promise<Value> {
  return trace.getTracer(TRACER).startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      // A message may quote data; its kind does not.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "error" });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Headers by which the callee goes on with the current trace; none without tracing. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** Does work within the trace that a caller's headers name. */
export function withinTrace<Value>(headers: Readonly<Record<string, unknown>>, work: () => Value): Value {
  return context.with(propagation.extract(context.active(), headers), work);
}
