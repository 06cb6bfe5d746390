import "reflect-metadata";
import { parseArgs } from "node:util";
import type { SampleOptions } from "../connectors/sample/sample-company";
import { RECONCILIATION_RULES } from "../schema/mapping/discrepancy";
import { head, overEmpty, row, seedsOf } from "./found-against-planted";
import { type RuleScore, scoreSample } from "./planted-discrepancies";
import { scoreRealPair } from "./real-pair";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    seeds: { type: "string", default: "1,7,42" },
    tryton: { type: "string" },
    ledgersmb: { type: "string" },
    truth: { type: "string" },
    json: { type: "boolean", default: false },
  },
});

/** Both ways of working: finance bills orders itself, or books what the ERP bills. */
const WAYS: readonly SampleOptions[] = [{ errors: true }, { errors: true, erpInvoices: true }];

function printSamples(seeds: readonly number[], scores: readonly RuleScore[]): void {
  console.log(head(`Sample, ${seeds.length} seeds, both ways`));
  for (const rule of RECONCILIATION_RULES) {
    const of = scores.filter((score) => score.rule === rule);
    const sum = (count: (score: RuleScore) => number): number => of.reduce((total, one) => total + count(one), 0);
    console.log(
      row(
        rule,
        sum(({ planted }) => planted),
        sum(({ found }) => found),
        sum(({ falseAlarms }) => falseAlarms.length),
      ),
    );
  }
  for (const { rule, missed, falseAlarms } of scores) {
    for (const one of missed) console.log(`missed by ${rule}: ${one}`);
    for (const one of falseAlarms) console.log(`false alarm of ${rule}: ${one}`);
  }
}

async function samples(): Promise<void> {
  const seeds = seedsOf(values.seeds);
  const scores: RuleScore[] = [];
  for (const seed of seeds)
    for (const way of WAYS) scores.push(...(await overEmpty((database) => scoreSample(database, seed, way))));
  if (values.json) console.log(JSON.stringify({ seeds, scores }));
  else printSamples(seeds, scores);
}

async function realPair(): Promise<void> {
  const { tryton, ledgersmb, truth } = values;
  if (!tryton || !ledgersmb || !truth) {
    console.log("The real pair: give --tryton <url> --ledgersmb <url> --truth <file>.");
    return;
  }
  const scores = await overEmpty((database) => scoreRealPair(database, { tryton, ledgersmb, truth }));
  if (values.json) {
    console.log(JSON.stringify({ realPair: scores }));
    return;
  }
  console.log(`\n${head("Tryton and LedgerSMB")}`);
  for (const { title, planted, found, falseAlarms } of scores) console.log(row(title, planted, found, falseAlarms));
}

samples()
  .then(realPair)
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
