import { type ReconciliationSummary, reconcile } from "../../subgraphs/mapping/reconciliation/run";
import { readStoreConfig } from "../config";
import { openWriter, sameForAll } from "../databases";

export interface ReconcileCommandOptions {
  readonly full?: boolean;
  readonly asOf?: string;
  readonly json?: boolean;
}

function summaryText(summary: ReconciliationSummary, seconds: number): string {
  const rules = Object.entries(summary.byRule).filter(([, count]) => count > 0);
  const lines = rules.map(([rule, count]) => `  ${rule.padEnd(28)} ${count}`);
  return [
    `Run ${summary.run}, ${summary.mode.toLowerCase()}: ${summary.documents} documents, ${summary.links} links by evidence, ${seconds.toFixed(1)} s`,
    `${summary.found} discrepancies: ${summary.opened} new, ${summary.reopened} open again, ${summary.closed} closed; ${summary.explained} differences explained, ${summary.waiting} waiting`,
    ...lines,
    ...summary.explanation
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => `  explained: ${line}`),
  ].join("\n");
}

/** Links and judges what changed since the last run, or everything, and says what disagrees. */
export async function runReconcile(
  options: ReconcileCommandOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const database = await openWriter(readStoreConfig(env));
  const startedAt = performance.now();
  try {
    const { full = false, asOf } = options;
    const summary = await reconcile(sameForAll(database), { full, ...(asOf ? { asOf } : {}) });
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(options.json ? JSON.stringify({ ...summary, seconds }) : summaryText(summary, seconds));
  } finally {
    await database.close();
  }
}
