import { createHash } from "node:crypto";
import { ContentDigest } from "./digest";
import {
  type BodyLine,
  type Closing,
  damaged,
  type Manifest,
  parseBodyLine,
  parseManifest,
  type RowText,
} from "./format";

export interface BackupRow {
  readonly table: string;
  readonly row: RowText;
}

/** A backup's lines, checked as they are read: nothing after the last row is believed before the digests agree. */
export interface OpenedBackup {
  readonly manifest: Manifest;
  /** Every row, table after table; fails at the end when anything is missing, doubled or changed. */
  rows(): AsyncGenerator<BackupRow>;
  /** What the backup says of its tables; known when all rows have been read. */
  closing(): Closing;
}

export async function openBackup(lines: AsyncIterator<string>): Promise<OpenedBackup> {
  const first = await lines.next();
  if (first.done) throw damaged("it is empty");
  const manifest = parseManifest(first.value);
  const body = new Body(first.value, manifest);
  return {
    manifest,
    rows: () => body.rows(lines),
    closing: () => body.closing,
  };
}

class Body {
  private readonly hash = createHash("sha256");
  private readonly digests = new Map<string, ContentDigest>();
  private readonly widths: ReadonlyMap<string, number>;
  private end: Closing | undefined;

  constructor(
    firstLine: string,
    private readonly manifest: Manifest,
  ) {
    this.hash.update(firstLine).update("\n");
    this.widths = new Map(this.tables().map((table) => [table.name, table.columns.length]));
  }

  get closing(): Closing {
    if (!this.end) throw damaged("it ends before its last line");
    return this.end;
  }

  async *rows(lines: AsyncIterator<string>): AsyncGenerator<BackupRow> {
    let table = "";
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      if (this.end) throw damaged("something follows its last line");
      const line = parseBodyLine(next.value);
      if (line.kind === "table") table = this.begin(line.table);
      else if (line.kind === "row") yield { table, row: this.take(table, line, next.value) };
      else this.end = this.checked(line.closing);
      this.hash.update(next.value).update("\n");
    }
    if (!this.end) throw damaged("it ends before its last line");
  }

  private tables(): Manifest["schemas"][number]["tables"] {
    return this.manifest.schemas.flatMap(({ tables }) => tables);
  }

  private begin(table: string): string {
    if (!this.widths.has(table) || this.digests.has(table)) throw damaged(`table ${table} is not where it belongs`);
    this.digests.set(table, new ContentDigest());
    return table;
  }

  private take(table: string, { row }: Extract<BodyLine, { kind: "row" }>, line: string): RowText {
    const digest = this.digests.get(table);
    if (!digest || row.length !== this.widths.get(table)) throw damaged("a row does not fit its table");
    digest.add(line);
    return row;
  }

  private checked(closing: Closing): Closing {
    if (closing.lines !== this.hash.copy().digest("hex")) throw damaged("its lines are not those that were written");
    for (const { name, rowCount } of this.tables()) {
      const [read, told] = [this.digests.get(name), closing.tables[name]];
      if (!read || !told || read.rows !== told.rows || read.rows !== rowCount || read.hex !== told.digest)
        throw damaged(`the rows of ${name} are not those that were written`);
    }
    return closing;
  }
}
