import type { FastifyInstance, FastifyReply } from "fastify";
import type { GatewayMetrics } from "./metrics";
import type { SubgraphSource } from "./sources";

/** Probes come from many sides; they share one round of checks for so long. */
const READINESS_KEPT_MS = 1_000;

export interface HealthParts {
  readonly sources: ReadonlyMap<string, SubgraphSource>;
  readonly metrics: GatewayMetrics;
  /** Whether the server is about to stop: a balancer shall send nothing more. */
  readonly leaving: () => boolean;
}

/** Liveness, readiness and metrics: names and states of parts only, so they need no token. */
export function addHealthRoutes(app: FastifyInstance, { sources, metrics, leaving }: HealthParts): void {
  const readiness = keptFor(READINESS_KEPT_MS, () => checkAll(sources));
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    if (leaving()) return reply.code(503).send({ ready: false, leaving: true });
    return tellReadiness(reply, await readiness());
  });
  app.get("/metrics", async (_request, reply) => {
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

/**
 * Ready is who can answer. A part that is down is down for every gateway: were each to say that it is not ready, a balancer would
 * take all of them out and with them the answers that the other parts still give. So it is named, not refused for.
 */
function tellReadiness(reply: FastifyReply, parts: Readonly<Record<string, PartState>>): FastifyReply {
  const down = Object.keys(parts).filter((name) => parts[name] === "down");
  const ready = down.length < Object.keys(parts).length;
  return reply.code(ready ? 200 : 503).send({ ready, degraded: down.length > 0, parts });
}

type PartState = "up" | "down";

async function checkAll(sources: ReadonlyMap<string, SubgraphSource>): Promise<Record<string, PartState>> {
  const states = [...sources].map(async ([name, source]) => {
    const up = await source.check().then(
      () => true,
      () => false,
    );
    return [name, up ? "up" : "down"] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}

function keptFor<Value>(durationMs: number, read: () => Promise<Value>): () => Promise<Value> {
  let kept: { readonly value: Promise<Value>; readonly readAtMs: number } | undefined;
  return () => {
    if (!kept || Date.now() - kept.readAtMs > durationMs) kept = { value: read(), readAtMs: Date.now() };
    return kept.value;
  };
}
