import type { EntityDefinition } from "../../schema/model/definition";
import type { RejectedRecord, SourceEvent } from "../../schema/model/source-event";
import type { Corrections } from "../contract";
import { CorrectedObject } from "./corrected";
import type { LookupTable } from "./expression";
import { scopeFor, wantedColumns } from "./layout";
import { readLookups } from "./lookups";
import type { MappingFile, Read } from "./mapping-file";
import type { RecordBatch } from "./record";
import { RecordRows } from "./record-rows";
import type { RecordSource } from "./record-source";
import { mapColumns } from "./row-mapping";

export interface MappedSource {
  readonly mapping: MappingFile;
  /** Entities of the mapping's subgraph by name. */
  readonly entities: ReadonlyMap<string, EntityDefinition>;
  readonly source: RecordSource;
  readonly corrections?: Corrections | undefined;
}

export interface MappedObject {
  readonly read: Read;
  readonly object: string;
  /** Only the records of these keys; absent: all. */
  readonly keys?: readonly string[];
}

/** Reads objects of any source as events of the unified model, by a mapping. */
export class MappedRecords {
  private constructor(
    private readonly parts: MappedSource,
    private readonly lookups: ReadonlyMap<string, LookupTable>,
    /** Records of lookups that could not be read. */
    readonly rejected: readonly RejectedRecord[],
  ) {}

  static async open(parts: MappedSource): Promise<MappedRecords> {
    const { tables, rejected } = await readLookups(parts);
    return new MappedRecords(parts, tables, rejected);
  }

  /** A batch of events for a batch of records. */
  async *events({ read, object, keys }: MappedObject): AsyncGenerator<readonly SourceEvent[]> {
    const { mapping, entities, source, corrections } = this.parts;
    const entity = entities.get(read.entity);
    if (!entity) throw new Error(`No entity ${read.entity}; check() says so.`);
    const wanted = wantedColumns(read);
    const records = await source.records({ object, of: read, wanted, ...(keys ? { keys } : {}) });
    try {
      const definitions = [...entities.values()];
      const definitionOf = (type: unknown) => definitions.find((definition) => definition.type === type);
      const scope = scopeFor(mapping, read, records.header, this.lookups);
      const columns = mapColumns({ mapping, read, entity, definitionOf }, scope);
      const rows = new RecordRows(read, object, entity, records.header, columns);
      const corrected = CorrectedObject.of(object, records.header, corrections);
      for await (const batch of records.batches) yield eventsOf(batch, rows, corrected);
      yield corrected ? [...rows.rest()].map((event) => corrected.event(event)) : [...rows.rest()];
    } finally {
      await records.close();
    }
  }
}

function eventsOf(
  batch: RecordBatch,
  rows: RecordRows,
  corrected: CorrectedObject | undefined,
): readonly SourceEvent[] {
  if (!corrected) return batch.flatMap((record) => rows.take(record) ?? []);
  return batch.flatMap((record) => {
    const event = rows.take(corrected.record(record));
    return event ? corrected.event(event) : [];
  });
}
