import closeWithGrace from "close-with-grace";
import pino from "pino";
import type { Database } from "../../store/database";
import { readStoreConfig } from "../config";
import { openWriter } from "../databases";
import { loadAll } from "../load";
import type { Environment } from "../settings";
import { summaryText } from "../summary";
import type { RunningSource } from "../sync/runner";
import { closeSources, noticesTo, openSources, startSync } from "../sync/running";
import { readSyncConfig } from "../sync/sync-config";

export interface SyncOptions {
  readonly sources?: string;
  readonly follow?: boolean;
  readonly full?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Time that a batch under way gets to finish after a signal; what is cut off comes again. */
const SHUTDOWN_MS = 30_000;

/** Reads every named source once, or keeps them in step until a signal ends it. */
export async function runSyncCommand(names: readonly string[], options: SyncOptions, env: Environment): Promise<void> {
  const config = readSyncConfig(env);
  const logger = pino({ level: env["LOG_LEVEL"] ?? "info" });
  const path = options.sources ?? config.sourcesFile;
  const sources = openSources({ names, path, env, notice: noticesTo(logger) });
  const store = readStoreConfig(env);
  const database = await openWriter(store);
  if (!options.follow) return readOnce(database, sources, options);
  const synchronisation = await startSync(database, sources, { config, ...store }, logger);
  closeWithGrace({ delay: SHUTDOWN_MS, logger: false }, async ({ signal, err }) => {
    if (err) logger.fatal({ error: err.stack }, "stopping after a fault");
    else logger.info({ signal }, "stopping: finishing what is under way");
    await synchronisation.stop();
    await database.close();
  });
}

async function readOnce(database: Database, sources: readonly RunningSource[], options: SyncOptions): Promise<void> {
  const { full = false, dryRun = false } = options;
  try {
    const summaries = [];
    for (const { opened } of sources) summaries.push(...(await loadAll(database, opened, { full, dryRun })));
    console.log(options.json ? JSON.stringify({ summaries }) : summaries.map(summaryText).join("\n\n"));
  } finally {
    await closeSources(sources);
    await database.close();
  }
}
