import type { FastifyInstance } from "fastify";
import type { Limits } from "../limits/settings";
import { addEventStream } from "./event-stream";
import type { Live } from "./live";
import { addWebSocket, type WebSocketSettings } from "./web-socket";

export interface LiveTransportSettings extends Pick<WebSocketSettings, "verifyToken" | "schema" | "audit"> {
  readonly limits: Limits;
}

/** Subscriptions by both transports; when the gateway leaves, they end before it waits for what is under way. */
export function addLiveTransports(
  app: FastifyInstance,
  live: Live,
  { limits, ...settings }: LiveTransportSettings,
): void {
  const heartbeatMs = limits.subscriptionHeartbeatMs;
  addEventStream(app, { live, verifyToken: settings.verifyToken, heartbeatMs });
  const sockets = addWebSocket(app, {
    ...settings,
    live,
    heartbeatMs,
    bodyBytes: limits.bodyBytes,
    connectionsPerIdentity: limits.subscriptionsPerIdentity,
  });
  app.addHook("preClose", async () => {
    // Sockets first: a subscription that ends on an open one is told to be complete, and its client would not come again.
    await sockets.close();
    await live.close();
  });
}
