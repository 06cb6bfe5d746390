import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { errorBody } from "./errors";
import { createListener, refuseConnection, type TlsTexts } from "./limits/connections";
import type { Limits } from "./limits/settings";
import { requestIdOf } from "./request-record";

const YEAR_SECONDS = 31_536_000;

/** @param tls PEM texts; absent: plain HTTP */
export function createApp(tls: TlsTexts | undefined, limits: Limits): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    return503OnClosing: false,
    genReqId: (request) => requestIdOf(request.headers["x-request-id"]),
    serverFactory: (listener) => createListener(listener, limits, tls),
    clientErrorHandler: refuseConnection,
    frameworkErrors: (_error, request, reply) => {
      const answer = reply as unknown as FastifyReply;
      void answer.code(400).send(errorBody("BAD_REQUEST", "The address is not readable.", request.id));
    },
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "x-request-id": request.id,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=()",
      "cache-control": "no-store",
      ...(tls ? { "strict-transport-security": `max-age=${YEAR_SECONDS}` } : {}),
    });
  });
  return app;
}
