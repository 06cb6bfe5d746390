import type { EntityDefinition } from "../../schema/model/definition";
import type { SourceEvent, UnifiedRow } from "../../schema/model/source-event";
import { compileConditions } from "./condition";
import { Failure, type Values } from "./expression";
import { Grouping } from "./group";
import type { Read } from "./mapping-file";
import type { SourceRecord } from "./records";
import { rejectionOf } from "./rejection";
import type { ColumnMapping } from "./row-mapping";

type Row = (string | null)[];

interface Rejected {
  readonly failure: Failure;
  readonly path: string;
}

/** Turns the records of one file into events. */
export class FileRows {
  private readonly skips: ((values: Values) => string | null) | undefined;
  private readonly grouping: Grouping | undefined;

  constructor(
    read: Read,
    private readonly file: string,
    private readonly entity: EntityDefinition,
    private readonly header: readonly string[],
    private readonly columns: readonly ColumnMapping[],
  ) {
    this.skips = read.when && compileConditions(read.when, header);
    this.grouping = read.group && new Grouping(read, columns, header);
  }

  /** What becomes of a record; undefined: it waits for the rest of its group. */
  take(record: SourceRecord): SourceEvent | undefined {
    const { fault } = record;
    if (fault) {
      // A record that was split but not decoded still says which group it leaves incomplete.
      if (fault.code === "IMPORT_ENCODING_INVALID") this.grouping?.spoil(record, new Failure(fault.code, fault.reason));
      return this.reject(record, new Failure(fault.code, fault.reason), "");
    }
    const because = this.skips?.(record.values);
    if (because) {
      return { kind: "skipped", entity: this.entity.name, because, origin: { file: this.file, line: record.line } };
    }
    const row = this.map(record.values);
    if (Array.isArray(row)) {
      if (!this.grouping) return this.toRow(row, record.line);
      this.grouping.add(record, row);
      return undefined;
    }
    this.grouping?.spoil(record, row.failure);
    return this.reject(record, row.failure, row.path);
  }

  /** The rows that are known only at the end of the file. */
  *rest(): Generator<SourceEvent> {
    for (const { first, values, spoilt } of this.grouping?.rows() ?? [])
      yield spoilt ? this.reject(first, spoilt, "") : this.toRow(values, first.line);
  }

  private map(values: Values): Row | Rejected {
    const row: Row = new Array(this.columns.length);
    for (let at = 0; at < this.columns.length; at += 1) {
      const column = this.columns[at];
      if (!column) continue;
      const value = column.evaluate(values);
      if (value instanceof Failure) return { failure: value, path: column.field };
      if (value === null && column.required) return { failure: missing(column.field), path: column.field };
      row[at] = value;
    }
    return row;
  }

  private reject(record: SourceRecord, { code, reason }: Failure, path: string): SourceEvent {
    return rejectionOf({ file: this.file, header: this.header, entity: this.entity.name }, record, {
      code,
      reason,
      path,
    });
  }

  private toRow(row: readonly (string | null)[], line: number): UnifiedRow {
    const values: Record<string, string | null> = {};
    for (let at = 0; at < this.columns.length; at += 1) values[this.columns[at]?.column ?? ""] = row[at] ?? null;
    return { kind: "row", entity: this.entity, values, origin: { file: this.file, line } };
  }
}

function missing(field: string): Failure {
  return new Failure("IMPORT_VALUE_MISSING", `Expected a value for ${field}, got none. Fill it in the source.`);
}
