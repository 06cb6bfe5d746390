import { createHash } from "node:crypto";
import type { EntityDefinition } from "../../schema/model/definition";
import type { Corrections, SourceDecisions } from "../contract";
import { withDecidedCodes } from "../mapping/decided-codes";
import { MappedRecords } from "../mapping/mapped-records";
import type { MappingFile } from "../mapping/mapping-file";
import type { ChangesFile } from "./changes-file";
import { Connection, type ConnectionOptions, placeOf } from "./connection";
import { RootEvents } from "./root-events";
import { Roots } from "./roots";
import { SelectSource } from "./select-source";
import { type Catalogue, readCatalogue } from "./tables";

/** Everything that says what a database is as a source. */
export interface PostgresSourceParts extends ConnectionOptions {
  readonly mapping: MappingFile;
  /** Entities of the mapping's subgraph by name. */
  readonly entities: ReadonlyMap<string, EntityDefinition>;
  readonly selects: ReadonlyMap<string, string>;
  readonly changes: ChangesFile;
}

/** The parts of a source that stay the same for all its sessions. */
export class PostgresSource {
  readonly roots: Roots;
  /** Changes whenever a record may become another row. */
  readonly fingerprint: string;
  readonly place: string;

  constructor(readonly parts: PostgresSourceParts) {
    const { mapping, selects, changes, schema, settings, url, entities } = parts;
    this.roots = new Roots(mapping, entities, changes);
    const said = JSON.stringify([mapping, [...selects], changes, schema, settings]);
    this.fingerprint = createHash("sha256").update(said).digest("hex").slice(0, 16);
    this.place = placeOf(url);
  }

  /** The same source as people's decisions have it now; itself where they change no code. */
  decided(codes: SourceDecisions["codes"] | undefined): PostgresSource {
    const mapping = withDecidedCodes(this.parts.mapping, codes && { codes });
    return mapping === this.parts.mapping ? this : new PostgresSource({ ...this.parts, mapping });
  }

  open(): Promise<Session> {
    return Session.open(this);
  }
}

/** One connection with what the catalogue says; reads are made in it, one snapshot each. */
export class Session {
  private constructor(
    private readonly source: PostgresSource,
    readonly connection: Connection,
    readonly catalogue: Catalogue,
    readonly records: SelectSource,
  ) {}

  static async open(source: PostgresSource): Promise<Session> {
    const { parts, place, roots } = source;
    const connection = await Connection.open(parts);
    try {
      const catalogue = await readCatalogue(connection, parts.schema, parts.changes);
      return new Session(
        source,
        connection,
        catalogue,
        new SelectSource(connection, place, parts.selects, roots.keyColumns),
      );
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** Objects that this installation has; asked outside a snapshot, where a question that fails ends no other. */
  async presentObjects(): Promise<ReadonlySet<string>> {
    const present = new Set<string>();
    for (const { object, read } of this.source.roots.reads)
      if (await this.records.columns({ object, of: read, wanted: [] })) present.add(object);
    return present;
  }

  async rootEvents(
    present: ReadonlySet<string>,
    corrections: Corrections | undefined,
  ): Promise<{ events: RootEvents; records: MappedRecords }> {
    const { mapping, entities } = this.source.parts;
    const records = await MappedRecords.open({ mapping, entities, source: this.records, corrections });
    return { records, events: new RootEvents(records, this.source.roots, present) };
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
