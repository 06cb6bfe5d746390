import { graphError } from "../schema/errors";
import type { Subgraph } from "../schema/model/definition";
import type { Database } from "./database";
import { join, name, raw, type Sql, sql } from "./sql";

/** Schemas that keep what their rows said before. */
export type HistorySchema = Exclude<Subgraph, "mapping">;

/** The migration that began to keep it. */
const HISTORY_MIGRATION = 100;

/** A table, view or function of these schemas, as statements write them. */
const RELATION = /\b(finance|erp)\.(\w+)(\()?/g;

/**
 * The same database as it was known at a moment: every statement reads, in place of each table, view and rate function, its
 * twin of that moment (`finance.invoice` becomes `finance.invoice_at($1)`; the migrations make the twins). Conditions stay as
 * they are, so that scopes and permissions hold for what was as for what is. A name without a twin is an error of the database.
 */
export function knownAt(database: Database, moment: string): Database {
  return {
    engine: database.engine,
    query: (statement, signal) => database.query(atMoment(statement, moment), signal),
    execute: () => {
      throw new Error("the past is only read");
    },
    transaction: (work) => database.transaction((inner) => work(knownAt(inner, moment))),
    close: () => database.close(),
  };
}

function atMoment(statement: Sql, moment: string): Sql {
  const parts = statement.chunks.flatMap((chunk, at) => {
    const text = textAt(chunk, moment);
    // A value stands between each chunk and the next.
    return at === 0 ? [text] : [sql`${statement.values[at - 1]}`, text];
  });
  return join(parts, "");
}

function textAt(chunk: string, moment: string): Sql {
  const parts: Sql[] = [];
  let end = 0;
  for (const match of chunk.matchAll(RELATION)) {
    const [found, schema, relation, call] = match;
    parts.push(raw(chunk.slice(end, match.index)));
    parts.push(sql`${raw(`${schema}.${relation}_at`)}(${moment}::timestamptz${raw(call ? ", " : ")")}`);
    end = match.index + found.length;
  }
  return join([...parts, raw(chunk.slice(end))], "");
}

/** Refuses a moment of which nothing can be said: one to come, or one before history was kept. */
export async function requireHistory(database: Database, schema: HistorySchema, moment: string): Promise<void> {
  const [row] = await database.query(sql`
    select ${moment}::timestamptz > clock_timestamp() as ahead, ${moment}::timestamptz < begun as before, begun
    from (select least((select min(known_at) from ${name(`${schema}.moment`)}),
      (select applied_at from ${name(`${schema}.migration`)} where version = ${HISTORY_MIGRATION})) as begun) history`);
  if (row?.["ahead"] === true)
    throw graphError("KNOWN_AT_AHEAD", `knownAt ${moment} is still to come.`, { argument: "knownAt" });
  if (row?.["before"] === true)
    throw graphError("KNOWN_AT_BEFORE_HISTORY", `What was known is kept from ${row["begun"]} on, got ${moment}.`, {
      argument: "knownAt",
    });
}
