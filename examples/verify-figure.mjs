// Proves a figure of a report from the store's tables alone: reads what was answered to
// `explain { ruleVersion selection rates { from to rate validOn via } amount { amount } digest }`,
// selects the rows by the tables (no view, no function, no code of Concord), and computes amount and digest again.
//   node examples/verify-figure.mjs postgresql://… explanation.json
// Needs the package pg, and the folder verify-figure beside it. Proves figures of journal lines, ready-made balances, financial
// years, budgets and open documents, as they were known at the answer's moment. Rates are taken as the answer names them.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import pg from "pg";
import { byBytes, exact, plain, refuse, SCALE, sumOf } from "./verify-figure/basics.mjs";
import { accountsOf, ledgerOf } from "./verify-figure/ledger.mjs";
import { ledgerRows } from "./verify-figure/ledger-terms.mjs";
import { budgetRows, documentRows } from "./verify-figure/other-terms.mjs";
import { readTables } from "./verify-figure/tables.mjs";

const RULE_VERSION = "concord figure 1";

const ROWS = { LEDGER: ledgerRows, BUDGET: budgetRows, DOCUMENTS: documentRows };

async function rowsThatCount(client, asked) {
  const tables = await readTables(client, asked);
  const accounts = accountsOf(tables);
  const books = { tables, accounts, ledger: ledgerOf(tables, accounts) };
  return asked.terms.flatMap((term) =>
    ROWS[term.source](term, asked, books).sort(
      (one, other) => byBytes(one.kind, other.kind) || byBytes(one.id, other.id),
    ),
  );
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

async function verify(client, { ruleVersion, selection, rates, amount, digest }) {
  if (ruleVersion !== RULE_VERSION) refuse(`figures of the rules "${ruleVersion}"`);
  const asked = JSON.parse(selection);
  const rows = await rowsThatCount(client, asked);
  const rateOf = new Map([[asked.currency, "1"], ...rates.map(({ from, rate }) => [from, rate])]);
  const rated = ({ currency, amount: of }) =>
    of * exact(rateOf.get(currency) ?? refuse(`amounts in ${currency}, for which the answer has no rate`));
  const figure = plain(sumOf(rows.map(rated)), 2 * SCALE);
  const lines = rows.map((row) => `${row.kind}|${row.id}|${row.currency}|${plain(row.amount)}`).join("\n");
  const rateText = rates
    .map((rate) => `${rate.from} ${rate.to} ${rate.rate} ${rate.validOn} ${rate.via ?? "-"}`)
    .join(";");
  const text = [ruleVersion, selection, rateText, `${figure} ${asked.currency}`, rows.length, sha256(lines)].join("\n");
  const found = sha256(text);
  return {
    rows: rows.length,
    amount: figure,
    digest: found,
    proved: found === digest && exact(figure, 2 * SCALE) === exact(amount.amount, 2 * SCALE),
  };
}

const [, , url, file] = process.argv;
const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
await client.connect();
try {
  // All tables are read as of one moment, whatever is loaded meanwhile.
  await client.query("begin isolation level repeatable read, read only");
  const result = await verify(client, JSON.parse(readFileSync(file, "utf8")));
  console.log(JSON.stringify(result, null, 2));
  if (!result.proved) process.exitCode = 1;
} finally {
  await client.end();
}
