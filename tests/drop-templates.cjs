// jest's global teardown: drops the databases that dumps were loaded into once a run (tests/connectors/dump-copy.ts).
const pg = require("pg");

/** The lock under which templates are made and copied. */
const LOCK = 20_260_101;

module.exports = async () => {
  if (process.env.CONCORD_TEST_POSTGRES !== "yes") return;
  const connectionString = process.env.DATABASE_URL ?? "postgresql://postgres@127.0.0.1:5432/postgres";
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    const { rows } = await client.query(
      "select quote_ident(datname) as name from pg_database where datname ~ '^concord_dump_[0-9a-f]{16}'",
    );
    for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
};
