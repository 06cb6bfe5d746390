import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { onServer } from "../databases";
import { urlOf } from "./dump-copy";

const SCRIPT = join(__dirname, "../../../shared/sources/tryton-live.sh");

function hasTrytond(): boolean {
  try {
    execFileSync("trytond", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Why a really running Tryton cannot be had here; undefined: it can. */
export function whyNoTryton(): string | undefined {
  if (!existsSync(SCRIPT)) return "no ../shared/sources/tryton-live.sh";
  if (process.env["CONCORD_TEST_POSTGRES"] !== "yes") return "no PostgreSQL server";
  return hasTrytond() ? undefined : "trytond is not installed";
}

export interface LiveTryton {
  readonly url: string;
  readonly database: string;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** Serves the company's dump with the real trytond until it is stopped. */
export async function startTryton(database: string, port: number): Promise<LiveTryton> {
  const folder = mkdtempSync(join(tmpdir(), "concord-tryton-"));
  const databaseUrl = urlOf(database);
  const { hostname, port: serverPort, username, password } = new URL(databaseUrl);
  const { stdout } = await promisify(execFile)("bash", [SCRIPT, folder, database, String(port)], {
    env: { ...process.env, PGHOST: hostname, PGPORT: serverPort || "5432", PGUSER: username, PGPASSWORD: password },
  });
  const pid = Number(/pid (\d+)/.exec(stdout)?.[1]);
  return {
    url: `http://127.0.0.1:${port}`,
    database,
    databaseUrl,
    stop: async () => {
      if (pid > 1) process.kill(pid);
      await onServer(`drop database if exists ${database} with (force)`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
