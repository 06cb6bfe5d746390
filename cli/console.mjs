import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

const folder = join(root, "console");
const built = join(folder, "dist");
const marker = join(built, "built-from");

/** What the build depends on: the console's files and the locked packages. */
function fingerprint() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  for (const name of readdirSync(folder, { recursive: true }).sort()) {
    const path = join(folder, name);
    if (/^dist/.test(name) || !/\.(tsx?|css|html|svg|json)$/.test(name)) continue;
    hash.update(`${name}\n`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

function isBuiltFrom(source) {
  return existsSync(marker) && readFileSync(marker, "utf8") === source;
}

/** Builds the console when its build is missing or out of date; says so, since it takes some seconds. */
export function ensureConsole() {
  const source = fingerprint();
  if (isBuiltFrom(source)) return;
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  if (!existsSync(vite)) {
    console.error("The console is not built, and what builds it is not installed (npm ci --include=dev).");
    return;
  }
  console.error("Building the console (once, some seconds) …");
  // Apart from the place where it is served, so that no process sees half a build.
  const fresh = `${built}-${process.pid}`;
  const { status } = spawnSync(process.execPath, [vite, "build", folder, "--outDir", fresh, "--logLevel", "warn"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) {
    console.error("The console could not be built; see the message above. Everything else starts without it.");
    rmSync(fresh, { recursive: true, force: true });
    return;
  }
  writeFileSync(join(fresh, "built-from"), source);
  putInPlace(fresh, source);
}

/** Of two processes that built at once, one wins; both built the same. */
function putInPlace(fresh, source) {
  try {
    rmSync(built, { recursive: true, force: true });
    renameSync(fresh, built);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!isBuiltFrom(source)) throw error;
  }
}
