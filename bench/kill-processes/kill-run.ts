import { setTimeout as pause } from "node:timers/promises";
import { sql } from "../../store/sql";
import { changedByReadingAgain, review } from "./again";
import { type Bench, type Stage, shopContent } from "./bench";
import type { Cluster } from "./cluster";
import { type OpenTransaction, openImport, openWrite, wasCutOff } from "./in-flight";
import { type Running, startSync, startWriter } from "./processes";
import { Random } from "./random";
import type { RunPlan, RunReport, Victim } from "./report";
import { leftovers, staleness, unsound } from "./soundness";
import { comparableState, differences } from "./state";
import { withDatabase } from "./stores";
import { END_MARK } from "./workload";

/** Longest pause of the writer between two statements, before the kill and after it. */
const PACE_MS = 80;
const PACE_AFTERWARDS_MS = 8;
const GIVE_UP_MS = 120_000;
/** How long a transaction of the victim is waited for. */
const LONGEST_WAIT_MS = 15_000;
/** Of ten kills, how many wait for a transaction of the victim; the others come at any moment. */
const AIMED = 0.8;

/** Loads the shop, keeps Concord in step, kills one of those at work, and compares what is there in the end with a clean run. */
export async function killRun(bench: Bench, plan: RunPlan): Promise<RunReport> {
  const startedAt = Date.now();
  const stage = await bench.stage(plan.mode);
  const run = new KillRun(bench, stage, plan);
  try {
    const { inFlight, faults } = await run.result().catch((error: unknown) => ({
      inFlight: false,
      faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    return { ...plan, inFlight, faults, seconds: (Date.now() - startedAt) / 1000 };
  } finally {
    await run.end();
    await bench.clear(stage);
  }
}

class KillRun {
  private readonly random: Random;
  private readonly faults: string[] = [];
  private writer: Running | undefined;
  private sync: Running | undefined;
  private isWritten = false;
  private isKilled = false;
  /** The import that was seen open last, and how many were. */
  private seen: string | undefined;
  private opened = 0;
  private readonly deadline = Date.now() + GIVE_UP_MS;

  constructor(
    private readonly bench: Bench,
    private readonly stage: Stage,
    private readonly plan: RunPlan,
  ) {
    this.random = new Random("kill", plan.mode, plan.victim, plan.seed);
  }

  async result(): Promise<{ readonly inFlight: boolean; readonly faults: readonly string[] }> {
    const { mode, seed } = this.plan;
    const killed = this.killOnce();
    const written = this.write();
    const synchronised = mode === "batch" ? this.syncInBatches(written) : this.follow(Promise.all([written, killed]));
    const [inFlight] = await Promise.all([killed, written, synchronised]);
    const clean = await this.bench.clean(seed);
    this.faults.push(
      ...differences(await shopContent(this.stage.sourceUrl), clean.source).map((line) => `source: ${line}`),
    );
    await this.judge(clean.store);
    return { inFlight, faults: this.faults };
  }

  /** Nothing of a run is left behind, however it ended. */
  async end(): Promise<void> {
    for (const process of [this.sync, this.writer])
      if (process?.alive) {
        process.kill();
        await process.ended;
      }
  }

  /** The load, started again until all of it is committed. */
  private async write(): Promise<void> {
    while (!this.isWritten) {
      await this.requireTime("the writer");
      const load = this.isKilled ? { pace: PACE_AFTERWARDS_MS } : { pace: PACE_MS, untilHurried: true };
      this.writer = this.bench.started(startWriter(this.stage.sourceUrl, { seed: this.plan.seed, ...load }));
      this.isWritten = (await this.writer.ended).code === 0;
    }
  }

  /** One batch after the other while the load lasts, as a schedule would, and one after its end. */
  private async syncInBatches(written: Promise<void>): Promise<void> {
    const comesLate = this.random.chance(0.5);
    for (let isLast = false; !isLast; ) {
      await this.requireTime("sync");
      const wasWritten = this.isWritten;
      this.sync = this.bench.started(startSync(this.stage, "batch"));
      const { code } = await this.sync.ended;
      // After the crash sync goes on under the load, or comes when all is written.
      if (this.isKilled && comesLate) await written;
      isLast = wasWritten && code === 0;
    }
  }

  /** Followed until the load's last commit is there, then ended as an operator does. */
  private async follow(loadAndKill: Promise<unknown>): Promise<void> {
    this.sync = this.bench.started(startSync(this.stage, "live"));
    let end: string | undefined;
    loadAndKill.then(
      async () => {
        end = await markEnd(this.stage.sourceUrl);
      },
      () => undefined,
    );
    while (end === undefined || !this.sync.alive || !(await this.isCaughtUp(end))) {
      await this.requireTime("the end of the load to be in the store");
      if (!this.sync.alive) this.restartFollowing();
      await pause(60);
    }
    const { code, said } = await this.sync.stop();
    if (code !== 0) this.faults.push(`sync ended with ${code}: ${said.slice(-1000)}`);
  }

  /** A kill ends it; nothing else may. */
  private restartFollowing(): void {
    if (this.plan.victim !== "sync") this.faults.push(`sync ended by itself: ${this.sync?.output.slice(-1000)}`);
    this.sync = this.bench.started(startSync(this.stage, "live"));
  }

  /**
   * The source's log is applied to its end. The last commit alone may be there before: a look brings what is, and then the log
   * what came and went.
   */
  private async isCaughtUp(end: string): Promise<boolean> {
    try {
      return await withDatabase(this.stage.storeUrl, async (database) => {
        const rows = await database.query(sql`select 1 from erp.item, mapping.source_state
          where name = ${END_MARK} and state = 'RUNNING'
            and (select (cursor::jsonb ->> 'position')::pg_lsn > ${end}::pg_lsn from mapping.import_batch order by id desc limit 1)`);
        return rows.length > 0;
      });
    } catch {
      // The server is just being started again.
      return false;
    }
  }

  private async requireTime(what: string): Promise<void> {
    if (Date.now() <= this.deadline) return;
    const { bench, stage } = this;
    const sessions = `select pid, application_name, state, wait_event, now() - xact_start as since, left(query, 200) as query
      from pg_stat_activity where datname = $1`;
    const seen = {
      written: this.isWritten,
      slots: await bench.source.query("select * from pg_replication_slots"),
      source: await bench.source.query(sessions, [stage.sourceName]),
      store: await bench.store.query(sessions, [stage.storeName]),
    };
    throw new Error(`Waited too long for ${what}: ${JSON.stringify(seen)} ${this.sync?.output.slice(-2000)}`);
  }

  /** @returns whether a transaction of the victim was cut off */
  private async killOnce(): Promise<boolean> {
    const before = await this.untilTheMoment();
    this.isKilled = true;
    await this.kill();
    this.writer?.hurry();
    await this.revive();
    const cut = await Promise.all(before.map(wasCutOff));
    return cut.includes(true);
  }

  /** Waits for a moment by chance. @returns the victim's transactions that are open at it */
  private async untilTheMoment(): Promise<readonly OpenTransaction[]> {
    const { random, plan } = this;
    if (!random.chance(AIMED)) {
      await pause(random.below(6000));
      return this.openOfVictim();
    }
    // Some kills come in the first batch, others in one that goes on from a cursor.
    const isLater = plan.mode === "live" ? random.chance(0.8) : random.chance(0.25);
    await this.until(async () => (await this.importsOpened()) > (isLater ? 1 : 0));
    await pause(random.below(isLater && plan.mode === "live" ? 1500 : 100));
    for (const until = Date.now() + LONGEST_WAIT_MS; Date.now() < until; ) {
      await this.until(async () => (await this.openOfVictim()).length > 0);
      await pause(random.below(25));
      const open = await this.openOfVictim();
      if (open.length > 0) return open;
    }
    return [];
  }

  private async until(holds: () => Promise<boolean>): Promise<void> {
    const until = Date.now() + LONGEST_WAIT_MS;
    while (Date.now() < until && !(await holds())) await pause(3);
  }

  /** How many imports were seen open so far. */
  private async importsOpened(): Promise<number> {
    const open = await openImport(this.bench.store, this.stage.storeName);
    if (open && open.number !== this.seen) this.opened += 1;
    this.seen = open?.number ?? this.seen;
    return this.opened;
  }

  private async openOfVictim(): Promise<readonly OpenTransaction[]> {
    const { bench, stage } = this;
    const imports = () => openImport(bench.store, stage.storeName);
    const writes = () => openWrite(bench.source, stage.sourceName);
    const looked: Readonly<Record<Victim, readonly (() => Promise<OpenTransaction | undefined>)[]>> = {
      sync: [imports],
      writer: [writes],
      "store's PostgreSQL": [imports],
      "source's PostgreSQL": [writes, imports],
    };
    const found = await Promise.all(looked[this.plan.victim].map((look) => look()));
    return found.flatMap((one) => one ?? []);
  }

  private get cluster(): Cluster | undefined {
    const { victim } = this.plan;
    if (victim === "store's PostgreSQL") return this.bench.store;
    return victim === "source's PostgreSQL" ? this.bench.source : undefined;
  }

  private async kill(): Promise<void> {
    if (this.plan.victim === "sync") this.sync?.kill();
    else if (this.plan.victim === "writer") this.writer?.kill();
    else this.cluster?.kill(await this.cluster.processes());
  }

  /** A killed process is started again by who waits for it; a killed server here. */
  private async revive(): Promise<void> {
    if (!this.cluster) return;
    await this.cluster.ended();
    await this.cluster.start();
  }

  /** Everything that must hold once the load is over and has come in. */
  private async judge(clean: readonly string[]): Promise<void> {
    const { bench, stage, plan, faults } = this;
    const { mode } = plan;
    faults.push(...(await leftovers({ ...bench, ...stage, mode })));
    await withDatabase(stage.storeUrl, async (database) => {
      faults.push(...(await staleness(database, mode)));
      await review(database);
      faults.push(...differences(await comparableState(database), clean).map((line) => `store: ${line}`));
      for (const full of [false, true]) faults.push(...(await changedByReadingAgain(database, stage.sourceUrl, full)));
      faults.push(...differences(await comparableState(database), clean).map((line) => `store, read again: ${line}`));
      faults.push(...(await unsound(database)));
    });
  }
}

/** Commits a change that changes nothing. @returns a place in the log before it and after everything else */
async function markEnd(sourceUrl: string): Promise<string> {
  return withDatabase(sourceUrl, async (source) => {
    const [row] = await source.query(sql`select pg_current_wal_insert_lsn()::text as place`);
    await source.query(sql`update item set name = name where id = 1`);
    return String(row?.["place"]);
  });
}
