import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { fieldsOf, PairFolder } from "../cli/labelled-pairs";
import { Benchmark, type Score } from "../subgraphs/mapping/matching/benchmark";

// Matching quality on labelled pairs. With a test split: learned from train and valid, tested on test, which nothing is
// chosen by. Without one: train is cross-validated and checked on valid, and each fold of both in turn stands in for the test.

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    test: { type: "string" },
    only: { type: "string" },
    seed: { type: "string", default: "1" },
    folds: { type: "string", default: "5" },
  },
});
const seed = Number(options.seed);
const folds = Number(options.folds);

const isSet = (folder: string): boolean => existsSync(join(folder, "train.csv"));

/** Every folder below that holds a training file. */
function setsBelow(folder: string): readonly string[] {
  if (isSet(folder)) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => setsBelow(join(folder, entry.name)))
    .sort();
}

const nameOf = (folder: string): string => join(basename(dirname(folder)), basename(folder));

const shown = ({ precision, recall, f1 }: Score): string =>
  [precision, recall, f1].map((value) => value.toFixed(3)).join("  ");

function run(folder: string): void {
  const reader = new PairFolder(folder);
  const read = reader.splits();
  const splits = options.test ? { ...read, test: reader.read(options.test) } : read;
  const begun = Date.now();
  const line = (score: Score): void =>
    console.log(
      `${nameOf(folder).padEnd(28)} ${`${score.learnedOn}: ${score.testedOn}`.padEnd(28)} ${shown(score)}  ${((Date.now() - begun) / 1000).toFixed(0)} s`,
    );
  const benchmark = new Benchmark(fieldsOf(splits), splits, seed);
  if (folds > 1) line(benchmark.crossValidated(folds, { withValid: false }));
  if (splits.valid.length > 0) line(benchmark.onValid());
  if (splits.test.length > 0) line(benchmark.onTest());
  else if (folds > 1) line(benchmark.crossValidated(folds));
}

console.log(`${"set".padEnd(28)} ${"learned: tested".padEnd(28)} precision  recall  F1 (seed ${seed})`);
const root = existsSync(join(options.data, "em_benchmarks")) ? join(options.data, "em_benchmarks") : options.data;
for (const folder of setsBelow(root)) if (!options.only || nameOf(folder).includes(options.only)) run(folder);
