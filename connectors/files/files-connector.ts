import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ConcordError } from "../../schema/errors";
import type { EntityDefinition } from "../../schema/model/definition";
import type { SourceEvent } from "../../schema/model/source-event";
import type { Connector, ReadProgress, ReadRequest, SourceRead } from "../contract";
import { checkMapping } from "../mapping/check";
import { withDecidedCodes } from "../mapping/decided-codes";
import { describeMapping } from "../mapping/describe";
import { objectOf, objectsOf } from "../mapping/layout";
import { MappedRecords, type MappedSource } from "../mapping/mapped-records";
import type { MappingFile } from "../mapping/mapping-file";
import { FileSource } from "./file-source";

export interface FilesConnectorParts {
  readonly mapping: MappingFile;
  /** Where the mapping's files are. */
  readonly folder: string;
  readonly entities: ReadonlyMap<string, EntityDefinition>;
}

/** Exported files of one system as a source: how they are read is the mapping's business, what they mean the model's. */
export function createFilesConnector(parts: FilesConnectorParts): Connector {
  return {
    describe: () => describeMapping(parts.mapping),
    check: () => checkMapping(mappedFiles(parts)),
    read: (request = {}) =>
      new FilesRead({ ...parts, mapping: withDecidedCodes(parts.mapping, request.decisions) }, request),
  };
}

function mappedFiles(
  { mapping, folder, entities }: FilesConnectorParts,
  onBytes?: (bytes: number) => void,
): MappedSource {
  return { mapping, entities, source: new FileSource(mapping, folder, onBytes) };
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
    const records = await MappedRecords.open({
      ...mappedFiles(this.parts, (bytes) => this.advance(bytes)),
      corrections: this.request.decisions?.corrections,
    });
    yield records.rejected;
    const pending = mapping.reads.flatMap((read) =>
      objectsOf(read)
        .filter((file) => changed.has(file))
        .map((file) => ({ read, file })),
    );
    const sizes = pending.map(({ file }) => statSync(join(folder, file)).size);
    this.progress = { readBytes: 0, totalBytes: sizes.reduce((sum, size) => sum + size, 0) };
    for (const { read, file } of pending) yield* records.events({ read, object: file });
  }

  /** Files to read; a lookup that changed changes every row that used it, so then all are read. */
  private async changedFiles(): Promise<ReadonlySet<string>> {
    const { mapping, folder } = this.parts;
    const sources = mapping.reads.flatMap(objectsOf);
    const tables = Object.values(mapping.lookups).map(objectOf);
    for (const file of new Set([...sources, ...tables])) {
      const path = join(folder, file);
      if (existsSync(path)) this.seen[file] = await fingerprint(path);
    }
    // The mapping decides what a row is, so a changed mapping reads everything again.
    this.seen["(mapping)"] = createHash("sha256").update(JSON.stringify(mapping)).digest("hex");
    const differs = (file: string): boolean =>
      this.seen[file] !== this.before[file] || this.request.again?.has(file) === true;
    const all = [...tables, "(mapping)"].some(differs);
    // Files of one entity are one whole: only together do they show a record that two of them give differently.
    const entities = new Set(mapping.reads.filter((read) => objectsOf(read).some(differs)).map(({ entity }) => entity));
    const files = mapping.reads.filter(({ entity }) => all || entities.has(entity)).flatMap(objectsOf);
    return new Set(files.filter((file) => this.seen[file] !== undefined));
  }

  private advance(bytes: number): void {
    // Lookups are small and not counted.
    if (this.progress.totalBytes === 0) return;
    this.progress = { ...this.progress, readBytes: this.progress.readBytes + bytes };
    this.request.onProgress?.(this.progress);
  }
}
