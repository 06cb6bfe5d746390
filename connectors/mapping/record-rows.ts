import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { SourceEvent, UnifiedRow } from "../../schema/model/source-event";
import { compileConditions } from "./condition";
import { Failure, type Values } from "./expression";
import { Grouping } from "./group";
import type { Read } from "./mapping-file";
import type { SourceRecord } from "./record";
import { rejectionOf } from "./rejection";
import type { ColumnMapping } from "./row-mapping";

type Row = (string | null)[];

interface Rejected {
  readonly failure: Failure;
  readonly path: string;
}

/** Turns the records of one object into events. */
export class RecordRows {
  private readonly skips: ((values: Values) => string | null) | undefined;
  private readonly grouping: Grouping | undefined;
  private readonly id: ColumnMapping | undefined;
  private readonly document: ColumnMapping | undefined;

  constructor(
    read: Read,
    private readonly object: string,
    private readonly entity: EntityDefinition,
    private readonly header: readonly string[],
    private readonly columns: readonly ColumnMapping[],
  ) {
    this.skips = read.when && compileConditions(read.when, header);
    this.grouping = read.group && new Grouping(read, columns, header);
    const { key, partOf } = entity;
    this.id = columns.find(({ column }) => column === columnOf(entity, key).column);
    this.document = partOf ? columns.find(({ column }) => column === columnOf(entity, partOf).column) : undefined;
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
      return { kind: "skipped", entity: this.entity.name, because, origin: { file: this.object, line: record.line } };
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

  /** The rows that are known only at the end of the object. */
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

  private reject(record: SourceRecord, { code, reason, detail }: Failure, path: string): SourceEvent {
    const place = { object: this.object, header: this.header, entity: this.entity.name };
    // A text that was not split has no columns, and one that was not decoded would name another record.
    const isSplit = record.fault?.code !== "IMPORT_RECORD_MALFORMED";
    const id = isSplit ? told(this.id, record.values) : undefined;
    const document = isSplit ? told(this.document, record.values) : undefined;
    const { unknownCode, suggestion, column } = detail;
    const proposal = suggestion && column !== undefined && { field: column, ...suggestion };
    return rejectionOf(place, record, {
      code,
      reason,
      path,
      ...(id ? { id } : {}),
      ...(document ? { document } : {}),
      ...(unknownCode ? { unknownCode } : {}),
      ...(proposal ? { proposal } : {}),
    });
  }

  private toRow(row: readonly (string | null)[], line: number): UnifiedRow {
    const values: Record<string, string | null> = {};
    for (let at = 0; at < this.columns.length; at += 1) values[this.columns[at]?.column ?? ""] = row[at] ?? null;
    return { kind: "row", entity: this.entity, values, origin: { file: this.object, line } };
  }
}

/** An id that a record tells although it cannot be taken. */
function told(column: ColumnMapping | undefined, values: Values): string | undefined {
  const id = column?.evaluate(values);
  return typeof id === "string" && !id.includes("\uFFFD") ? id : undefined;
}

function missing(field: string): Failure {
  return new Failure("IMPORT_VALUE_MISSING", `Expected a value for ${field}, got none. Fill it in the source.`);
}
