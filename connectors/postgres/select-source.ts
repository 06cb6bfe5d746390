import { ConcordError } from "../../schema/errors";
import type { RecordBatch } from "../mapping/record";
import type { RecordSource, Records, RecordsRequest } from "../mapping/record-source";
import { type Connection, quoted, type TextRow } from "./connection";

const FETCHED_ROWS = 2000;

/** What a positive 32-bit line number can hold. */
const LARGEST_LINE = 2_147_483_647;

interface Described {
  readonly header: readonly string[];
  readonly types: ReadonlyMap<string, string>;
}

/** Named selects over a database as objects with records; within a snapshot all of them see one moment. */
export class SelectSource implements RecordSource {
  private readonly described = new Map<string, Described>();
  private opened = 0;

  constructor(
    private readonly connection: Connection,
    readonly place: string,
    private readonly selects: ReadonlyMap<string, string>,
    /** Column of each object that `keys` are of. */
    private readonly keyColumns: ReadonlyMap<string, string>,
  ) {}

  async columns({ object, of }: RecordsRequest): Promise<readonly string[] | undefined> {
    if (!this.selects.has(object)) return undefined;
    try {
      return (await this.describe(object)).header;
    } catch (error) {
      const isAbsent = error instanceof ConcordError && error.code === "SOURCE_MISSING";
      if (isAbsent && of.optional) return undefined;
      throw error;
    }
  }

  async records({ object, keys }: RecordsRequest): Promise<Records> {
    const { header, types } = await this.describe(object);
    this.opened += 1;
    const cursor = quoted(`concord_${this.opened}`);
    const select = `select * from (${this.selects.get(object)}) as ${quoted(object)}`;
    if (keys) {
      const key = this.keyColumns.get(object) ?? "id";
      const filtered = `${select} where ${quoted(key)} = any($1::${types.get(key) ?? "text"}[])`;
      await this.connection.query(`declare ${cursor} no scroll cursor for ${filtered}`, [keys]);
    } else await this.connection.query(`declare ${cursor} no scroll cursor for ${select}`);
    return {
      header,
      batches: this.fetch(cursor, header),
      close: () => this.connection.query(`close ${cursor}`).catch(() => undefined),
    };
  }

  private async *fetch(cursor: string, header: readonly string[]): AsyncGenerator<RecordBatch> {
    let place = 0;
    for (;;) {
      const rows = await this.connection.query(`fetch ${FETCHED_ROWS} from ${cursor}`);
      yield rows.map((row) => {
        place += 1;
        return { line: lineOf(row, place), values: header.map((name) => row[name] ?? "") };
      });
      if (rows.length < FETCHED_ROWS) return;
    }
  }

  private async describe(object: string): Promise<Described> {
    const known = this.described.get(object);
    if (known) return known;
    const select = this.selects.get(object);
    if (select === undefined)
      throw new ConcordError(
        "MAPPING_INVALID",
        `The mapping reads ${object}, but there is no select of that name.`,
        object,
      );
    const types = await this.connection.columnsOf(select).catch((error: unknown) => {
      throw error instanceof ConcordError
        ? new ConcordError(error.code, `The select ${object} cannot be read. ${error.message}`, object)
        : error;
    });
    const described = { header: [...types.keys()], types };
    this.described.set(object, described);
    return described;
  }
}

/** A record's own number says more than its place in a read, which changes with every other record. */
function lineOf(row: TextRow, place: number): number {
  const id = row["id"] ?? "";
  return /^[1-9]\d{0,9}$/.test(id) && Number(id) <= LARGEST_LINE ? Number(id) : place;
}
