import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { ConcordError } from "../../schema/errors";
import type { EntityDefinition } from "../../schema/model/definition";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { SourceEvent } from "../../schema/model/source-event";
import type { Connector, Finding, ReadRequest, SourceRead } from "../contract";
import { checkMapping } from "../mapping/check";
import { withDecidedCodes } from "../mapping/decided-codes";
import { describeMapping } from "../mapping/describe";
import { objectsOf } from "../mapping/layout";
import { MappedRecords } from "../mapping/mapped-records";
import { type MappingFile, type Read, readMappingFile } from "../mapping/mapping-file";
import { ofSystem } from "../mapping/of-system";
import { bookExists, fingerprintOf, missingBook, readBook } from "./book-file";
import { missingColumns, viewsOf } from "./book-views";
import { GnucashSource } from "./gnucash-source";
import type { GnucashOptions } from "./options";

interface GnucashConnectorParts {
  readonly mapping: MappingFile;
  readonly entities: ReadonlyMap<string, EntityDefinition>;
  readonly options: GnucashOptions;
}

/** A GnuCash book as a source: XML, plain or compressed, or SQLite. */
export function createGnucashConnector(options: GnucashOptions): {
  readonly mapping: MappingFile;
  readonly connector: Connector;
} {
  const mapping = ofSystem(readMappingFile(options.mapping ?? join(__dirname, "finance.yaml")), options.system);
  const entities = new Map(entitiesBySubgraph[mapping.subgraph].map((entity) => [entity.name, entity]));
  const parts = { mapping, entities, options };
  const connector: Connector = {
    describe: () => describeMapping(mapping),
    check: () => checkBook(parts),
    read: (request = {}) =>
      new GnucashRead({ ...parts, mapping: withDecidedCodes(mapping, request.decisions) }, request),
  };
  return { mapping, connector };
}

async function openBook(
  { options }: GnucashConnectorParts,
  onBytes?: (bytes: number) => void,
): Promise<{ readonly source: GnucashSource; readonly fingerprint: string }> {
  const { objects, fingerprint } = await readBook(options.file, onBytes);
  const [missing] = missingColumns(objects);
  if (missing) throw new ConcordError("IMPORT_COLUMN_MISSING", wordingOf(missing), missing.object);
  const views = viewsOf(objects, options, basename(options.file).replace(/\.(gnucash|xml|sqlite|gz)$/i, ""));
  return { source: new GnucashSource(views, `the book ${options.file}`), fingerprint };
}

function wordingOf({ object, column, columns }: ReturnType<typeof missingColumns>[number]): string {
  return `No ${object} of the book has a ${column}; what they have is ${columns.join(", ")}.`;
}

async function checkBook(parts: GnucashConnectorParts): Promise<readonly Finding[]> {
  const { file } = parts.options;
  if (!bookExists(file)) return [{ code: "SOURCE_MISSING", path: "file", message: missingBook(file) }];
  try {
    const { objects } = await readBook(file);
    const missing = missingColumns(objects).map((one) => ({
      code: "IMPORT_COLUMN_MISSING",
      path: one.object,
      message: wordingOf(one),
    }));
    if (missing.length > 0) return missing;
    const source = new GnucashSource(viewsOf(objects, parts.options, basename(file)), `the book ${file}`);
    return await checkMapping({ ...parts, source });
  } catch (error) {
    if (!(error instanceof ConcordError)) throw error;
    return [{ code: error.code, path: error.path || "file", message: error.message }];
  }
}

const cursorShape = z.strictObject({
  book: z.string(),
  mapping: z.string(),
  objects: z.record(z.string(), z.string()),
});

type Cursor = z.infer<typeof cursorShape>;

function parseCursor(text: string): Cursor {
  try {
    return cursorShape.parse(JSON.parse(text));
  } catch {
    throw new ConcordError("CURSOR_INVALID", "Expected the cursor of an earlier read of this book, got another text.");
  }
}

/**
 * One pass over a book. An unchanged file is not read; of a changed one, the objects that changed are given whole, with
 * the word that this is all, since a book has no list of what was deleted.
 */
class GnucashRead implements SourceRead {
  private readonly before: Cursor | undefined;
  private after: Cursor | undefined;
  private changed: readonly string[] = [];

  constructor(
    private readonly parts: GnucashConnectorParts,
    private readonly request: ReadRequest,
  ) {
    this.before = request.since ? parseCursor(request.since) : undefined;
  }

  cursor(unsettled: ReadonlySet<string> = new Set()): string {
    if (!this.after) throw new Error("The cursor is known once the read has ended.");
    if (unsettled.size === 0) return JSON.stringify(this.after);
    const objects = Object.entries(this.after.objects).filter(([object]) => !unsettled.has(object));
    // Without the book's fingerprint the next read looks into the file again.
    return JSON.stringify({ ...this.after, book: "", objects: Object.fromEntries(objects) });
  }

  objects(): readonly string[] {
    return this.changed;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SourceEvent> {
    const { mapping, options } = this.parts;
    const rules = createHash("sha256").update(JSON.stringify({ mapping, options })).digest("base64url");
    const known = this.before?.mapping === rules ? this.before : undefined;
    const { again = new Set<string>() } = this.request;
    if (known && again.size === 0 && known.book !== "" && known.book === (await fingerprintOf(options.file))) {
      this.after = known;
      return;
    }
    const { source, fingerprint } = await this.open();
    const objects = Object.fromEntries(source.objects.map((object) => [object, source.digest(object)]));
    const differs = new Set(
      source.objects.filter((object) => objects[object] !== known?.objects[object] || again.has(object)),
    );
    yield* this.events(source, differs);
    this.after = { book: fingerprint, mapping: rules, objects };
  }

  private async open(): Promise<Awaited<ReturnType<typeof openBook>>> {
    const { options } = this.parts;
    let readBytes = 0;
    const totalBytes = bookExists(options.file) ? statSync(options.file).size : 0;
    return openBook(this.parts, (bytes) => {
      readBytes += bytes;
      this.request.onProgress?.({ readBytes, totalBytes });
    });
  }

  private async *events(source: GnucashSource, differs: ReadonlySet<string>): AsyncGenerator<SourceEvent> {
    const { mapping } = this.parts;
    const corrections = this.request.decisions?.corrections;
    const records = await MappedRecords.open({ ...this.parts, source, corrections });
    yield* records.rejected;
    // What is missing from the book was deleted or never there: either way the entity is not whole without its reads.
    const entities = new Set(mapping.reads.filter((read) => readsAny(read, differs)).map(({ entity }) => entity));
    const reads = mapping.reads.filter(({ entity }) => entities.has(entity));
    this.changed = reads.flatMap(objectsOf);
    for (const [at, read] of reads.entries()) {
      for (const object of objectsOf(read)) {
        if (!source.view(object)) continue;
        for await (const events of records.events({ read, object })) yield* events;
      }
      if (!reads.slice(at + 1).some(({ entity }) => entity === read.entity)) yield* this.complete(read);
    }
    yield* this.leftOut(source, differs);
  }

  private *complete({ entity }: Read): Generator<SourceEvent> {
    const definition = this.parts.entities.get(entity);
    const origin = { file: basename(this.parts.options.file), line: 1 };
    if (definition) yield { kind: "complete", entity: definition, origin };
  }

  /** What the book holds and the mapping has no use for, thing by thing. */
  private *leftOut(source: GnucashSource, differs: ReadonlySet<string>): Generator<SourceEvent> {
    const used = new Set([...this.parts.mapping.reads.flatMap(objectsOf), ...INSIDE]);
    for (const object of source.objects) {
      if (used.has(object) || !differs.has(object)) continue;
      const because = `the mapping reads no ${object.replaceAll("_", " ")}`;
      for (const { line } of source.view(object)?.records ?? [])
        yield { kind: "skipped", entity: object, because, origin: { file: object, line } };
    }
  }
}

function readsAny(read: Read, objects: ReadonlySet<string>): boolean {
  return objectsOf(read).some((object) => objects.has(object));
}

/** Things that are read as part of others: currencies as codes, lots as allocations, rates as tax tables. */
const INSIDE = ["commodity", "lot", "taxtable_entry", "job", "budget"];
