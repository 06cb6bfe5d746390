import type { FastifyInstance } from "fastify";
import { ConcordError, errorRegistry } from "../../schema/errors";
import { errorBody } from "../errors";
import { recordOf } from "../request-record";
import type { Audit } from "./audit";
import { codeOf } from "./facts";

const RETRY_AFTER_SECONDS = "5";

/**
 * Lets an answer of the graph leave only when its entry is durable; otherwise the caller is told 503 instead. At /graphql every request is audited; elsewhere who was not let in, since what the others ask is audited as it is asked.
 */
export function auditRequests(app: FastifyInstance, audit: Audit): void {
  app.addHook("onError", async (request, _reply, error) => {
    const record = recordOf(request);
    if (record) record.audit.refusal = refusalOf(error);
  });
  app.addHook("onSend", async (request, reply, payload) => {
    const record = recordOf(request);
    if (!record || (request.routeOptions.url !== "/graphql" && record.outcome !== "refused")) return payload;
    record.audit.refusal ??= reply.statusCode >= 400 ? `HTTP_${reply.statusCode}` : "BAD_REQUEST";
    try {
      await audit.end(record, { from: request.ip, durationMs: reply.elapsedTime });
      return payload;
    } catch (error) {
      const message = error instanceof ConcordError ? error.message : "The audit cannot be written.";
      record.outcome = "failed";
      reply.removeHeader("content-length");
      reply.code(errorRegistry.AUDIT_UNAVAILABLE.status).headers({
        "content-type": "application/json; charset=utf-8",
        "retry-after": RETRY_AFTER_SECONDS,
      });
      return JSON.stringify(errorBody("AUDIT_UNAVAILABLE", message, request.id));
    }
  });
}

function refusalOf(error: unknown): string {
  if (error instanceof ConcordError) return error.code;
  const { extensions, code, statusCode } = error as {
    extensions?: { code?: unknown };
    code?: unknown;
    statusCode?: number;
  };
  const told = extensions?.code ?? code;
  return told === undefined && !statusCode ? "INTERNAL" : codeOf(told);
}
