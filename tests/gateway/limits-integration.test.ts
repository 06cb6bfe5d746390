import { ApolloServer } from "@apollo/server";
import { defineIntegrationTestSuite } from "@apollo/server-integration-testsuite";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { answerErrors } from "../../gateway/error-answers";
import { createApp } from "../../gateway/http-app";
import { DEFAULT_LIMITS } from "../../gateway/limits/settings";
import { createMetrics } from "../../gateway/metrics";
import { recordRequests } from "../../gateway/request-log";
import { captureLog } from "./fixture";

// Apollo's own suite for those who serve its server over HTTP, with the gateway's way of doing so; each test brings an Apollo
// server. Two of the gateway's policies are left out here, since the suite also tests their opposite: no batches, no caching.
defineIntegrationTestSuite(async (config, options) => {
  const { logger } = captureLog();
  const apollo = new ApolloServer(config);
  const app = createApp(undefined, DEFAULT_LIMITS);
  recordRequests(app, logger, createMetrics());
  answerErrors(app, logger);
  app.addHook("onRequest", async (_request, reply) => void reply.removeHeader("cache-control"));
  await apollo.start();
  const context = options?.context ?? (async () => ({}));
  app.route({
    method: ["GET", "POST"],
    // The suite asks at the root of the address.
    url: "/",
    handler: fastifyApolloHandler(apollo, { context }) as (
      request: FastifyRequest,
      reply: FastifyReply,
    ) => Promise<unknown>,
  });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  return { server: apollo, url, extraCleanup: async () => app.close() };
});
