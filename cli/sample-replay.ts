import { existsSync } from "node:fs";
import type { Logger } from "pino";
import { errorText } from "../schema/errors";
import type { Database } from "../store/database";
import { objectsToReplay } from "../store/write/source-decisions";
import { type OpenedSource, openSource } from "./connectors";
import { loadOne } from "./load";

const LOOK_MS = 5_000;

export interface SampleReplay {
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

/**
 * Reads the sample company's records again when people decided about some in quarantine, as `sync` does for sources of
 * one's own: on a first start, what is corrected comes in within seconds.
 */
export function replaySample(database: Database, folder: string, logger: Logger): SampleReplay {
  if (!existsSync(folder)) return { stop: async () => {} };
  const opened = openSource("sample", folder);
  let working: Promise<void> | undefined;
  const timer = setInterval(() => {
    working ??= replayWaiting(database, opened)
      .catch((error: unknown) => logger.error({ error: errorText(error) }, "the sample was not read again"))
      .finally(() => {
        working = undefined;
      });
  }, LOOK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}

async function replayWaiting(database: Database, sources: readonly OpenedSource[]): Promise<void> {
  for (const opened of sources) {
    if ((await objectsToReplay(database, opened.system)).size > 0) await loadOne(database, opened, {});
  }
}
