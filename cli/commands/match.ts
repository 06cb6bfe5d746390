import { type MatchKind, type MatchSummary, runMatching } from "../../subgraphs/mapping/match-run";
import { engine } from "../../subgraphs/mapping/matching/engine";
import { readStoreConfig } from "../config";
import { openWriter } from "../databases";

export interface MatchOptions {
  readonly kind?: MatchKind;
  readonly dryRun?: boolean;
  readonly full?: boolean;
  readonly json?: boolean;
}

function summaryLine({ kind, changed, compared, linked, queued, withdrawn, dryRun }: MatchSummary): string {
  const kept = dryRun ? " (nothing kept)" : "";
  return `${kind}: ${changed} changed records, ${compared} pairs compared; ${linked} linked, ${queued} queued, ${withdrawn} withdrawn${kept}`;
}

/** Matches the records of both sides and says what came of it; with `json`, one JSON document for machines. */
export async function runMatch(
  { kind, dryRun = false, full = false, json }: MatchOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const database = await openWriter(readStoreConfig(env));
  try {
    const summaries = await runMatching(database, engine, { ...(kind ? { kinds: [kind] } : {}), dryRun, full });
    console.log(json ? JSON.stringify({ summaries }) : summaries.map(summaryLine).join("\n"));
  } finally {
    await database.close();
  }
}
