import { ConcordError } from "../../schema/errors";
import type { RejectedRecord } from "../../schema/model/source-event";
import type { Corrections } from "../contract";
import { CorrectedObject } from "./corrected";
import type { LookupTable, Values } from "./expression";
import { lookedUpColumns, objectOf, textFormatOf } from "./layout";
import type { Lookup, MappingFile } from "./mapping-file";
import type { RecordSource } from "./record-source";
import { rejectionOf } from "./rejection";

export interface Lookups {
  readonly tables: ReadonlyMap<string, LookupTable>;
  /** Records that cannot be looked up because they could not be read. */
  readonly rejected: readonly RejectedRecord[];
}

export interface LookupParts {
  readonly mapping: MappingFile;
  readonly source: RecordSource;
  readonly corrections?: Corrections | undefined;
}

/** Reads the mapping's small tables whole. */
export async function readLookups({ mapping, source, corrections }: LookupParts): Promise<Lookups> {
  const tables = new Map<string, LookupTable>();
  const rejected: RejectedRecord[] = [];
  for (const [name, lookup] of Object.entries(mapping.lookups))
    tables.set(name, await new LookupReader({ mapping, source, corrections }, name, lookup, rejected).read());
  return { tables, rejected };
}

class LookupReader {
  private readonly object: string;
  private readonly keys: readonly string[];

  constructor(
    private readonly parts: LookupParts,
    private readonly name: string,
    private readonly lookup: Lookup,
    private readonly rejected: RejectedRecord[],
  ) {
    this.object = objectOf(lookup);
    this.keys = [lookup.key].flat();
  }

  async read(): Promise<LookupTable> {
    const { object, lookup } = this;
    const { mapping, source, corrections } = this.parts;
    const format = textFormatOf(mapping, lookup);
    const columns = lookedUpColumns(mapping, this.name);
    const request = { object, of: lookup, wanted: [...this.keys, ...columns] };
    if ((await source.columns(request)) === undefined) {
      if (lookup.optional) return { header: columns, format, rows: new Map() };
      throw new ConcordError(
        "SOURCE_MISSING",
        `${object}, for the lookup ${this.name}, is not in ${source.place}.`,
        object,
      );
    }
    const records = await source.records(request);
    try {
      const rows = new Map<string, Values>();
      const keyOf = this.keyIn(records.header);
      const corrected = CorrectedObject.of(object, records.header, corrections);
      for await (const batch of records.batches)
        for (const given of batch) {
          const record = corrected?.record(given) ?? given;
          const place = { object, header: records.header, entity: null };
          if (record.fault) this.rejected.push(rejectionOf(place, record, record.fault));
          // The first record of a key counts, as it would in a join on a sorted table.
          else if (!rows.has(keyOf(record.values))) rows.set(keyOf(record.values), record.values);
        }
      return { header: records.header, format, rows };
    } finally {
      await records.close();
    }
  }

  private keyIn(header: readonly string[]): (values: Values) => string {
    const positions = this.keys.map((key) => header.indexOf(key));
    if (positions.includes(-1)) {
      const reason = `${this.object}, for a lookup, has no column ${this.keys.join(", ")}; it has ${header.join(", ")}.`;
      throw new ConcordError("IMPORT_COLUMN_MISSING", reason, this.object);
    }
    return (values) => positions.map((at) => (values[at] ?? "").trim()).join("/");
  }
}
