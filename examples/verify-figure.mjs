// Proves a figure of a report from the store's tables alone: reads what `explain { selection rates { … } amount { … } digest }` said,
// selects the rows by the tables (no view, no function, no code of Concord), and computes amount and digest again.
//   node examples/verify-figure.mjs postgresql://… explanation.json
// Needs the package pg. Figures of the ledger are checked; budget and document terms are refused by name.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import pg from "pg";

const CLASSES = {
  PROFIT: ["SALES", "COST_OF_SALES", "OPERATING_EXPENSE", "DEPRECIATION", "OTHER_INCOME", "INTEREST", "INCOME_TAX"],
  BALANCE: [
    ...["CASH", "RECEIVABLE", "INVENTORY", "OTHER_CURRENT_ASSET", "FIXED_ASSET", "PAYABLE", "TAX"],
    ...["OTHER_CURRENT_LIABILITY", "LONG_TERM_LIABILITY", "CAPITAL", "RETAINED_EARNINGS"],
  ],
};
const FALLBACK = {
  ASSET: "OTHER_CURRENT_ASSET",
  LIABILITY: "OTHER_CURRENT_LIABILITY",
  EQUITY: "CAPITAL",
  REVENUE: "OTHER_INCOME",
  EXPENSE: "OPERATING_EXPENSE",
};
const isProfit = ({ type }) => type === "REVENUE" || type === "EXPENSE";

/** The rows of a table as they were known at the selection's moment. */
async function rowsAt(client, table, moment) {
  const { rows } = await client.query(
    `select to_jsonb(t)::text as "row", t.moment_id::text as since from finance.${table} t`,
  );
  if (moment === null) return rows.map(({ row }) => parse(row));
  const later = new Set(
    (await client.query("select id::text from finance.moment where known_at > $1", [moment])).rows.map(({ id }) => id),
  );
  const old = await client.query(
    `select "row"::text, moment_id::text as since, superseded_in::text as until from finance.superseded_row where entity = $1`,
    [table],
  );
  return [...rows, ...old.rows.filter(({ until }) => later.has(until))]
    .filter(({ since }) => since === null || !later.has(since))
    .map(({ row }) => parse(row));
}

/** Numbers stay text: a float would not be exact. */
const parse = (text) => JSON.parse(text.replace(/": (-?\d+(?:\.\d+)?)(?=[,}])/g, '": "$1"'));

// Exact decimals: whole numbers of units of ten to the minus SCALE.
const SCALE = 60;
const exact = (text) => {
  const [, minus, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  return BigInt(minus + whole + fraction.padEnd(SCALE, "0"));
};
const plain = (value, scale = SCALE) => {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, "");
  return value < 0n ? `-${text}` : text;
};

async function ledgerOf(client, { knownAt, companies, costCenters }) {
  const [accountRows, entryRows, lineRows, journalRows, balances] = [
    await rowsAt(client, "account", knownAt),
    await rowsAt(client, "journal_entry", knownAt),
    await rowsAt(client, "journal_line", knownAt),
    await rowsAt(client, "journal", knownAt),
    await rowsAt(client, "account_balance", knownAt),
  ];
  const accounts = new Map(accountRows.filter(({ type }) => type !== "STATISTICAL").map((row) => [row.id, row]));
  for (const account of accounts.values())
    if (!CLASSES[isProfit(account) ? "PROFIT" : "BALANCE"].includes(account.class))
      account.class = FALLBACK[account.type];
  const entries = new Map(entryRows.filter(({ status }) => status === "POSTED").map((row) => [row.id, row]));
  const openings = new Set(journalRows.filter(({ kind }) => kind === "OPENING").map(({ id }) => id));
  const posted = lineRows.filter(({ entry_id, account_id }) => entries.has(entry_id) && accounts.has(account_id));
  const byCompany = new Set(
    lineRows.filter(({ entry_id }) => entries.has(entry_id)).map(({ company_id }) => company_id),
  );
  if (balances.some(({ scenario, company_id }) => scenario === "ACTUAL" && !byCompany.has(company_id)))
    throw new Error("A company of the store is read from ready-made balances, which this script does not prove.");
  const closing = closingEntries(lineRows, accounts);
  return posted
    .filter(({ company_id, cost_center_id }) => isIn(companies, company_id) && isIn(costCenters, cost_center_id))
    .map((line) => ({
      ...line,
      account: accounts.get(line.account_id),
      signed: exact(line.debit) - exact(line.credit),
      opening: openings.has(entries.get(line.entry_id).journal_id),
      closing: closing.has(line.entry_id),
    }));
}

const isIn = (list, value) => list === "*" || list.includes(value);

/** Entries that move profit to retained earnings and touch nothing else. */
function closingEntries(lines, accounts) {
  const kinds = new Map();
  for (const { entry_id, account_id } of lines) {
    const account = accounts.get(account_id);
    if (!account) continue;
    const kind = isProfit(account) ? "profit" : account.class === "RETAINED_EARNINGS" ? "retained" : "other";
    kinds.set(entry_id, (kinds.get(entry_id) ?? new Set()).add(kind));
  }
  return new Set([...kinds].filter(([, found]) => found.size === 2 && !found.has("other")).map(([entry]) => entry));
}

const isEarlier = (line, from) => line.opening || (from != null && line.posted_on < from);

const WINDOWS = {
  ANY: () => true,
  UNTIL: (line, { to }) => line.posted_on <= to,
  BETWEEN: (line, { from, to }) => from <= line.posted_on && line.posted_on <= to,
  OPENING: (line, { from, to }) => line.posted_on <= to && isEarlier(line, from),
  TURNOVER: (line, { from, to }) => line.posted_on <= to && !isEarlier(line, from),
};
const MEASURES = {
  signed: ({ signed }) => signed,
  debit: ({ debit }) => exact(debit),
  credit: ({ credit }) => exact(credit),
  inflow: ({ signed }) => (signed < 0n ? -signed : 0n),
  outflow: ({ signed }) => (signed > 0n ? signed : 0n),
};

function rowsOfTerm(term, ledger) {
  if (term.source !== "LEDGER" || term.year)
    throw new Error(`Terms of ${term.year ? "a financial year" : term.source} are not proved by this script.`);
  const cash = new Set(
    ledger
      .filter((line) => line.account.class === "CASH" && WINDOWS.TURNOVER(line, term))
      .map(({ entry_id }) => entry_id),
  );
  return ledger
    .filter(
      (line) =>
        WINDOWS[term.window](line, term) &&
        (term.accountId === undefined || line.account_id === term.accountId) &&
        (term.costCenterId === undefined || line.cost_center_id === term.costCenterId) &&
        (!term.classes || term.classes.includes(line.account.class)) &&
        (!term.types || term.types.includes(line.account.type)) &&
        (term.profit === undefined || isProfit(line.account) === term.profit) &&
        !(term.withoutClosing && line.closing) &&
        (!term.againstCash || (line.account.class !== "CASH" && cash.has(line.entry_id))),
    )
    .map((line) => ({ id: line.id, currency: line.currency, amount: BigInt(term.sign) * MEASURES[term.measure](line) }))
    .sort((one, other) => Buffer.compare(Buffer.from(one.id), Buffer.from(other.id)));
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

async function verify(client, { ruleVersion, selection, rates, amount, digest }) {
  const asked = JSON.parse(selection);
  const ledger = await ledgerOf(client, asked);
  const rows = asked.terms.flatMap((term) => rowsOfTerm(term, ledger));
  const rateOf = new Map([[asked.currency, "1"], ...rates.map(({ from, rate }) => [from, rate])]);
  const sum = rows.reduce((total, row) => total + row.amount * exact(rateOf.get(row.currency)), 0n);
  const figure = plain(sum, 2 * SCALE);
  const lines = rows.map((row) => `JOURNAL_LINE|${row.id}|${row.currency}|${plain(row.amount)}`).join("\n");
  const rateText = rates
    .map((rate) => `${rate.from} ${rate.to} ${rate.rate} ${rate.validOn} ${rate.via ?? "-"}`)
    .join(";");
  const text = [ruleVersion, selection, rateText, `${figure} ${asked.currency}`, rows.length, sha256(lines)].join("\n");
  const found = sha256(text);
  return {
    rows: rows.length,
    amount: figure,
    digest: found,
    proved: found === digest && exact(figure) === exact(amount.amount),
  };
}

const [, , url, file] = process.argv;
const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
await client.connect();
try {
  const result = await verify(client, JSON.parse(readFileSync(file, "utf8")));
  console.log(JSON.stringify(result, null, 2));
  if (!result.proved) process.exitCode = 1;
} finally {
  await client.end();
}
