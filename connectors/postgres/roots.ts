import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { ReleasedRecord } from "../../schema/model/source-event";
import { objectsOf, scopeFor } from "../mapping/layout";
import type { MappingFile, Read } from "../mapping/mapping-file";
import { type ColumnMapping, mapColumns } from "../mapping/row-mapping";
import type { KeySets } from "./change-set";
import type { ChangesFile, Part } from "./changes-file";

/** One read of a root's object: which entity it fills, and what the root's key alone says of its ids. */
export interface RootRead {
  readonly root: string;
  readonly read: Read;
  readonly object: string;
  readonly entity: EntityDefinition;
  /** Undefined: the record is the root itself. Else the column of its parent, by which its records are one whole. */
  readonly within: ColumnMapping | undefined;
  /** Unified id of the root itself, or of the parent: what the key says without a record. */
  readonly idOf: (key: string) => string | undefined;
}

/** The mapping's reads by the roots they belong to. */
export class Roots {
  /** In the mapping's order: an entity after those it references. */
  readonly reads: readonly RootRead[];
  readonly keyColumns: ReadonlyMap<string, string>;

  constructor(
    private readonly mapping: MappingFile,
    private readonly entities: ReadonlyMap<string, EntityDefinition>,
    readonly changes: ChangesFile,
  ) {
    const parts = Object.entries(changes.roots).flatMap(([root, ofRoot]) => ofRoot.map((part) => ({ root, part })));
    this.keyColumns = new Map(parts.map(({ part }) => [part.object, part.key]));
    this.reads = mapping.reads.flatMap((read) =>
      objectsOf(read).flatMap((object) =>
        parts.filter(({ part }) => part.object === object).flatMap(({ root, part }) => this.rootRead(root, part, read)),
      ),
    );
  }

  of(root: string): readonly RootRead[] {
    return this.reads.filter((one) => one.root === root);
  }

  /** A root with all roots that fill an entity of it too: only together do they say that a set is complete. */
  withSiblings(names: Iterable<string>): ReadonlySet<string> {
    const found = new Set(names);
    for (let before = -1; before !== found.size; ) {
      before = found.size;
      const entities = new Set(this.reads.filter(({ root }) => found.has(root)).map(({ entity }) => entity));
      for (const { root, entity } of this.reads) if (entities.has(entity)) found.add(root);
    }
    return found;
  }

  /** The root's key that a unified id of the root stands for; undefined: it is another root's. */
  keyOf(root: string, id: string): string | undefined {
    const parts = id.split(":").slice(2).join(":").split("/");
    const last = parts.at(-1) ?? "";
    // The slash and the percent sign of a joined id were written so that they do not part it.
    const key = parts.length === 1 ? last : last.replaceAll("%2F", "/").replaceAll("%25", "%");
    return this.of(root).some(({ idOf }) => idOf(key) === id) ? key : undefined;
  }

  /** Adds the roots that must be read so that these records come again. */
  addReleased(changed: KeySets, records: readonly ReleasedRecord[]): void {
    for (const { entity, id, document, reference } of records)
      for (const root of new Set(this.reads.filter((read) => read.entity === entity).map((read) => read.root))) {
        // A record is its root, a part of a document that is, or of a set within what it refers to.
        const keys = [id, document, reference].flatMap((one) => (one === null ? [] : (this.keyOf(root, one) ?? [])));
        if (keys.length > 0) changed.add(root, keys);
        else changed.addAll(root);
      }
  }

  private rootRead(root: string, part: Part, read: Read): readonly RootRead[] {
    const entity = this.entities.get(read.entity);
    if (!entity) return [];
    // A set is told by the field of its parent; a root itself has none.
    const parent = part.within ?? entity.partOf;
    const field = parent === undefined ? undefined : read.fields[parent];
    const fields: Read["fields"] = parent !== undefined && field !== undefined ? { [parent]: field } : {};
    const columns = mapColumns(
      { mapping: this.mapping, read: { ...read, fields }, entity, definitionOf: this.definitionOf },
      scopeFor(this.mapping, read, [part.key], new Map()),
    );
    const isRoot = columnOf(entity, entity.key);
    const own = columns.find(({ column }) => column === isRoot.column);
    // A line's own id cannot be told by its root's key; a root's can, and then it is one record.
    const idAlone = (column: ColumnMapping | undefined) => (key: string) => {
      const id = column?.evaluate([key]);
      return typeof id === "string" ? id : undefined;
    };
    const within = parent ? columns.find(({ field }) => field === parent) : undefined;
    return [{ root, read, object: part.object, entity, within, idOf: idAlone(within ?? own) }];
  }

  private readonly definitionOf = (type: unknown): EntityDefinition | undefined =>
    [...this.entities.values()].find((definition) => definition.type === type);
}
