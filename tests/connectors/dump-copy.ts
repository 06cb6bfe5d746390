import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import pg from "pg";
import { SERVER } from "../databases";
import { TEMPLATE_LOCK } from "../servers";

/** Where a database of the server is. */
export function urlOf(name: string): string {
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes a database with what a dump holds. The dump is loaded once a run, as a template; a copy is a matter of its files. */
export async function copyOfDump(dump: string, name: string): Promise<void> {
  const content = readFileSync(dump);
  const template = `concord_dump_${createHash("sha256").update(content).digest("hex").slice(0, 16)}`;
  const client = new pg.Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [template]);
    if (rowCount === 0) await load(client, content, template);
    await client.query(`create database ${name} template ${template}`);
  } finally {
    await client.end();
  }
}

/** Under another name until it is whole: what a run that was cut off left is no template. */
async function load(client: pg.Client, content: Buffer, template: string): Promise<void> {
  const unfinished = `${template}_loading`;
  await client.query(`drop database if exists ${unfinished} with (force)`);
  await client.query(`create database ${unfinished}`);
  const loaded = spawnSync(
    "psql",
    ["-Xqd", urlOf(unfinished), "-c", "set synchronous_commit = off", "-f", "-", "-c", "analyze"],
    {
      input: gunzipSync(content),
      encoding: "utf8",
    },
  );
  if (loaded.status !== 0) throw new Error(`psql is needed to load the dump: ${loaded.stderr}`);
  await client.query(`alter database ${unfinished} rename to ${template}`);
}
