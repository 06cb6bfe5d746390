/**
 * Plants faults of every kind in stored books, asks the rules of data quality as `concord check-data` does after a load, and
 * compares what is found with what was planted, row by row.
 *
 *   npm run -s bench:quality -- --faults 1000 --seeds 1,7,42
 *   npm run -s bench:quality -- --tryton <url> --ledgersmb <url>     # and in two real systems' books
 */
import "reflect-metadata";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sameForAll } from "../cli/databases";
import { loadSource } from "../cli/load";
import { writeSample } from "../cli/sample";
import type { Database } from "../store/database";
import { runQualityChecks } from "../store/quality/check";
import { loadRules } from "../store/quality/rules";
import { FAULT_KINDS, newBatch, openFindings, type SeededFault, seedFaults } from "../tests/quality/seeded-faults";
import { head, overEmpty, row, seedsOf } from "./found-against-planted";
import { loadPair } from "./real-pair";

const { values } = parseArgs({
  options: {
    faults: { type: "string", default: "1000" },
    seeds: { type: "string", default: "1,7,42" },
    tryton: { type: "string" },
    ledgersmb: { type: "string" },
  },
});

/** The day after the books that are judged end. */
const SAMPLE_TODAY = "2026-07-01";
const REAL_PAIR_TODAY = "2026-11-24";

interface Outcome {
  readonly planted: readonly SeededFault[];
  readonly found: readonly SeededFault[];
}

/**
 * @param before what was found before anything was planted: faults of the books themselves
 * @returns what was planted and what was found besides
 */
async function plantAndFind(database: Database, seed: number, today: string): Promise<Outcome & { before: number }> {
  const rules = loadRules();
  await runQualityChecks(sameForAll(database), rules, { today });
  const before = new Set((await openFindings(database)).map(nameOf));
  const each = Math.ceil(Number(values.faults) / FAULT_KINDS.length);
  const planted = await seedFaults(database, { seed, each, batch: await newBatch(database) });
  await runQualityChecks(sameForAll(database), rules, { today });
  const found = (await openFindings(database)).filter((one) => !before.has(nameOf(one)));
  return { planted, found, before: before.size };
}

const nameOf = ({ rule, entity, rowId }: SeededFault): string => `${rule} ${entity} ${rowId}`;

function print(title: string, outcomes: readonly Outcome[]): void {
  console.log(head(title));
  const sum = { planted: 0, found: 0, falseAlarms: 0 };
  const rules = new Set(outcomes.flatMap(({ planted, found }) => [...planted, ...found].map(({ rule }) => rule)));
  const wrong: string[] = [];
  for (const rule of [...rules].sort()) {
    const score = { planted: 0, found: 0, falseAlarms: 0 };
    for (const outcome of outcomes) {
      const planted = new Set(outcome.planted.filter((one) => one.rule === rule).map(nameOf));
      const found = new Set(outcome.found.filter((one) => one.rule === rule).map(nameOf));
      const missed = [...planted].filter((one) => !found.has(one));
      const falseAlarms = [...found].filter((one) => !planted.has(one));
      wrong.push(...missed.map((one) => `missed: ${one}`), ...falseAlarms.map((one) => `false alarm: ${one}`));
      score.planted += planted.size;
      score.found += planted.size - missed.length;
      score.falseAlarms += falseAlarms.length;
    }
    console.log(row(rule, score.planted, score.found, score.falseAlarms));
    sum.planted += score.planted;
    sum.found += score.found;
    sum.falseAlarms += score.falseAlarms;
  }
  console.log(row(`${rules.size} kinds`, sum.planted, sum.found, sum.falseAlarms));
  for (const one of wrong) console.log(one);
}

async function samples(seeds: readonly number[]): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const folder = mkdtempSync(join(tmpdir(), "concord-quality-"));
    writeSample(folder, seed);
    outcomes.push(
      await overEmpty(async (database) => {
        await loadSource(database, "sample", folder);
        return plantAndFind(database, seed, SAMPLE_TODAY);
      }),
    );
    rmSync(folder, { recursive: true });
  }
  print(`Sample company, seeds ${seeds.join(", ")}`, outcomes);
}

async function realPair(seeds: readonly number[]): Promise<void> {
  const { tryton, ledgersmb } = values;
  if (!tryton || !ledgersmb) {
    console.log("The real pair: give --tryton <url> --ledgersmb <url>.");
    return;
  }
  const outcomes: (Outcome & { before: number })[] = [];
  for (const seed of seeds)
    outcomes.push(
      await overEmpty(async (database) => {
        await loadPair(database, { tryton, ledgersmb });
        return plantAndFind(database, seed, REAL_PAIR_TODAY);
      }),
    );
  console.log("");
  print(`Tryton and LedgerSMB, seeds ${seeds.join(", ")}`, outcomes);
  console.log(`${outcomes[0]?.before} faults of the books themselves were found before.`);
}

async function main(): Promise<void> {
  const seeds = seedsOf(values.seeds);
  await samples(seeds);
  await realPair(seeds);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
