import type { RowChange } from "../../schema/model/row-change";

/** How much of each entity is kept for those who lag or resume. */
export interface Kept {
  readonly count: number;
  readonly milliseconds: number;
}

export interface NextChanges {
  readonly changes: readonly RowChange[];
  /** Where to go on from. */
  readonly position: number;
}

/**
 * The newest changes of each entity, once for all who follow them: a subscription is a position here and has no queue of its
 * own. Positions are running numbers of one entity and never leave this process.
 */
export class ChangeLog {
  private readonly entities = new Map<string, EntityLog>();

  constructor(private readonly kept: Kept) {}

  add(changes: readonly RowChange[]): void {
    const touched = new Set<EntityLog>();
    for (const change of changes) {
      const log = this.of(change.entity);
      log.add(change);
      touched.add(log);
    }
    for (const log of touched) log.wake();
  }

  /** Where the changes still to come begin. */
  end(entity: string): number {
    return this.of(entity).end;
  }

  /** Where the changes after an event begin; undefined: the event is not kept, or never was. */
  after(entity: string, event: string): number | undefined {
    const log = this.of(entity);
    log.forgetOld();
    const position = log.positionOf(event);
    return position === undefined ? undefined : position + 1;
  }

  /** Undefined: what comes next at this position is no longer kept. */
  next(entity: string, position: number, most: number): NextChanges | undefined {
    return this.of(entity).next(position, most);
  }

  /** Resolves when there is something behind a position, the time is over, or the signal aborts. */
  wait(entity: string, position: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    return this.of(entity).wait(position, timeoutMs, signal);
  }

  private of(entity: string): EntityLog {
    const log = this.entities.get(entity) ?? new EntityLog(this.kept);
    this.entities.set(entity, log);
    return log;
  }
}

class EntityLog {
  /** In the order of positions; a map keeps it. */
  private readonly changes = new Map<number, RowChange>();
  private readonly positions = new Map<string, number>();
  private readonly waiting = new Set<() => void>();
  private first = 0;
  end = 0;

  constructor(private readonly kept: Kept) {}

  add(change: RowChange): void {
    // Another gateway or a connection that was lost may give a change again.
    if (this.positions.has(change.id)) return;
    this.changes.set(this.end, change);
    this.positions.set(change.id, this.end);
    this.end += 1;
    while (this.changes.size > this.kept.count) this.forgetFirst();
  }

  forgetOld(): void {
    const oldest = Date.now() - this.kept.milliseconds;
    for (const [, change] of this.changes) {
      if (change.changedAtMs >= oldest) return;
      this.forgetFirst();
    }
  }

  positionOf(event: string): number | undefined {
    return this.positions.get(event);
  }

  next(position: number, most: number): NextChanges | undefined {
    if (position < this.first) return undefined;
    const until = Math.min(this.end, position + most);
    const changes: RowChange[] = [];
    for (let at = position; at < until; at += 1) {
      const change = this.changes.get(at);
      if (change) changes.push(change);
    }
    return { changes, position: until };
  }

  wake(): void {
    for (const awake of [...this.waiting]) awake();
  }

  wait(position: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (position < this.end || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const awake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", awake);
        this.waiting.delete(awake);
        resolve();
      };
      const timer = setTimeout(awake, timeoutMs);
      signal.addEventListener("abort", awake);
      this.waiting.add(awake);
    });
  }

  private forgetFirst(): void {
    const change = this.changes.get(this.first);
    if (change) this.positions.delete(change.id);
    this.changes.delete(this.first);
    this.first += 1;
  }
}
