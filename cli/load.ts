import { existsSync, statSync } from "node:fs";
import type { ReadProgress } from "../connectors/contract";
import { ConcordError, type ErrorCode } from "../schema/errors";
import type { Database } from "../store/database";
import { recall } from "../store/read/recall";
import { type ImportSummary, importRows, lastCursor } from "../store/write/import";
import { objectsToReplay, readDecisions } from "../store/write/source-decisions";
import { type OpenedSource, openSource } from "./connectors";

export interface LoadOptions {
  readonly dryRun?: boolean;
  /** Read every file, changed or not. */
  readonly full?: boolean;
  /** Reads again the objects of every open row of the quarantine, not only those that somebody decided about. */
  readonly replayAll?: boolean;
  readonly onProgress?: (system: string, progress: ReadProgress) => void;
}

/** Loads a source by name or mapping file: each of its systems in one transaction. */
export async function loadSource(
  database: Database,
  nameOrFile: string,
  folder: string,
  options: LoadOptions = {},
): Promise<readonly ImportSummary[]> {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new ConcordError("SOURCE_MISSING", `There is no folder ${folder}.`, "folder");
  const opened = openSource(nameOrFile, folder);
  return loadAll(database, opened, options);
}

/** Loads opened sources one after the other, each in one transaction. */
export async function loadAll(
  database: Database,
  opened: readonly OpenedSource[],
  options: LoadOptions,
): Promise<readonly ImportSummary[]> {
  await checkAll(opened);
  const summaries: ImportSummary[] = [];
  for (const source of opened) summaries.push(await loadOne(database, source, options));
  return summaries;
}

/** Everything that stands in the way is told before anything is read. */
async function checkAll(opened: readonly OpenedSource[]): Promise<void> {
  const findings = (
    await Promise.all(
      opened.map(async ({ system, connector }) =>
        (await connector.check()).map((finding) => ({ ...finding, path: `${system}: ${finding.path}` })),
      ),
    )
  ).flat();
  const [first] = findings;
  if (!first) return;
  const list = findings.map(({ code, path, message }) => `- ${code} at ${path}: ${message}`).join("\n");
  throw new ConcordError(first.code as ErrorCode, `The source cannot be loaded:\n${list}`, first.path);
}

/** GraphQL names of all entities a source gives. */
export function sourceEntities({ connector }: OpenedSource): readonly string[] {
  return [...new Set(connector.describe().streams.map(({ entity }) => entity))];
}

/** One batch of a source: what changed since its last, with the new cursor, in one transaction. */
export async function loadOne(database: Database, opened: OpenedSource, options: LoadOptions): Promise<ImportSummary> {
  const { system, subgraph, connector, codeMaps } = opened;
  const since = options.full ? "" : await lastCursor(database, system);
  const decisions = await readDecisions(database, system);
  const again = await objectsToReplay(database, system, options.replayAll);
  const read = connector.read({
    ...(since ? { since } : {}),
    again,
    decisions,
    recall: recall(database),
    onProgress: (progress) => options.onProgress?.(system, progress),
  });
  return importRows(database, {
    system,
    subgraph,
    events: read,
    cursor: (unsettled) => read.cursor(unsettled),
    objects: () => read.objects(),
    codeMaps,
    entities: sourceEntities(opened),
    dryRun: options.dryRun ?? false,
    applied: () => decisions.corrections.applied,
    again,
  });
}
