import { ConcordError } from "../../schema/errors";
import type { RecordBatch } from "../mapping/record";
import type { RecordSource, Records, RecordsRequest } from "../mapping/record-source";
import { type Entity, entityOf, pageOf, recordOf, textsOf } from "./entity";
import { Metadata } from "./metadata";
import type { OdataOptions } from "./options";
import type { OdataService } from "./service";

export interface Selection {
  readonly set: string;
  readonly header: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  /** True when parts of other entities are asked for too: a delta would not tell their changes. */
  readonly expands: boolean;
}

export interface PagesRequest {
  readonly selection: Selection;
  /** More query options, such as a filter. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A link to begin at, in place of the set. */
  readonly link?: string;
  readonly onDelta?: (link: string) => void;
}

/** The entity sets of a service as objects with records. */
export class OdataSource implements RecordSource {
  private known: Promise<Metadata> | undefined;

  constructor(
    private readonly service: OdataService,
    private readonly options: OdataOptions,
  ) {}

  get place(): string {
    return this.service.place;
  }

  metadata(): Promise<Metadata> {
    this.known ??= this.service.metadata().then((text) => Metadata.parse(text));
    return this.known;
  }

  async columns({ object, wanted }: RecordsRequest): Promise<readonly string[] | undefined> {
    const metadata = await this.metadata();
    if (!metadata.has(object)) return undefined;
    const links = new Set(wanted.filter((column) => column.includes("/")).map((column) => column.split("/")[0] ?? ""));
    const own = metadata.columnsOf(object);
    return [...own, ...[...links].flatMap((link) => metadata.columnsBehind(object, link))];
  }

  async records({ object, wanted }: RecordsRequest): Promise<Records> {
    const selection = await this.selectionOf(object, wanted);
    return { header: selection.header, batches: this.batches(selection), close: async () => {} };
  }

  private async *batches(selection: Selection): AsyncGenerator<RecordBatch> {
    let line = 0;
    for await (const entities of this.pages({ selection }))
      yield entities.map((entity) => {
        line += 1;
        return recordOf(entity, line, selection.header);
      });
  }

  /** What to ask for: the wanted columns, and the keys that name a record. */
  async selectionOf(set: string, wanted: readonly string[]): Promise<Selection> {
    const metadata = await this.metadata();
    const own = new Set(metadata.columnsOf(set));
    const { changedAt, filter } = this.options.sets[set] ?? {};
    const keys = metadata.keysOf(set);
    const header = [...new Set([...keys, ...wanted, ...(changedAt ? [changedAt] : [])])];
    const select = new Set(header.filter((column) => own.has(column)).map((column) => column.split("/")[0] ?? ""));
    const expand = new Map<string, string[]>();
    for (const column of header) {
      const [link = "", ...rest] = column.split("/");
      if (own.has(column) || rest.length === 0) continue;
      expand.set(link, [...(expand.get(link) ?? []), rest[0] ?? ""]);
    }
    const expands = [...expand].map(([link, columns]) => `${link}($select=${[...new Set(columns)].join(",")})`);
    const query = {
      $select: [...select].join(","),
      ...(expands.length > 0 ? { $expand: expands.join(",") } : {}),
      ...(filter ? { $filter: filter } : {}),
    };
    return { set, header, query, expands: expands.length > 0 };
  }

  /** A set page by page, as the service cuts it. */
  async *pages({ selection, query = {}, headers, link, onDelta }: PagesRequest): AsyncGenerator<readonly Entity[]> {
    const { service, options } = this;
    const prefer = [`odata.maxpagesize=${options.pageSize}`, ...(headers?.["prefer"] ? [headers["prefer"]] : [])];
    const asked = { ...headers, prefer: prefer.join(",") };
    const address = service.address(encodeURIComponent(selection.set), { ...selection.query, ...query });
    const seen = new Set<string>();
    let next: string | undefined;
    let body = link === undefined ? await service.json(address, asked) : await service.follow(link, asked);
    for (;;) {
      const page = pageOf(body);
      if (!page) throw this.noPage(selection.set);
      yield page.entities;
      if (page.delta !== undefined) onDelta?.(page.delta);
      next = page.next;
      if (next === undefined) return;
      if (seen.has(next)) throw this.ring(selection.set);
      seen.add(next);
      body = await service.follow(next, asked);
    }
  }

  /** The entity as it is now; undefined: it is gone. A delta may give only what changed of it. */
  async current(selection: Selection, changed: Entity): Promise<Entity | undefined> {
    const metadata = await this.metadata();
    const texts = textsOf(changed);
    const predicates = metadata
      .keysOf(selection.set)
      .map((key) => `${key}=${literal(texts.get(key) ?? "", metadata.typeOf(selection.set, key))}`);
    const [only = ""] = predicates;
    const predicate = predicates.length === 1 ? only.slice(only.indexOf("=") + 1) : predicates.join(",");
    const { $filter: _, ...query } = selection.query;
    const address = this.service.address(
      `${encodeURIComponent(selection.set)}(${encodeURIComponent(predicate)})`,
      query,
    );
    return entityOf(await this.service.json(address));
  }

  private noPage(set: string): ConcordError {
    const reason = `Expected a collection from the entity set ${set}, got another answer. Check that the url is the service's root.`;
    return new ConcordError("SOURCE_MISSING", reason, set);
  }

  private ring(set: string): ConcordError {
    const reason = `Expected the pages of ${set} to end, got a page a second time. Tell the operator of the service.`;
    return new ConcordError("SOURCE_UNAVAILABLE", reason, set);
  }
}

/** A key as it stands in an address: texts are quoted, numbers and identifiers are not. */
function literal(text: string, type: string | undefined): string {
  return type === "Edm.String" ? `'${text.replaceAll("'", "''")}'` : text;
}
