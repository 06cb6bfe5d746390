import { createHash } from "node:crypto";
import { type StoredTable, storedTables } from "../../store/backup/content";
import type { Database } from "../../store/database";
import { join, name, type Sql, sql } from "../../store/sql";

const SCHEMAS = ["mapping", "finance", "erp"] as const;

/** Instants and positions of a reader differ from run to run, whatever the content. */
const INSTANT = "timestamp with time zone";

export async function allTables(database: Database): Promise<readonly StoredTable[]> {
  const tables: StoredTable[] = [];
  for (const schema of SCHEMAS) tables.push(...(await storedTables(database, schema)));
  return tables;
}

/** Everything in the tables but instants: what must be there after a fault as it was before. */
export async function stateOf(database: Database, tables: readonly StoredTable[]): Promise<readonly string[]> {
  const parts = tables.map(({ name: table, columns, types }) => {
    const kept = columns.filter((_, at) => types[at] !== INSTANT).map((column) => sql`${name(column)}::text`);
    return sql`select ${table}::text || ' ' || array[${join(kept)}]::text as line from ${name(table)}`;
  });
  const rows = await database.query(sql`${join(parts, " union all ")} order by 1`);
  return rows.map((row) => String(row["line"]));
}

/**
 * A state in which numbers given out by sequences stand for their place: a batch that failed used up numbers, and says
 * nothing else by it. Which columns are numbered so is read from the catalogue.
 */
export async function comparableState(database: Database, tables: readonly StoredTable[]): Promise<readonly string[]> {
  const given = await givenNumbers(database);
  const lines: string[] = [];
  for (const { name: table, columns, types } of tables) {
    const kept = columns.filter((_, at) => types[at] !== INSTANT);
    const texts = join(kept.map((column) => sql`${name(column)}::text as ${name(column)}`));
    for (const row of await database.query(sql`select ${texts} from ${name(table)}`))
      lines.push(`${table} ${JSON.stringify(kept.map((column) => comparable(row[column], table, column, given)))}`);
  }
  return lines.sort();
}

type Places = ReadonlyMap<string, string>;

interface GivenNumbers {
  /** By table and column: what its sequence gave. */
  readonly columns: ReadonlyMap<string, Places>;
  readonly batches: Places;
  /** Ids that are spoken of anywhere: in references, in reasons. */
  readonly ids: Places;
}

const BATCHES = "mapping.import_batch.id";

/** Columns that speak of a moment of their schema. */
const MOMENTS: ReadonlySet<string> = new Set(["moment_id", "superseded_in"]);

/** What tells changes of rows apart, and their order, is another in every run; that each was noted once is not. */
const NAMES_OF_CHANGES: ReadonlySet<string> = new Set(["seq", "id", "place"]);

async function givenNumbers(database: Database): Promise<GivenNumbers> {
  const numbered = await database.query(sql`
    select attrelid::regclass::text as "table", attname::text as "column" from pg_attribute
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where (attidentity <> '' or pg_get_expr(adbin, adrelid) like '%nextval(%')
      and attrelid::regclass::text ~ ${`^(${SCHEMAS.join("|")})[.]`}`);
  const columns = new Map<string, Places>();
  for (const { table, column } of numbered) {
    const numbers = sql`select ${name(String(column))}::text as number from ${name(String(table))}`;
    columns.set(`${table}.${column}`, await placesOf(database, numbers, "N"));
  }
  const minted = sql`select shared_id as number from mapping.identifier
    union select from_id from mapping.identity_redirect union select to_id from mapping.identity_redirect`;
  return { columns, batches: columns.get(BATCHES) ?? new Map(), ids: await placesOf(database, minted, "S") };
}

function comparable(value: unknown, table: string, column: string, given: GivenNumbers): string | null {
  if (typeof value !== "string") return null;
  if (table.endsWith(".change"))
    return NAMES_OF_CHANGES.has(column) ? null : (given.batches.get(value) ?? rowAsItWas(withPlaces(value, given)));
  const moments = MOMENTS.has(column) ? given.columns.get(`${table.split(".")[0]}.moment.id`) : undefined;
  const places = column.endsWith("batch_id") ? given.batches : (moments ?? given.columns.get(`${table}.${column}`));
  return places?.get(value) ?? given.ids.get(value) ?? withPlaces(value, given);
}

/** Ids and reasons speak of minted ids; a load's kept answer, and records that were staged, speak of their batch. */
function withPlaces(value: string, { ids, batches }: GivenNumbers): string {
  return (
    value
      .replace(/\b[A-Z]{1,2}-?\d{7,}\b/g, (found) => ids.get(found) ?? found)
      .replace(
        /"(batch|batch_id)":\s?"?(\d+)"?/g,
        (_, key: string, batch: string) => `"${key}":"${batches.get(batch) ?? batch}"`,
      )
      // What a superseded row says of its moment stands in a column beside it.
      .replace(/"moment_id": \d+/g, '"moment_id": ""')
  );
}

/** A load's own row is named by its number, and says when it was. */
function rowAsItWas(text: string): string {
  return text.replace(/"id": \d+/g, '"id": ""').replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, '""');
}

async function placesOf(database: Database, numbers: Sql, letter: string): Promise<Places> {
  const rows = await database.query(
    sql`select number from (${numbers}) given order by length(number), number collate "C"`,
  );
  return new Map(rows.map((row, place) => [String(row["number"]), `${letter}${place}`]));
}

export function hashOf(lines: readonly string[]): string {
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16);
}
