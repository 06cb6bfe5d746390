import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/**
 * Lets a server leave in order: when it is closed it first goes on answering for so long, tells every client to close its
 * connection, and says by the function given back that it is leaving, for the readiness probe that a balancer asks. The server must
 * be made with `return503OnClosing: false`.
 */
export function leaveInOrder(app: FastifyInstance, drainMs: number): () => boolean {
  let leaving = false;
  // Fastify calls this before it stops listening, and marks answers with `connection: close` from now on.
  app.addHook("preClose", async () => {
    leaving = true;
    await pause(drainMs);
  });
  return () => leaving;
}
