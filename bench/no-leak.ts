/**
 * Asks random questions of two databases that differ only in what the reader may not learn, for every role in every row
 * scope, and stops with status 1 where two answers are not the same bytes.
 *   npm run -s bench:no-leak -- --queries 100000 [--seed 1] [--roles sales,buyer] [--scopes kept] [--most 1]
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import { restrictedIn } from "../schema/decisions";
import { compare, describeDifference, type Outcome, type Worlds } from "../tests/no-leak/differential";
import { READERS, scopeWords } from "../tests/no-leak/readers";
import type { Reader } from "../tests/no-leak/secrets";
import { openPair, openWorlds } from "../tests/no-leak/worlds";

const { values } = parseArgs({
  options: {
    queries: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    roles: { type: "string" },
    // "kept": only readers who are kept to customers or cost centres.
    scopes: { type: "string", default: "all" },
    most: { type: "string", default: "1" },
  },
});

interface Told extends Outcome {
  readonly reader: Reader;
  readonly seconds: number;
}

async function ask(worlds: Worlds, reader: Reader, seed: number, questions: number): Promise<Told> {
  const startedAt = performance.now();
  const before = { role: "admin", companies: "*" } as const;
  const outcome = await compare(worlds, { reader, seed, questions, most: Number(values.most), before });
  return { ...outcome, reader, seconds: (performance.now() - startedAt) / 1000 };
}

function tell({ reader, asked, answered, denied, differences, seconds }: Told): void {
  const perSecond = Math.round((asked / seconds) * 10) / 10;
  const scope = scopeWords(reader);
  console.log(
    JSON.stringify({ role: reader.role, scope, asked, answered, denied, differences: differences.length, perSecond }),
  );
  for (const difference of differences) console.log(describeDifference(difference));
}

async function main(): Promise<void> {
  const seed = Number(values.seed);
  const chosen = values.roles?.split(",");
  const readers = READERS.filter(
    (reader) =>
      (!chosen || chosen.includes(reader.role)) && (values.scopes !== "kept" || restrictedIn(reader).length > 0),
  );
  const questions = Math.ceil(Number(values.queries) / readers.length);
  // PostgreSQL when DATABASE_URL names it; embedded otherwise.
  const pair = await openPair(seed, process.env["DATABASE_URL"]);
  const worlds = await openWorlds(pair);
  const startedAt = performance.now();
  const all: Told[] = [];
  for (const [at, reader] of readers.entries()) {
    const told = await ask(worlds, reader, seed * 1000 + at, questions);
    tell(told);
    all.push(told);
  }
  const asked = all.reduce((sum, told) => sum + told.asked, 0);
  const differences = all.reduce((sum, told) => sum + told.differences.length, 0);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(JSON.stringify({ asked, differences, seconds, perSecond: Math.round((asked / seconds) * 10) / 10 }));
  await worlds.close();
  await pair.close();
  process.exitCode = differences > 0 ? 1 : 0;
}

void main();
