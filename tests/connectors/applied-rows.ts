import type { Recall, SourceChange } from "../../connectors/contract";
import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { SourceEvent } from "../../schema/model/source-event";

type Values = Readonly<Record<string, string | null>>;

/** What a store keeps of a source's events, with none of its rules: enough to compare two ways of reading. */
export class AppliedRows {
  private readonly rows = new Map<EntityDefinition, Map<string, Values>>();

  async apply(events: AsyncIterable<SourceEvent>): Promise<number> {
    const given = new Map<EntityDefinition, Set<string>>();
    let count = 0;
    for await (const event of events) {
      count += 1;
      if (event.kind === "row") {
        const id = event.values[columnOf(event.entity, event.entity.key).column] ?? "";
        this.of(event.entity).set(id, event.values);
        given.set(event.entity, (given.get(event.entity) ?? new Set()).add(id));
      } else if (event.kind === "removed") this.of(event.entity).delete(event.id);
      else if (event.kind === "complete") this.complete(event, given.get(event.entity) ?? new Set());
    }
    return count;
  }

  /** As it is now, whatever is applied later. */
  copy(): AppliedRows {
    const copied = new AppliedRows();
    for (const [entity, rows] of this.rows) copied.rows.set(entity, new Map(rows));
    return copied;
  }

  /** Applies a change and says so to the source, as a store does after its commit. */
  async take(change: SourceChange): Promise<void> {
    await this.apply(change.events);
    await change.acknowledge();
  }

  recall: Recall = async (entity, column, ids) => ids.flatMap((id) => this.of(entity).get(id)?.[column] ?? []);

  get(entity: string, id: string): Values | undefined {
    return this.named(entity)?.get(id);
  }

  /** Everything, in an order that does not depend on how it came. */
  facts(): readonly string[] {
    return [...this.rows]
      .flatMap(([{ name }, rows]) => [...rows.values()].map((row) => `${name} ${JSON.stringify(row)}`))
      .sort();
  }

  private complete(set: Extract<SourceEvent, { kind: "complete" }>, given: ReadonlySet<string>): void {
    const rows = this.of(set.entity);
    const others = new Set(set.ids ?? []);
    for (const [id, values] of rows) {
      const isInside = !set.within || values[set.within.column] === set.within.id;
      if (isInside && !given.has(id) && !others.has(id)) rows.delete(id);
    }
  }

  private named(entity: string): Map<string, Values> | undefined {
    return [...this.rows].find(([{ name }]) => name === entity)?.[1];
  }

  private of(entity: EntityDefinition): Map<string, Values> {
    const rows = this.rows.get(entity) ?? new Map<string, Values>();
    this.rows.set(entity, rows);
    return rows;
  }
}
