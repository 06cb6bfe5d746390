import { Counter, Gauge, Histogram, type Registry } from "prom-client";

export type Transport = "sse" | "websocket";

/** Why a subscription ended: by its client, or by an error's code. */
export type EndReason = "client" | "gateway" | (string & {});

export interface LiveMetrics {
  opened(transport: Transport): void;
  /** @param lagSeconds from the write in the store to the client's connection */
  sent(lagSeconds: number): void;
  ended(transport: Transport, reason: EndReason): void;
}

export function liveMetrics(registry: Registry): LiveMetrics {
  const registers = [registry];
  const open = new Gauge({
    name: "concord_subscriptions_open",
    help: "Subscriptions under way",
    labelNames: ["transport"],
    registers,
  });
  const events = new Counter({
    name: "concord_subscription_events_total",
    help: "Events sent to subscribers",
    registers,
  });
  const ended = new Counter({
    name: "concord_subscriptions_ended_total",
    help: "Subscriptions that ended, by their client, with this gateway, or by the code of an error such as SUBSCRIPTION_TOO_SLOW",
    labelNames: ["reason"],
    registers,
  });
  const lag = new Histogram({
    name: "concord_subscription_lag_seconds",
    help: "From the write in the store to the event's sending",
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers,
  });
  return {
    opened: (transport) => open.inc({ transport }),
    sent(lagSeconds) {
      events.inc();
      lag.observe(lagSeconds);
    },
    ended(transport, reason) {
      open.dec({ transport });
      ended.inc({ reason });
    },
  };
}
