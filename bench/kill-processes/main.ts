/**
 * Kills sync, writer and PostgreSQL at moments by chance, in batches and live, under a writing load, and compares what is there
 * in the end with a clean run. Prints the counts by what was killed, and each run that differs by its seed.
 *
 *   npm run -s bench:kill -- --seeds 26
 *   npm run -s bench:kill -- --first 7 --seeds 1 --mode live --victim sync
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import { Bench } from "./bench";
import { killRun } from "./kill-run";
import { findPostgresBinaries } from "./postgres-binaries";
import { MODES, planText, type RunReport, reportText, VICTIMS } from "./report";

const { values } = parseArgs({
  options: {
    /** Loads; each is run once for every mode and victim. */
    seeds: { type: "string", default: "26" },
    first: { type: "string", default: "1" },
    /** Loads at a time, each in servers of its own. */
    jobs: { type: "string", default: "1" },
    mode: { type: "string" },
    victim: { type: "string" },
  },
});

const chosen = <T extends string>(all: readonly T[], word: string | undefined): readonly T[] =>
  all.filter((one) => word === undefined || one.startsWith(word));

/** Runs of one load: every mode and victim, in servers of their own, which are gone afterwards. */
async function runsOf(bench: Bench, seed: number, reports: RunReport[]): Promise<void> {
  for (const victim of chosen(VICTIMS, values.victim))
    for (const mode of chosen(MODES, values.mode)) {
      const report = await killRun(bench, { mode, victim, seed });
      reports.push(report);
      const { inFlight, faults, seconds } = report;
      const outcome = faults.length === 0 ? "equal" : `UNEQUAL\n  ${faults.slice(0, 5).join("\n  ")}`;
      console.error(`${planText(report)}: ${inFlight ? "in flight" : "between"}, ${outcome}, ${seconds.toFixed(1)} s`);
    }
}

async function main(): Promise<void> {
  const binaries = findPostgresBinaries();
  if (!binaries) throw new Error("PostgreSQL's initdb and postgres are not found; put their folder into PATH.");
  const reports: RunReport[] = [];
  const benches: Bench[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(benches.splice(0).map((bench) => bench.close()));
    console.log(reportText(reports));
    process.exitCode = reports.every(({ faults }) => faults.length === 0) ? 0 : 1;
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end().then(() => process.exit(1)));
  const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => Number(values.first) + at);
  const worker = async (): Promise<void> => {
    const bench = await Bench.open(binaries);
    benches.push(bench);
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) await runsOf(bench, seed, reports);
  };
  try {
    await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
  } finally {
    await end();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
