import { errorText } from "../../schema/errors";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { pause } from "./pause";
import type { SyncParts } from "./runner";

/** How long a store that is gone is waited for before it is asked again. */
const RETRY_MS = 1000;

/**
 * Looks at what the sources brought, again and again until nothing new has come meanwhile. A step that fails is told and does
 * not keep the others from running; a store that does not answer is asked again, so that what came before is not left unseen.
 */
export async function review({ database, logger, steps }: SyncParts, signal: AbortSignal): Promise<void> {
  const told = (step: string, error: unknown): void => logger.error({ step, error: errorText(error) }, "not reviewed");
  for (let seen = ""; !signal.aborted; ) {
    try {
      const newest = await newestBatch(database);
      if (newest === seen) return;
      seen = newest;
    } catch (error) {
      told("newest batch", error);
      seen = "";
      await pause(RETRY_MS, signal);
      continue;
    }
    for (const step of steps) {
      try {
        logger.info({ step: step.name, ...(await step.run(database)) }, "reviewed");
      } catch (error) {
        told(step.name, error);
      }
    }
  }
}

async function newestBatch(database: Database): Promise<string> {
  const [row] = await database.query(sql`select coalesce(max(id), 0)::text as id from mapping.import_batch`);
  return String(row?.["id"]);
}
