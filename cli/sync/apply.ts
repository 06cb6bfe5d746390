import type { SourceChange } from "../../connectors/contract";
import type { Database } from "../../store/database";
import { recall } from "../../store/read/recall";
import { released } from "../../store/read/released";
import { recordState } from "../../store/write/freshness";
import { type ImportSummary, importRows, keepCursor, lastCursor } from "../../store/write/import";
import {
  type AppliedCorrection,
  type KeptCorrections,
  objectsToReplay,
  readCodes,
  readCorrections,
} from "../../store/write/source-decisions";
import type { OpenedSource } from "../connectors";
import { sourceEntities } from "../load";

export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly onApplied: (summary: ImportSummary) => void;
}

/**
 * Applies a source's changes as they are committed, until the signal, or until people decided something for which objects
 * must be read again. Each change is one transaction of rows and cursor, and is acknowledged to
 * the source after it: whatever a crash cuts off comes again and finds its place.
 */
export async function followSource(database: Database, opened: OpenedSource, options: FollowOptions): Promise<void> {
  const { connector, system } = opened;
  if (!connector.follow) throw new Error(`${system} cannot be followed; the runner polls it.`);
  const since = await lastCursor(database, system);
  const codes = await readCodes(database, system);
  const decided = new AbortController();
  const known = JSON.stringify(codes);
  // One change may be read in several snapshots, each with the corrections of its moment.
  let corrections: KeptCorrections[] = [];
  const request = {
    since,
    signal: AbortSignal.any([options.signal, decided.signal]),
    recall: recall(database),
    released: released(database, system, opened.subgraph),
    codes,
    corrections: async () => {
      const current = await readCorrections(database, system);
      corrections = [...corrections.filter(({ applied }) => applied.length > 0), current];
      return current;
    },
  };
  await beat(database, opened);
  const look = async (): Promise<void> => {
    await beat(database, opened);
    const isWaiting = (await objectsToReplay(database, system)).size > 0;
    if (isWaiting || JSON.stringify(await readCodes(database, system)) !== known) decided.abort();
  };
  const heart = setInterval(() => look().catch(() => {}), BEAT_MS);
  try {
    for await (const change of connector.follow(request)) {
      const applied = () => corrections.flatMap((read) => read.applied);
      if (change.isOnlyPlace) await keepCursor(database, system, change.cursor());
      else options.onApplied(await applyChange(database, opened, change, applied));
      corrections = [];
      await change.acknowledge();
    }
  } finally {
    clearInterval(heart);
  }
}

/** How often a followed source says that it is alive, and how far behind it is. */
const BEAT_MS = 10_000;

async function applyChange(
  database: Database,
  opened: OpenedSource,
  change: SourceChange,
  applied: () => readonly AppliedCorrection[],
): Promise<ImportSummary> {
  return importRows(database, {
    system: opened.system,
    subgraph: opened.subgraph,
    events: change.events,
    cursor: () => change.cursor(),
    objects: change.objects,
    committedAt: () => change.committedAt,
    codeMaps: opened.codeMaps,
    entities: sourceEntities(opened),
    dryRun: false,
    applied,
  });
}

async function beat(database: Database, { system, connector }: OpenedSource): Promise<void> {
  const lag = await connector.lag?.().catch(() => undefined);
  await recordState(database, {
    system,
    mode: "LIVE",
    state: "RUNNING",
    ...(lag ? { backlogBytes: lag.bytes, position: lag.position } : {}),
  });
}
