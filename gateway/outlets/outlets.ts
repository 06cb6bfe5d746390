import type { FastifyInstance } from "fastify";
import { addBiRoutes } from "./bi-routes";
import { challenge } from "./challenge";
import { addODataRoutes } from "./odata/routes";
import { createSessions, type OutletSettings } from "./session";

/** What tools that know no GraphQL read: saved operations as rows. */
export function addOutlets(app: FastifyInstance, settings: OutletSettings): void {
  const open = createSessions(settings);
  void app.register(async (scope) => {
    scope.setErrorHandler((error, _request, reply) => {
      challenge(error, reply);
      throw error;
    });
    addBiRoutes(scope, open, settings.schema);
  });
  void app.register(async (scope) => addODataRoutes(scope, open, settings.schema));
}
