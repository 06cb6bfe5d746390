// Which rows of the ledger a term counts, and with what.
import { byBytes, isIn, positive } from "./basics.mjs";
import { isProfit } from "./ledger.mjs";

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
  debit: ({ debit }) => debit,
  credit: ({ credit }) => credit,
  inflow: ({ signed }) => positive(-signed),
  outflow: ({ signed }) => positive(signed),
};

export function ledgerRows(term, asked, { ledger, tables }) {
  const inScope = ledger.filter((line) => isInScope(line, asked));
  const conditions = [(line) => WINDOWS[term.window](line, term), isOfCell(term)];
  if (term.classes) conditions.push(({ account }) => term.classes.includes(account.class));
  if (term.profit !== undefined) conditions.push(({ account }) => isProfit(account) === term.profit);
  if (term.withoutClosing) conditions.push(({ closing }) => !closing);
  if (term.year) conditions.push(isOfYear(term, inScope, tables.fiscal_period));
  if (term.againstCash) conditions.push(isAgainstCash(term, inScope));
  return inScope
    .filter((line) => conditions.every((holds) => holds(line)))
    .map((line) => ({ ...line, amount: BigInt(term.sign) * MEASURES[term.measure](line) }));
}

export const isInScope = ({ company_id, cost_center_id }, { companies, costCenters }) =>
  isIn(companies, company_id) && isIn(costCenters, cost_center_id);

/** Account, cost centre (null: none) and types of accounts, as far as the term names them. */
export const isOfCell = (term) => (row) =>
  (term.accountId === undefined || row.account_id === term.accountId) &&
  (term.costCenterId === undefined || row.cost_center_id === term.costCenterId) &&
  (!term.types || term.types.includes(row.account.type));

/** Lines since the financial year of the term's last day began, or before, each by the year of its company. */
function isOfYear({ year, to }, lines, periods) {
  const companies = new Set(lines.map(({ company_id }) => company_id));
  const starts = new Map([...companies].map((company) => [company, yearStart(to, company, periods)]));
  return ({ company_id, posted_on }) => posted_on >= starts.get(company_id) === (year === "CURRENT");
}

/** By the company's own periods, or those of all companies, or the calendar. */
function yearStart(day, company, periods) {
  const startOf = (id) => {
    const own = periods.filter(({ company_id }) => company_id === id);
    const around = own.filter(({ starts_on, ends_on }) => starts_on <= day && day <= ends_on);
    const years = new Set(around.map(({ fiscal_year }) => fiscal_year));
    const starts = own.filter(({ fiscal_year }) => years.has(fiscal_year)).map(({ starts_on }) => starts_on);
    return starts.sort(byBytes)[0];
  };
  return startOf(company) ?? startOf(null) ?? `${day.slice(0, 4)}-01-01`;
}

/** The other lines of entries that moved cash. Ready-made balances have no entry that would say against what they moved. */
function isAgainstCash(term, lines) {
  const moved = lines.filter((line) => line.account.class === "CASH" && WINDOWS.TURNOVER(line, term));
  const entries = new Set(moved.map(({ entry_id }) => entry_id));
  return ({ account, entry_id }) => entry_id !== null && account.class !== "CASH" && entries.has(entry_id);
}
