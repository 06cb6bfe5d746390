import { z } from "zod";
import { ConcordError } from "../schema/errors";
import { givenSettings } from "../schema/given-settings";
import type { Subgraph } from "../schema/model/definition";

const integer = (from: number, to: number) => {
  const error = `is a whole number from ${from} to ${to}`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(to, { error });
};
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "begins with postgresql://");

const environment = z.object({
  BACKUP_IDENTITY_FILE: z.string().optional(),
  BACKUP_PASSPHRASE: z.string().optional(),
  BACKUP_PASSPHRASE_FILE: z.string().optional(),
  BACKUP_RECIPIENTS_FILE: z.string().optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: databaseUrl.optional(),
  FINANCE_DATABASE_URL: databaseUrl.optional(),
  ERP_DATABASE_URL: databaseUrl.optional(),
  MAPPING_DATABASE_URL: databaseUrl.optional(),
  DATABASE_READ_URL: databaseUrl.optional(),
  FINANCE_DATABASE_READ_URL: databaseUrl.optional(),
  ERP_DATABASE_READ_URL: databaseUrl.optional(),
  MAPPING_DATABASE_READ_URL: databaseUrl.optional(),
  READ_STALENESS_MAX_MS: integer(100, 3_600_000).default(2_000),
  DATABASE_POOL_SIZE: integer(1, 1000).default(10),
  DATABASE_STATEMENT_TIMEOUT_MS: integer(100, 3_600_000).default(30_000),
  DATABASE_CONNECT_TIMEOUT_MS: integer(100, 600_000).default(5_000),
  QUALITY_RULES: z.string().optional(),
  MIN_GROUP_SIZE: integer(2, 10_000).default(5),
  CURSOR_KEY: z.string().min(16, { error: "has at least 16 characters" }).optional(),
});

export interface StoreConfig {
  readonly dataFolder: string;
  /** The writer's database; none: the embedded one in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Each subgraph's own connection; the writer's where none is given. */
  readonly subgraphUrls: Readonly<Record<Subgraph, string | undefined>>;
  /** A replica for each subgraph's reads; none: they are read where they are written. */
  readonly readUrls: Readonly<Record<Subgraph, string | undefined>>;
  /** How old what a replica answers may be. */
  readonly readStalenessMaxMs: number;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly cursorKey: string | undefined;
  /** Fewest values of a total for roles that read the field as totals only. */
  readonly minGroupSize: number;
  /** Files of the company's own rules of data quality. */
  readonly qualityRules: readonly string[];
  readonly backupKeys: BackupKeySettings;
}

/** Where the keys of backups are; a secret is never an argument, which every user of the machine can read. */
export interface BackupKeySettings {
  readonly recipientsFile: string | undefined;
  readonly identityFile: string | undefined;
  readonly passphraseFile: string | undefined;
  readonly passphrase: string | undefined;
}

/** Reads the store's settings once; every fault is told at once. */
export function readStoreConfig(env: Readonly<Record<string, string | undefined>>): StoreConfig {
  const parsed = environment.safeParse(givenSettings(env));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new ConcordError("CONFIG_INVALID", `The configuration is not usable:\n- ${faults.join("\n- ")}`);
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
    readUrls: {
      finance: readUrl(data, "FINANCE"),
      erp: readUrl(data, "ERP"),
      mapping: readUrl(data, "MAPPING"),
    },
    readStalenessMaxMs: data.READ_STALENESS_MAX_MS,
    poolSize: data.DATABASE_POOL_SIZE,
    statementTimeoutMs: data.DATABASE_STATEMENT_TIMEOUT_MS,
    connectTimeoutMs: data.DATABASE_CONNECT_TIMEOUT_MS,
    cursorKey: data.CURSOR_KEY,
    minGroupSize: data.MIN_GROUP_SIZE,
    qualityRules: (data.QUALITY_RULES ?? "")
      .split(",")
      .map((file) => file.trim())
      .filter((file) => file !== ""),
    backupKeys: {
      recipientsFile: data.BACKUP_RECIPIENTS_FILE,
      identityFile: data.BACKUP_IDENTITY_FILE,
      passphraseFile: data.BACKUP_PASSPHRASE_FILE,
      passphrase: data.BACKUP_PASSPHRASE,
    },
  };
}

/** A subgraph with a database role of its own does not read by a role that may read more. */
function readUrl(data: z.infer<typeof environment>, subgraph: "FINANCE" | "ERP" | "MAPPING"): string | undefined {
  const own = data[`${subgraph}_DATABASE_READ_URL`];
  return own ?? (data[`${subgraph}_DATABASE_URL`] ? undefined : data.DATABASE_READ_URL);
}
