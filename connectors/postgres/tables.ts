import type { ChangesFile, Rule } from "./changes-file";
import type { Connection } from "./connection";

/** A source table that the connector watches. */
export interface WatchedTable {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Columns of its primary key; empty: it has none. */
  readonly key: readonly string[];
  /** Whether the whole old row comes with a change, or the key, or nothing. */
  readonly identity: "full" | "key" | "nothing";
  readonly columns: ReadonlySet<string>;
  readonly isWhole: boolean;
}

export interface Catalogue {
  readonly tables: readonly WatchedTable[];
  /** Declared, but not there. */
  readonly missing: readonly string[];
}

/** Columns of a changed row that its rules look at. */
export function ruleColumns({ rules, key }: WatchedTable): readonly string[] {
  return [...new Set([...rules.flatMap(({ column }) => column ?? []), ...key])];
}

/** What the source's catalogue says of the declared tables. */
export async function readCatalogue(
  connection: Connection,
  schema: string,
  { tables }: ChangesFile,
): Promise<Catalogue> {
  const rows = await connection.query(
    `select c.relname as name, c.relreplident as identity,
      (select string_agg(a.attname, ',' order by k.place) from pg_index i, unnest(i.indkey::int2[]) with ordinality k(attnum, place),
        pg_attribute a where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as key,
      (select string_agg(a.attname, ',') from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1 and c.relkind in ('r', 'p') and c.relname = any($2::text[])`,
    [schema, Object.keys(tables)],
  );
  const found = new Map(rows.map((row) => [row["name"], row]));
  const watched = Object.entries(tables).flatMap(([name, rules]): readonly WatchedTable[] => {
    const row = found.get(name);
    if (!row) return [];
    const key = row["key"]?.split(",") ?? [];
    const columns = new Set(row["columns"]?.split(",") ?? []);
    return [
      {
        name,
        rules,
        key,
        columns,
        identity: identityOf(row["identity"], key),
        isWhole: rules.every((rule) => rule.whole),
      },
    ];
  });
  return { tables: watched, missing: Object.keys(tables).filter((name) => !found.has(name)) };
}

function identityOf(code: string | null | undefined, key: readonly string[]): WatchedTable["identity"] {
  if (code === "f") return "full";
  if (code === "i") return "key";
  return code === "d" && key.length > 0 ? "key" : "nothing";
}
