import { ConcordError } from "../../schema/errors";
import type { Subgraph } from "../../schema/model/definition";
import type { Database } from "../database";
import { migrate } from "../migrate";
import { join, name, raw, sql } from "../sql";
import { digestOf, type StoredTable, sequenceStates, storedTables } from "./content";
import { type Closing, damaged, type Manifest, type RowText, type SchemaContent } from "./format";
import { holdWriters, inTransactions, type Place } from "./places";
import { type OpenedBackup, openBackup } from "./read";
import type { RowProgress } from "./take";
import { knownMigrations, prepareSchema } from "./target";

/** Rows and characters sent in one statement. */
const CHUNK_ROWS = 1000;
const CHUNK_CHARACTERS = 4_000_000;

export interface RestoreOptions {
  /** What is in the target goes; without it a target that has rows is refused. */
  readonly replace: boolean;
  /** Reads everything back before the commit and compares digests. */
  readonly verify: boolean;
  readonly onProgress?: (progress: RowProgress) => void;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly closing: Closing;
  readonly rows: number;
  /** Migrations applied after the rows were back: the backup was of an older Concord. */
  readonly migratedForward: number;
}

/**
 * Puts a backup into the places: the schemas as they were at its version, the rows, the sequences, and then forward to this
 * version. The file is read twice: whole before anything is touched, so that a damaged one costs nothing. All of the rest is
 * one transaction a database; whatever fails, the target is as before.
 */
export async function restoreBackup(
  places: readonly Place[],
  read: () => AsyncIterable<string>,
  options: RestoreOptions,
): Promise<Restored> {
  await withBackup(read, async (backup) => {
    for (const content of backup.manifest.schemas) knownMigrations(content);
    for await (const _ of backup.rows());
  });
  return withBackup(read, (backup) => inTransactions(places, (targets) => restoreInto(targets, backup, options)));
}

async function withBackup<T>(
  read: () => AsyncIterable<string>,
  work: (backup: OpenedBackup) => Promise<T>,
): Promise<T> {
  const lines = read()[Symbol.asyncIterator]();
  try {
    return await work(await openBackup(lines));
  } finally {
    await lines.return?.();
  }
}

interface Target {
  readonly database: Database;
  readonly content: SchemaContent;
  readonly tables: readonly StoredTable[];
}

async function restoreInto(places: readonly Place[], backup: OpenedBackup, options: RestoreOptions): Promise<Restored> {
  const { manifest } = backup;
  for (const { database } of places) await holdWriters(database);
  const targets: Target[] = [];
  for (const content of manifest.schemas) {
    const database = databaseOf(places, content.schema);
    await prepareSchema(database, content, options.replace);
    targets.push({ database, content, tables: await matchingTables(database, content) });
  }
  const rows = await loadRows(targets, backup, options);
  for (const target of targets) await setSequences(target);
  if (options.verify) for (const target of targets) await compare(target, backup.closing());
  let migratedForward = 0;
  for (const { database, content } of targets) migratedForward += await migrate(database, content.schema);
  return { manifest, closing: backup.closing(), rows, migratedForward };
}

function databaseOf(places: readonly Place[], schema: Subgraph): Database {
  const place = places.find(({ schemas }) => schemas.includes(schema));
  if (!place) throw new Error(`no database was given for the schema ${schema}`);
  return place.database;
}

/** The target's tables, which the backup's migrations made: they must be those that the backup speaks of. */
async function matchingTables(database: Database, content: SchemaContent): Promise<readonly StoredTable[]> {
  const tables = await storedTables(database, content.schema);
  const shape = (list: readonly { name: string; columns: readonly string[] }[]): string =>
    JSON.stringify(list.map((table) => [table.name, table.columns]));
  if (shape(tables) !== shape(content.tables))
    throw damaged(`its tables of ${content.schema} are not those that its migrations make`);
  if (tables.length > 0) await database.query(sql`truncate table ${join(tables.map((table) => name(table.name)))}`);
  return tables;
}

async function loadRows(
  targets: readonly Target[],
  backup: OpenedBackup,
  { onProgress = () => {} }: RestoreOptions,
): Promise<number> {
  const tables = new Map(
    targets.flatMap(({ database, tables: own }) => own.map((table) => [table.name, { database, table }] as const)),
  );
  const totalRows = targets.reduce((sum, { content }) => sum + rowCountOf(content), 0);
  const chunk = new Chunk();
  let rows = 0;
  const flush = async (): Promise<void> => {
    const to = tables.get(chunk.table);
    const taken = chunk.take();
    if (!to || taken.length === 0) return;
    await withoutTriggers(to, () => insertRows(to.database, to.table, taken));
    rows += taken.length;
    onProgress({ table: to.table.name, rows, totalRows });
  };
  for await (const { table, row } of backup.rows()) {
    if (table !== chunk.table || chunk.full) await flush();
    chunk.add(table, row);
  }
  await flush();
  return rows;
}

function rowCountOf(content: SchemaContent): number {
  return content.tables.reduce((sum, { rowCount }) => sum + rowCount, 0);
}

/** Rows of one table on their way into one statement. */
class Chunk {
  table = "";
  private rows: RowText[] = [];
  private characters = 0;

  get full(): boolean {
    return this.rows.length >= CHUNK_ROWS || this.characters >= CHUNK_CHARACTERS;
  }

  add(table: string, row: RowText): void {
    this.table = table;
    this.rows.push(row);
    for (const value of row) this.characters += value?.length ?? 0;
  }

  take(): readonly RowText[] {
    const taken = this.rows;
    this.rows = [];
    this.characters = 0;
    return taken;
  }
}

/** What a trigger wrote when a row first came is in the backup itself; it must not be written again. */
async function withoutTriggers(
  { database, table }: { readonly database: Database; readonly table: StoredTable },
  fill: () => Promise<void>,
): Promise<void> {
  await database.query(sql`alter table ${name(table.name)} disable trigger user`);
  await fill();
  await database.query(sql`alter table ${name(table.name)} enable trigger user`);
}

async function insertRows(database: Database, table: StoredTable, rows: readonly RowText[]): Promise<void> {
  const places = table.columns.map((_, at) => name(`c${at}`));
  const arrays = table.columns.map((_, at) => sql`${rows.map((row) => row[at] ?? null)}::text[]`);
  const values = table.types.map((type, at) => sql`given.${name(`c${at}`)}::${raw(type)}`);
  await database.query(sql`insert into ${name(table.name)} (${join(table.columns.map(name))}) overriding system value
    select ${join(values)} from unnest(${join(arrays)}) as given(${join(places)})`);
}

/** `restart` gives the sequence a new file, so that what `setval` writes is undone with the transaction. */
async function setSequences({ database, content }: Target): Promise<void> {
  for (const { name: sequence, value, called } of content.sequences) {
    await database.query(sql`alter sequence ${name(sequence)} restart`);
    await database.query(sql`select setval(${sequence}::regclass, ${value}::bigint, ${called})`);
  }
}

async function compare({ database, content, tables }: Target, closing: Closing): Promise<void> {
  const differing: string[] = [];
  for (const table of tables) {
    const { rows, hex } = await digestOf(database, table);
    const told = closing.tables[table.name];
    if (!told || told.rows !== rows || told.digest !== hex) differing.push(table.name);
  }
  const sequences = await sequenceStates(database, content.schema);
  if (JSON.stringify(sequences) !== JSON.stringify(content.sequences)) differing.push(`${content.schema}'s sequences`);
  if (differing.length > 0)
    throw new ConcordError(
      "BACKUP_UNVERIFIED",
      `Read back from the database, these differ from the backup: ${differing.join(", ")}.`,
      "file",
    );
}
