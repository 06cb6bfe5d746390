import { createHash } from "node:crypto";
import { ConcordError } from "../../schema/errors";
import { sql } from "../sql";
import { rowsOf, schemaContent } from "./content";
import { ContentDigest, rowLineOf } from "./digest";
import { type Closing, FORMAT, type Manifest, type SchemaContent } from "./format";
import { atOneMoment, type Place } from "./places";

/** Text gathered before it goes on: a chunk a row would be slow to compress. */
const CHUNK_CHARACTERS = 256 * 1024;

export interface RowProgress {
  readonly table: string;
  readonly rows: number;
  readonly totalRows: number;
}

export interface Taken {
  readonly manifest: Manifest;
  readonly closing: Closing;
}

/** Where a backup's lines go; returns when it can take more. */
export type Sink = (text: string) => Promise<void>;

interface Source {
  readonly place: Place;
  readonly content: SchemaContent;
}

/** Writes a backup of all places, as they were at one moment, to a sink. */
export function takeBackup(
  places: readonly Place[],
  sink: Sink,
  onProgress: (progress: RowProgress) => void = () => {},
): Promise<Taken> {
  return atOneMoment(places, async (snapshots) => {
    const sources = await contents(snapshots);
    const manifest = await manifestOf(snapshots, sources);
    const writer = new LineWriter(sink);
    await writer.line(JSON.stringify(manifest));
    const tables = await writeTables(sources, writer, onProgress);
    const closing = { tables, lines: writer.digest() };
    await writer.line(JSON.stringify({ end: closing }));
    await writer.flush();
    return { manifest, closing };
  });
}

async function contents(snapshots: readonly Place[]): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const place of snapshots)
    for (const schema of place.schemas) {
      const content = await schemaContent(place.database, schema);
      // A wrong DATABASE_URL or DATA_DIR must not end in a backup of nothing that looks like one.
      if (!content)
        throw new ConcordError("BACKUP_SOURCE_EMPTY", `The database has no schema ${schema} of Concord.`, schema);
      sources.push({ place, content });
    }
  return sources;
}

async function manifestOf(snapshots: readonly Place[], sources: readonly Source[]): Promise<Manifest> {
  const [first] = snapshots;
  const [now] = (await first?.database.query(sql`select now() as taken_at`)) ?? [];
  return {
    concordBackup: FORMAT,
    takenAt: String(now?.["taken_at"]),
    engine: first?.database.engine ?? "",
    schemas: sources.map(({ content }) => content),
  };
}

async function writeTables(
  sources: readonly Source[],
  writer: LineWriter,
  onProgress: (progress: RowProgress) => void,
): Promise<Closing["tables"]> {
  const all = sources.flatMap(({ place, content }) => content.tables.map((table) => ({ place, table })));
  const totalRows = all.reduce((sum, { table }) => sum + table.rowCount, 0);
  const written: Closing["tables"] = {};
  let rows = 0;
  for (const { place, table } of all) {
    await writer.line(JSON.stringify({ table: table.name }));
    const digest = new ContentDigest();
    for await (const row of rowsOf(place.database, table)) {
      const line = rowLineOf(row);
      digest.add(line);
      await writer.line(line);
    }
    rows += digest.rows;
    written[table.name] = { rows: digest.rows, digest: digest.hex };
    onProgress({ table: table.name, rows, totalRows });
  }
  return written;
}

/** Gathers lines into chunks and hashes them all. */
class LineWriter {
  private readonly hash = createHash("sha256");
  private pending: string[] = [];
  private characters = 0;

  constructor(private readonly sink: Sink) {}

  async line(text: string): Promise<void> {
    this.hash.update(text).update("\n");
    this.pending.push(text);
    this.characters += text.length;
    if (this.characters >= CHUNK_CHARACTERS) await this.flush();
  }

  /** Of every line so far. */
  digest(): string {
    return this.hash.copy().digest("hex");
  }

  async flush(): Promise<void> {
    if (this.pending.length === 0) return;
    const text = `${this.pending.join("\n")}\n`;
    this.pending = [];
    this.characters = 0;
    await this.sink(text);
  }
}
