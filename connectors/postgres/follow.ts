import { setTimeout as wait } from "node:timers/promises";
import { ConcordError } from "../../schema/errors";
import { begun } from "../../schema/model/begun-events";
import type { ReleasedRecord, SourceEvent } from "../../schema/model/source-event";
import type { FollowRequest, SourceChange } from "../contract";
import { KeySets } from "./change-set";
import { ChangeStream, PublicationMissing, type Waiting } from "./change-stream";
import { changedRoots, type Noticed } from "./changed-roots";
import { type PostgresCursor, parseCursor, positionOf } from "./cursor";
import type { PostgresSource, Session } from "./postgres-source";
import { PostgresRead } from "./read";
import {
  dropSlot,
  ensurePublication,
  ensureSlot,
  NotReplicable,
  publishable,
  type ReaderNames,
  requireReplication,
  type SlotState,
} from "./slot";
import { shows } from "./visibility";

export interface FollowOptions {
  readonly names: ReaderNames;
  /** How often the source is looked at where its log cannot be read. */
  readonly pollMs: number;
  /** Told what people should know: a fallback, a lost connection. */
  readonly notice: (message: string) => void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
/** Between a commit in the log and the first snapshot that shows it there are microseconds, or more on a busy machine. */
const NOT_SHOWN_YET_MS = 2;

/** A change that was handed out and not acknowledged: it comes again. */
class NotApplied extends Error {}

/** Gives a source's changes as they are committed; what is not acknowledged is given again. */
export class Follower {
  /** What was applied; undefined before the first read. */
  private applied: PostgresCursor | undefined;
  private pauseMs = FIRST_PAUSE_MS;

  constructor(
    private readonly source: PostgresSource,
    private readonly options: FollowOptions,
    private readonly request: FollowRequest,
  ) {
    this.applied = request.since ? parseCursor(request.since) : undefined;
  }

  async *changes(): AsyncGenerator<SourceChange> {
    const { signal } = this.request;
    let work = (): AsyncGenerator<SourceChange> => this.live();
    while (!signal.aborted) {
      try {
        yield* work();
      } catch (error) {
        if (error instanceof NotReplicable) {
          this.options.notice(
            `${this.source.place} cannot be followed live: ${error.message} It is looked at every ${this.options.pollMs / 1000} s instead.`,
          );
          work = () => this.polling();
        } else await this.recover(error);
      }
    }
  }

  /** A source that is gone is waited for; any other fault is told. */
  private async recover(error: unknown): Promise<void> {
    if (error instanceof NotApplied) return;
    // A slot is held for a moment by the session of a reader that was killed.
    const passes = error instanceof ConcordError && ["SOURCE_UNAVAILABLE", "SOURCE_IN_USE"].includes(error.code);
    if (!passes) throw error;
    if (this.request.signal.aborted) return;
    this.options.notice(`${error.message}. Trying again in ${this.pauseMs / 1000} s.`);
    await pause(this.pauseMs, this.request.signal);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private async *polling(): AsyncGenerator<SourceChange> {
    // What a stream brought before is in no look.
    if (this.applied?.position !== undefined) this.applied = undefined;
    while (!this.request.signal.aborted) {
      yield* this.look();
      yield* this.release((records) => this.look({ released: records }));
      await pause(this.options.pollMs, this.request.signal);
    }
  }

  /**
   * The slot first, then a look at what changed since the last one, then the stream: what is committed in between is in
   * both, and says the same twice.
   */
  private async *live(): AsyncGenerator<SourceChange> {
    const { names, notice } = this.options;
    const session = await this.source.open();
    let stream: ChangeStream | undefined;
    try {
      await requireReplication(session);
      await ensurePublication(this.source, session, names);
      const slot = await ensureSlot(session, names);
      this.forgetWhatWasMissed(slot);
      yield* this.look({ position: slot.confirmed });
      const from = later(slot.confirmed, this.applied?.position);
      stream = this.streamOf(session, from);
      stream.start();
      yield* this.streamed(session, stream);
    } catch (error) {
      if (!(error instanceof PublicationMissing)) throw error;
      await stream?.stop();
      await dropSlot(session, names);
      notice(`The publication ${names.publication} was made again; ${this.source.place} is read whole.`);
    } finally {
      await stream?.stop();
      await session.close();
    }
  }

  /**
   * Between what was applied and where the log goes on, nothing may be missing. Where it is, as after a restored store or a
   * slot that was dropped, everything is read again: what came and went in between is in no later look.
   */
  private forgetWhatWasMissed({ isNew, wasLost, confirmed }: SlotState): void {
    const { names, notice } = this.options;
    const position = this.applied?.position;
    if (wasLost || (isNew && position !== undefined))
      notice(`The slot ${names.slot} was gone, with what it kept of the log; ${this.source.place} is read whole.`);
    else if (position !== undefined && positionOf(confirmed) > positionOf(position))
      notice(
        `The log of ${this.source.place} was read up to ${confirmed}, but the store ends at ${position}, as after a restore; it is read whole.`,
      );
    else return;
    this.applied = undefined;
  }

  private async *streamed(session: Session, stream: ChangeStream): AsyncGenerator<SourceChange> {
    const { signal } = this.request;
    const present = await session.presentObjects();
    const unpublished = session.catalogue.tables.filter(({ identity }) => identity === "nothing");
    if (unpublished.length > 0)
      this.options.notice(
        `${unpublished.map(({ name }) => name).join(", ")} tell no key in the log; they are looked at every ${this.options.pollMs / 1000} s.`,
      );
    const pollMs = unpublished.length > 0 ? this.options.pollMs : Number.POSITIVE_INFINITY;
    this.pauseMs = FIRST_PAUSE_MS;
    const again = (records: readonly ReleasedRecord[]) => this.readAgain(records, stream);
    yield* this.release(again);
    for (let lookAt = Date.now() + pollMs; !signal.aborted; ) {
      const waiting = await stream.next(signal, pollMs);
      if (waiting) {
        yield* this.handOut(this.changeOf(waiting, session, stream, present));
        yield* this.release(again);
        continue;
      }
      const reached = stream.reachedIdle();
      if (reached) yield* this.moveOn(reached, () => stream.acknowledge(reached));
      if (signal.aborted || Date.now() < lookAt) continue;
      // Only while the log is quiet: what a look takes before the log tells it cannot be recalled any more.
      yield* this.look();
      yield* this.release(again);
      lookAt = Date.now() + pollMs;
    }
  }

  /** Reads again what waited for a record that came; what comes with it may release more. */
  private async *release(
    again: (records: readonly ReleasedRecord[]) => AsyncGenerator<SourceChange>,
  ): AsyncGenerator<SourceChange> {
    for (let before = ""; !this.request.signal.aborted; ) {
      const records = (await this.request.released?.()) ?? [];
      const named = records.map(({ id }) => id).join(" ");
      // What is refused again was not waiting for that alone.
      if (named === before) return;
      before = named;
      yield* again(records);
    }
  }

  private async *readAgain(records: readonly ReleasedRecord[], stream: ChangeStream): AsyncGenerator<SourceChange> {
    const released = new KeySets();
    this.source.roots.addReleased(released, records);
    const cursor = this.applied;
    if (!cursor) throw new Error("Something is released after a look.");
    const session = await this.source.open();
    try {
      const present = await session.presentObjects();
      const rootsOf = async (): Promise<KeySets> => {
        const ahead = (await this.shownAhead(session, stream)).waiting;
        if (ahead) released.merge(await this.rootsOf(ahead.noticed, session));
        return released;
      };
      yield* this.handOut({
        events: this.eventsOf([], rootsOf, session, present),
        cursor: () => JSON.stringify(cursor),
        objects: () => [],
        committedAt: null,
        applied: () => cursor,
        acknowledge: async () => {},
      });
    } finally {
      await session.close();
    }
  }

  /** Has the store keep a newer place in the log before the source forgets what came before it. */
  private async *moveOn(position: string, acknowledge: () => Promise<void>): AsyncGenerator<SourceChange> {
    const base = this.applied;
    if (!base || (base.position !== undefined && positionOf(base.position) >= positionOf(position))) return;
    const cursor = { ...base, position };
    yield* this.handOut({
      events: nothing(),
      cursor: () => JSON.stringify(cursor),
      objects: () => [],
      committedAt: null,
      isOnlyPlace: true,
      applied: () => cursor,
      acknowledge,
    });
  }

  private streamOf(session: Session, from: string): ChangeStream {
    const { url, schema, mapping, entities } = this.source.parts;
    const tables = publishable(session.catalogue.tables);
    const { place } = this.source;
    return new ChangeStream(
      { url, schema, place, system: mapping.system, names: this.options.names, tables, entities },
      from,
    );
  }

  private changeOf(waiting: Waiting, session: Session, stream: ChangeStream, present: ReadonlySet<string>): Handed {
    const base = this.applied;
    if (!base) throw new Error("A stream follows a look.");
    let { position } = waiting;
    const cursor = (): PostgresCursor => ({ ...base, position });
    const rootsOf = async (): Promise<KeySets> => {
      const { waiting: ahead, isWhole } = await this.shownAhead(session, stream);
      if (ahead) waiting.noticed.merge(ahead.noticed);
      if (ahead && isWhole) position = stream.hand()?.position ?? position;
      return this.rootsOf(waiting.noticed, session);
    };
    return {
      events: this.eventsOf(waiting.transactions, rootsOf, session, present),
      cursor: () => JSON.stringify(cursor()),
      objects: () => [],
      committedAt: waiting.committedAt,
      applied: cursor,
      acknowledge: () => stream.acknowledge(position),
    };
  }

  /**
   * What the log tells up to the moment of the session's snapshot. All of it is read with what is read in that snapshot: the
   * store is asked what a changed row hung on before, and knows it only as long as it is not ahead of the log.
   */
  private async shownAhead({ connection }: Session, stream: ChangeStream): Promise<Ahead> {
    const [now] = await connection.query(`select pg_current_snapshot()::text as snapshot,
      (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end)::text as place`);
    await stream.toldUpTo(now?.["place"] ?? "0/0", this.request.signal);
    const waiting = stream.peek();
    // What the snapshot does not show yet is read again when its turn comes.
    return { waiting, isWhole: shows(now?.["snapshot"] ?? "", waiting?.transactions ?? []) };
  }

  private rootsOf(noticed: Noticed, { connection, catalogue }: Session): Promise<KeySets> {
    const { roots, parts } = this.source;
    const { recall } = this.request;
    return changedRoots(noticed, catalogue.tables, { connection, roots, entities: parts.entities, recall });
  }

  /**
   * @param transactions what the snapshot must show
   * @param rootsOf is asked within the snapshot that its roots are read in
   */
  private async *eventsOf(
    transactions: Iterable<number>,
    rootsOf: () => Promise<KeySets>,
    session: Session,
    present: ReadonlySet<string>,
  ): AsyncGenerator<SourceEvent> {
    const { connection } = session;
    const { corrections } = this.request;
    await this.beginShowing(transactions, session);
    try {
      const changed = await rootsOf();
      const { events, records } = await session.rootEvents(present, await corrections?.());
      yield* records.rejected;
      for await (const batch of events.of(changed)) yield* batch;
    } finally {
      await connection.query("rollback").catch(() => undefined);
    }
  }

  private async beginShowing(transactions: Iterable<number>, { connection }: Session): Promise<void> {
    for (;;) {
      await connection.query("begin transaction isolation level repeatable read read only");
      const [row] = await connection.query("select pg_current_snapshot()::text as snapshot");
      if (shows(row?.["snapshot"] ?? "", transactions)) return;
      await connection.query("rollback");
      // Not until the signal: what is under way is finished.
      await wait(NOT_SHOWN_YET_MS);
    }
  }

  /**
   * What differs from the last look; nothing is handed out when nothing does.
   * @param released is read with it, in one snapshot: read in a later one, it would put the store ahead of what the next look
   * tells, and the store is asked then what a changed row hung on before
   */
  private async *look({ position = this.applied?.position, released = [] }: Look = {}): AsyncGenerator<SourceChange> {
    const read = new PostgresRead(this.source, {
      ...(this.applied ? { since: JSON.stringify({ ...this.applied, position: undefined }) } : {}),
      corrections: await this.request.corrections?.(),
      recall: this.request.recall,
      released,
    });
    const { isEmpty, events, end } = await begun(read);
    const after = (): PostgresCursor => ({ ...parseCursor(read.cursor()), ...(position ? { position } : {}) });
    if (isEmpty && this.applied) {
      const before = this.applied.position;
      this.applied = { ...after(), ...(before ? { position: before } : { position: undefined }) };
      if (position) yield* this.moveOn(position, async () => {});
      return;
    }
    try {
      yield* this.handOut({
        events,
        cursor: () => JSON.stringify(after()),
        objects: () => read.objects(),
        committedAt: read.readAt,
        applied: after,
        acknowledge: async () => {},
      });
    } finally {
      await end();
    }
  }

  private async *handOut({ applied, acknowledge, ...change }: Handed): AsyncGenerator<SourceChange> {
    let isApplied = false;
    yield {
      ...change,
      acknowledge: async () => {
        this.applied = applied();
        isApplied = true;
        await acknowledge();
      },
    };
    if (!isApplied) throw new NotApplied();
  }
}

interface Look {
  readonly position?: string;
  readonly released?: readonly ReleasedRecord[];
}

interface Ahead {
  readonly waiting: Waiting | undefined;
  /** Whether the snapshot shows all of it. */
  readonly isWhole: boolean;
}

interface Handed extends SourceChange {
  readonly applied: () => PostgresCursor;
}

async function* nothing(): AsyncGenerator<SourceEvent> {}

function later(one: string, other: string | undefined): string {
  return other !== undefined && positionOf(other) > positionOf(one) ? other : one;
}

/** Waits, or until the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return wait(ms, undefined, { signal }).catch(() => undefined);
}
