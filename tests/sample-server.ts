import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { sameForAll } from "../cli/databases";
import { developmentToken } from "../cli/development-token";
import { assembleGateway } from "../cli/gateway-parts";
import { allSubgraphsOver } from "../cli/graph";
import { loadSource } from "../cli/load";
import { writeSample } from "../cli/sample";
import { readGatewayConfig } from "../gateway/config";
import type { Role } from "../schema/roles";
import { changesOf } from "../store/changes/source";
import type { Database } from "../store/database";
import { migrateAll } from "./build";
import { openEmbedded } from "./embedded";
import { openGraph, type TestGraph } from "./graph";

export interface SampleServer {
  readonly address: string;
  readonly dataFolder: string;
  /** What it serves, for tests that put more into it. */
  readonly database: Database;
  /** A token such as `npm start` prints. */
  token(role: Role): Promise<string>;
  close(): Promise<void>;
}

/** What `npm start` runs on a fresh clone, on a free port. @param env further settings */
export async function startSample(env: Readonly<Record<string, string>> = {}): Promise<SampleServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), "concord-start-"));
  const database = await openEmbedded();
  await migrateAll(database);
  writeSample(join(dataFolder, "sample"));
  await loadSource(database, "sample", join(dataFolder, "sample"));
  const databases = sameForAll(database);
  const local = allSubgraphsOver(databases, "a key for tests only");
  const changes = changesOf(databases, () => undefined);
  const config = readGatewayConfig({ PORT: "0", ...env });
  const gateway = await assembleGateway({ config, dataFolder, logger: pino({ level: "silent" }), local, changes });
  const address = await gateway.listen({ port: config.port, host: config.host });
  return {
    address,
    dataFolder,
    database,
    token: (role) => developmentToken(config, dataFolder, role),
    close: async () => {
      await gateway.close();
      await database.close();
    },
  };
}

/** The graph that `npm start` shows on a fresh clone. */
export async function openSampleGraph(): Promise<TestGraph> {
  const database = await openEmbedded();
  const graph = await openGraph({ database });
  const folder = mkdtempSync(join(tmpdir(), "concord-sample-"));
  writeSample(folder);
  await graph.import("sample", folder);
  return {
    ...graph,
    close: async () => {
      await graph.close();
      await database.close();
    },
  };
}
