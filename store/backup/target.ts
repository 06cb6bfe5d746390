import { ConcordError } from "../../schema/errors";
import type { Subgraph } from "../../schema/model/definition";
import type { Database } from "../database";
import { type Migration, migrate, readMigrations } from "../migrate";
import { name, raw, sql } from "../sql";
import { schemaContent } from "./content";
import type { SchemaContent } from "./format";

/**
 * The migrations that made a backup's schema, as this code has them.
 * @throws BACKUP_NEWER when it knows one of them not, MIGRATION_CHANGED when one of them is another
 */
export function knownMigrations({ schema, migrations }: SchemaContent): readonly Migration[] {
  const known = new Map(readMigrations(schema).map((migration) => [migration.version, migration]));
  return migrations.map(({ version, name: title, checksum }) => {
    const migration = known.get(version);
    if (!migration)
      throw new ConcordError(
        "BACKUP_NEWER",
        `The backup's schema ${schema} has migration ${version} (${title}), which this Concord does not know.`,
        schema,
      );
    if (migration.checksum !== checksum)
      throw new ConcordError(
        "MIGRATION_CHANGED",
        `Migration ${version} (${title}) of ${schema} was edited after the backup was taken.`,
        schema,
      );
    return migration;
  });
}

/** Makes the schema in the target what it was in the backup's database, without its rows. */
export async function prepareSchema(database: Database, content: SchemaContent, replace: boolean): Promise<void> {
  const { schema } = content;
  const existing = await schemaContent(database, schema);
  if (existing && !replace) refuseRows(existing);
  const versions = ({ migrations }: SchemaContent): string => JSON.stringify(migrations);
  if (existing && versions(existing) !== versions(content)) await makeAnew(database, schema);
  await migrate(database, schema, knownMigrations(content));
}

function refuseRows({ tables }: SchemaContent): void {
  const filled = tables.find(({ rowCount }) => rowCount > 0);
  if (filled)
    throw new ConcordError(
      "RESTORE_TARGET_NOT_EMPTY",
      `The target has ${filled.rowCount} row(s) in ${filled.name}.`,
      filled.name,
    );
}

/** Drops a schema of another version; who could read it can read the new one. */
async function makeAnew(database: Database, schema: Subgraph): Promise<void> {
  await refuseForeignViews(database, schema);
  const readers = await database.query(sql`
    select distinct quote_ident(pg_get_userbyid(granted.grantee)) as reader
    from pg_namespace n cross join lateral aclexplode(n.nspacl) granted
    where n.nspname = ${schema} and granted.privilege_type = 'USAGE' and granted.grantee not in (0, n.nspowner)`);
  await database.query(sql`drop schema ${name(schema)} cascade`);
  await database.query(sql`create schema ${name(schema)}`);
  for (const row of readers) {
    const reader = raw(String(row["reader"]));
    await database.query(sql`grant usage on schema ${name(schema)} to ${reader}`);
    await database.query(sql`alter default privileges in schema ${name(schema)} grant select on tables to ${reader}`);
  }
}

/** Views that others made over our tables would go with them without a word. */
async function refuseForeignViews(database: Database, schema: Subgraph): Promise<void> {
  const rows = await database.query(sql`
    select distinct v.oid::regclass::text as view from pg_depend d
    join pg_rewrite r on r.oid = d.objid and d.classid = 'pg_rewrite'::regclass
    join pg_class v on v.oid = r.ev_class
    join pg_class t on t.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
    where t.relnamespace = ${schema}::regnamespace and v.relnamespace <> t.relnamespace`);
  if (rows.length > 0)
    throw new ConcordError(
      "RESTORE_TARGET_NOT_EMPTY",
      `Views outside of Concord stand on the schema ${schema}, which must be made anew: ${rows.map((row) => String(row["view"])).join(", ")}. Drop them first.`,
      schema,
    );
}
