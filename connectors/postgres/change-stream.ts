import { LogicalReplicationService, type Pgoutput, PgoutputPlugin } from "pg-logical-replication";
import type { EntityDefinition } from "../../schema/model/definition";
import { type ChangedColumns, Noticed } from "./changed-roots";
import { sourceError, sqlState } from "./connection";
import { positionOf, positionText } from "./cursor";
import type { ReaderNames } from "./slot";
import { ruleColumns, type WatchedTable } from "./tables";

const UNDEFINED_OBJECT = "42704";

/** How often a place is told that only others' changes led to. */
const IDLE_TELL_MS = 10_000;

/** The source tells at once how far it has told its log; a place between two records may be told only with the next one. */
const TOLD_WITHIN_MS = 250;

/** The slot stands before the publication was made, and cannot be read from there. */
export class PublicationMissing extends Error {}

/** Commits that wait together to be read. */
export interface Waiting {
  readonly noticed: Noticed;
  /** End of the newest commit in the source's log. */
  readonly position: string;
  readonly committedAt: string;
  /** Their transactions, by the 32 bits of the number. */
  readonly transactions: ReadonlySet<number>;
}

export interface StreamParts {
  readonly url: string;
  readonly schema: string;
  readonly system: string;
  readonly place: string;
  readonly names: ReaderNames;
  readonly tables: readonly WatchedTable[];
  readonly entities: ReadonlyMap<string, EntityDefinition>;
}

/**
 * The source's log as notice of what each commit changed. Nothing of it is taken but keys: the rows are read again from the
 * source, so that what arrives is what the selects say, and what waits stays small under any load.
 */
export class ChangeStream {
  private readonly service: LogicalReplicationService;
  private readonly tables: ReadonlyMap<string, WatchedTable>;
  private current: Noticed | undefined;
  private transaction = 0;
  private waiting: Waiting | undefined;
  private failure: Error | undefined;
  private wake: () => void = () => {};
  private confirmed: bigint;
  private delivered: bigint;
  /** How far the log was told, whether or not anything in it is of interest. */
  private told = 0n;
  /** How far the log has nothing of interest. */
  private idle: bigint | undefined;
  private idleToldAt = 0;

  constructor(
    private readonly parts: StreamParts,
    from: string,
  ) {
    // The library's own confirmations would confirm what was received, not what was applied.
    const acknowledge = { auto: false, timeoutSeconds: 0 };
    const client = { connectionString: parts.url, application_name: "concord", keepAlive: true };
    this.service = new LogicalReplicationService(client, { acknowledge });
    this.tables = new Map(parts.tables.map((table) => [table.name, table]));
    this.confirmed = positionOf(from);
    this.delivered = this.confirmed;
    this.service.on("data", (_position: string, message: Pgoutput.Message) => this.take(message));
    this.service.on("heartbeat", (position: string, _at: number, shouldRespond: boolean) =>
      this.beat(position, shouldRespond),
    );
    this.service.on("error", (error: unknown) => this.fail(error));
  }

  start(): void {
    const plugin = new PgoutputPlugin({ protoVersion: 1, publicationNames: [this.parts.names.publication] });
    this.service.subscribe(plugin, this.parts.names.slot, positionText(this.confirmed)).then(
      () => this.fail(new Error("the source ended the stream")),
      (error: unknown) => this.fail(error),
    );
  }

  /** What was committed since it was asked last; waits until there is something, or until `signal` or the time. */
  async next(signal: AbortSignal, timeoutMs: number): Promise<Waiting | undefined> {
    const isThere = this.waiting || this.failure || this.idle !== undefined;
    if (!isThere && !signal.aborted) await this.something(signal, timeoutMs);
    const waiting = this.hand();
    if (!waiting && this.failure && !signal.aborted) throw this.failure;
    return waiting;
  }

  /** What waits to be read; it waits on. */
  peek(): Waiting | undefined {
    return this.waiting;
  }

  /** What waits to be read; it waits no longer. */
  hand(): Waiting | undefined {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) this.delivered = positionOf(waiting.position);
    return waiting;
  }

  /** Waits until the log was told up to a place, or for as long as such a place is told late. */
  async toldUpTo(position: string, signal: AbortSignal): Promise<void> {
    const place = positionOf(position);
    const until = Date.now() + TOLD_WITHIN_MS;
    while (this.told < place && !this.failure && !signal.aborted && Date.now() < until)
      await this.something(signal, until - Date.now());
  }

  /** Place up to which nothing came that is of interest, once in a while and once each; the source may forget it when it is kept. */
  reachedIdle(): string | undefined {
    const { idle } = this;
    this.idle = undefined;
    return idle === undefined ? undefined : positionText(idle);
  }

  /** Lets the source forget what was applied. */
  async acknowledge(position: string): Promise<void> {
    const applied = positionOf(position);
    if (applied > this.confirmed) this.confirmed = applied;
    await this.confirm();
  }

  async stop(): Promise<void> {
    await this.service.destroy().catch(() => undefined);
  }

  private async something(signal: AbortSignal, timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = Number.isFinite(timeoutMs) ? setTimeout(() => done(), Math.max(0, timeoutMs)) : undefined;
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      };
      signal.addEventListener("abort", done);
      this.wake = done;
    });
  }

  private take(message: Pgoutput.Message): void {
    switch (message.tag) {
      case "begin":
        this.current = new Noticed(this.parts.system, this.parts.entities);
        this.transaction = message.xid;
        return;
      case "insert":
        this.onTable(message.relation, (table) => this.takeInsert(table, message));
        return;
      case "update":
        this.onTable(message.relation, (table) => this.takeUpdate(table, message));
        return;
      case "delete":
        this.onTable(message.relation, (table) => this.takeDelete(table, message));
        return;
      case "truncate":
        for (const relation of message.relations) this.onTable(relation, (table) => this.current?.emptied(table));
        return;
      case "commit":
        this.takeCommit(message);
        return;
      default:
    }
  }

  private takeInsert(table: WatchedTable, { new: now }: Pgoutput.MessageInsert): void {
    this.current?.written(table, columnsOf(table, now), undefined, true);
  }

  private takeDelete(table: WatchedTable, { old, key }: Pgoutput.MessageDelete): void {
    this.current?.deleted(table, columnsOf(table, old ?? key));
  }

  private takeUpdate(table: WatchedTable, { old, key, new: now }: Pgoutput.MessageUpdate): void {
    const before = old ?? key;
    this.current?.written(table, columnsOf(table, now), before ? columnsOf(table, before) : undefined, false);
  }

  private takeCommit({ commitEndLsn, commitTime }: Pgoutput.MessageCommit): void {
    const { current } = this;
    this.current = undefined;
    if (commitEndLsn !== null) this.reach(positionOf(commitEndLsn));
    if (!current || current.isEmpty || commitEndLsn === null) return;
    const noticed = this.waiting?.noticed ?? current;
    if (noticed !== current) noticed.merge(current);
    // Microseconds since 1970.
    const committedAt = new Date(Number(commitTime.valueOf()) / 1000).toISOString();
    const transactions = new Set(this.waiting?.transactions).add(this.transaction);
    this.waiting = { noticed, position: positionText(positionOf(commitEndLsn)), committedAt, transactions };
    this.idle = undefined;
    this.wake();
  }

  private onTable({ schema, name }: Pgoutput.MessageRelation, take: (table: WatchedTable) => void): void {
    const table = schema === this.parts.schema ? this.tables.get(name) : undefined;
    if (table) take(table);
  }

  /** With nothing under way all the log up to here is of no interest to us: the source need not keep it once the store has the place. */
  private beat(position: string, shouldRespond: boolean): void {
    const isIdle = !this.current && !this.waiting && this.delivered <= this.confirmed;
    const reached = positionOf(position);
    this.reach(reached);
    if (isIdle && reached > this.confirmed && Date.now() - this.idleToldAt >= IDLE_TELL_MS) {
      this.idleToldAt = Date.now();
      this.idle = reached;
      this.wake();
    }
    if (shouldRespond) void this.confirm();
  }

  private reach(position: bigint): void {
    if (position <= this.told) return;
    this.told = position;
    this.wake();
  }

  /** The library confirms one byte more than it is told, and a commit may start at just that byte: it would be skipped. */
  private async confirm(): Promise<void> {
    if (this.confirmed > 0n) await this.service.acknowledge(positionText(this.confirmed - 1n)).catch(() => undefined);
  }

  private fail(error: unknown): void {
    const isGone = sqlState(error) === UNDEFINED_OBJECT;
    this.failure ??= isGone ? new PublicationMissing(String(error)) : sourceError(error, this.parts.place);
    this.wake();
  }
}

/** Only what the rules look at, as text. */
function columnsOf(table: WatchedTable, row: Readonly<Record<string, unknown>> | null): ChangedColumns {
  const columns: Record<string, string | null | undefined> = {};
  for (const name of ruleColumns(table)) {
    const value = row?.[name];
    columns[name] = value === null || value === undefined ? value : String(value);
  }
  return columns;
}
