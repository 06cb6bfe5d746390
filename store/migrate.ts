import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConcordError } from "../schema/errors";
import type { Subgraph } from "../schema/model/definition";
import type { Database } from "./database";
import { name, sql } from "./sql";

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly script: string;
  readonly checksum: string;
}

/** The migrations of a schema, in order: `store/migrations/<schema>/0001_name.sql`. */
export function readMigrations(schema: Subgraph): readonly Migration[] {
  const folder = join(__dirname, "migrations", schema);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => {
      const script = readFileSync(join(folder, file), "utf8");
      return {
        version: Number(file.slice(0, 4)),
        name: file.slice(5, -4),
        script,
        checksum: createHash("sha256").update(script).digest("hex"),
      };
    });
}

/**
 * Brings one schema to the code's version, in one transaction under a lock, so that several processes may start at once.
 * A database that a newer Concord migrated is refused: this code does not know what it would write over.
 * @returns how many migrations were applied
 */
export async function migrate(
  database: Database,
  schema: Subgraph,
  migrations = readMigrations(schema),
): Promise<number> {
  return database.transaction(async (transaction) => {
    // Waiting for another start and rebuilding a large table are not queries that hang.
    await transaction.query(sql`set local statement_timeout = 0`);
    await transaction.query(sql`select pg_advisory_xact_lock(hashtext(${`concord migrate ${schema}`}))`);
    const applied = await appliedMigrations(transaction, schema);
    refuseNewer(schema, applied, migrations);
    refuseChanged(schema, applied, migrations);
    const pending = migrations.filter((migration) => !applied.has(migration.version));
    for (const migration of pending) await apply(transaction, schema, migration);
    return pending.length;
  });
}

async function appliedMigrations(database: Database, schema: Subgraph): Promise<ReadonlyMap<number, string>> {
  const table = name(`${schema}.migration`);
  // A role that may only read its own finished schema must be able to start: nothing is created that exists.
  const [found] = await database.query(sql`select to_regclass(${`${schema}.migration`})::text as relation`);
  if (!found?.["relation"]) {
    await database.query(sql`create schema if not exists ${name(schema)}`);
    await database.query(sql`create table if not exists ${table} (
      version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`);
  }
  const rows = await database.query(sql`select version, checksum from ${table}`);
  return new Map(rows.map((row) => [Number(row["version"]), String(row["checksum"])]));
}

function refuseNewer(schema: Subgraph, applied: ReadonlyMap<number, string>, migrations: readonly Migration[]): void {
  const known = Math.max(0, ...migrations.map((migration) => migration.version));
  const newest = Math.max(0, ...applied.keys());
  if (newest > known)
    throw new ConcordError(
      "DATABASE_NEWER",
      `Schema ${schema} is at version ${newest}, this code knows up to ${known}.`,
      schema,
    );
}

function refuseChanged(schema: Subgraph, applied: ReadonlyMap<number, string>, migrations: readonly Migration[]): void {
  for (const { version, name: title, checksum } of migrations) {
    const stored = applied.get(version);
    if (stored !== undefined && stored !== checksum)
      throw new ConcordError(
        "MIGRATION_CHANGED",
        `Migration ${version} (${title}) of ${schema} was edited after it ran.`,
        schema,
      );
  }
}

async function apply(database: Database, schema: Subgraph, migration: Migration): Promise<void> {
  await database.execute(migration.script);
  await database.query(
    sql`insert into ${name(`${schema}.migration`)} (version, name, checksum)
        values (${migration.version}, ${migration.name}, ${migration.checksum})`,
  );
}
