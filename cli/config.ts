import { z } from "zod";
import { ConcordError } from "../schema/errors";
import type { Subgraph } from "../schema/model/definition";

const integer = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgresql://");

const environment = z.object({
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: databaseUrl.optional(),
  FINANCE_DATABASE_URL: databaseUrl.optional(),
  ERP_DATABASE_URL: databaseUrl.optional(),
  MAPPING_DATABASE_URL: databaseUrl.optional(),
  DATABASE_POOL_SIZE: integer(1, 1000).default(10),
  DATABASE_STATEMENT_TIMEOUT_MS: integer(100, 3_600_000).default(30_000),
  DATABASE_CONNECT_TIMEOUT_MS: integer(100, 600_000).default(5_000),
  CURSOR_KEY: z.string().min(16).optional(),
});

export interface StoreConfig {
  readonly dataFolder: string;
  /** The writer's database; none: the embedded one in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Each subgraph's own connection; the writer's where none is given. */
  readonly subgraphUrls: Readonly<Record<Subgraph, string | undefined>>;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly cursorKey: string | undefined;
}

/** Reads the store's settings once; every fault is told at once. */
export function readStoreConfig(env: Readonly<Record<string, string | undefined>>): StoreConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConcordError("CONFIG_INVALID", faults.join("\n"), "environment");
  }
  const { data } = parsed;
  return {
    dataFolder: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL,
    subgraphUrls: {
      finance: data.FINANCE_DATABASE_URL ?? data.DATABASE_URL,
      erp: data.ERP_DATABASE_URL ?? data.DATABASE_URL,
      mapping: data.MAPPING_DATABASE_URL ?? data.DATABASE_URL,
    },
    poolSize: data.DATABASE_POOL_SIZE,
    statementTimeoutMs: data.DATABASE_STATEMENT_TIMEOUT_MS,
    connectTimeoutMs: data.DATABASE_CONNECT_TIMEOUT_MS,
    cursorKey: data.CURSOR_KEY,
  };
}
