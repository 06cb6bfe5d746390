import { join } from "node:path";
import type { Subgraph } from "../schema/model/definition";
import type { Database } from "../store/database";
import { migrate } from "../store/migrate";
import { openPglite } from "../store/pglite";
import { openPostgres } from "../store/postgres";
import type { StoreConfig } from "./config";

export const SCHEMAS: readonly Subgraph[] = ["mapping", "finance", "erp"];

function openUrl(config: StoreConfig, url: string): Database {
  const { poolSize, statementTimeoutMs, connectTimeoutMs } = config;
  return openPostgres({ url, poolSize, statementTimeoutMs, connectTimeoutMs });
}

/** The database that imports write to: all three schemas, brought to the code's version. */
export async function openWriter(config: StoreConfig): Promise<Database> {
  const database = config.databaseUrl
    ? openUrl(config, config.databaseUrl)
    : await openPglite(join(config.dataFolder, "database"));
  for (const schema of SCHEMAS) await migrate(database, schema);
  return database;
}

/** The database one subgraph reads: its own connection and role where it has one. */
export async function openReader(config: StoreConfig, subgraph: Subgraph): Promise<Database> {
  const url = config.subgraphUrls[subgraph];
  const database = url ? openUrl(config, url) : await openPglite(join(config.dataFolder, "database"));
  await migrate(database, subgraph);
  return database;
}
