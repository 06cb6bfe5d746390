import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { allSubgraphsOver } from "../../cli/graph";
import { loadSource } from "../../cli/load";
import { writeSample } from "../../cli/sample";
import { readSupergraph } from "../../cli/schema";
import { createGateway, type Gateway } from "../../gateway/server";
import { createHttpSource } from "../../gateway/sources";
import type { Caller } from "../../gateway/tokens";
import { createIdentitySigner } from "../../schema/identity";
import { migrate } from "../../store/migrate";
import { openPglite } from "../../store/pglite";
import { createSubgraphServer } from "../../subgraphs/service/server";

const KEY = "a key of at least 32 characters, for benches";
const NAMES = ["mapping", "erp", "finance"] as const;
const caller: Caller = { subject: "bench", role: "cfo", companies: "*" };
const logger = pino({ level: "silent" });

export type SubgraphUrls = Readonly<Record<(typeof NAMES)[number], string>>;

export interface Subgraphs {
  readonly urls: SubgraphUrls;
  close(): Promise<void>;
}

/** The three subgraphs as HTTP services over the sample company, in this process. */
export async function startSubgraphs(): Promise<Subgraphs> {
  const database = await openPglite();
  for (const schema of NAMES) await migrate(database, schema);
  const folder = mkdtempSync(join(tmpdir(), "concord-bench-"));
  writeSample(folder);
  await loadSource(database, "sample", folder);
  rmSync(folder, { recursive: true, force: true });
  const execute = allSubgraphsOver({ finance: database, erp: database, mapping: database }, "a key for benches");
  const servers = NAMES.map((name) =>
    createSubgraphServer({ name, execute: execute[name], database, internalKey: KEY, logger }),
  );
  const addresses = await Promise.all(servers.map((server) => server.listen({ host: "127.0.0.1", port: 0 })));
  const urls = Object.fromEntries(NAMES.map((name, index) => [name, `${addresses[index]}/graphql`])) as SubgraphUrls;
  return {
    urls,
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      await database.close();
    },
  };
}

/** A gateway over subgraphs at these addresses, listening; any token is one of the role `cfo`. */
export async function startGatewayOver(
  urls: SubgraphUrls,
  timeoutMs: number,
): Promise<{ readonly gateway: Gateway; readonly url: string }> {
  const sign = createIdentitySigner(KEY);
  const urlOf: Readonly<Record<string, string>> = urls;
  const gateway = await createGateway({
    supergraphSdl: readSupergraph(),
    sources: (name) => createHttpSource({ name, urls: [urlOf[name] ?? ""], sign, timeoutMs, logger }),
    verifyToken: async () => caller,
    logger,
    production: true,
    introspection: false,
  });
  return { gateway, url: `${await gateway.listen({ host: "127.0.0.1", port: 0 })}/graphql` };
}
