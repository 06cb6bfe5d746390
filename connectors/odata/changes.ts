import { createHash } from "node:crypto";
import type { Position } from "./cursor";
import { type Entity, Removal, removalOf, textsOf } from "./entity";
import type { OdataSource, Selection } from "./odata-source";
import type { OdataOptions } from "./options";

/** What became of a set since a position. */
export interface Changes {
  readonly entities: readonly Entity[];
  readonly removals: readonly Removal[];
  readonly position: Position;
  /** Keys of all records there are, where the source tells no deletions; absent: nothing was deleted, or it was told. */
  readonly present?: readonly Entity[];
}

export const fingerprint = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url");

/** Changes by the service's own delta link. */
export async function changesByDelta(source: OdataSource, selection: Selection, delta: string): Promise<Changes> {
  const keys = (await source.metadata()).keysOf(selection.set);
  // The last word on an entity counts: it may be gone, and back again, in one delta.
  const entries = new Map<string, Entity | Removal>();
  let link = delta;
  const onDelta = (newer: string): void => {
    link = newer;
  };
  for await (const page of source.pages({ selection, link: delta, onDelta }))
    for (const entry of page) {
      const texts = textsOf(entry);
      const removal = removalOf(entry, keys);
      const key = JSON.stringify(keys.map((name) => removal?.keys[name] ?? texts.get(name)));
      entries.delete(key);
      entries.set(key, removal ?? entry);
    }
  const entities: Entity[] = [];
  const removals: Removal[] = [];
  for (const entry of entries.values()) {
    const change = await settled(source, selection, entry, keys);
    if (change instanceof Removal) removals.push(change);
    else entities.push(change);
  }
  return { entities, removals, position: { delta: link } };
}

/** A delta may tell only what changed of an entity: then it is asked for as it is now. */
async function settled(
  source: OdataSource,
  selection: Selection,
  entry: Entity | Removal,
  keys: readonly string[],
): Promise<Entity | Removal> {
  if (entry instanceof Removal || selection.header.every((column) => (column.split("/")[0] ?? "") in entry))
    return entry;
  const texts = textsOf(entry);
  const current = await source.current(selection, entry);
  return current ?? new Removal(Object.fromEntries(keys.map((key) => [key, texts.get(key) ?? ""])));
}

/** Changes by a property that tells when a record last changed; deletions by comparing which keys there are. */
export async function changesByTime(
  source: OdataSource,
  selection: Selection,
  before: Position,
  options: OdataOptions,
): Promise<Changes> {
  const clock = new Clock(options.sets[selection.set]?.changedAt ?? "", options.overlapSeconds, before);
  const entities: Entity[] = [];
  const $filter = [selection.query["$filter"], clock.filter()]
    .filter(Boolean)
    .map((part) => `(${part})`)
    .join(" and ");
  for await (const page of source.pages({ selection, query: { $filter } }))
    for (const entity of page) if (clock.take(entity)) entities.push(entity);
  const present = await keysPresent(source, selection);
  const ids = fingerprint(present.map((entity) => [...textsOf(entity)]).sort());
  const isSame = ids === before.ids;
  return { entities, removals: [], position: { ...clock.position(), ids }, ...(isSame ? {} : { present }) };
}

export async function keysPresent(source: OdataSource, selection: Selection): Promise<readonly Entity[]> {
  const keys = (await source.metadata()).keysOf(selection.set);
  const { $filter } = selection.query;
  const query = { $select: keys.join(","), ...($filter ? { $filter } : {}) };
  const found: Entity[] = [];
  for await (const page of source.pages({ selection: { ...selection, query } })) found.push(...page);
  return found;
}

/** Keeps the newest moment of change, and what was given within the overlap behind it. */
export class Clock {
  private newest: string | undefined;
  private readonly recent = new Map<string, number>();
  private readonly known: ReadonlySet<string>;

  constructor(
    private readonly column: string,
    private readonly overlapSeconds: number,
    private readonly before: Position = {},
  ) {
    this.newest = before.changedAt;
    this.known = new Set(before.recent);
  }

  filter(): string {
    const { changedAt } = this.before;
    return changedAt === undefined ? "" : `${this.column} ge ${this.behind(changedAt)}`;
  }

  /** False: the same record was given before. */
  take(entity: Entity): boolean {
    const texts = textsOf(entity);
    const moment = texts.get(this.column) ?? "";
    const at = Date.parse(moment);
    const mark = fingerprint([...texts]).slice(0, 22);
    if (!Number.isNaN(at)) {
      this.recent.set(mark, at);
      if (this.newest === undefined || at > Date.parse(this.newest)) this.newest = moment;
    }
    return !this.known.has(mark);
  }

  position(): Position {
    if (this.newest === undefined) return {};
    const from = Date.parse(this.behind(this.newest));
    const recent = [...this.recent].flatMap(([mark, at]) => (at >= from ? [mark] : [])).sort();
    return { changedAt: this.newest, recent };
  }

  private behind(moment: string): string {
    const at = new Date(Date.parse(moment) - this.overlapSeconds * 1000).toISOString();
    return /^\d{4}-\d{2}-\d{2}$/.test(moment) ? at.slice(0, 10) : at;
  }
}
