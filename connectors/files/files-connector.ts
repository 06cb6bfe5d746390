import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ConcordError } from "../../schema/errors";
import type { EntityDefinition } from "../../schema/model/definition";
import type { SourceEvent } from "../../schema/model/source-event";
import type { Connector, ReadProgress, ReadRequest, SourceDescription, SourceRead } from "../contract";
import { checkMapping } from "./check";
import type { LookupTable } from "./expression";
import { FileRows } from "./file-rows";
import { filesOf, formatOf, readLookups, scopeFor, wantedColumns } from "./layout";
import type { MappingFile, Read } from "./mapping-file";
import { openRecords } from "./records";
import { mapColumns } from "./row-mapping";

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

const fingerprints = z.record(z.string(), z.string());

function parseCursor(text: string): Fingerprints {
  try {
    return fingerprints.parse(JSON.parse(text));
  } catch {
    throw new ConcordError(
      "CURSOR_INVALID",
      "Expected the cursor of an earlier read of these files, got another text.",
    );
  }
}

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
  private changed: ReadonlySet<string> = new Set();
  private ended = false;

  constructor(
    private readonly parts: FilesConnectorParts,
    private readonly request: ReadRequest,
  ) {
    this.before = request.since ? parseCursor(request.since) : {};
  }

  cursor(unsettled: ReadonlySet<string> = new Set()): string {
    if (!this.ended) throw new Error("The cursor is known once the read has ended.");
    return JSON.stringify(Object.fromEntries(Object.entries(this.seen).filter(([file]) => !unsettled.has(file))));
  }

  objects(): readonly string[] {
    return [...this.changed];
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SourceEvent> {
    for await (const events of this.batches()) for (const event of events) yield event;
    this.ended = true;
  }

  private async *batches(): AsyncGenerator<readonly SourceEvent[]> {
    const { mapping, folder } = this.parts;
    const changed = await this.changedFiles();
    this.changed = changed;
    if (changed.size === 0) return;
    const { tables, rejected } = await readLookups(mapping, folder);
    yield rejected;
    const pending = mapping.reads.flatMap((read) =>
      filesOf(read)
        .filter((file) => changed.has(file))
        .map((file) => ({ read, file })),
    );
    const sizes = pending.map(({ file }) => statSync(join(folder, file)).size);
    this.progress = { readBytes: 0, totalBytes: sizes.reduce((sum, size) => sum + size, 0) };
    for (const { read, file } of pending) yield* this.readFile(read, file, tables);
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
    // Files of one entity are one whole: only together do they show a record that two of them give differently.
    const entities = new Set(mapping.reads.filter((read) => filesOf(read).some(differs)).map(({ entity }) => entity));
    const files = mapping.reads.filter(({ entity }) => all || entities.has(entity)).flatMap(filesOf);
    return new Set(files.filter((file) => this.seen[file] !== undefined));
  }

  private async *readFile(
    read: Read,
    file: string,
    lookups: ReadonlyMap<string, LookupTable>,
  ): AsyncGenerator<readonly SourceEvent[]> {
    const { mapping, folder, entities } = this.parts;
    const entity = entities.get(read.entity);
    if (!entity) throw new Error(`No entity ${read.entity}; check() says so.`);
    const wanted = wantedColumns(read);
    const opened = await openRecords(join(folder, file), formatOf(mapping, read), wanted, (bytes) =>
      this.advance(bytes),
    );
    try {
      const definitions = [...entities.values()];
      const definitionOf = (type: unknown) => definitions.find((definition) => definition.type === type);
      const scope = scopeFor(mapping, read, opened.header, lookups);
      const columns = mapColumns({ mapping, read, entity, definitionOf }, scope);
      const rows = new FileRows(read, file, entity, opened.header, columns);
      for await (const batch of opened.batches) yield batch.flatMap((record) => rows.take(record) ?? []);
      yield [...rows.rest()];
    } finally {
      await opened.close();
    }
  }

  private advance(bytes: number): void {
    this.progress = { ...this.progress, readBytes: this.progress.readBytes + bytes };
    this.request.onProgress?.(this.progress);
  }
}
