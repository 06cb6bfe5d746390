import { createHash } from "node:crypto";
import type { RecordBatch } from "../mapping/record";
import type { RecordSource, Records, RecordsRequest } from "../mapping/record-source";
import type { TrytonCopy } from "./copy";

const BATCH = 2000;
const LARGEST_LINE = 2_147_483_647;

/** Named selects over the copy as objects with records. */
export class CopySource implements RecordSource {
  constructor(
    private readonly copy: TrytonCopy,
    private readonly selects: ReadonlyMap<string, string>,
    readonly place: string,
  ) {}

  async columns({ object }: RecordsRequest): Promise<readonly string[] | undefined> {
    const select = this.selects.get(object);
    return select === undefined ? undefined : [...(await this.copy.columnsOf(select)).keys()];
  }

  async records({ object }: RecordsRequest): Promise<Records> {
    const { header, rows } = await this.rows(object);
    return { header, batches: inBatches(rows, header), close: async () => {} };
  }

  /** A fingerprint of all that an object says. */
  async digest(object: string): Promise<string> {
    const hash = createHash("sha256");
    for (const row of (await this.rows(object)).rows) hash.update(JSON.stringify(row));
    return hash.digest("base64url");
  }

  /** Every value as PostgreSQL sends it, in an order that depends on nothing else. */
  private async rows(object: string) {
    const select = this.selects.get(object) ?? "";
    const columns = await this.copy.columnsOf(select);
    const texts = [...columns].map(([column, { isFlag }]) => {
      const text = isFlag ? `left(given."${column}"::text, 1)` : `given."${column}"::text`;
      return `${text} as "${column}"`;
    });
    const header = [...columns.keys()];
    const order = `given."${header[0]}", given::text`;
    const rows = await this.copy.query(`select ${texts.join(", ")} from (${select}) as given order by ${order}`);
    return { header, rows };
  }
}

async function* inBatches(
  rows: readonly Readonly<Record<string, unknown>>[],
  header: readonly string[],
): AsyncGenerator<RecordBatch> {
  for (let at = 0; at < rows.length; at += BATCH)
    yield rows.slice(at, at + BATCH).map((row, place) => {
      const id = Number(row["id"]);
      const line = Number.isSafeInteger(id) && id > 0 && id <= LARGEST_LINE ? id : at + place + 1;
      return { line, values: header.map((column) => String(row[column] ?? "")) };
    });
}
