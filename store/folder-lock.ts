import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { ConcordError } from "../schema/errors";

/** True when a process of this number runs; one that we may not signal runs too. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function holderOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes a folder for this process alone: two engines over the same files would destroy them. A lock whose process is
 * gone (killed, machine restarted) is taken over.
 * @returns gives the folder free
 * @throws DATABASE_IN_USE when another process holds it
 */
export function holdFolder(lock: string): () => void {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const holder = holderOf(lock);
    if (holder !== undefined && isRunning(holder))
      throw new ConcordError("DATABASE_IN_USE", `The embedded database is in use by process ${holder}.`, lock);
    rmSync(lock, { force: true });
    writeFileSync(lock, String(process.pid), { flag: "wx" });
  }
  return () => rmSync(lock, { force: true });
}
