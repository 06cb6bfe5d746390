import type { SourceEvent } from "../../schema/model/source-event";
import type { Database } from "../../store/database";
import type { Sql } from "../../store/sql";
import { importRows } from "../../store/write/import";
import { randomBatch, SYSTEM } from "./random-batches";
import { allTables, comparableState, hashOf, stateOf } from "./state";

const WRITES = /\b(insert into|update|delete from|create|alter|drop|truncate)\b/i;

class InjectedFault extends Error {}

/** Counts the writes of a load, and makes one of them fail: before it is done, or after, as when the answer is lost. */
class Faults {
  writes = 0;

  constructor(
    private readonly failAt: number,
    private readonly afterwards: boolean,
  ) {}

  over(database: Database): Database {
    return {
      engine: database.engine,
      query: (statement) => this.query(database, statement),
      execute: (script) => database.execute(script),
      transaction: (work) =>
        database.transaction(async (inner) => {
          const result = await work(this.over(inner));
          // The commit is the last step.
          this.step(false);
          return result;
        }),
      close: () => database.close(),
    };
  }

  private async query(database: Database, statement: Sql): ReturnType<Database["query"]> {
    const writes = WRITES.test(statement.text);
    if (writes) this.step(this.afterwards);
    const rows = await database.query(statement);
    if (writes && this.afterwards && this.writes === this.failAt) throw new InjectedFault("after the write");
    return rows;
  }

  private step(deferred: boolean): void {
    this.writes += 1;
    if (!deferred && this.writes === this.failAt) throw new InjectedFault("at the write");
  }
}

async function apply(database: Database, events: readonly SourceEvent[], key: string): Promise<void> {
  async function* stream(): AsyncGenerator<SourceEvent> {
    yield* events;
  }
  await importRows(database, {
    system: SYSTEM,
    subgraph: "erp",
    events: stream(),
    cursor: () => key,
    objects: () => [],
    codeMaps: [],
    dryRun: false,
    idempotencyKey: key,
  });
}

export interface FaultReport {
  readonly seed: number;
  /** Steps at which a fault was injected, the commit among them. */
  readonly steps: number;
  /** Faults after which the state was not what it was before. */
  readonly traces: number;
  /** After the retry: equal content to that of the run without faults. */
  readonly equal: boolean;
  readonly hash: string;
}

/**
 * One batch, failing at every one of its writes in turn and then repeated, beside the same batch without a fault. Both
 * databases keep what earlier seeds left, so that batches meet rows, refusals and identities.
 */
export async function faultEveryStep(faulty: Database, clean: Database, seed: number): Promise<FaultReport> {
  const tables = await allTables(faulty);
  const events = randomBatch(seed);
  const before = hashOf(await stateOf(faulty, tables));
  let traces = 0;
  let steps = 0;
  for (let step = 1; ; step += 1) {
    const faults = new Faults(step, (seed + step) % 2 === 0);
    const failed = await apply(faults.over(faulty), events, `seed ${seed}`).then(
      () => false,
      (error: unknown) => {
        if (error instanceof InjectedFault) return true;
        throw error;
      },
    );
    // No step was left to fail: this was the retry, and it is done.
    if (!failed) break;
    steps += 1;
    if (hashOf(await stateOf(faulty, tables)) !== before) traces += 1;
  }
  await apply(clean, events, `seed ${seed}`);
  const [retried, expected] = [await comparableState(faulty, tables), await comparableState(clean, tables)];
  return { seed, steps, traces, equal: hashOf(retried) === hashOf(expected), hash: hashOf(expected) };
}
