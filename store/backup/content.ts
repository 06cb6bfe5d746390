import type { Subgraph } from "../../schema/model/definition";
import type { Database } from "../database";
import { join, name, raw, sql } from "../sql";
import { ContentDigest, rowLineOf } from "./digest";
import type { RowText, SchemaContent, SequenceState, TableContent } from "./format";

/** Rows fetched in one statement. */
const FETCH_ROWS = 1000;

/** Kept by `migrate`, which writes it anew at a restore. */
const MIGRATION_TABLE = "migration";

/** A table as the database has it: what is stored in it, not what it computes. */
export interface StoredTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** SQL types, in the order of the columns. */
  readonly types: readonly string[];
}

/** All tables of a schema that hold rows, whatever migration made them. */
export async function storedTables(database: Database, schema: Subgraph): Promise<readonly StoredTable[]> {
  const rows = await database.query(sql`
    select c.relname as "table", array_agg(a.attname::text order by a.attnum) as columns,
      array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname = ${schema} and c.relkind = 'r' and c.relname <> ${MIGRATION_TABLE}
    group by c.relname order by c.relname collate "C"`);
  return rows.map((row) => ({
    name: `${schema}.${String(row["table"])}`,
    columns: row["columns"] as string[],
    types: row["types"] as string[],
  }));
}

/** What a schema is made of; undefined when the database does not have it. */
export async function schemaContent(database: Database, schema: Subgraph): Promise<SchemaContent | undefined> {
  const [found] = await database.query(sql`select to_regclass(${`${schema}.${MIGRATION_TABLE}`})::text as relation`);
  if (!found?.["relation"]) return undefined;
  const migrations = await database.query(
    sql`select version, name, checksum from ${name(`${schema}.${MIGRATION_TABLE}`)} order by version`,
  );
  const tables: TableContent[] = [];
  for (const table of await storedTables(database, schema)) {
    const [count] = await database.query(sql`select count(*)::integer as count from ${name(table.name)}`);
    tables.push({ name: table.name, columns: [...table.columns], rowCount: Number(count?.["count"]) });
  }
  return {
    schema,
    migrations: migrations.map((row) => ({
      version: Number(row["version"]),
      name: String(row["name"]),
      checksum: String(row["checksum"]),
    })),
    tables,
    sequences: await sequenceStates(database, schema),
  };
}

/** Where the schema's sequences stand, those of identity columns included. */
export async function sequenceStates(database: Database, schema: Subgraph): Promise<SequenceState[]> {
  const rows = await database.query(sql`select c.relname as sequence from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind = 'S' order by c.relname collate "C"`);
  const states: SequenceState[] = [];
  for (const row of rows) {
    const sequence = `${schema}.${String(row["sequence"])}`;
    const [state] = await database.query(sql`select last_value::text as value, is_called from ${name(sequence)}`);
    states.push({ name: sequence, value: String(state?.["value"]), called: state?.["is_called"] === true });
  }
  return states;
}

/** Every row of a table as text, through a cursor, so that a table may be larger than memory. Needs a transaction. */
export async function* rowsOf(
  transaction: Database,
  { name: table, columns }: Pick<StoredTable, "name" | "columns">,
): AsyncGenerator<RowText> {
  const texts = columns.map((column, at) => sql`${name(column)}::text as ${name(`c${at}`)}`);
  await transaction.query(sql`declare backup_rows no scroll cursor for select ${join(texts)} from ${name(table)}`);
  try {
    for (;;) {
      const rows = await transaction.query(sql`fetch ${raw(String(FETCH_ROWS))} from backup_rows`);
      for (const row of rows) yield columns.map((_, at) => (row[`c${at}`] ?? null) as string | null);
      if (rows.length < FETCH_ROWS) return;
    }
  } finally {
    await transaction.query(sql`close backup_rows`).catch(() => {});
  }
}

/** The digest of a table's content as it is in the database now. */
export async function digestOf(
  transaction: Database,
  table: Pick<StoredTable, "name" | "columns">,
): Promise<ContentDigest> {
  const digest = new ContentDigest();
  for await (const row of rowsOf(transaction, table)) digest.add(rowLineOf(row));
  return digest;
}
