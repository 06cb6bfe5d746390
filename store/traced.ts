import { inSpan } from "../schema/trace";
import type { Database } from "./database";

/** The same database, each statement a span; its text has placeholders where values go. */
export function traced(database: Database): Database {
  return {
    engine: database.engine,
    query: (statement, signal) =>
      inSpan("sql", { "db.system.name": "postgresql", "db.query.text": statement.text }, () =>
        database.query(statement, signal),
      ),
    execute: (script) => database.execute(script),
    transaction: (work) => database.transaction((inner) => work(traced(inner))),
    close: () => database.close(),
  };
}
