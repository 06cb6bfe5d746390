// jest's global set-up: looks once for a PostgreSQL server and says what is skipped when none answers.
const pg = require("pg");

module.exports = async () => {
  const connectionString = process.env.DATABASE_URL ?? "postgresql://postgres@127.0.0.1:5432/postgres";
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    const { rows } = await client.query("show server_version");
    process.env.CONCORD_TEST_POSTGRES = "yes";
    console.log(`\nSuites run on PGlite and on PostgreSQL ${rows[0].server_version}.`);
  } catch (error) {
    process.env.CONCORD_TEST_POSTGRES = "no";
    console.log(
      `\nNo PostgreSQL server answers (${error.message}): every suite's PostgreSQL half is skipped; PGlite runs. Set DATABASE_URL to run it.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
};
