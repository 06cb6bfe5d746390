/**
 * Asks random questions of two databases that differ only in what the reader may not learn, for every role in every row
 * scope, and stops with status 1 where two answers are not the same bytes.
 *   npm run -s bench:no-leak -- --queries 100000 [--seed 1] [--roles sales,buyer] [--scopes kept] [--most 1] [--minutes 60]
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import { restrictedIn } from "../schema/decisions";
import { compare, describeDifference, type Outcome, type Worlds } from "../tests/no-leak/differential";
import { READERS, readerName, scopeWords } from "../tests/no-leak/readers";
import type { Reader } from "../tests/no-leak/secrets";
import { openPair, openWorlds } from "../tests/no-leak/worlds";
import { benchServer } from "./bench-server";

const { values } = parseArgs({
  options: {
    queries: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    roles: { type: "string" },
    // "kept": only readers who are kept to customers or cost centres.
    scopes: { type: "string", default: "all" },
    most: { type: "string", default: "1" },
    minutes: { type: "string", default: "100000" },
  },
});

interface Told extends Outcome {
  readonly seconds: number;
}

/** Of a server of its own: nothing of it is needed afterwards. */
const THROWN_AWAY = { fsync: "off", synchronous_commit: "off", shared_buffers: "256MB" };

/** Readers take turns of so many questions, so that a run that is stopped has asked for all of them. */
const TURN = 100;

async function ask(worlds: Worlds, reader: Reader, seed: number, questions: number): Promise<Told> {
  const startedAt = performance.now();
  const before = { role: "admin", companies: "*" } as const;
  const outcome = await compare(worlds, { reader, seed, questions, most: Number(values.most), before });
  return { ...outcome, seconds: (performance.now() - startedAt) / 1000 };
}

const NOTHING: Told = { asked: 0, answered: 0, denied: 0, differences: [], seconds: 0 };

const sum = (one: Told, other: Told): Told => ({
  asked: one.asked + other.asked,
  answered: one.answered + other.answered,
  denied: one.denied + other.denied,
  differences: [...one.differences, ...other.differences],
  seconds: one.seconds + other.seconds,
});

const figures = ({ asked, answered, denied, differences, seconds }: Told): object => ({
  asked,
  answered,
  denied,
  differences: differences.length,
  seconds: Math.round(seconds),
  perSecond: Math.round((asked / seconds) * 10) / 10,
});

function readersAsked(): readonly Reader[] {
  const roles = values.roles?.split(",");
  return READERS.filter((reader) => !roles || roles.includes(reader.role)).filter(
    (reader) => values.scopes !== "kept" || restrictedIn(reader).length > 0,
  );
}

/** All readers in turn, until there were so many questions or the time is over; what was seen of each. */
async function inTurns(worlds: Worlds, readers: readonly Reader[], seed: number): Promise<readonly Told[]> {
  const seen = readers.map(() => NOTHING);
  const each = Math.ceil(Number(values.queries) / readers.length);
  const endsAt = performance.now() + Number(values.minutes) * 60_000;
  for (let asked = 0, turn = 0; asked < each; asked += TURN, turn += 1)
    for (const [at, reader] of readers.entries()) {
      if (performance.now() > endsAt) return seen;
      const told = await ask(worlds, reader, (seed * 1000 + turn) * 100 + at, Math.min(TURN, each - asked));
      seen[at] = sum(seen[at] ?? NOTHING, told);
      for (const difference of told.differences) console.log(describeDifference(difference));
      console.error(JSON.stringify({ turn, reader: readerName(reader), ...figures(told) }));
    }
  return seen;
}

async function main(): Promise<void> {
  const seed = Number(values.seed);
  const { administratorUrl, remove } = await benchServer("no-leak", THROWN_AWAY);
  const pair = await openPair(seed, administratorUrl);
  const worlds = await openWorlds(pair);
  const readers = readersAsked();
  const seen = await inTurns(worlds, readers, seed);
  for (const [at, reader] of readers.entries())
    console.log(JSON.stringify({ role: reader.role, scope: scopeWords(reader), ...figures(seen[at] ?? NOTHING) }));
  const all = seen.reduce(sum, NOTHING);
  console.log(JSON.stringify(figures(all)));
  await worlds.close();
  await pair.close();
  await remove();
  process.exitCode = all.differences.length > 0 ? 1 : 0;
}

void main();
