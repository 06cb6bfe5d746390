import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { generateSampleCompany } from "../connectors/sample/generate";
import type { Database } from "../store/database";
import { sql } from "../store/sql";
import type { ImportSummary } from "../store/write/import";
import type { StoreConfig } from "./config";
import { loadSource } from "./load";
import { reviewSteps } from "./review-steps";

/** The sample company is the same everywhere, so that the documentation can quote its figures. */
export const SAMPLE_SEED = 42;

/** Writes the sample company's two exports into a folder. @returns how many files */
export function writeSample(folder: string, seed = SAMPLE_SEED): number {
  return generateSampleCompany({ seed, folder }).files.length;
}

/** A database that nothing was ever loaded into gets the sample company, so that a first start shows a living graph. */
export async function loadSampleOnce(database: Database, store: StoreConfig, logger: Logger): Promise<void> {
  if (!(await needsSample(database))) return;
  console.log("Loading the sample company and comparing its systems (once, some seconds) …");
  const folder = sampleFolder(store);
  if (!existsSync(folder)) writeSample(folder);
  const summaries = await loadSource(database, "sample", folder);
  logger.info({ batches: summaries.map(digest) }, "loaded the sample company");
  // What a first start shows of matching and reconciliation is what there is to find.
  for (const step of reviewSteps(store.qualityRules))
    logger.info({ step: step.name, ...(await step.run(database)) }, "reviewed");
}

export const sampleFolder = ({ dataFolder }: StoreConfig): string => join(dataFolder, "sample");

/** Also true after a start that was stopped half-way: loading again completes it and changes nothing else. */
async function needsSample(database: Database): Promise<boolean> {
  const rows = await database.query(sql`select distinct system from mapping.import_batch`);
  const loaded = rows.map((row) => String(row["system"]));
  const parts = ["sample-erp", "sample-fin", "sample-links"];
  return (
    loaded.length === 0 ||
    (loaded.some((system) => parts.includes(system)) && !parts.every((part) => loaded.includes(part)))
  );
}

function digest({ system, entities, quarantine }: ImportSummary): object {
  const rows = entities.reduce((sum, { accepted }) => sum + accepted, 0);
  return { system, rows, quarantined: quarantine.count };
}
