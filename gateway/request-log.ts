import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { GatewayMetrics } from "./metrics";
import { createRecord, RECORD, type RequestRecord, recordOf } from "./request-record";

const PROBES = ["/healthz", "/readyz", "/metrics"];

/** Gives each request its record, and writes it into log and metrics when it is answered. */
export function recordRequests(app: FastifyInstance, logger: Logger, metrics: GatewayMetrics): void {
  app.decorateRequest(RECORD, null);
  app.addHook("onRequest", async (request) => {
    const asksFor = (extension: string): boolean => request.headers[`x-concord-${extension}`] === "1";
    request.setDecorator(
      RECORD,
      createRecord(request.id, { explain: asksFor("explain"), freshness: asksFor("freshness"), cost: asksFor("cost") }),
    );
  });
  app.addHook("onResponse", async (request, reply) => {
    const record = recordOf(request);
    const route = request.routeOptions.url ?? "unknown";
    const isGraph = route === "/graphql";
    if (isGraph && record) metrics.observeRequest(record, reply.elapsedTime / 1000);
    logger[PROBES.includes(route) ? "debug" : "info"](
      {
        requestId: request.id,
        method: request.method,
        // The route, not the address: a GET carries the query and its variables there.
        route,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
        ...(isGraph && record ? graphLine(record) : {}),
      },
      "request",
    );
  });
}

function graphLine({ operationName, role, outcome, subgraphCalls, sqlStatements }: RequestRecord): object {
  return { operationName, role, outcome, subgraphCalls, sqlStatements };
}
