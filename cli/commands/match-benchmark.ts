import { Benchmark, type Score } from "../../subgraphs/mapping/matching/benchmark";
import { fieldsOf, PairFolder } from "../labelled-pairs";

export interface MatchBenchmarkOptions {
  readonly folds?: number;
  readonly seed?: number;
  readonly json?: boolean;
}

/** Scores matching on a folder of labelled pairs: on its test split, else its valid split, else by cross-validation. */
export function runMatchBenchmark(folder: string, { folds, seed = 1, json = false }: MatchBenchmarkOptions): void {
  const splits = new PairFolder(folder).splits();
  const benchmark = new Benchmark(fieldsOf(splits), splits, seed);
  const scores: Score[] = [];
  if (splits.test.length > 0) scores.push(benchmark.onTest());
  else if (splits.valid.length > 0) scores.push(benchmark.onValid());
  if (scores.length === 0 || folds) scores.push(benchmark.crossValidated(folds ?? 5));
  console.log(json ? JSON.stringify({ seed, scores }) : scores.map(scoreLine).join("\n"));
}

function scoreLine({ learnedOn, testedOn, pairs, matches, precision, recall, f1, threshold }: Score): string {
  const figures = `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`;
  const at = threshold === null ? "" : ` at ${threshold.toFixed(3)}`;
  return `learned on ${learnedOn}, tested on ${testedOn} (${pairs} pairs, ${matches} of them one): ${figures}${at}`;
}
