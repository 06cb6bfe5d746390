import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

/** The folder of the packages that Concord is measured beside, with a lock of its own. */
export const PEERS = join(__dirname, "..", "peers");

/** PostGraphile and Mercurius want another graphql than the others, so they stand apart. */
const FOLDERS = [PEERS, join(PEERS, "postgraphile"), join(PEERS, "mercurius")];

/** Installs them once, and again when their lock changed. @returns why some are not there, if they are not */
export function installPeers(): readonly string[] {
  return FOLDERS.flatMap((folder) => (isInstalled(folder) ? [] : (install(folder) ?? [])));
}

function isInstalled(folder: string): boolean {
  const installed = join(folder, "node_modules", ".package-lock.json");
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(folder, "package-lock.json")).mtimeMs;
}

function install(folder: string): string | undefined {
  console.error(`Installing the packages of ${folder} from npm (once, some minutes) …`);
  try {
    const given = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"];
    execFileSync("npm", given, { cwd: folder, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
    return undefined;
  } catch (error) {
    const told = String((error as { stderr?: string }).stderr ?? error);
    return `npm could not install ${folder}: ${told.split("\n").find((line) => line.trim()) ?? "no reason told"}`;
  }
}
