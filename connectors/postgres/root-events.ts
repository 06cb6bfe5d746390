import type { EntityDefinition } from "../../schema/model/definition";
import { columnOf } from "../../schema/model/definition";
import type { CompleteSet, RemovedRow, SourceEvent } from "../../schema/model/source-event";
import type { MappedRecords } from "../mapping/mapped-records";
import type { KeySets, Keys } from "./change-set";
import type { RootRead, Roots } from "./roots";

type Batches = AsyncGenerator<readonly SourceEvent[]>;

/** Keys sent to the source in one statement. */
const CHUNK_KEYS = 2000;

/** Reads roots of a source as events: all of their records, what of them is complete, and what is gone. */
export class RootEvents {
  constructor(
    private readonly records: MappedRecords,
    private readonly roots: Roots,
    /** Objects that this installation has. */
    private readonly present: ReadonlySet<string>,
  ) {}

  /** Everything, or what `changed` names; ends with what is complete and gone, lines before their documents. */
  async *of(changed: KeySets): Batches {
    const whole = this.roots.withSiblings(
      [...changed.entries()].flatMap(([root, keys]) => (keys === "all" ? [root] : [])),
    );
    const keysOf = (root: string): Keys | undefined => (whole.has(root) ? "all" : changed.get(root));
    const seen = new Seen();
    const read = this.roots.reads.flatMap((one) => {
      const keys = keysOf(one.root);
      return keys === undefined || !this.present.has(one.object) ? [] : [{ one, keys }];
    });
    for (const { one, keys } of read)
      for await (const events of this.read(one, keys)) {
        if (keys !== "all" && !one.within) seen.add(one.entity, events);
        yield events;
      }
    const endings = new Map<string, readonly SourceEvent[]>();
    for (const { one, keys } of read) {
      const { entity, object, root } = one;
      // Several reads of one entity end it once.
      const name = keys === "all" ? entity.name : `${entity.name} of ${root} in ${object}`;
      endings.set(name, keys === "all" ? [complete(one)] : [...this.endOf(one, keys, seen)]);
    }
    for (const events of [...endings.values()].reverse()) yield events;
  }

  /** Ids of all records of these roots: what the store has beside them is gone. */
  async *idsOf(names: readonly string[]): Batches {
    const roots = this.roots.withSiblings(names);
    const ids = new Map<EntityDefinition, { one: RootRead; seen: Set<string> }>();
    for (const one of this.roots.reads) {
      if (!roots.has(one.root) || !this.present.has(one.object)) continue;
      const entry = ids.get(one.entity) ?? { one, seen: new Set<string>() };
      ids.set(one.entity, entry);
      for await (const events of this.read(one, "all")) for (const id of idsIn(one.entity, events)) entry.seen.add(id);
    }
    for (const { one, seen } of [...ids.values()].reverse()) yield [{ ...complete(one), ids: [...seen] }];
  }

  private async *read({ read, object }: RootRead, keys: Keys): Batches {
    if (keys === "all") yield* this.records.events({ read, object });
    else {
      const all = [...keys];
      for (let at = 0; at < all.length; at += CHUNK_KEYS)
        yield* this.records.events({ read, object, keys: all.slice(at, at + CHUNK_KEYS) });
    }
  }

  private *endOf(
    { entity, object, within, idOf }: RootRead,
    keys: ReadonlySet<string>,
    seen: Seen,
  ): Generator<SourceEvent> {
    const origin = { file: object, line: 1 };
    for (const key of keys) {
      const id = idOf(key);
      if (id === undefined) continue;
      if (within)
        yield { kind: "complete", entity, within: { column: within.column, id }, origin } satisfies CompleteSet;
      else if (!seen.has(entity, id)) yield { kind: "removed", entity, id, origin } satisfies RemovedRow;
    }
  }
}

function complete({ entity, object }: RootRead): CompleteSet {
  return { kind: "complete", entity, origin: { file: object, line: 1 } };
}

function idsIn(entity: EntityDefinition, events: readonly SourceEvent[]): readonly string[] {
  const key = columnOf(entity, entity.key).column;
  return events.flatMap((event) => {
    if (event.kind === "row") return event.values[key] ?? [];
    return event.kind === "rejected" ? (event.id ?? []) : [];
  });
}

/** Ids the source still has; a record that the mapping leaves out counts as gone. */
class Seen {
  private readonly ids = new Map<EntityDefinition, Set<string>>();

  add(entity: EntityDefinition, events: readonly SourceEvent[]): void {
    const known = this.ids.get(entity) ?? new Set<string>();
    this.ids.set(entity, known);
    for (const id of idsIn(entity, events)) known.add(id);
  }

  has(entity: EntityDefinition, id: string): boolean {
    return this.ids.get(entity)?.has(id) ?? false;
  }
}
