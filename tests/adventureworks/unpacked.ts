import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ARCHIVE = resolve(
  process.env["ADVENTUREWORKS_ARCHIVE"] ??
    join(__dirname, "..", "..", "..", "shared", "data", "adventureworks_dev.tar.xz"),
);

/** Why the suite cannot run here, if it cannot: the data is never part of the repository. */
export const absence = existsSync(ARCHIVE)
  ? null
  : "AdventureWorks is skipped: set ADVENTUREWORKS_ARCHIVE to its archive (connectors/adventureworks/README.md).";

/** The unpacked data in a folder of its own, until `remove` is called. */
export function unpackAdventureWorks(): { readonly folder: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), "concord-adventureworks-"));
  execFileSync("tar", ["xf", ARCHIVE, "-C", parent]);
  return { folder: join(parent, "dev"), remove: () => rmSync(parent, { recursive: true, force: true }) };
}
