import { accessSync, constants, existsSync, statSync } from "node:fs";
import { readGatewayConfig } from "../../gateway/config";
import { ConcordError, errorText } from "../../schema/errors";
import { sql } from "../../store/sql";
import { readStoreConfig } from "../config";
import { openDatabase } from "../databases";
import { checkSchema } from "../schema";

export interface Examination {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

async function examine(what: string, work: () => Promise<string> | string): Promise<Examination> {
  try {
    return { what, ok: true, detail: await work() };
  } catch (error) {
    const hint = error instanceof ConcordError ? ` ${error.hint}` : "";
    return { what, ok: false, detail: `${errorText(error)}${hint}` };
  }
}

function nodeVersion(): string {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node.js ${process.versions.node} is too old; 20.19 is the oldest that works.`);
  return `Node.js ${process.versions.node}`;
}

async function database(env: Environment): Promise<string> {
  const store = readStoreConfig(env);
  const opened = await openDatabase(store).catch((error: unknown) => {
    // The embedded database serves one process at a time: that it is in use means that Concord runs.
    if (error instanceof ConcordError && error.code === "DATABASE_IN_USE") return error.message;
    throw error;
  });
  if (typeof opened === "string") return opened;
  try {
    const [version] = await opened.query(sql`show server_version`);
    const [relation] = await opened.query(sql`select to_regclass('mapping.import_batch')::text as name`);
    const engine = `${opened.engine} ${String(version?.["server_version"])}`;
    if (!relation?.["name"]) return `${engine}, empty: the first start or import fills it`;
    const [batches] = await opened.query(
      sql`select count(*)::integer as count, max(committed_at)::text as last from mapping.import_batch`,
    );
    return `${engine}, ${String(batches?.["count"])} import batches, the last at ${String(batches?.["last"] ?? "–")}`;
  } finally {
    await opened.close();
  }
}

/** Looks at everything Concord needs and says of each what it found. */
export function doctor(env: Environment): Promise<readonly Examination[]> {
  return Promise.all([
    examine("Node.js", nodeVersion),
    examine("configuration", () => {
      const { production, tokens } = readGatewayConfig(env);
      return `${production ? "production" : "development"}, keys: ${tokens.keys.kind}`;
    }),
    examine("data folder", () => {
      const { dataFolder, databaseUrl } = readStoreConfig(env);
      if (databaseUrl) return "not used for data: DATABASE_URL is set";
      if (!existsSync(dataFolder)) return `${dataFolder} (made at the first start)`;
      accessSync(dataFolder, constants.W_OK);
      if (!statSync(dataFolder).isDirectory()) throw new Error(`${dataFolder} is not a folder; set DATA_DIR.`);
      return dataFolder;
    }),
    examine("database", () => database(env)),
    examine("schema", () => {
      const faults = checkSchema();
      if (faults.length > 0) throw new Error(faults.join(" "));
      return "the checked-in SDL is what the classes say";
    }),
  ]);
}
