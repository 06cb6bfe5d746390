// Accounts as statements see them, and the ledger: journal lines, and ready-made balances of companies that have none.
import { byBytes, exact, groupBy, positive, sumOf } from "./basics.mjs";

const PROFIT_CLASSES = ["SALES", "COST_OF_SALES", "OPERATING_EXPENSE", "DEPRECIATION", "OTHER_INCOME", "INTEREST"];
const CLASSES = {
  PROFIT: [...PROFIT_CLASSES, "INCOME_TAX"],
  BALANCE: [
    ...["CASH", "RECEIVABLE", "INVENTORY", "OTHER_CURRENT_ASSET", "FIXED_ASSET", "PAYABLE", "TAX"],
    ...["OTHER_CURRENT_LIABILITY", "LONG_TERM_LIABILITY", "CAPITAL", "RETAINED_EARNINGS"],
  ],
};
/** For accounts whose class does not fit their statement, or that have none. */
const FALLBACK = {
  ASSET: "OTHER_CURRENT_ASSET",
  LIABILITY: "OTHER_CURRENT_LIABILITY",
  EQUITY: "CAPITAL",
  REVENUE: "OTHER_INCOME",
  EXPENSE: "OPERATING_EXPENSE",
};

export const isProfit = ({ type }) => type === "REVENUE" || type === "EXPENSE";
export const normalSign = ({ normal_side }) => (normal_side === "DEBIT" ? 1n : -1n);

/** Accounts by id. Those of head counts and square metres are no money. */
export function accountsOf({ account }) {
  const classOf = (row) =>
    CLASSES[isProfit(row) ? "PROFIT" : "BALANCE"].includes(row.class) ? row.class : FALLBACK[row.type];
  return new Map(
    account.filter(({ type }) => type !== "STATISTICAL").map((row) => [row.id, { ...row, class: classOf(row) }]),
  );
}

export function ledgerOf(tables, accounts) {
  const entries = new Map(tables.journal_entry.filter(({ status }) => status === "POSTED").map((row) => [row.id, row]));
  const posted = tables.journal_line.filter(({ entry_id }) => entries.has(entry_id));
  const withJournals = new Set(posted.map(({ company_id }) => company_id));
  const balances = tables.account_balance.filter(
    ({ scenario, company_id }) => scenario === "ACTUAL" && !withJournals.has(company_id),
  );
  const ofMoney = ({ account_id }) => accounts.has(account_id);
  return [
    ...linesOf(posted.filter(ofMoney), entries, closingEntries(tables.journal_line, accounts), tables.journal),
    ...movementsOf(balances.filter(ofMoney), accounts),
  ].map((line) => ({ ...line, account: accounts.get(line.account_id) }));
}

function linesOf(lines, entries, closing, journals) {
  const openings = new Set(journals.filter(({ kind }) => kind === "OPENING").map(({ id }) => id));
  return lines.map((line) => ({
    ...line,
    kind: "JOURNAL_LINE",
    debit: exact(line.debit),
    credit: exact(line.credit),
    signed: exact(line.debit) - exact(line.credit),
    opening: openings.has(entries.get(line.entry_id).journal_id),
    closing: closing.has(line.entry_id),
  }));
}

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

/** Balances as movements, each series (of a company, account, cost centre and currency) by itself. */
function movementsOf(balances, accounts) {
  const series = groupBy(balances, ({ company_id, account_id, cost_center_id, currency }) =>
    JSON.stringify([company_id, account_id, cost_center_id, currency]),
  );
  return [...series.values()].flatMap((rows) => movementsOfSeries(rows, accounts.get(rows[0].account_id)));
}

/** An amount of profit is the flow of its day; any other is the balance on its day, so that it moved by the difference. */
function movementsOfSeries(series, account) {
  let before = 0n;
  const days = [...groupBy(series, ({ balance_on }) => balance_on)].sort(([one], [other]) => byBytes(one, other));
  return days.map(([day, balances]) => {
    const amount = sumOf(balances.map((balance) => exact(balance.amount)));
    const signed = normalSign(account) * (isProfit(account) ? amount : amount - before);
    before = amount;
    return {
      ...balances[0],
      kind: "ACCOUNT_BALANCE",
      id: balances
        .map(({ id }) => id)
        .sort(byBytes)
        .join(" "),
      entry_id: null,
      posted_on: day,
      debit: positive(signed),
      credit: positive(-signed),
      signed,
      opening: false,
      closing: false,
    };
  });
}
