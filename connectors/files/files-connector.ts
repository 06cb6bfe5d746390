import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { EntityDefinition } from "../../schema/model/definition";
import type { Connector, ReadProgress, ReadRequest, SourceDescription, SourceEvent, SourceRead } from "../contract";
import { checkMapping } from "./check";
import { Failure, type Values } from "./expression";
import { Grouping } from "./group";
import { filesOf, formatOf, readLookups, scopeFor, wantedColumns } from "./layout";
import type { Condition, MappingFile, Read } from "./mapping-file";
import { openRecords, type SourceRecord } from "./records";
import { type ColumnMapping, mapColumns } from "./row-mapping";

export interface FilesConnectorParts {
  readonly mapping: MappingFile;
  /** Where the mapping's files are. */
  readonly folder: string;
  readonly entities: ReadonlyMap<string, EntityDefinition>;
}

/** Exported files of one system as a source: how they are read is the mapping's business, what they mean the model's. */
export function createFilesConnector(parts: FilesConnectorParts): Connector {
  return {
    describe: () => describeFiles(parts),
    check: () => checkMapping(parts),
    read: (request) => new FilesRead(parts, request ?? {}),
  };
}

function describeFiles({ mapping }: FilesConnectorParts): SourceDescription {
  const { system, subgraph, title } = mapping;
  const streams = mapping.reads.flatMap((read) =>
    filesOf(read).map((from) => ({ entity: read.entity, from, fields: Object.keys(read.fields) })),
  );
  return { system, subgraph, title, streams };
}

type Fingerprints = Record<string, string>;

async function fingerprint(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** One pass over the files. The cursor holds their fingerprints: an unchanged file is not read again. */
class FilesRead implements SourceRead {
  private readonly seen: Fingerprints = {};
  private readonly before: Fingerprints;
  private progress: ReadProgress = { readBytes: 0, totalBytes: 0 };
  private ended = false;

  constructor(
    private readonly parts: FilesConnectorParts,
    private readonly request: ReadRequest,
  ) {
    this.before = request.since ? JSON.parse(request.since) : {};
  }

  cursor(): string {
    if (!this.ended) throw new Error("The cursor is known once the read has ended.");
    return JSON.stringify(this.seen);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SourceEvent> {
    const { mapping, folder } = this.parts;
    const changed = await this.changedFiles();
    const lookups = await readLookups(mapping, folder);
    const pending = mapping.reads.flatMap((read) =>
      filesOf(read)
        .filter((file) => changed.has(file))
        .map((file) => ({ read, file })),
    );
    const sizes = pending.map(({ file }) => statSync(join(folder, file)).size);
    this.progress = { readBytes: 0, totalBytes: sizes.reduce((sum, size) => sum + size, 0) };
    for (const { read, file } of pending) yield* this.readFile(read, file, lookups);
    this.ended = true;
  }

  /** Files to read; a lookup that changed changes every row that used it, so then all are read. */
  private async changedFiles(): Promise<ReadonlySet<string>> {
    const { mapping, folder } = this.parts;
    const sources = mapping.reads.flatMap(filesOf);
    const tables = Object.values(mapping.lookups).map(({ file }) => file);
    for (const file of new Set([...sources, ...tables])) {
      const path = join(folder, file);
      if (existsSync(path)) this.seen[file] = await fingerprint(path);
    }
    // The mapping decides what a row is, so a changed mapping reads everything again.
    this.seen["(mapping)"] = createHash("sha256").update(JSON.stringify(mapping)).digest("hex");
    const differs = (file: string): boolean => this.seen[file] !== this.before[file];
    const all = [...tables, "(mapping)"].some(differs);
    return new Set(sources.filter((file) => this.seen[file] !== undefined && (all || differs(file))));
  }

  private async *readFile(
    read: Read,
    file: string,
    lookups: Awaited<ReturnType<typeof readLookups>>,
  ): AsyncGenerator<SourceEvent> {
    const { mapping, folder, entities } = this.parts;
    const entity = entities.get(read.entity);
    if (!entity) throw new Error(`No entity ${read.entity}; check() says so.`);
    const format = formatOf(mapping, read);
    const opened = await openRecords(join(folder, file), format, wantedColumns(read), (bytes) => this.advance(bytes));
    const definitions = [...entities.values()];
    const definitionOf = (type: unknown) => definitions.find((definition) => definition.type === type);
    const columns = mapColumns(
      { mapping, read, entity, definitionOf },
      scopeFor(mapping, read, opened.header, lookups),
    );
    const rows = new FileRows(read, file, entity, opened.header, columns);
    for await (const record of opened.records) yield* rows.take(record);
    yield* rows.rest();
  }

  private advance(bytes: number): void {
    this.progress = { ...this.progress, readBytes: this.progress.readBytes + bytes };
    this.request.onProgress?.(this.progress);
  }
}

/** Turns the records of one file into events. */
class FileRows {
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

  *take(record: SourceRecord): Generator<SourceEvent> {
    const origin = { file: this.file, line: record.line };
    if (record.fault) {
      const whole = { record: record.values.join(" ") };
      yield { kind: "rejected", entity: this.entity.name, ...record.fault, path: "", record: whole, origin };
      return;
    }
    const because = this.skips?.(record.values);
    if (because) {
      yield { kind: "skipped", entity: this.entity.name, because, origin };
      return;
    }
    const row = this.map(record);
    if (!Array.isArray(row)) yield row;
    else if (this.grouping) this.grouping.add(record.values, record.line, row);
    else yield this.toRow(row, record.line);
  }

  *rest(): Generator<SourceEvent> {
    for (const { line, values } of this.grouping?.rows() ?? []) yield this.toRow(values, line);
  }

  private map(record: SourceRecord): (string | null)[] | SourceEvent {
    const row: (string | null)[] = new Array(this.columns.length);
    for (let at = 0; at < this.columns.length; at += 1) {
      const column = this.columns[at];
      if (!column) continue;
      const value = column.evaluate(record.values);
      if (value instanceof Failure) return this.reject(record, value, column.field);
      if (value === null && column.required)
        return this.reject(
          record,
          new Failure("IMPORT_VALUE_MISSING", `Expected a value for ${column.field}, got none. Fill it in the source.`),
          column.field,
        );
      row[at] = value;
    }
    return row;
  }

  private reject(record: SourceRecord, { code, reason }: Failure, path: string): SourceEvent {
    const whole = Object.fromEntries(this.header.map((name, at) => [name, record.values[at] ?? ""]));
    return {
      kind: "rejected",
      entity: this.entity.name,
      code,
      path,
      reason,
      record: whole,
      origin: { file: this.file, line: record.line },
    };
  }

  private toRow(row: readonly (string | null)[], line: number): SourceEvent {
    const values: Record<string, string | null> = {};
    for (let at = 0; at < this.columns.length; at += 1) values[this.columns[at]?.column ?? ""] = row[at] ?? null;
    return { kind: "row", entity: this.entity, values, origin: { file: this.file, line } };
  }
}

/** Why a record is left out by the mapping's conditions; null when it is not. */
function compileConditions(
  when: Condition | Condition[],
  header: readonly string[],
): (values: Values) => string | null {
  const conditions = (Array.isArray(when) ? when : [when]).map((condition) => {
    const at = header.indexOf(condition.column);
    const members = condition.in && new Set(condition.in);
    const holds = (value: string): boolean => {
      if (members) return members.has(value);
      if (condition.equals !== undefined) return value === condition.equals;
      if (condition.notEquals !== undefined) return value !== condition.notEquals;
      return (value === "") === condition.empty;
    };
    return { at, holds, because: wording(condition) };
  });
  return (values) => conditions.find(({ at, holds }) => !holds((values[at] ?? "").trim()))?.because ?? null;
}

function wording({ column, in: members, equals, notEquals, empty }: Condition): string {
  if (members) return `${column} is none of ${members.join(", ")}`;
  if (equals !== undefined) return `${column} is not ${equals}`;
  if (notEquals !== undefined) return `${column} is ${notEquals}`;
  return empty ? `${column} is not empty` : `${column} is empty`;
}
