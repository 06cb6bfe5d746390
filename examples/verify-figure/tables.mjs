// The rows of the store, as known at a moment.
import { refuse } from "./basics.mjs";

/** What the terms of each source are read from. */
const TABLES = {
  LEDGER: ["account", "fiscal_period", "journal", "journal_entry", "journal_line", "account_balance"],
  BUDGET: ["account", "budget"],
  DOCUMENTS: ["invoice", "bill", "credit_note", "payment_allocation"],
};

export async function readTables(client, { terms, knownAt }) {
  const needed = new Set(terms.flatMap(({ source }) => TABLES[source] ?? refuse(`terms of ${source}`)));
  // Without a moment nothing had changed yet since history began: all changes came later.
  const later = await client.query(
    "select id::text from finance.moment where $1::text is null or known_at > $1::timestamptz",
    [knownAt],
  );
  const ids = new Set(later.rows.map(({ id }) => id));
  const tables = Object.fromEntries(Object.values(TABLES).flatMap((names) => names.map((name) => [name, []])));
  for (const name of needed) tables[name] = await rowsAt(client, name, ids);
  return tables;
}

/** The rows of a table without what changed at later moments: those replaced or removed since are kept as they were. */
async function rowsAt(client, table, later) {
  const present = await client.query(
    `select to_jsonb(t)::text as "row", t.moment_id::text as since from finance.${table} t`,
  );
  const replaced = await client.query(
    `select "row"::text, moment_id::text as since, superseded_in::text as until from finance.superseded_row where entity = $1`,
    [table],
  );
  return [...present.rows, ...replaced.rows.filter(({ until }) => later.has(until))]
    .filter(({ since }) => since === null || !later.has(since))
    .map(({ row }) => parse(row));
}

/** Numbers stay text: a float would not be exact. A quote within a text has a backslash before it. */
const parse = (text) => JSON.parse(text.replace(/(?<!\\)": (-?\d+(?:\.\d+)?)(?=[,}])/g, '": "$1"'));
