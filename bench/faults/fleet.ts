import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSource } from "../../cli/load";
import { writeSample } from "../../cli/sample";
import { migrateAll } from "../../tests/build";
import type { TestEngine } from "../../tests/databases";
import { balance } from "./balancer";
import { adminToken, freePorts, type PartProcess, partProcess } from "./part-process";

const KINDS = ["finance", "erp", "mapping", "gateway"] as const;

/** Some processes of each part over one PostgreSQL, with a balancer before the gateways. */
export interface Fleet {
  /** Of the graph, through the balancer. */
  readonly url: string;
  /** Of the role `admin`. */
  readonly token: string;
  /** The folder of the parts' own data, with the development keys. */
  readonly folder: string;
  /** By kind, those of a kind one after the other. */
  readonly parts: readonly PartProcess[];
  close(): Promise<void>;
}

export interface FleetSettings {
  /** How long a part that is told to stop goes on answering. */
  readonly drainMs: number;
  /** Processes of each kind; 2 if absent. */
  readonly ofAKind?: number;
  /** Settings beside the fleet's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Shared by the parts of a fleet; whoever knows it may ask its subgraphs. */
export const INTERNAL_KEY = "an internal key for fleets, long enough";
/** A question is to fail by a restart only, not because the machine that carries all eight parts is slow. */
const PATIENT = { SUBGRAPH_TIMEOUT_MS: "120000", REQUEST_TIMEOUT_MS: "300000", CONCURRENCY_MAX: "1000" } as const;

type Opened = Pick<Awaited<ReturnType<TestEngine["open"]>>, "database" | "url">;

/** Over the sample company; all parts are ready when it resolves. The database is the caller's to close. */
export async function startFleet({ database, url }: Opened, settings: FleetSettings): Promise<Fleet> {
  const { drainMs, ofAKind = 2 } = settings;
  const folder = mkdtempSync(join(tmpdir(), "concord-fleet-"));
  await migrateAll(database);
  writeSample(join(folder, "sample"));
  await loadSource(database, "sample", join(folder, "sample"));
  const ports = await freePorts(KINDS.length * ofAKind);
  const portsOf = (kind: (typeof KINDS)[number]) => {
    const first = KINDS.indexOf(kind) * ofAKind;
    return ports.slice(first, first + ofAKind);
  };
  const addresses = (kind: (typeof KINDS)[number]) =>
    portsOf(kind)
      .map((port) => `http://127.0.0.1:${port}/graphql`)
      .join();
  const env = {
    ...process.env,
    NODE_ENV: "development",
    DATA_DIR: folder,
    DATABASE_URL: url,
    DATABASE_POOL_SIZE: "4",
    INTERNAL_KEY,
    FINANCE_URL: addresses("finance"),
    ERP_URL: addresses("erp"),
    MAPPING_URL: addresses("mapping"),
    ...PATIENT,
    DRAIN_MS: String(drainMs),
    LOG_LEVEL: "warn",
    ...settings.env,
  };
  // Before the gateways, so that both find the same development keys.
  const token = await adminToken(env);
  const parts = KINDS.flatMap((kind) => portsOf(kind).map((port) => partProcess(kind, port, env)));
  const gateways = parts.filter(({ part }) => part === "gateway");
  const stopAll = () => Promise.all(parts.map((part) => part.stop()));
  await Promise.all(parts.map((part) => part.start())).catch(async (error) => {
    await stopAll();
    throw error;
  });
  const balancer = await balance(gateways.map(({ origin }) => origin));
  return {
    url: `${balancer.url}/graphql`,
    token,
    folder,
    parts,
    async close() {
      await balancer.close();
      await stopAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
