import pg from "pg";
import { ConcordError, type ErrorCode, errorText } from "../../schema/errors";
import { isConnectionLost } from "../../schema/lost-connection";

/** PostgreSQL's own numbers of the types whose text is made plain. */
const TIMESTAMP_TZ = 1184;

const asWritten = (text: string): string => text;

/** With the session in UTC every moment ends in +00; the model's end is Z. */
const asUtc = (text: string): string => text.replace(/\+00(?::00)?$/, "Z");

/** Every value comes as its text: no number passes through a float, no moment through a clock. */
const texts = {
  getTypeParser: (type: number) => (type === TIMESTAMP_TZ ? asUtc : asWritten),
};

export type TextRow = Readonly<Record<string, string | null>>;

export interface ConnectionOptions {
  readonly url: string;
  /** Schema of the source's tables; `public` unless said. */
  readonly schema: string;
  /** Session settings that the selects ask for with current_setting, such as `concord.company`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Database, host and port, for people: never the user's password. */
export function placeOf(url: string): string {
  const { pathname, hostname, port } = parseUrl(url);
  return `the database ${decodeURIComponent(pathname.slice(1)) || "(default)"} on ${hostname}:${port || "5432"}`;
}

export function databaseOf(url: string): string {
  return decodeURIComponent(parseUrl(url).pathname.slice(1));
}

function parseUrl(url: string): URL {
  if (URL.canParse(url)) return new URL(url);
  throw new ConcordError(
    "CONFIG_INVALID",
    "Expected a source's url such as postgresql://user@host:5432/database.",
    "url",
  );
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** One session on the source. */
export class Connection {
  private lost: unknown;

  private constructor(
    private readonly client: pg.Client,
    private readonly place: string,
  ) {
    // Without a listener a lost connection would end the process; the next query tells it.
    client.on("error", (error) => {
      this.lost = error;
    });
  }

  /** Whether the source went away: what failed then says nothing about the source. */
  get isLost(): boolean {
    return this.lost !== undefined;
  }

  static async open({ url, schema, settings }: ConnectionOptions): Promise<Connection> {
    const client = new pg.Client({
      connectionString: url,
      types: texts,
      application_name: "concord",
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    const connection = new Connection(client, placeOf(url));
    try {
      await client.connect();
      await client.query(`set time zone 'UTC'; set datestyle = 'ISO, YMD'; set extra_float_digits = 1;
        set statement_timeout = 0; set search_path to ${quoted(schema)}, pg_catalog`);
      for (const [name, value] of Object.entries(settings))
        await client.query("select set_config($1, $2, false)", [name, value]);
      return connection;
    } catch (error) {
      await connection.close();
      throw sourceError(error, connection.place);
    }
  }

  async query(text: string, values: readonly unknown[] = []): Promise<readonly TextRow[]> {
    return (await this.run(text, values)).rows;
  }

  /** The columns a statement gives, with PostgreSQL's names of their types; nothing is read. */
  async columnsOf(select: string): Promise<ReadonlyMap<string, string>> {
    const { fields } = await this.run(`select * from (${select}) as described limit 0`, []);
    const types = await this.query(
      "select t.at, format_type(t.type, null) as name from unnest($1::oid[]) with ordinality t(type, at)",
      [fields.map(({ dataTypeID }) => dataTypeID)],
    );
    return new Map(fields.map(({ name }, at) => [name, types[at]?.["name"] ?? "text"]));
  }

  /** Everything inside sees the source at one moment, and can change nothing. */
  async snapshot<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.query("begin transaction isolation level repeatable read read only");
    try {
      return await work();
    } finally {
      await this.query("rollback").catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private async run(text: string, values: readonly unknown[]): Promise<pg.QueryResult<TextRow>> {
    if (this.lost) throw sourceError(this.lost, this.place);
    try {
      return await this.client.query<TextRow>(text, [...values]);
    } catch (error) {
      // The server's last words fail the statement before the driver tells that the connection ended.
      if (isConnectionLost(error)) this.lost ??= error;
      throw sourceError(error, this.place);
    }
  }
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  "42703": "IMPORT_COLUMN_MISSING",
  "42P01": "SOURCE_MISSING",
  "3F000": "SOURCE_MISSING",
  "3D000": "SOURCE_MISSING",
  "42501": "SOURCE_FORBIDDEN",
  "28000": "SOURCE_FORBIDDEN",
  "28P01": "SOURCE_FORBIDDEN",
  // A slot or a database that another session holds.
  "55006": "SOURCE_IN_USE",
};

/** A fault of the source in our own words; PostgreSQL's text names tables and columns, never the password. */
export function sourceError(error: unknown, place: string): ConcordError {
  if (error instanceof ConcordError) return error;
  const message = errorText(error);
  const state = sqlState(error);
  // A class 22, 42 or 25 state is the answer of a server that is there.
  const answered = state !== undefined && /^(2[2-5]|42|21|0A|54)/.test(state);
  const code =
    (state === undefined ? undefined : CODES[state]) ?? (answered ? "MAPPING_INVALID" : "SOURCE_UNAVAILABLE");
  return new ConcordError(code, `${place}: ${message || "no answer"}`, place);
}

/** PostgreSQL's five-character code of what went wrong. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined;
}
