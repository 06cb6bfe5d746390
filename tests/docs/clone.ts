import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

export const ROOT = join(__dirname, "..", "..");

/** What a clone has of the program, at `folder`: its reader may change it. Installed packages are this one's. */
export function cloneTo(folder: string): void {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  const program = /^(package|tsconfig|docs\/[\w-]+\.md|(schema|store|connectors|subgraphs|gateway|cli)\/)/;
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
