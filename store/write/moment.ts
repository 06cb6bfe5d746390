import type { Subgraph } from "../../schema/model/definition";
import type { Database } from "../database";
import type { HistorySchema } from "../known-at";
import { name, raw, type Sql, sql } from "../sql";

/** Whether the rows of a schema keep their history; mapping's decisions are a history of their own. */
const keepsHistory = (schema: Subgraph): schema is HistorySchema => schema !== "mapping";

/** The column of the moment from which a row says what it says, and its value for rows that come now; the table's own triggers do the rest. */
export function momentOfNewRows(schema: Subgraph): {
  readonly columns: readonly string[];
  readonly values: readonly Sql[];
} {
  return keepsHistory(schema)
    ? { columns: ["moment_id"], values: [sql`(select ${raw(schema)}.this_moment())`] }
    : { columns: [], values: [] };
}

/** Says from when on this transaction's changes are known. The last statement before the commit, since others wait for it. */
export async function closeMoment(transaction: Database, schema: Subgraph, changed: boolean): Promise<void> {
  if (keepsHistory(schema)) await transaction.query(sql`select ${name(`${schema}.close_moment`)}(${changed})`);
}
