import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import {
  createLedgersmbConnector,
  type LedgersmbConnector,
  type LedgersmbOptions,
} from "../../connectors/ledgersmb/ledgersmb-connector";
import { columnOf, type EntityDefinition, sqlColumnsOf } from "../../schema/model/definition";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { Database } from "../../store/database";
import { raw, sql } from "../../store/sql";
import { type ImportSummary, importRows, lastCursor } from "../../store/write/import";
import { countsAsNumbers, onServer } from "../databases";
import { copyOfDump, urlOf } from "./dump-copy";
import { type OtherCompany, otherLedgersmb } from "./other-company";

const FOLDER = resolve(process.env["SOURCES_FOLDER"] ?? join(__dirname, "..", "..", "..", "shared", "sources"));
const DUMP = join(FOLDER, "ledgersmb.sql.gz");

/** Why the suites cannot run here, if they cannot: the dump is never part of the repository. */
export const absence = existsSync(DUMP)
  ? null
  : `LedgerSMB is skipped: ${DUMP} is not there; set SOURCES_FOLDER to the folder of the dumps.`;

interface Figure {
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

export type Figures = Readonly<Record<string, Figure>>;

/** Figures that plain SQL gave on the dump, with that SQL. */
export function truth(): Readonly<Record<string, Figure & { readonly sql: string }>> {
  return JSON.parse(readFileSync(join(FOLDER, "truth.json"), "utf8")).ledgersmb;
}

let created = 0;
const freshName = (): string => {
  created += 1;
  return `lsmb_${process.pid}_${Date.now()}_${created}`;
};

/** A LedgerSMB database of a test's own, changed by LedgerSMB's stored functions and gone when dropped. */
export class LedgersmbDatabase {
  private constructor(private readonly name: string) {}

  static async restored(): Promise<LedgersmbDatabase> {
    const database = new LedgersmbDatabase(freshName());
    await copyOfDump(DUMP, database.name);
    return database;
  }

  /** The dump, turned into another company's database. */
  static async of(company: OtherCompany): Promise<LedgersmbDatabase> {
    const database = await LedgersmbDatabase.restored();
    await database.run(...otherLedgersmb(database.name, company));
    return database;
  }

  /** What the same plain SQL gives on this database as it is now. */
  async truth(): Promise<Figures> {
    const figures: Record<string, Figure> = {};
    for (const [name, { sql: statement }] of Object.entries(truth()))
      figures[name] = { rows: await this.run(statement) };
    return figures;
  }

  async copy(): Promise<LedgersmbDatabase> {
    const database = new LedgersmbDatabase(freshName());
    await onServer(`create database ${database.name} template ${this.name}`);
    return database;
  }

  get url(): string {
    return urlOf(this.name);
  }

  /** Runs statements in one transaction; gives the rows of the last. */
  async run(...statements: readonly string[]): Promise<readonly Record<string, string>[]> {
    const client = new pg.Client({ connectionString: this.url, types: countsAsNumbers });
    await client.connect();
    try {
      await client.query("begin");
      let rows: readonly Record<string, string>[] = [];
      for (const statement of statements) rows = (await client.query(statement)).rows;
      await client.query("commit");
      return rows;
    } finally {
      await client.end();
    }
  }

  async drop(): Promise<void> {
    await onServer(`drop database if exists ${this.name} with (force)`);
  }

  open(options: Partial<LedgersmbOptions> = {}): LedgersmbConnector {
    return createLedgersmbConnector({ url: this.url, ...options });
  }

  /** Loads what is new since the last load into a store, in one transaction. */
  async load(store: Database, options: Partial<LedgersmbOptions> = {}): Promise<ImportSummary> {
    const { connector } = this.open(options);
    const { system, subgraph } = connector.describe();
    const since = await lastCursor(store, system);
    const read = connector.read(since ? { since } : {});
    return importRows(store, {
      system,
      subgraph,
      events: read,
      cursor: (unsettled) => read.cursor(unsettled),
      objects: () => read.objects(),
      codeMaps: [],
      dryRun: false,
    });
  }
}

type Rows = ReadonlyMap<string, string>;

const columnsOf = (entity: EntityDefinition): readonly string[] =>
  [...new Set(entity.columns.flatMap(sqlColumnsOf))].sort();
const keyOf = (entity: EntityDefinition): string => columnOf(entity, entity.key).column;

/** Every row of an entity, as the store keeps it. */
async function kept(store: Database, entity: EntityDefinition): Promise<Rows> {
  const list = columnsOf(entity).map((column) => `t."${column}"::text as "${column}"`);
  const rows = await store.query(sql`select ${raw(list.join(", "))} from ${raw(`finance.${entity.table}`)} t`);
  return new Map(rows.map((row) => [String(row[keyOf(entity)]), JSON.stringify(row)]));
}

/** Every row of every entity, as a first read gives it. */
async function firstRead(source: LedgersmbDatabase): Promise<ReadonlyMap<EntityDefinition, Rows>> {
  const read = new Map<EntityDefinition, Map<string, string>>();
  for await (const event of source.open().connector.read()) {
    if (event.kind !== "row") continue;
    const { entity, values } = event;
    const rows = read.get(entity) ?? new Map<string, string>();
    read.set(entity, rows);
    const row = columnsOf(entity).map((column) => [column, values[column] ?? null]);
    rows.set(String(values[keyOf(entity)]), JSON.stringify(Object.fromEntries(row)));
  }
  return read;
}

/** What a first read of the source would give now must be what increments left in the store, no row more and none less. */
export async function expectEqualToFirstRead(source: LedgersmbDatabase, store: Database): Promise<void> {
  const wanted = await firstRead(source);
  for (const entity of entitiesBySubgraph.finance) {
    if (!entity.importable) continue;
    const [expected, found] = [wanted.get(entity) ?? new Map(), await kept(store, entity)];
    const differs = (one: Rows, other: Rows): readonly string[] =>
      [...one].flatMap(([id, row]) => (other.get(id) === row ? [] : [row])).slice(0, 3);
    const difference = { entity: entity.name, missing: differs(expected, found), left: differs(found, expected) };
    expect(difference).toEqual({ entity: entity.name, missing: [], left: [] });
  }
}
