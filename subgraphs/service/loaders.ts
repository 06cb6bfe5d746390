import DataLoader from "dataloader";
import type { EntityDefinition } from "../../schema/model/definition";
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
  type PageArguments,
  type ReadContext,
  readByKey,
  readPages,
} from "../../store/read/page";
import type { EntityObject } from "../../store/read/row";

/** Parents' ids of one list; a whole-entity list has one parent without ids. */
export type ParentIds = readonly string[];

/** Keeps one loader for each distinct statement shape of a request; each batches its parents into one statement. */
class LoaderFamily<Shape, Key, Value> {
  private readonly loaders = new Map<string, DataLoader<Key, Value, string>>();

  constructor(
    private readonly batch: (shape: Shape, keys: readonly Key[]) => Promise<readonly Value[]>,
    private readonly cacheKey: (key: Key) => string,
  ) {}

  load(signature: string, shape: Shape, key: Key): Promise<Value> {
    let loader = this.loaders.get(signature);
    if (!loader) {
      loader = new DataLoader((keys) => this.batch(shape, keys), { cacheKeyFn: this.cacheKey });
      this.loaders.set(signature, loader);
    }
    return loader.load(key);
  }

  forget(): void {
    this.loaders.clear();
  }
}

interface RowKey {
  readonly id: string;
  readonly fields: ReadonlySet<string>;
}

const rowCacheKey = ({ id, fields }: RowKey): string => `${id} ${[...fields].sort().join(" ")}`;
const idsCacheKey = (ids: ParentIds): string => JSON.stringify(ids);
const sourceName = ({ entity, by }: ListSource): string => `${entity.name}.${by ?? ""}`;

/** Every read of a request goes through here: equal reads are made once, and alike ones in one statement. */
export class Loaders {
  private readonly rows: LoaderFamily<EntityDefinition, RowKey, EntityObject | null>;
  private readonly pages: LoaderFamily<
    { source: ListSource; page: PageArguments; fields: ReadonlySet<string> },
    ParentIds,
    Page
  >;
  private readonly aggregates: LoaderFamily<{ source: ListSource; request: AggregateRequest }, ParentIds, Aggregate>;
  private readonly groups: LoaderFamily<{ source: ListSource; request: GroupRequest }, ParentIds, readonly Group[]>;
  private readonly named = new Map<string, DataLoader<unknown, unknown, string>>();

  constructor(private readonly read: ReadContext) {
    this.rows = new LoaderFamily((entity, keys) => this.readRows(entity, keys), rowCacheKey);
    this.pages = new LoaderFamily(
      ({ source, page, fields }, ids) => readPages(read, source, page, fields, ids),
      idsCacheKey,
    );
    this.aggregates = new LoaderFamily(
      ({ source, request }, ids) => readAggregates(read, source, request, ids),
      idsCacheKey,
    );
    this.groups = new LoaderFamily(({ source, request }, ids) => readGroups(read, source, request, ids), idsCacheKey);
  }

  row(entity: EntityDefinition, id: string, fields: ReadonlySet<string>): Promise<EntityObject | null> {
    return this.rows.load(entity.name, entity, { id, fields });
  }

  page(source: ListSource, page: PageArguments, fields: ReadonlySet<string>, ids: ParentIds): Promise<Page> {
    const signature = JSON.stringify([sourceName(source), page, [...fields].sort()]);
    return this.pages.load(signature, { source, page, fields }, ids);
  }

  aggregate(source: ListSource, request: AggregateRequest, ids: ParentIds): Promise<Aggregate> {
    return this.aggregates.load(JSON.stringify([sourceName(source), request]), { source, request }, ids);
  }

  group(source: ListSource, request: GroupRequest, ids: ParentIds): Promise<readonly Group[]> {
    return this.groups.load(JSON.stringify([sourceName(source), request]), { source, request }, ids);
  }

  /** A loader a subgraph names itself, made once a request. Keys are compared as JSON. */
  custom<Key, Value>(
    name: string,
    batch: (read: ReadContext, keys: readonly Key[]) => Promise<readonly Value[]>,
  ): DataLoader<Key, Value, string> {
    const existing = this.named.get(name);
    if (existing) return existing as DataLoader<Key, Value, string>;
    const loader = new DataLoader<Key, Value, string>((keys) => batch(this.read, keys), {
      cacheKeyFn: (key) => JSON.stringify(key),
    });
    this.named.set(name, loader as unknown as DataLoader<unknown, unknown, string>);
    return loader;
  }

  /** After a change: what was read before it may be out of date. */
  forget(): void {
    for (const family of [this.rows, this.pages, this.aggregates, this.groups]) family.forget();
    this.named.clear();
  }

  private async readRows(entity: EntityDefinition, keys: readonly RowKey[]): Promise<(EntityObject | null)[]> {
    const fields = new Set(keys.flatMap((key) => [...key.fields]));
    const found = await readByKey(this.read, entity, [...new Set(keys.map(({ id }) => id))], fields);
    return keys.map(({ id }) => found.get(id) ?? null);
  }
}
