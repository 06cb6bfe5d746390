import type { FastifyInstance } from "fastify";
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
    const parts = await readiness();
    const ready = Object.values(parts).every((state) => state === "up");
    return reply.code(ready ? 200 : 503).send({ ready, parts });
  });
  app.get("/metrics", async (_request, reply) => {
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

async function checkAll(sources: ReadonlyMap<string, SubgraphSource>): Promise<Record<string, "up" | "down">> {
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
