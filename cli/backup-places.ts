import { randomBytes } from "node:crypto";
import pg from "pg";
import { ConcordError } from "../schema/errors";
import type { Subgraph } from "../schema/model/definition";
import type { Place } from "../store/backup/places";
import type { Database } from "../store/database";
import { openPglite } from "../store/pglite";
import { openPostgres } from "../store/postgres";
import { name, sql } from "../store/sql";
import type { StoreConfig } from "./config";
import { openDatabase, SCHEMAS } from "./databases";

export interface OpenedPlaces {
  readonly places: readonly Place[];
  close(): Promise<void>;
}

/** Two at once: a snapshot, and the lock that imports wait for while it is taken. */
const CONNECTIONS = 2;

function open(config: StoreConfig, url: string): Database {
  const { statementTimeoutMs, connectTimeoutMs } = config;
  return openPostgres({ url, poolSize: CONNECTIONS, statementTimeoutMs, connectTimeoutMs });
}

/** Where the three schemas are: the writer's database, or each subgraph's own where there is no writer's. */
export async function openPlaces(config: StoreConfig): Promise<OpenedPlaces> {
  const urls = SCHEMAS.map((schema) => [schema, config.databaseUrl ?? config.subgraphUrls[schema]] as const);
  if (urls.every(([, url]) => url === undefined))
    return opened([{ schemas: SCHEMAS, database: await openDatabase(config) }]);
  const schemasByUrl = new Map<string, Subgraph[]>();
  for (const [schema, url] of urls) {
    if (!url)
      throw new ConcordError(
        "CONFIG_INVALID",
        `Set DATABASE_URL, or ${schema.toUpperCase()}_DATABASE_URL beside the others.`,
        "environment",
      );
    schemasByUrl.set(url, [...(schemasByUrl.get(url) ?? []), schema]);
  }
  return opened([...schemasByUrl].map(([url, schemas]) => ({ schemas, database: open(config, url) })));
}

function opened(places: readonly Place[]): OpenedPlaces {
  return {
    places,
    close: async () => {
      for (const { database } of places) await database.close();
    },
  };
}

const INSUFFICIENT_PRIVILEGE = "42501";

/** An empty database for a trial: on the same server where the role may make one, otherwise in memory. */
export async function openScratch(config: StoreConfig): Promise<OpenedPlaces> {
  const url = config.databaseUrl ?? config.subgraphUrls.mapping;
  return (url ? await scratchOnServer(config, url) : undefined) ?? opened([await inMemory()]);
}

async function inMemory(): Promise<Place> {
  return { schemas: SCHEMAS, database: await openPglite() };
}

async function scratchOnServer(config: StoreConfig, url: string): Promise<OpenedPlaces | undefined> {
  const scratch = `concord_verify_${randomBytes(6).toString("hex")}`;
  const server = open(config, url);
  try {
    await server.query(sql`create database ${name(scratch)}`);
  } catch (error) {
    await server.close();
    if (error instanceof pg.DatabaseError && error.code === INSUFFICIENT_PRIVILEGE) return undefined;
    throw error;
  }
  const own = new URL(url);
  own.pathname = `/${scratch}`;
  const database = open(config, own.href);
  return {
    places: [{ schemas: SCHEMAS, database }],
    close: async () => {
      await database.close();
      await server.query(sql`drop database if exists ${name(scratch)}`).finally(() => server.close());
    },
  };
}
