import { databaseFault, isConnectionLost } from "../schema/lost-connection";
import type { Database, Row } from "./database";
import { isRead } from "./resilient";
import { type Sql, sql } from "./sql";

export interface ReplicaSettings {
  readonly primary: Database;
  /** A streaming replica of it, which takes no changes. */
  readonly replica: Database;
  /** How old an answer may be, in milliseconds. */
  readonly stalenessMaxMs: number;
}

/** Several probes fall into the time that an answer may be old. */
const PROBES_PER_STALENESS = 4;
const PROBE_MS_MAX = 1_000;

/** A statement that changes after all, or one that the replica stopped since what it reads is being cleaned away. */
const ASK_PRIMARY = new Set(["25006", "40001"]);

/**
 * A primary whose reads go to a replica of it while that is known to hold everything that was committed `stalenessMaxMs` ago; else,
 * and when the replica fails, to the primary. Changes and transactions go to the primary, and so do reads after a change of this
 * process until the replica holds it.
 */
export function readingReplica({ primary, replica, stalenessMaxMs }: ReplicaSettings): Database {
  const state = new ReplicaState();
  const probing = probeEvery(Math.min(PROBE_MS_MAX, stalenessMaxMs / PROBES_PER_STALENESS), () =>
    state.probe(primary, replica),
  );
  const changing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      state.changed();
    }
  };
  return {
    engine: primary.engine,
    query(statement, signal) {
      if (!isRead(statement.text)) return changing(() => primary.query(statement, signal));
      if (!state.holdsSince(stalenessMaxMs)) return primary.query(statement, signal);
      return readThere(replica, primary, statement, signal);
    },
    execute: (script) => changing(() => primary.execute(script)),
    transaction: (work) => changing(() => primary.transaction(work)),
    async close() {
      await probing.stop();
      await Promise.all([primary.close(), replica.close()]);
    },
  };
}

async function readThere(
  replica: Database,
  primary: Database,
  statement: Sql,
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> {
  try {
    return await replica.query(statement, signal);
  } catch (error) {
    if (!isConnectionLost(error) && !ASK_PRIMARY.has(databaseFault(error).code)) throw error;
    return primary.query(statement, signal);
  }
}

/**
 * What is known of the replica. A moment is taken here before the primary is asked how far its log is; once the replica has replayed
 * the log that far, it holds everything that was committed until that moment. So clocks of two machines are never compared.
 */
class ReplicaState {
  /** The replica holds all that was committed until then. */
  private heldMs = Number.NEGATIVE_INFINITY;
  private changedMs = Number.NEGATIVE_INFINITY;
  private awaited: { readonly atMs: number; readonly place: string } | undefined;

  changed(): void {
    this.changedMs = performance.now();
  }

  holdsSince(stalenessMaxMs: number): boolean {
    return this.heldMs >= Math.max(performance.now() - stalenessMaxMs, this.changedMs);
  }

  /** A place that the replica has not come to yet is asked for again: else one that is always a little behind would never count. */
  async probe(primary: Database, replica: Database): Promise<void> {
    const atMs = performance.now();
    const [told] = this.awaited ? [] : await primary.query(sql`select pg_current_wal_flush_lsn()::text as place`);
    this.awaited ??= { atMs, place: String(told?.["place"]) };
    const { atMs: sinceMs, place } = this.awaited;
    const [replayed] = await replica.query(
      sql`select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ${place}::pg_lsn as held`,
    );
    if (replayed?.["held"] !== true) return;
    this.heldMs = sinceMs;
    this.awaited = undefined;
  }
}

/** One after the other; one that fails says nothing, so that in time reads go to the primary. */
function probeEvery(everyMs: number, probe: () => Promise<void>): { stop(): Promise<void> } {
  let next: NodeJS.Timeout | undefined;
  let stopped = false;
  const run = async (): Promise<void> => {
    await probe().catch(() => undefined);
    if (stopped) return;
    next = setTimeout(() => {
      running = run();
    }, everyMs).unref();
  };
  let running = run();
  return {
    async stop() {
      stopped = true;
      clearTimeout(next);
      await running;
    },
  };
}
