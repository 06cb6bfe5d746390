import { join } from "node:path";
import { ConcordError } from "../schema/errors";
import type { Subgraph } from "../schema/model/definition";
import type { Database } from "../store/database";
import { migrate } from "../store/migrate";
import { openPglite } from "../store/pglite";
import { openPostgres } from "../store/postgres";
import { readingReplica } from "../store/replica";
import type { StoreConfig } from "./config";

export const SCHEMAS: readonly Subgraph[] = ["mapping", "finance", "erp"];

function openUrl(config: StoreConfig, url: string): Database {
  const { poolSize, statementTimeoutMs, connectTimeoutMs } = config;
  return openPostgres({ url, poolSize, statementTimeoutMs, connectTimeoutMs });
}

/** The database that imports write to, as it is. */
export async function openDatabase(config: StoreConfig): Promise<Database> {
  return config.databaseUrl ? openUrl(config, config.databaseUrl) : openPglite(join(config.dataFolder, "database"));
}

/** The database that imports write to: all three schemas, brought to the code's version. */
export async function openWriter(config: StoreConfig): Promise<Database> {
  const database = await openDatabase(config);
  for (const schema of SCHEMAS) await migrate(database, schema);
  return database;
}

/** The database one subgraph reads: its own connection and role where it has one, and a replica where there is one. */
export async function openReader(config: StoreConfig, subgraph: Subgraph): Promise<Database> {
  const url = config.subgraphUrls[subgraph];
  if (!url)
    throw new ConcordError(
      "CONFIG_INVALID",
      `A part on its own needs a server that the others share: set DATABASE_URL or ${subgraph.toUpperCase()}_DATABASE_URL.`,
      "environment",
    );
  const database = openUrl(config, url);
  await migrate(database, subgraph);
  const readUrl = config.readUrls[subgraph];
  if (!readUrl) return database;
  return readingReplica({
    primary: database,
    replica: openUrl(config, readUrl),
    stalenessMaxMs: config.readStalenessMaxMs,
  });
}

/** One database holds all three schemas where imports write. */
export const sameForAll = (database: Database): Readonly<Record<Subgraph, Database>> => ({
  finance: database,
  erp: database,
  mapping: database,
});
