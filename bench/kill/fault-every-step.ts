/**
 * The deterministic proof: a fault at every write of a batch, for many seeds; after each the store is as before, and after the
 * retry as if nothing had happened.
 *
 *   npm run -s bench:faults -- --seeds 1000 [--from 1]
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import type { Database } from "../../store/database";
import { migrate } from "../../store/migrate";
import { openPglite } from "../../store/pglite";
import { faultEveryStep } from "./faults";

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "1000" }, from: { type: "string", default: "1" } },
});

/** Seeds that share two databases: batches meet earlier ones, and the tables stay small. */
const SEEDS_A_PAIR = 50;

async function openMigrated(): Promise<Database> {
  const database = await openPglite();
  for (const schema of ["mapping", "finance", "erp"] as const) await migrate(database, schema);
  return database;
}

async function main(): Promise<void> {
  const [from, seeds] = [Number(values.from), Number(values.seeds)];
  const total = { seeds: 0, steps: 0, traces: 0, unequal: 0 };
  for (let first = from; first < from + seeds; first += SEEDS_A_PAIR) {
    const [faulty, clean] = [await openMigrated(), await openMigrated()];
    for (let seed = first; seed < Math.min(first + SEEDS_A_PAIR, from + seeds); seed += 1) {
      const report = await faultEveryStep(faulty, clean, seed);
      total.seeds += 1;
      total.steps += report.steps;
      total.traces += report.traces;
      if (!report.equal) total.unequal += 1;
      if (report.traces > 0 || !report.equal) console.error(JSON.stringify(report));
    }
    console.error(`${total.seeds} seeds, ${total.steps} faults, ${total.traces} traces, ${total.unequal} unequal`);
    await faulty.close();
    await clean.close();
  }
  console.log(
    `seeds ${from} to ${from + seeds - 1}: ${total.steps} faults injected; ${total.traces} left a trace; ${total.unequal} of ${total.seeds} batches differ after the retry`,
  );
  if (total.traces + total.unequal > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
