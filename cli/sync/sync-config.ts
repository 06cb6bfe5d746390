import { z } from "zod";
import { ConcordError } from "../../schema/errors";
import { givenSettings } from "../../schema/given-settings";
import type { Environment } from "../settings";

const environment = z.object({
  CONCORD_SOURCES: z.string().min(1).default("concord.sources.yaml"),
  NATS_URL: z
    .string()
    .regex(/^(nats|tls|ws|wss):\/\//, "begins with nats:// or tls://")
    .optional(),
  NATS_QUEUE: z.string().regex(/^\w+$/, "is letters, digits and underscores").default("concord_sync"),
  NATS_CHANGES: z.string().regex(/^\w+$/, "is letters, digits and underscores").default("concord_changes"),
});

export interface SyncConfig {
  /** Path of the list of sources. */
  readonly sourcesFile: string;
  /** The broker over which several processes share the work; none: this process does it all. */
  readonly nats: { readonly url: string; readonly queue: string; readonly changes: string } | undefined;
}

/** Reads the settings of synchronisation; every fault is told at once. */
export function readSyncConfig(env: Environment): SyncConfig {
  const parsed = environment.safeParse(givenSettings(env));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new ConcordError("CONFIG_INVALID", `The configuration is not usable:\n- ${faults.join("\n- ")}`);
  }
  const { CONCORD_SOURCES: sourcesFile, NATS_URL: url, NATS_QUEUE: queue, NATS_CHANGES: changes } = parsed.data;
  return { sourcesFile, nats: url === undefined ? undefined : { url, queue, changes } };
}
