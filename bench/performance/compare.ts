/**
 * Concord beside its peers: one made-up company in PostgreSQL, the same questions to each contestant in a process of its own, the
 * same answers or it stops, rounds interleaved, medians told as ratios that are paired within a round (docs/performance.md).
 *   npm run -s bench [-- --quick] [--rounds 5] [--seconds 3] [--only Concord,Mercurius] [--scale] [--profile] [--write]
 * --quick: a small company and few rounds, some three minutes. --scale: a ledger of a million lines, and what a row costs from
 * a thousand rows to all. --profile: Concord writes a CPU profile into the working folder. --write: into docs/performance.md.
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import { seeded, shuffled } from "../../subgraphs/mapping/matching/random";
import { type Bulk, streamLedger, takeLedger } from "./bulk";
import { BATCHED, CONCORD, CONTESTANTS, type HttpQuestion, STOCK } from "./contestants";
import { FULL, QUICK } from "./data";
import { type BenchDatabase, openBenchDatabase } from "./database";
import { closeLoad, fire } from "./load";
import {
  type Absent,
  CpuMeter,
  differentQuestions,
  type Measured,
  questionOf,
  type Running,
  requireEqual,
  round,
  start,
  statementsOf,
} from "./measure";
import { installPeers } from "./peers";
import { type Report, writeReport } from "./report";
import type { Comparison, Workload } from "./workload";
import { type OpenWorld, openWorld } from "./world";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    seconds: { type: "string" },
    only: { type: "string" },
    customers: { type: "string" },
    orders: { type: "string" },
    identifiers: { type: "string" },
    scale: { type: "boolean", default: false },
    profile: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const seconds = Number(values.seconds ?? (values.quick ? 1 : 3));
const WARM_UP_SECONDS = values.quick ? 1 : 3;
const BUSY_SHARE = 0.7;
const random = seeded(1);
const LEDGER_ROWS = values.quick ? 10_000 : 100_000;
const SCALE = [1_000, 10_000, 100_000, 1_000_000];
const WORKLOADS: readonly Workload[] = [
  { question: "orders", callers: 1, different: false },
  { question: "orders", callers: 32, different: true },
  { question: "orders", callers: 32, different: false },
  { question: "small", callers: 32, different: true },
  { question: "small", callers: 32, different: false },
];

function size() {
  const standard = values.quick ? QUICK : FULL;
  const given = (name: "customers" | "orders" | "identifiers") => Number(values[name] ?? standard[name]);
  const traded = { customers: given("customers"), orders: given("orders"), identifiers: given("identifiers") };
  return { ...standard, ...traded, ...(values.scale ? { ledgerLines: 1_000_000 } : {}) };
}

async function startAll(world: OpenWorld): Promise<{ running: Running[]; absent: Absent[] }> {
  const wanted = values.only?.split(",");
  const [running, absent]: [Running[], Absent[]] = [[], []];
  for (const contestant of CONTESTANTS) {
    // Ratios are to these two, so they are there in any case.
    const chosen = !wanted || [...wanted, BATCHED, STOCK].includes(contestant.name);
    if (!chosen) continue;
    const flags = values.profile && contestant.name === CONCORD ? ["--cpu-prof"] : [];
    const started = await start(contestant, world, flags);
    if ("served" in started) running.push(started);
    else absent.push(started);
    console.error(`${contestant.name}: ${"served" in started ? "answers" : started.reason}`);
  }
  return { running, absent };
}

/** Every contestant once a round, each round in an order of its own: what the one before leaves behind falls on each of the others. */
async function compare(running: readonly Running[], meter: CpuMeter, workload: Workload): Promise<Comparison> {
  const { question, callers, different } = workload;
  const asked: { readonly one: Running; readonly how: readonly HttpQuestion[] }[] = [];
  for (const one of running) {
    if (one.contestant.speaks === "copy") continue;
    const how = different ? await differentQuestions(one, question) : questionOf(one, question);
    if (how) asked.push({ one, how: [how].flat() });
  }
  // In the order of the contestants, whatever that of the rounds.
  const measured = new Map<string, Measured[]>(asked.map(({ one }) => [one.contestant.name, []]));
  for (const { how } of asked) await fire(how, { callers: 8, seconds: WARM_UP_SECONDS });
  for (let at = 0; at < rounds; at += 1)
    for (const { one, how } of shuffled(asked, random)) {
      const told = await round(one, how, { callers, seconds }, meter);
      measured.get(one.contestant.name)?.push(told);
    }
  console.error(`${question}, ${callers} callers${different ? ", each another" : ""}: done`);
  return { ...workload, measured };
}

/** Latency at a load that leaves room: 70% of what the contestant answers at most. */
async function busy(running: readonly Running[], most: ReadonlyMap<string, readonly Measured[]>) {
  const latency = new Map<string, { readonly p50Ms: number; readonly p99Ms: number }>();
  for (const one of running) {
    const perSecond = Math.max(0, ...(most.get(one.contestant.name) ?? []).map((each) => each.perSecond));
    const how = await differentQuestions(one, "orders");
    if (!how || perSecond === 0) continue;
    const load = { callers: 32, seconds: Math.max(2, 2 * seconds), rate: BUSY_SHARE * perSecond };
    latency.set(one.contestant.name, await fire(how, load));
  }
  return latency;
}

async function bulk(running: readonly Running[], meter: CpuMeter, rows: number): Promise<ReadonlyMap<string, Bulk>> {
  const taken = new Map<string, Bulk>();
  for (const one of running) {
    const told = await takeLedger(one, rows, meter);
    if (told) taken.set(one.contestant.name, told);
    if (one.contestant.streams) taken.set(`${one.contestant.name}, streamed`, await streamLedger(one, meter));
  }
  return taken;
}

async function measureAll(database: BenchDatabase, world: OpenWorld): Promise<Report> {
  const { running, absent } = await startAll(world);
  try {
    await requireEqual(running);
    const meter = new CpuMeter(database, world.subgraphs);
    const comparisons = [];
    for (const workload of WORKLOADS) comparisons.push(await compare(running, meter, workload));
    const statements = new Map<string, number | undefined>();
    for (const one of running) {
      const how = one.contestant.speaks === "copy" ? undefined : questionOf(one, "orders");
      if (how) statements.set(one.contestant.name, await statementsOf(database, how));
    }
    const most = comparisons.find(({ question, callers }) => question === "orders" && callers > 1);
    const atBusy = await busy(running, most?.measured ?? new Map());
    const ledger = await bulk(running, meter, LEDGER_ROWS);
    const scale = [];
    for (const rows of values.scale ? SCALE : [])
      scale.push({
        rows,
        taken: await bulk(
          running.filter(({ contestant }) => !contestant.overSubgraphs),
          meter,
          rows,
        ),
      });
    await requireEqual(running);
    const bytesPerRow = await database.bytesPerRow();
    return {
      running,
      absent,
      comparisons,
      statements,
      busy: atBusy,
      ledger,
      scale,
      bytesPerRow,
      size: size(),
      rounds,
      seconds,
    };
  } finally {
    await Promise.all(running.map(({ served }) => served.stop()));
  }
}

async function main(): Promise<void> {
  for (const missing of installPeers()) console.error(missing);
  console.error("Making the company up …");
  const database = await openBenchDatabase(size());
  try {
    const world = await openWorld(database.url);
    try {
      writeReport(await measureAll(database, world), values.write);
    } finally {
      await world.close();
    }
  } finally {
    await closeLoad();
    await database.close();
  }
}

void main();
