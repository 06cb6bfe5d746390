import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where distributions put PostgreSQL's own programs: one folder a version below these. */
const VERSIONED = ["/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
const PLAIN = ["/usr/local/pgsql/bin", "/usr/pgsql/bin"];

const PROGRAMS = ["initdb", "postgres", "pg_basebackup"];

/** The folder with the programs that make and run servers; undefined where there is none. */
export function findPostgresBinaries(): string | undefined {
  const candidates = [
    ...(process.env["PATH"] ?? "").split(delimiter),
    ...[byPgConfig()].flat(),
    ...VERSIONED.flatMap(binOfVersions),
    ...PLAIN,
  ];
  return candidates.find((folder) => PROGRAMS.every((name) => existsSync(join(folder, name))));
}

function byPgConfig(): readonly string[] {
  try {
    return [execFileSync("pg_config", ["--bindir"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim()];
  } catch {
    return [];
  }
}

/** The newest first. */
function binOfVersions(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).filter((name) => /^(postgresql@)?\d+$/.test(name));
  return versions
    .sort((one, other) => Number(other.replace(/\D/g, "")) - Number(one.replace(/\D/g, "")))
    .map((version) => join(folder, version, "bin"));
}
