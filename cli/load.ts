import { existsSync, statSync } from "node:fs";
import type { ReadProgress } from "../connectors/contract";
import { ConcordError, type ErrorCode } from "../schema/errors";
import type { Database } from "../store/database";
import { type ImportSummary, importRows, lastCursor } from "../store/write/import";
import { type OpenedSource, openSource } from "./connectors";

export interface LoadOptions {
  readonly dryRun?: boolean;
  /** Read every file, changed or not. */
  readonly full?: boolean;
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
  await checkAll(opened);
  const summaries: ImportSummary[] = [];
  for (const source of opened) summaries.push(await loadOne(database, source, options));
  return summaries;
}

/** Everything that stands in the way is told before anything is read. */
async function checkAll(opened: readonly OpenedSource[]): Promise<void> {
  const findings = (
    await Promise.all(
      opened.map(async ({ mapping, connector }) =>
        (await connector.check()).map((finding) => ({ ...finding, path: `${mapping.system}: ${finding.path}` })),
      ),
    )
  ).flat();
  const [first] = findings;
  if (!first) return;
  const list = findings.map(({ code, path, message }) => `- ${code} at ${path}: ${message}`).join("\n");
  throw new ConcordError(first.code as ErrorCode, `The source cannot be loaded:\n${list}`, first.path);
}

async function loadOne(
  database: Database,
  { mapping, connector, codeMaps }: OpenedSource,
  options: LoadOptions,
): Promise<ImportSummary> {
  const { system, subgraph } = mapping;
  const since = options.full ? "" : await lastCursor(database, system);
  const read = connector.read({
    ...(since ? { since } : {}),
    onProgress: (progress) => options.onProgress?.(system, progress),
  });
  return importRows(database, {
    system,
    subgraph,
    events: read,
    cursor: (unsettled) => read.cursor(unsettled),
    objects: () => read.objects(),
    codeMaps,
    dryRun: options.dryRun ?? false,
  });
}
