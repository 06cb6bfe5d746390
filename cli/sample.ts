import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { generateSampleCompany } from "../connectors/sample/generate";
import type { Database } from "../store/database";
import { sql } from "../store/sql";
import type { ImportSummary } from "../store/write/import";
import type { StoreConfig } from "./config";
import { loadSource } from "./load";

/** The sample company is the same everywhere, so that the documentation can quote its figures. */
export const SAMPLE_SEED = 42;

/** Writes the sample company's two exports into a folder. */
export function writeSample(folder: string, seed = SAMPLE_SEED): void {
  generateSampleCompany({ seed, folder });
}

/** A database that nothing was ever loaded into gets the sample company, so that a first start shows a living graph. */
export async function loadSampleOnce(database: Database, store: StoreConfig, logger: Logger): Promise<void> {
  const [loaded] = await database.query(sql`select count(*)::integer as count from mapping.import_batch`);
  if (Number(loaded?.["count"]) > 0) return;
  const folder = join(store.dataFolder, "sample");
  if (!existsSync(folder)) writeSample(folder);
  const summaries = await loadSource(database, "sample", folder);
  logger.info({ batches: summaries.map(digest) }, "loaded the sample company");
}

function digest({ system, entities, quarantined }: ImportSummary): object {
  const rows = entities.reduce((sum, { accepted }) => sum + accepted, 0);
  return { system, rows, quarantined: quarantined.length };
}
