// jest's global set-up: looks once for the servers that suites can use, and says what is skipped when one does not answer.
const { connect } = require("node:net");
const pg = require("pg");

async function findPostgres() {
  const connectionString = process.env.DATABASE_URL ?? "postgresql://postgres@127.0.0.1:5432/postgres";
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    const { rows } = await client.query(
      "select current_setting('server_version') as version, current_setting('wal_level') as wal",
    );
    process.env.CONCORD_TEST_POSTGRES = "yes";
    process.env.CONCORD_TEST_REPLICATION = rows[0].wal === "logical" ? "yes" : "no";
    console.log(`\nSuites run on PGlite and on PostgreSQL ${rows[0].version}.`);
    if (rows[0].wal !== "logical")
      console.log(
        `Its wal_level is ${rows[0].wal}: what needs logical replication is skipped. Set it to logical to run that.`,
      );
  } catch (error) {
    process.env.CONCORD_TEST_POSTGRES = "no";
    process.env.CONCORD_TEST_REPLICATION = "no";
    console.log(
      `\nNo PostgreSQL server answers (${error.message}): every suite's PostgreSQL half is skipped; PGlite runs. Set DATABASE_URL to run it.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

async function findNats() {
  const { hostname, port } = new URL(process.env.NATS_URL ?? "nats://127.0.0.1:4222");
  const answers = await new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || 4222, timeout: 3000 }, () => resolve(true));
    for (const event of ["error", "timeout"]) socket.on(event, () => resolve(false));
    socket.unref();
  });
  process.env.CONCORD_TEST_NATS = answers ? "yes" : "no";
  if (!answers)
    console.log("No NATS server answers: the board of several processes is skipped. Set NATS_URL to run it.");
}

module.exports = async () => {
  await findPostgres();
  await findNats();
};
