import { ConcordError } from "../../schema/errors";
import { type QuarantineCounts, quarantineCounts } from "../../store/mapping/quarantine-counts";
import type { ImportSummary } from "../../store/write/import";
import { readStoreConfig } from "../config";
import type { OpenedSource } from "../connectors";
import { openWriter } from "../databases";
import { loadAll } from "../load";
import type { Environment } from "../settings";
import { summaryText } from "../summary";
import { closeSources, openSources } from "../sync/running";
import { readSyncConfig } from "../sync/sync-config";

export interface ReplayOptions {
  readonly sources?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface Replayed {
  readonly system: string;
  readonly before: QuarantineCounts;
  readonly after: QuarantineCounts;
  readonly summary: ImportSummary;
}

function replayText({ system, before, after, summary }: Replayed): string {
  const came = after.corrected - before.corrected;
  return `${system}: ${came} came in by correction, ${before.open} open before, ${after.open} now\n${summaryText(summary)}`;
}

/** Reads again what people decided about in quarantine, source by source in one transaction each, and says what came in. */
export async function runReplay(names: readonly string[], options: ReplayOptions, env: Environment): Promise<void> {
  const sources = openSources({
    names: [],
    path: options.sources ?? readSyncConfig(env).sourcesFile,
    env,
    notice: (source, message) => console.error(`${source}: ${message}`),
  });
  const chosen = sources.flatMap(({ name, opened }) =>
    opened.filter(({ system }) => names.length === 0 || names.includes(system) || names.includes(name)),
  );
  requireAll(names, sources, chosen);
  const database = await openWriter(readStoreConfig(env));
  try {
    const replayed: Replayed[] = [];
    for (const opened of chosen) {
      const { system } = opened;
      const before = await quarantineCounts(database, system);
      const { all: replayAll = false, dryRun = false } = options;
      const [summary] = await loadAll(database, [opened], { replayAll, dryRun });
      const after = await quarantineCounts(database, system);
      if (summary) replayed.push({ system, before, after, summary });
    }
    console.log(options.json ? JSON.stringify({ replayed }) : replayed.map(replayText).join("\n\n"));
  } finally {
    await closeSources(sources);
    await database.close();
  }
}

/** @throws SOURCES_INVALID for a name that is neither a system nor a source of the list */
function requireAll(
  names: readonly string[],
  sources: readonly { readonly name: string }[],
  chosen: readonly OpenedSource[],
): void {
  const known = new Set([...sources.map(({ name }) => name), ...chosen.map(({ system }) => system)]);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const list = sources.map(({ name }) => name).join(", ");
  throw new ConcordError("SOURCES_INVALID", `There is no source or system ${unknown.join(", ")}; there are ${list}.`);
}
