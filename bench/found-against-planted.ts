import { SCHEMAS } from "../cli/databases";
import type { Database } from "../store/database";
import { migrate } from "../store/migrate";
import { openPglite } from "../store/pglite";

/** Work over a migrated database of its own, without a row, that is gone afterwards. */
export async function overEmpty<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openPglite();
  try {
    for (const schema of SCHEMAS) await migrate(database, schema);
    return await work(database);
  } finally {
    await database.close();
  }
}

/** @param text whole numbers and commas */
export function seedsOf(text: string): readonly number[] {
  const seeds = text.split(",").map(Number);
  if (seeds.some((seed) => !Number.isInteger(seed))) throw new Error(`--seeds takes whole numbers and commas: ${text}`);
  return seeds;
}

const NAME_WIDTH = 44;

export const head = (title: string): string =>
  `${title.padEnd(NAME_WIDTH)} ${"planted".padStart(8)} ${"found".padStart(8)} ${"false alarms".padStart(13)}`;

export const row = (name: string, planted: number, found: number, falseAlarms: number): string =>
  `${name.padEnd(NAME_WIDTH)} ${String(planted).padStart(8)} ${String(found).padStart(8)} ${String(falseAlarms).padStart(13)}`;
