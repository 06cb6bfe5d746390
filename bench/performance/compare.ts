/**
 * One federated question over three subgraphs on PostgreSQL, three ways: Concord, Concord with Apollo's executor, and four
 * statements written by hand behind node:http. Rounds are interleaved; what is told are medians over rounds, as ratios.
 *   npm run -s bench:performance [-- --rounds 7 --seconds 3 --profile]
 * With --profile, Concord writes a CPU profile into the working folder when it ends.
 */
import "reflect-metadata";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Agent, request } from "undici";
import { loadSource } from "../../cli/load";
import { writeSample } from "../../cli/sample";
import { openPostgres } from "../../store/postgres";
import { migrateAll } from "../../tests/build";
import { onServer } from "../../tests/databases";
import { QUESTION } from "./question";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    seconds: { type: "string", default: "3" },
    profile: { type: "boolean", default: false },
  },
});

const SERVER = process.env["DATABASE_URL"] ?? "postgresql://postgres@127.0.0.1:5432/postgres";
const WAYS = ["own", "stock", "by-hand"] as const;
const CALLERS = [1, 32];

type Way = (typeof WAYS)[number];

interface Running {
  readonly way: Way;
  readonly address: string;
  readonly process: ChildProcess;
}

/** What one round of one way came to. */
interface Round {
  readonly perSecond: number;
  readonly medianMs: number;
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function start(way: Way, url: string): Promise<Running> {
  const profiled = values.profile && way === "own" ? ["--cpu-prof"] : [];
  const script = join(__dirname, "..", "run.mjs");
  const child = spawn(process.execPath, [...profiled, script, "performance/server", way, url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [address] = await once(createInterface({ input: child.stdout }), "line");
  return { way, address: String(address), process: child };
}

const agent = new Agent({ connections: 64 });
const BODY = JSON.stringify({ query: QUESTION });

async function ask(address: string): Promise<string> {
  const { statusCode, body } = await request(address, {
    method: "POST",
    dispatcher: agent,
    headers: { "content-type": "application/json", authorization: "Bearer bench" },
    body: BODY,
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`answered with ${statusCode}: ${text.slice(0, 300)}`);
  return text;
}

async function round({ address }: Running, callers: number): Promise<Round> {
  const times: number[] = [];
  const [startedAt, durationMs] = [performance.now(), Number(values.seconds) * 1000];
  const caller = async (): Promise<void> => {
    while (performance.now() - startedAt < durationMs) {
      const askedAt = performance.now();
      await ask(address);
      times.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { perSecond: times.length / ((performance.now() - startedAt) / 1000), medianMs: median(times) };
}

async function compare(running: readonly Running[], callers: number): Promise<void> {
  const rounds = new Map<Way, Round[]>(WAYS.map((way) => [way, []]));
  for (let at = 0; at < Number(values.rounds); at += 1)
    for (const one of running) rounds.get(one.way)?.push(await round(one, callers));
  const of = (way: Way, what: keyof Round): number => median((rounds.get(way) ?? []).map((each) => each[what]));
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  for (const way of WAYS)
    console.log(
      JSON.stringify({
        callers,
        way,
        perSecond: rounded(of(way, "perSecond")),
        medianMs: rounded(of(way, "medianMs")),
        timesByHand: rounded(of("by-hand", "perSecond") / of(way, "perSecond")),
        timesStock: rounded(of("stock", "perSecond") / of(way, "perSecond")),
      }),
    );
}

async function requireEqual(running: readonly Running[]): Promise<void> {
  const answers = await Promise.all(running.map(({ address }) => ask(address)));
  for (const [at, answer] of answers.entries())
    if (answer.trim() !== answers[0]?.trim())
      throw new Error(`${WAYS[at]} answers otherwise: ${answer.slice(0, 600)}\n${answers[0]?.slice(0, 600)}`);
}

async function main(): Promise<void> {
  const name = `concord_performance_${process.pid}`;
  await onServer(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const database = openPostgres({ url: url.href, poolSize: 4, statementTimeoutMs: 60_000, connectTimeoutMs: 5_000 });
  await migrateAll(database);
  const folder = mkdtempSync(join(tmpdir(), "concord-performance-"));
  writeSample(folder);
  await loadSource(database, "sample", folder);
  await database.execute("analyze");
  await database.close();
  const running: Running[] = [];
  for (const way of WAYS) running.push(await start(way, url.href));
  await requireEqual(running);
  for (const one of running) await round(one, 8);
  for (const callers of CALLERS) await compare(running, callers);
  await Promise.all(running.map((one) => ended(one)));
  await agent.close();
  await onServer(`drop database if exists ${name} with (force)`);
}

async function ended({ process: child }: Running): Promise<void> {
  const over = once(child, "exit");
  child.stdin?.end();
  await over;
}

void main();
