import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { ConcordError } from "../../schema/errors";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { SourceEvent } from "../../schema/model/source-event";
import type { Connector, Finding, ReadRequest, SourceRead } from "../contract";
import { checkMapping } from "../mapping/check";
import { withDecidedCodes } from "../mapping/decided-codes";
import { describeMapping } from "../mapping/describe";
import { objectOf, objectsOf } from "../mapping/layout";
import { MappedRecords } from "../mapping/mapped-records";
import { type MappingFile, readMappingFile } from "../mapping/mapping-file";
import { ofSystem } from "../mapping/of-system";
import { readSelects } from "../postgres/selects";
import { TrytonClient } from "./client";
import { TrytonCopy } from "./copy";
import { CopySource } from "./copy-source";
import type { TrytonRpcOptions } from "./options";
import { tablesIn } from "./tables";

/** The mapping and the selects of the connector over Tryton's database: one meaning, two ways to the records. */
const TRYTON = join(__dirname, "..", "tryton");

export interface TrytonRpcConnector {
  readonly mapping: MappingFile;
  readonly connector: Connector;
}

/** A running trytond as a source, for where its database is closed. */
export function createTrytonRpcConnector(
  options: TrytonRpcOptions,
  given: MappingFile = readMappingFile(join(TRYTON, "erp.yaml")),
): TrytonRpcConnector {
  const mapping = ofSystem(given, options.system);
  const reader = new TrytonRpc(options, mapping);
  const connector: Connector = {
    describe: () => describeMapping(mapping),
    check: () => reader.check(),
    read: (request = {}) => new TrytonRpcRead(reader, request),
    close: () => reader.close(),
  };
  return { mapping, connector };
}

/** One trytond and the copy of what is read of it, for as long as the connector is open. */
class TrytonRpc {
  readonly entities: ReadonlyMap<string, (typeof entitiesBySubgraph)["erp"][number]>;
  private readonly client: TrytonClient;
  private readonly selects = readSelects(join(TRYTON, "selects.sql"));
  private opened: Promise<TrytonCopy> | undefined;

  constructor(
    private readonly options: TrytonRpcOptions,
    readonly mapping: MappingFile,
  ) {
    this.client = new TrytonClient(options);
    this.entities = new Map(entitiesBySubgraph[mapping.subgraph].map((entity) => [entity.name, entity]));
  }

  get place(): string {
    return this.client.place;
  }

  /** Objects of the mapping, those it only looks up in among them. */
  get objects(): readonly string[] {
    const { reads, lookups } = this.mapping;
    return [...new Set([...reads.flatMap(objectsOf), ...Object.values(lookups).map(objectOf)])];
  }

  rulesOf(mapping: MappingFile): string {
    const { company, url, database } = this.options;
    const selects = this.objects.map((object) => this.selects.get(object));
    return createHash("sha256")
      .update(JSON.stringify([mapping, selects, company, url, database]))
      .digest("base64url");
  }

  private async copy(): Promise<TrytonCopy> {
    // Who is not let in needs no copy.
    await this.client.open();
    const needed = new Set(this.objects.flatMap((object) => [...tablesIn(this.selects.get(object) ?? "")]));
    this.opened ??= TrytonCopy.open(this.client, this.options, needed);
    return this.opened;
  }

  async check(): Promise<readonly Finding[]> {
    try {
      const copy = await this.copy();
      const lacking = await copy.prepare();
      const findings = lacking.length > 0 ? lacking : await copy.probe();
      if (findings.length > 0) return findings;
      return await checkMapping({ ...this, source: new CopySource(copy, this.selects, this.place) });
    } catch (error) {
      if (!(error instanceof ConcordError)) throw error;
      return [{ code: error.code, path: error.path || "url", message: error.message }];
    }
  }

  /** The objects as they are now. */
  async refreshed(): Promise<CopySource> {
    const copy = await this.copy();
    const [missing] = await copy.prepare();
    if (missing?.code === "IMPORT_COLUMN_MISSING")
      throw new ConcordError("IMPORT_COLUMN_MISSING", missing.message, missing.path);
    if (missing) throw new ConcordError("SOURCE_MISSING", missing.message, missing.path);
    await copy.refresh();
    return new CopySource(copy, this.selects, this.place);
  }

  async close(): Promise<void> {
    const copy = await this.opened?.catch(() => undefined);
    this.opened = undefined;
    await copy?.close();
    await this.client.close();
  }
}

const cursorShape = z.strictObject({ rules: z.string(), objects: z.record(z.string(), z.string()) });

type Cursor = z.infer<typeof cursorShape>;

function parseCursor(text: string): Cursor {
  try {
    return cursorShape.parse(JSON.parse(text));
  } catch {
    throw new ConcordError(
      "CURSOR_INVALID",
      "Expected the cursor of an earlier read of this Tryton, got another text.",
    );
  }
}

/** One pass: the copy is brought up to date, and the objects whose records changed are given whole. */
class TrytonRpcRead implements SourceRead {
  private readonly before: Cursor | undefined;
  private after: Cursor | undefined;
  private readonly mapping: MappingFile;
  private readonly rules: string;
  private changed: readonly string[] = [];

  constructor(
    private readonly tryton: TrytonRpc,
    private readonly request: ReadRequest,
  ) {
    this.mapping = withDecidedCodes(tryton.mapping, request.decisions);
    this.rules = tryton.rulesOf(this.mapping);
    const before = request.since ? parseCursor(request.since) : undefined;
    this.before = before?.rules === this.rules ? before : undefined;
  }

  cursor(unsettled: ReadonlySet<string> = new Set()): string {
    if (!this.after) throw new Error("The cursor is known once the read has ended.");
    const objects = Object.entries(this.after.objects).filter(([object]) => !unsettled.has(object));
    return JSON.stringify({ ...this.after, objects: Object.fromEntries(objects) });
  }

  objects(): readonly string[] {
    return this.changed;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SourceEvent> {
    const { mapping } = this;
    const source = await this.tryton.refreshed();
    const digests = new Map<string, string>();
    for (const object of this.tryton.objects) digests.set(object, await source.digest(object));
    const differs = (object: string): boolean =>
      digests.get(object) !== this.before?.objects[object] || this.request.again?.has(object) === true;
    // What is looked up may stand in every row.
    const all = Object.values(mapping.lookups).some((lookup) => differs(objectOf(lookup)));
    const entities = new Set(
      mapping.reads.filter((read) => all || objectsOf(read).some(differs)).map(({ entity }) => entity),
    );
    if (entities.size > 0) yield* this.events(source, entities);
    this.after = { rules: this.rules, objects: Object.fromEntries(digests) };
  }

  private async *events(source: CopySource, names: ReadonlySet<string>): AsyncGenerator<SourceEvent> {
    const { mapping } = this;
    const { entities } = this.tryton;
    const reads = mapping.reads.filter(({ entity }) => names.has(entity));
    this.changed = reads.flatMap(objectsOf);
    const corrections = this.request.decisions?.corrections;
    const records = await MappedRecords.open({ mapping, entities, source, corrections });
    yield* records.rejected;
    for (const name of names) {
      const own = reads.filter(({ entity }) => entity === name);
      for (const read of own)
        for (const object of objectsOf(read))
          for await (const events of records.events({ read, object })) yield* events;
      const entity = entities.get(name);
      if (entity) yield { kind: "complete", entity, origin: { file: own.flatMap(objectsOf)[0] ?? "", line: 1 } };
    }
  }
}
