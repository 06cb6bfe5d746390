import type { SourceLag } from "../../connectors/contract";
import { errorText } from "../../schema/errors";
import { type StoredSource, storedSources } from "../../store/read/source-states";
import { readStoreConfig } from "../config";
import type { OpenedSource } from "../connectors";
import { openWriter } from "../databases";
import type { Environment } from "../settings";
import type { RunningSource } from "../sync/runner";
import { closeSources, openSources } from "../sync/running";
import { readSyncConfig } from "../sync/sync-config";

export interface SourcesOptions {
  readonly sources?: string;
  readonly json?: boolean;
}

/** One system of a configured source. */
interface ListedSource extends Omit<StoredSource, "state"> {
  readonly source: string;
  readonly connector: string;
  readonly mode: string;
  readonly state: string;
  readonly slot: SourceLag["slot"] | null;
}

/** Says of every configured source what it is, how fresh the store is, and what the source keeps for it. */
export async function listSources(options: SourcesOptions, env: Environment): Promise<void> {
  const sources = sourcesOf([], options, env);
  const database = await openWriter(readStoreConfig(env));
  try {
    const stored = await storedSources(database);
    const listed = await Promise.all(
      sources.flatMap((source) => source.opened.map((opened) => listedOf(source, opened, stored))),
    );
    console.log(options.json ? JSON.stringify({ sources: listed }) : listed.map(textOf).join("\n"));
  } finally {
    await closeSources(sources);
    await database.close();
  }
}

/** Removes what following the named sources left in them, and says what that was. */
export async function stopSources(names: readonly string[], options: SourcesOptions, env: Environment): Promise<void> {
  const sources = sourcesOf(names, options, env);
  try {
    const stopped: { readonly system: string; readonly removed: readonly string[] }[] = [];
    for (const { system, connector } of sources.flatMap(({ opened }) => opened))
      stopped.push({ system, removed: (await connector.stopFollowing?.()) ?? [] });
    if (options.json) console.log(JSON.stringify({ stopped }));
    else
      for (const { system, removed } of stopped)
        console.log(
          removed.length > 0 ? `${system}: removed ${removed.join(" and ")}.` : `${system}: nothing was left in it.`,
        );
  } finally {
    await closeSources(sources);
  }
}

function sourcesOf(names: readonly string[], options: SourcesOptions, env: Environment): readonly RunningSource[] {
  const path = options.sources ?? readSyncConfig(env).sourcesFile;
  return openSources({ names, path, env, notice: (source, message) => console.error(`${source}: ${message}`) });
}

const NEVER: Omit<StoredSource, "system"> = {
  state: null,
  committedAt: null,
  appliedAt: null,
  lagSeconds: null,
  error: null,
};

async function listedOf(
  { name, connector: kind, mode }: RunningSource,
  { system, connector }: OpenedSource,
  stored: ReadonlyMap<string, StoredSource>,
): Promise<ListedSource> {
  const known = stored.get(system) ?? { system, ...NEVER };
  const listed = { ...known, source: name, connector: kind, mode, state: known.state ?? "NEVER_LOADED" };
  try {
    return { ...listed, slot: (await connector.lag?.())?.slot ?? null };
  } catch (error) {
    return { ...listed, slot: null, error: errorText(error) };
  }
}

function textOf({
  source,
  system,
  connector,
  mode,
  state,
  committedAt,
  appliedAt,
  lagSeconds,
  slot,
  error,
}: ListedSource): string {
  const facts = [
    `${source.padEnd(16)} ${connector} (${mode}) as ${system}: ${state}`,
    committedAt
      ? `last commit ${committedAt}${lagSeconds ? `, ${Number(lagSeconds).toFixed(1)} s later here` : ""}`
      : undefined,
    appliedAt ? `applied ${appliedAt}` : undefined,
    slot
      ? `slot ${slot.name}: ${slot.status}, keeps ${slot.retainedBytes.toLocaleString("en-US")} bytes of log`
      : undefined,
    error ? `fault: ${error}` : undefined,
  ];
  return facts.filter((fact) => fact !== undefined).join("\n                 ");
}
