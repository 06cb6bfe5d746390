import type { ReleasedRecord, SourceEvent } from "../../schema/model/source-event";
import type { Corrections, ReadRequest, SourceRead } from "../contract";
import { KeySets } from "./change-set";
import { changedRoots } from "./changed-roots";
import { type PostgresCursor, parseCursor } from "./cursor";
import type { PostgresSource, Session } from "./postgres-source";
import { readHorizon, readState, TableComparison } from "./table-states";

/** What a read will give: everything, or the roots that changed since another. */
interface Plan {
  readonly changed: KeySets;
  readonly shrunk: ReadonlySet<string>;
}

export interface LookRequest extends Pick<ReadRequest, "since" | "again" | "recall"> {
  readonly corrections?: Corrections | undefined;
  /** Records that must come again, although nothing of them changed. */
  readonly released?: readonly ReleasedRecord[];
}

/** One look at the source: all that its events say was so at one moment. */
export class PostgresRead implements SourceRead {
  private readonly before: PostgresCursor | undefined;
  private whole: readonly string[] = [];
  private after: PostgresCursor | undefined;
  /** When the look was taken, by the source's clock. */
  readAt: string | null = null;

  constructor(
    private readonly source: PostgresSource,
    private readonly request: LookRequest,
  ) {
    this.before = request.since ? parseCursor(request.since) : undefined;
  }

  cursor(unsettled: ReadonlySet<string> = new Set()): string {
    if (!this.after) throw new Error("The cursor is known once the read has ended.");
    const again = [...unsettled];
    return JSON.stringify(again.length > 0 ? { ...this.after, again } : this.after);
  }

  objects(): readonly string[] {
    return this.whole;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SourceEvent> {
    const session = await this.source.open();
    try {
      yield* this.through(session);
    } finally {
      await session.close();
    }
  }

  private async *through(session: Session): AsyncGenerator<SourceEvent> {
    const { connection } = session;
    const present = await session.presentObjects();
    await connection.query("begin transaction isolation level repeatable read read only");
    const { source, horizon, readAt } = await readHorizon(connection);
    this.readAt = readAt;
    const { roots, fingerprint: mapping } = this.source;
    const { changed, shrunk } = await this.plan(session, source, horizon);
    if (!changed.isEmpty || shrunk.size > 0) {
      const whole = roots.withSiblings(
        [...changed.entries()].flatMap(([root, keys]) => (keys === "all" ? [root] : [])),
      );
      this.whole = [...new Set(roots.reads.filter(({ root }) => whole.has(root)).map(({ object }) => object))];
      const { events, records } = await session.rootEvents(present, this.request.corrections);
      yield* records.rejected;
      for await (const batch of events.of(changed)) yield* batch;
      const compared = [...shrunk].filter((root) => !whole.has(root));
      if (compared.length > 0) for await (const batch of events.idsOf(compared)) yield* batch;
    }
    const tables: PostgresCursor["tables"] = {};
    for (const table of session.catalogue.tables) tables[table.name] = await readState(connection, table, horizon);
    this.after = { mapping, source, horizon, tables };
  }

  private async plan(session: Session, source: string, horizon: string): Promise<Plan> {
    const { parts, roots, fingerprint } = this.source;
    const { before } = this;
    const all = new KeySets();
    for (const { root } of roots.reads) all.addAll(root);
    // Of another database, or of one that was set back, versions of rows say nothing.
    // After what a stream brought, the tables of the last look say too little: what came and went since is in neither.
    const isComparable =
      before?.position === undefined &&
      before?.mapping === fingerprint &&
      before.source === source &&
      BigInt(before.horizon) <= BigInt(horizon);
    if (!before || !isComparable) return { changed: all, shrunk: new Set() };
    const comparison = new TableComparison(session.connection, roots, parts.mapping.system, parts.entities);
    const { noticed, shrunk } = await comparison.compare(session.catalogue.tables, before);
    for (const object of [...(before.again ?? []), ...(this.request.again ?? [])]) {
      const own = roots.reads.filter((one) => one.object === object);
      // What no root is read from is looked up, and may stand in every row.
      for (const { root } of own.length > 0 ? own : roots.reads) noticed.roots.addAll(root);
    }
    roots.addReleased(noticed.roots, this.request.released ?? []);
    const recall = this.request.recall ?? (async () => []);
    const followed = { connection: session.connection, roots, entities: parts.entities, recall };
    return { changed: await changedRoots(noticed, session.catalogue.tables, followed), shrunk };
  }
}
