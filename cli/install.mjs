import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** True when node_modules was installed from the lock file as it is now. */
function installed() {
  const marker = join(root, "node_modules", ".concord-lock");
  return existsSync(marker) && readFileSync(marker, "utf8") === readFileSync(join(root, "package-lock.json"), "utf8");
}

/** Installs the locked dependencies when they are missing or out of date; says so, since it takes a while. */
export function ensureInstalled() {
  if (installed()) return;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Concord needs Node.js 20.19 or newer, this is ${process.versions.node}.`);
    process.exit(1);
  }
  console.error("Installing dependencies (once, about half a minute) …");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm ci failed; see its message above.");
    process.exit(status ?? 1);
  }
  writeFileSync(join(root, "node_modules", ".concord-lock"), readFileSync(join(root, "package-lock.json"), "utf8"));
}
