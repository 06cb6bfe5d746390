import { ConcordError } from "../schema/errors";
import { takeLock } from "../schema/process-lock";

/**
 * Takes a folder for this process alone: two engines over the same files would destroy them.
 * @returns gives the folder free
 * @throws DATABASE_IN_USE when another process holds it
 */
export function holdFolder(path: string): () => void {
  const lock = takeLock(path);
  if ("release" in lock) return () => lock.release();
  throw new ConcordError("DATABASE_IN_USE", `The embedded database is in use by process ${lock.holder.pid}.`, path);
}
