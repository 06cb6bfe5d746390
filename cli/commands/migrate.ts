import { ConcordError } from "../../schema/errors";
import type { Subgraph } from "../../schema/model/definition";
import type { Database } from "../../store/database";
import { migrate } from "../../store/migrate";
import { name, sql } from "../../store/sql";
import { readStoreConfig } from "../config";
import { openWriter, SCHEMAS } from "../databases";

/** `finance=role`: lets that database role read the finance schema, and nothing else. */
export function parseGrant(text: string): { readonly schema: Subgraph; readonly role: string } {
  const [schema, role] = text.split("=");
  const known = SCHEMAS.find((candidate) => candidate === schema);
  if (!known || !role)
    throw new ConcordError(
      "BAD_USER_INPUT",
      `Expected schema=role such as finance=concord_finance, got ${text}.`,
      "grant",
    );
  return { schema: known, role };
}

async function grantWriting(database: Database, role: string): Promise<void> {
  await database.query(sql`grant insert, update, delete on all tables in schema mapping to ${name(role)}`);
  await database.query(sql`grant usage on all sequences in schema mapping to ${name(role)}`);
  await database.query(
    sql`alter default privileges in schema mapping grant insert, update, delete on tables to ${name(role)}`,
  );
  await database.query(sql`alter default privileges in schema mapping grant usage on sequences to ${name(role)}`);
}

/** Brings the database to this version, and grants each subgraph's role its own schema. */
export async function runMigrate(
  grants: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const wanted = grants.map(parseGrant);
  const database = await openWriter(readStoreConfig(env));
  try {
    for (const schema of SCHEMAS) await migrate(database, schema);
    for (const { schema, role } of wanted) {
      await database.query(sql`grant usage on schema ${name(schema)} to ${name(role)}`);
      await database.query(sql`grant select on all tables in schema ${name(schema)} to ${name(role)}`);
      await database.query(
        sql`alter default privileges in schema ${name(schema)} grant select on tables to ${name(role)}`,
      );
      // People's decisions are written by the mapping part itself.
      if (schema === "mapping") await grantWriting(database, role);
      console.log(`${role} may ${schema === "mapping" ? "read and write" : "read"} ${schema}.`);
    }
    console.log(`The schemas ${SCHEMAS.join(", ")} are up to date.`);
  } finally {
    await database.close();
  }
}
