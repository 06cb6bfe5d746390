import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

export const ROOT = join(__dirname, "..", "..");

/**
 * What a clone has of the program, at `folder`: its reader may change it. Installed packages are this one's, and must be those of
 * the lock, or the clone's first command would put others in their place.
 */
export function cloneTo(folder: string): void {
  const marker = join(ROOT, "node_modules", ".concord-lock");
  if (!existsSync(marker) || !readFileSync(marker).equals(readFileSync(join(ROOT, "package-lock.json"))))
    throw new Error("the installed packages are not those of the lock: npm test installs them");
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  const program = /^(package|tsconfig|docs\/[\w-]+\.md|(schema|store|connectors|subgraphs|gateway|console|cli)\/)/;
  for (const file of listed
    .toString()
    .trimEnd()
    .split("\n")
    .filter((path) => program.test(path))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
}
