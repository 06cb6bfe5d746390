import type { GraphQLSchema } from "graphql";
import type { Database } from "../../store/database";
import { openPostgres } from "../../store/postgres";
import { onServer } from "../databases";
import { openEmbedded } from "../embedded";
import type { Worlds } from "./differential";
import { type Tap, WorldGraph } from "./graph";
import { buildWorld } from "./world";

/** Two databases of equal content. */
export interface Pair {
  readonly base: Database;
  readonly other: Database;
  close(): Promise<void>;
}

/** On the PostgreSQL server where there is one, for it copies a database at once; else both are built in memory. */
export async function openPair(seed: number, server: string | undefined): Promise<Pair> {
  return server ? onPostgres(seed, server) : embedded(seed);
}

/** Two worlds that are built one after the other differ in when that was. */
const SAME_MOMENTS = `set session_replication_role = replica;
do $$ declare stamped record; begin
  for stamped in select c.table_schema, c.table_name, c.column_name
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema in ('finance', 'erp', 'mapping') and c.udt_name = 'timestamptz' and t.table_type = 'BASE TABLE'
        and c.column_default ~ 'now|timestamp' loop
    execute format('update %I.%I set %I = %L', stamped.table_schema, stamped.table_name, stamped.column_name, '2026-01-01Z');
  end loop;
end $$;
set session_replication_role = origin`;

async function embedded(seed: number): Promise<Pair> {
  const [base, other] = [await openEmbedded(), await openEmbedded()];
  for (const world of [base, other]) {
    await buildWorld(world, seed);
    await world.execute(SAME_MOMENTS);
  }
  return { base, other, close: async () => void (await Promise.all([base.close(), other.close()])) };
}

async function onPostgres(seed: number, server: string): Promise<Pair> {
  const names = ["one", "other"].map((name) => `concord_no_leak_${process.pid}_${Date.now()}_${name}`);
  const [one = "", other = ""] = names;
  const open = (name: string): Database => {
    const url = new URL(server);
    url.pathname = `/${name}`;
    // Nearly every statement is another one: to compile each would take longer than to run it.
    url.searchParams.set("options", "-c jit=off");
    return openPostgres({ url: url.href, poolSize: 4, statementTimeoutMs: 60_000, connectTimeoutMs: 5_000 });
  };
  await onServer(`create database ${one}`, server);
  const builder = open(one);
  await buildWorld(builder, seed);
  await builder.execute("analyze");
  await builder.close();
  await onServer(`create database ${other} template ${one}`, server);
  const pair = { base: open(one), other: open(other) };
  return {
    ...pair,
    close: async () => {
      await Promise.all([pair.base.close(), pair.other.close()]);
      for (const name of names) await onServer(`drop database if exists ${name} with (force)`, server);
    },
  };
}

/** Both worlds behind one gateway, which plans each question once. */
export async function openWorlds(
  { base, other }: Pair,
  tap?: Tap,
  schema?: GraphQLSchema,
): Promise<Worlds & { close(): Promise<void> }> {
  const [one, another] = await WorldGraph.sharing([base, other], tap);
  if (!one || !another) throw new Error("there are not two worlds");
  return { base, other, graphs: [one, another], schema: schema ?? (await one.schema()), close: () => one.close() };
}

/** A pair of databases and the worlds over it, closed together. */
export async function openPairOfWorlds(
  seed: number,
  server: string | undefined,
): Promise<Worlds & { close(): Promise<void> }> {
  const pair = await openPair(seed, server);
  const worlds = await openWorlds(pair);
  return {
    ...worlds,
    async close() {
      await worlds.close();
      await pair.close();
    },
  };
}
