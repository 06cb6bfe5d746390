import type { EntityDefinition } from "../../schema/model/definition";
import { type HistorySchema, knownAt, requireHistory } from "../../store/known-at";
import {
  type Aggregate,
  type AggregateRequest,
  type Group,
  type GroupRequest,
  readAggregates,
  readGroups,
} from "../../store/read/aggregate";
import {
  type ListSource,
  type Page,
  type PageRead,
  type ReadContext,
  readByKey,
  readPages,
} from "../../store/read/page";
import type { EntityObject } from "../../store/read/row";
import { type Batch, BatchedReads } from "./batched-reads";
import { byGroup } from "./by-group";
import type { JointReads } from "./joint-reads";

/** Parents' ids of one list; a whole-entity list has one parent without ids. */
export type ParentIds = readonly string[];

/** A read that a subgraph names itself. */
export interface NamedReads<Key, Value> {
  load(key: Key): Promise<Value>;
  loadMany(keys: readonly Key[]): Promise<readonly Value[]>;
}

interface RowsShape {
  readonly entity: EntityDefinition;
  readonly fields: ReadonlySet<string>;
}

type NamedShape = (read: ReadContext, keys: readonly unknown[]) => Promise<readonly unknown[]>;

const idsName = (ids: ParentIds): string => (ids.length === 1 ? `1 ${ids[0]}` : JSON.stringify(ids));
const sourceName = ({ entity, by, within }: ListSource): string => `${entity.name}.${by ?? ""} ${within?.title ?? ""}`;

const fieldNames = new WeakMap<ReadonlySet<string>, string>();

/** Equal for equal sets; kept as long as a set is, which is as long as the selection that it comes of. */
function fieldsName(fields: ReadonlySet<string>): string {
  const name = fieldNames.get(fields) ?? [...fields].sort().join(" ");
  fieldNames.set(fields, name);
  return name;
}

/** On rows of the past: the loaders that read them, so that what hangs on them is of the same moment. */
const READ_BY = Symbol("loaders of the past");

/** Every read of a request goes through here: equal reads are made once, and alike ones in one statement, others' among them. */
export class Loaders {
  private readonly rowReads: BatchedReads<RowsShape, string, EntityObject | null>;
  private readonly pageReads: BatchedReads<PageRead, ParentIds, Page>;
  private readonly aggregateReads: BatchedReads<
    { source: ListSource; request: AggregateRequest },
    ParentIds,
    Aggregate
  >;
  private readonly groupReads: BatchedReads<{ source: ListSource; request: GroupRequest }, ParentIds, readonly Group[]>;
  private readonly namedReads: BatchedReads<NamedShape, unknown, unknown>;

  private reader: string | undefined;
  private readonly moments = new Map<string, Promise<Loaders>>();

  /** @param joint the reads of all requests, among which these are made; absent: of the past, or alone */
  constructor(
    readonly read: ReadContext,
    private readonly joint?: JointReads,
    private readonly ofPast = false,
  ) {
    this.rowReads = new BatchedReads((batch) => this.readRows(batch), String);
    this.pageReads = this.listReads("page", readPages);
    this.aggregateReads = this.listReads("aggregate", (own, { source, request }, ids) =>
      readAggregates(own, source, request, ids),
    );
    this.groupReads = this.listReads("groups", (own, { source, request }, ids) =>
      readGroups(own, source, request, ids),
    );
    this.namedReads = new BatchedReads(
      ({ group, shapes: [shape], keys, names }) =>
        shape ? this.readAmongAll(`named ${group}`, keys, names, (some) => shape(read, some)) : nothing(),
      (key) => JSON.stringify(key),
    );
  }

  /** The same caller's reads of what was known at a moment; none: these. Each moment is looked at once a request. */
  at(schema: HistorySchema, moment: string | null | undefined): Promise<Loaders> {
    if (moment === null || moment === undefined) return Promise.resolve(this);
    const existing = this.moments.get(moment);
    if (existing) return existing;
    const { database } = this.read;
    const past = requireHistory(database, schema, moment).then(
      () => new Loaders({ ...this.read, database: knownAt(database, moment) }, undefined, true),
    );
    this.moments.set(moment, past);
    return past;
  }

  /** Those that read what hangs on an object: of the past where it is of the past. */
  of(object: Readonly<Record<PropertyKey, unknown>>): Loaders {
    return (object[READ_BY] as Loaders | undefined) ?? this;
  }

  /** What hangs on the objects of a level, moment by moment: objects of now and of the past may stand beside each other. */
  forEach<Root extends Readonly<Record<PropertyKey, unknown>>, Value>(
    roots: readonly Root[],
    ask: (loaders: Loaders, roots: readonly Root[]) => readonly Value[] | Promise<readonly Value[]>,
  ): Promise<readonly Value[]> {
    return byGroup(roots, (root) => this.of(root), ask);
  }

  /** Rows by their ids; null where there is none, and for no id. */
  async rows(
    entity: EntityDefinition,
    ids: readonly (string | null)[],
    fields: ReadonlySet<string>,
  ): Promise<readonly (EntityObject | null)[]> {
    const wanted = ids.filter((id) => id !== null);
    if (wanted.length === 0) return ids.map(() => null);
    const rows = await this.rowReads.load(entity.name, fieldsName(fields), { entity, fields }, wanted);
    if (this.ofPast) for (const row of rows) if (row) this.marked(row);
    if (wanted.length === ids.length) return rows;
    let at = 0;
    return ids.map((id) => (id === null ? null : (rows[at++] ?? null)));
  }

  async row(entity: EntityDefinition, id: string, fields: ReadonlySet<string>): Promise<EntityObject | null> {
    return (await this.rows(entity, [id], fields))[0] ?? null;
  }

  async pages(list: PageRead, parents: readonly ParentIds[]): Promise<readonly Page[]> {
    const { source, page, fields, cursors } = list;
    const signature = JSON.stringify([sourceName(source), page, fieldsName(fields), cursors]);
    const found = await this.pageReads.load(signature, "", list, parents);
    if (this.ofPast) for (const page of found) for (const { node } of page.edges) this.marked(node);
    return found;
  }

  /** The objects of an answer that was put together from what these read. */
  markAll(answer: unknown): void {
    if (!this.ofPast || typeof answer !== "object" || answer === null) return;
    if (!Array.isArray(answer)) this.marked(answer as EntityObject);
    for (const part of Object.values(answer)) this.markAll(part);
  }

  /** The object, marked as of the past where these read the past. */
  marked(row: EntityObject): EntityObject {
    return this.ofPast ? Object.assign(row, { [READ_BY]: this }) : row;
  }

  aggregates(
    source: ListSource,
    request: AggregateRequest,
    parents: readonly ParentIds[],
  ): Promise<readonly Aggregate[]> {
    return this.aggregateReads.load(JSON.stringify([sourceName(source), request]), "", { source, request }, parents);
  }

  groups(
    source: ListSource,
    request: GroupRequest,
    parents: readonly ParentIds[],
  ): Promise<readonly (readonly Group[])[]> {
    return this.groupReads.load(JSON.stringify([sourceName(source), request]), "", { source, request }, parents);
  }

  /**
   * Reads that a subgraph names itself, made once a request. Keys are compared as JSON.
   * @param name tells all that is read but the keys and the reader: requests that read at once read in common by it
   */
  custom<Key, Value>(
    name: string,
    batch: (read: ReadContext, keys: readonly Key[]) => Promise<readonly Value[]>,
  ): NamedReads<Key, Value> {
    const loadMany = (keys: readonly Key[]): Promise<readonly Value[]> =>
      this.namedReads.load(name, "", batch as NamedShape, keys) as Promise<readonly Value[]>;
    return { loadMany, load: async (key) => (await loadMany([key]))[0] as Value };
  }

  /** After a change: what was read before it may be out of date. */
  forget(): void {
    for (const reads of [this.rowReads, this.pageReads, this.aggregateReads, this.groupReads, this.namedReads])
      reads.forget();
  }

  private readRows({ shapes, keys, names }: Batch<RowsShape, string>): Promise<readonly (EntityObject | null)[]> {
    const [first, ...rest] = shapes;
    if (!first) return nothing();
    const { entity } = first;
    const fields = rest.length === 0 ? first.fields : new Set(shapes.flatMap((shape) => [...shape.fields]));
    const kind = `row ${entity.name} ${fieldsName(fields)}`;
    return this.readAmongAll(kind, keys, names, async (ids) => {
      const found = await readByKey(this.read, entity, [...new Set(ids)], fields);
      return ids.map((id) => found.get(id) ?? null);
    });
  }

  private listReads<Shape extends { readonly source: ListSource }, Value>(
    kind: string,
    read: (own: ReadContext, shape: Shape, parents: readonly ParentIds[]) => Promise<readonly Value[]>,
  ): BatchedReads<Shape, ParentIds, Value> {
    return new BatchedReads(({ group, shapes: [shape], keys, names }) => {
      if (!shape) return nothing();
      const readSome = (parents: readonly ParentIds[]): Promise<readonly Value[]> => read(this.read, shape, parents);
      // A condition is told from others by its title, and that no other request has the same one for another is checked by nobody.
      if (shape.source.within) return readSome(keys);
      return this.readAmongAll(`${kind} ${group}`, keys, names, readSome);
    }, idsName);
  }

  /** @param kind tells all that is read but the keys and the reader */
  private readAmongAll<Key, Value>(
    kind: string,
    keys: readonly Key[],
    names: readonly string[],
    read: (keys: readonly Key[]) => Promise<readonly Value[]>,
  ): Promise<readonly Value[]> {
    if (!this.joint) return read(keys);
    this.reader ??= readerName(this.read);
    return this.joint.read({ kind: `${this.reader} ${kind}`, keys, names, read });
  }
}

/** Equal for readers who see the same rows and totals. */
function readerName({ role, scope, costCenters, customers }: ReadContext): string {
  return JSON.stringify([role, scope, costCenters ?? "*", customers ?? "*"]);
}

const nothing = async (): Promise<never[]> => [];
