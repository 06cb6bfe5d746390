import type { EntityDefinition } from "../../schema/model/definition";
import type { SourceEvent } from "../../schema/model/source-event";
import type { ReadRequest, SourceRead } from "../contract";
import { columnsIn } from "../mapping/expression";
import { lookedUpColumns, objectOf, objectsOf, scopeFor, wantedColumns } from "../mapping/layout";
import { MappedRecords } from "../mapping/mapped-records";
import type { Read } from "../mapping/mapping-file";
import type { RecordSource, Records, RecordsRequest } from "../mapping/record-source";
import { mapColumns } from "../mapping/row-mapping";
import { type Changes, Clock, changesByDelta, changesByTime, fingerprint, keysPresent } from "./changes";
import { type OdataCursor, type Position, parseCursor } from "./cursor";
import { type Entity, recordOf, textsOf } from "./entity";
import type { OdataConnectorParts } from "./odata-connector";
import type { OdataSource, Selection } from "./odata-source";
import { LinkExpired } from "./service";

/** One read of the mapping over one entity set. */
interface Stream {
  readonly name: string;
  readonly read: Read;
  readonly set: string;
  readonly selection: Selection;
}

/**
 * One pass over a service: each entity set by its changes where the service or the options tell them, else whole. The sets
 * of one entity are read alike, since only together they say what there is of it.
 */
export class OdataRead implements SourceRead {
  private before: OdataCursor | undefined;
  private readonly mark: string;
  private readonly positions: Record<string, Position> = {};
  private readonly whole = new Set<string>();
  private lookups = "";
  private ended = false;

  constructor(
    private readonly parts: OdataConnectorParts,
    private readonly source: OdataSource,
    private readonly request: ReadRequest,
  ) {
    const { url, parameters, sets } = parts.options;
    this.mark = fingerprint({ mapping: parts.mapping, url, parameters, sets });
    const before = request.since ? parseCursor(request.since) : undefined;
    this.before = before?.mapping === this.mark ? before : undefined;
  }

  cursor(unsettled: ReadonlySet<string> = new Set()): string {
    if (!this.ended) throw new Error("The cursor is known once the read has ended.");
    const settled = Object.entries(this.positions).filter(
      ([name]) => !unsettled.has(name.slice(name.indexOf(":") + 1)),
    );
    return JSON.stringify({ mapping: this.mark, lookups: this.lookups, streams: Object.fromEntries(settled) });
  }

  objects(): readonly string[] {
    return [...this.whole];
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SourceEvent> {
    const { mapping, entities } = this.parts;
    this.lookups = await this.lookedUp();
    const isLookupAgain = Object.values(mapping.lookups).some((lookup) => this.isAgain(objectOf(lookup)));
    if (this.before?.lookups !== this.lookups || isLookupAgain) this.before = undefined;
    for (const name of new Set(mapping.reads.map(({ entity }) => entity))) {
      const entity = entities.get(name);
      if (!entity) throw new Error(`No entity ${name}; check() says so.`);
      yield* this.entity(entity, await this.streamsOf(name));
    }
    this.ended = true;
  }

  private isAgain(set: string): boolean {
    return this.request.again?.has(set) === true;
  }

  /** A fingerprint of everything that lookups can find. */
  private async lookedUp(): Promise<string> {
    const { mapping } = this.parts;
    const found: unknown[] = [];
    for (const [name, lookup] of Object.entries(mapping.lookups)) {
      const wanted = [...[lookup.key].flat(), ...lookedUpColumns(mapping, name)];
      const request = { object: objectOf(lookup), of: lookup, wanted };
      if (!(await this.source.columns(request))) continue;
      const { batches } = await this.source.records(request);
      for await (const batch of batches) for (const { values } of batch) found.push(values);
    }
    return fingerprint(found);
  }

  private async streamsOf(entity: string): Promise<readonly Stream[]> {
    const streams: Stream[] = [];
    for (const [at, read] of this.parts.mapping.reads.entries())
      for (const set of read.entity === entity ? objectsOf(read) : []) {
        if (!(await this.source.metadata()).has(set)) continue;
        streams.push({
          name: `${at}:${set}`,
          read,
          set,
          selection: await this.source.selectionOf(set, wantedColumns(read)),
        });
      }
    return streams;
  }

  private async *entity(entity: EntityDefinition, streams: readonly Stream[]): AsyncGenerator<SourceEvent> {
    const changes = await this.changesOf(streams);
    if (!changes) {
      for (const stream of streams) yield* this.readWhole(stream);
      yield { kind: "complete", entity, origin: { file: streams[0]?.set ?? "", line: 1 } };
      return;
    }
    for (const [stream, one] of changes) {
      this.positions[stream.name] = one.position;
      yield* this.apply(entity, stream, one);
    }
    const present = [...changes].flatMap(([stream, one]) => (one.present ? [{ stream, present: one.present }] : []));
    if (present.length > 0) yield* this.compared(entity, streams, present);
  }

  /** The changes of all streams of an entity, or none: they are to be read whole. */
  private async changesOf(streams: readonly Stream[]): Promise<ReadonlyMap<Stream, Changes> | undefined> {
    const found = new Map<Stream, Changes>();
    try {
      for (const stream of streams) {
        const before = this.before?.streams[stream.name];
        if (!before || this.isAgain(stream.set) || !(await this.canFollow(stream))) return undefined;
        if (before.delta !== undefined)
          found.set(stream, await changesByDelta(this.source, stream.selection, before.delta));
        else if (before.changedAt !== undefined)
          found.set(stream, await changesByTime(this.source, stream.selection, before, this.parts.options));
        else return undefined;
      }
    } catch (error) {
      if (error instanceof LinkExpired) return undefined;
      throw error;
    }
    return found;
  }

  /** A deleted record is told by its keys alone, and a group's row is made of all of its records. */
  private async canFollow({ read, set }: Stream): Promise<boolean> {
    const keys = new Set((await this.source.metadata()).keysOf(set));
    const columns = read.id.flatMap(columnsIn);
    return !read.group && columns.length > 0 && columns.every((column) => keys.has(column));
  }

  private async *readWhole(stream: Stream): AsyncGenerator<SourceEvent> {
    const { read, set, selection } = stream;
    const { changedAt } = this.parts.options.sets[set] ?? {};
    const clock = changedAt === undefined ? undefined : new Clock(changedAt, this.parts.options.overlapSeconds);
    let delta: string | undefined;
    const pages = this.source.pages({
      selection,
      headers: selection.expands || clock ? {} : { prefer: "odata.track-changes" },
      onDelta: (link) => {
        delta = link;
      },
    });
    yield* this.mapped(read, set, selection, taken(pages, clock));
    this.whole.add(set);
    if (delta !== undefined) this.positions[stream.name] = { delta };
    else if (clock) {
      const present = await keysPresent(this.source, selection);
      this.positions[stream.name] = {
        ...clock.position(),
        ids: fingerprint(present.map((one) => [...textsOf(one)]).sort()),
      };
    }
  }

  /** Changed records as rows; one that the mapping now leaves out is removed, and so is one that was deleted. */
  private async *apply(entity: EntityDefinition, stream: Stream, changes: Changes): AsyncGenerator<SourceEvent> {
    const { read, set, selection } = stream;
    let at = 0;
    for await (const event of this.mapped(read, set, selection, only(changes.entities))) {
      yield event;
      const changed = changes.entities[at];
      at += 1;
      if (event.kind !== "skipped" || !changed) continue;
      const id = this.idOf(entity, stream, Object.fromEntries(textsOf(changed)));
      if (id !== undefined) yield { kind: "removed", entity, id, origin: event.origin };
    }
    for (const [place, { keys }] of changes.removals.entries()) {
      const id = this.idOf(entity, stream, keys);
      if (id !== undefined) yield { kind: "removed", entity, id, origin: { file: set, line: place + 1 } };
    }
  }

  private idOf(entity: EntityDefinition, { read }: Stream, keys: Readonly<Record<string, string>>): string | undefined {
    const { mapping, entities } = this.parts;
    const header = Object.keys(keys);
    const definitionOf = (type: unknown) => [...entities.values()].find((one) => one.type === type);
    const scope = scopeFor(mapping, read, header, new Map());
    const [id] = mapColumns({ mapping, read: { ...read, fields: {} }, entity, definitionOf }, scope);
    const text = id?.evaluate(Object.values(keys));
    return typeof text === "string" ? text : undefined;
  }

  /** Where deletions are not told, the ids that are left say what was deleted. */
  private async *compared(
    entity: EntityDefinition,
    streams: readonly Stream[],
    known: readonly { readonly stream: Stream; readonly present: readonly Entity[] }[],
  ): AsyncGenerator<SourceEvent> {
    const ids: string[] = [];
    for (const stream of streams) {
      const present =
        known.find((one) => one.stream === stream)?.present ?? (await keysPresent(this.source, stream.selection));
      for (const one of present) ids.push(this.idOf(entity, stream, Object.fromEntries(textsOf(one))) ?? "");
    }
    yield { kind: "complete", entity, ids: ids.filter(Boolean), origin: { file: streams[0]?.set ?? "", line: 1 } };
  }

  private async *mapped(
    read: Read,
    set: string,
    selection: Selection,
    pages: AsyncIterable<readonly Entity[]>,
  ): AsyncGenerator<SourceEvent> {
    const source = new GivenPages(this.source, set, selection, pages);
    const corrections = this.request.decisions?.corrections;
    const records = await MappedRecords.open({ ...this.parts, source, corrections });
    for await (const events of records.events({ read, object: set })) yield* events;
  }
}

/** The records of one set as they were got, once; other sets as the service has them. */
class GivenPages implements RecordSource {
  constructor(
    private readonly others: OdataSource,
    private readonly set: string,
    private readonly selection: Selection,
    private readonly pages: AsyncIterable<readonly Entity[]>,
  ) {}

  get place(): string {
    return this.others.place;
  }

  columns(request: RecordsRequest): Promise<readonly string[] | undefined> {
    return this.others.columns(request);
  }

  async records(request: RecordsRequest): Promise<Records> {
    const isGiven = request.object === this.set && "entity" in request.of;
    if (!isGiven) return this.others.records(request);
    const { header } = this.selection;
    const pages = this.pages;
    async function* batches() {
      let line = 0;
      for await (const page of pages)
        yield page.map((entity) => {
          line += 1;
          return recordOf(entity, line, header);
        });
    }
    return { header, batches: batches(), close: async () => {} };
  }
}

async function* taken(
  pages: AsyncIterable<readonly Entity[]>,
  clock: Clock | undefined,
): AsyncGenerator<readonly Entity[]> {
  for await (const page of pages) {
    for (const entity of page) clock?.take(entity);
    yield page;
  }
}

async function* only(entities: readonly Entity[]): AsyncGenerator<readonly Entity[]> {
  yield entities;
}
