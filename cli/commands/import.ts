import { SingleBar } from "cli-progress";
import type { ReadProgress } from "../../connectors/contract";
import { readStoreConfig } from "../config";
import { openWriter } from "../databases";
import { loadSource } from "../load";
import { summaryText } from "../summary";

export interface ImportOptions {
  readonly dryRun?: boolean;
  readonly full?: boolean;
  readonly json?: boolean;
}

const MEGABYTE = 1_000_000;

/** A bar on the terminal while files are read; nothing where nobody looks. */
function progressBar(shown: boolean): { show(system: string, progress: ReadProgress): void; stop(): void } {
  if (!shown) return { show: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: "  {system} [{bar}] {percentage}% of {total} MB, {eta_formatted} left",
    stopOnComplete: false,
  });
  let current = "";
  return {
    show(system, { readBytes, totalBytes }) {
      const total = Math.max(0.1, Math.round(totalBytes / (MEGABYTE / 10)) / 10);
      if (system !== current) bar.start(total, 0, { system });
      current = system;
      bar.update(Math.min(total, Math.round(readBytes / (MEGABYTE / 10)) / 10), { system });
    },
    stop: () => bar.stop(),
  };
}

/** Loads a source and says what happened; with `json`, one JSON document for machines. */
export async function runImport(
  source: string,
  folder: string,
  options: ImportOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const database = await openWriter(readStoreConfig(env));
  const bar = progressBar(!options.json && process.stderr.isTTY === true);
  const startedAt = performance.now();
  try {
    const { dryRun = false, full = false } = options;
    const summaries = await loadSource(database, source, folder, { dryRun, full, onProgress: bar.show });
    bar.stop();
    const seconds = (performance.now() - startedAt) / 1000;
    const peakMb = process.resourceUsage().maxRSS / 1024;
    if (options.json) console.log(JSON.stringify({ summaries, seconds, peakMb }));
    else
      console.log(
        `${summaries.map(summaryText).join("\n\n")}\n\n${seconds.toFixed(1)} s, ${peakMb.toFixed(0)} MB at the peak`,
      );
  } finally {
    bar.stop();
    await database.close();
  }
}
