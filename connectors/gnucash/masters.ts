import { type BookObjects, type BookRecord, grouped, indexed, recordsOf } from "./book";
import { add, decimalText, divide, negate, parseRational, type Rational, rationalOf, ZERO } from "./rational";
import { extended, type View } from "./view";

const HUNDRED: Rational = { numerator: 100n, denominator: 1n };

/** The book as a company that keeps books; GnuCash keeps its name among the options of the file. */
export function companyView(objects: BookObjects, base: string, fileName: string): View {
  const records = recordsOf(objects, "book").map((book) => extended(book, { base, file_name: fileName }));
  const options = ["Name", "ID", "Country"].map((name) => `slots/options/Business/Company ${name}`);
  return { columns: ["guid", "base", "file_name", ...options], records };
}

/** Accounts with their place in the tree. */
export function accountView(objects: BookObjects): View {
  const accounts = recordsOf(objects, "account");
  const byGuid = indexed(accounts, "guid");
  const retained = retainedAccounts(objects, byGuid);
  const records = accounts.map((account) => {
    const { guid = "", parent = "" } = account.values;
    const isTop = byGuid.get(parent)?.values["type"] === "ROOT";
    return extended(account, {
      parent: isTop ? "" : parent,
      path: pathOf(account, byGuid),
      retained: retained.has(guid) ? "true" : "",
      placeholder:
        account.values["placeholder"] === "1" || account.values["slots/placeholder"] === "true" ? "true" : "",
    });
  });
  const own = ["guid", "name", "type", "code", "description", "commodity", "parent", "notes"];
  return { columns: [...own, "path", "retained", "placeholder"], records };
}

/** Names from the top to the account, `Assets:Bank`; a ring of parents ends where it began. */
function pathOf(account: BookRecord, byGuid: ReadonlyMap<string, BookRecord>): string {
  const names: string[] = [];
  const seen = new Set<BookRecord>();
  let at: BookRecord | undefined = account;
  while (at && at.values["type"] !== "ROOT" && !seen.has(at)) {
    seen.add(at);
    names.unshift(at.values["name"] ?? "");
    at = byGuid.get(at.values["parent"] ?? "");
  }
  return names.join(":");
}

/** Equity accounts that closing the books moves the year's profit to. */
function retainedAccounts(objects: BookObjects, byGuid: ReadonlyMap<string, BookRecord>): ReadonlySet<string> {
  const closing = recordsOf(objects, "transaction").filter(({ values }) => values["slots/book_closing"]);
  const guids = new Set(closing.map(({ values }) => values["guid"]));
  const accounts = recordsOf(objects, "split").flatMap(({ values }) =>
    guids.has(values["transaction"]) ? [values["account"] ?? ""] : [],
  );
  return new Set(accounts.filter((account) => byGuid.get(account)?.values["type"] === "EQUITY"));
}

/** Customers, vendors and employees, with the tax id that stands in their notes. */
export function partyView(objects: BookObjects, object: string, taxIdPattern: string | undefined): View {
  const pattern = taxIdPattern === undefined ? undefined : new RegExp(taxIdPattern, "u");
  const records = recordsOf(objects, object).map((party) =>
    extended(party, { tax_id: pattern?.exec(party.values["notes"] ?? "")?.[1] ?? "" }),
  );
  const own = ["guid", "id", "name", "username", "notes", "currency", "active", "terms", "taxtable"];
  const address = ["name", "addr1", "addr2", "addr3", "addr4", "phone", "fax", "email"].map((part) => `addr/${part}`);
  return { columns: [...own, ...address, "tax_id"], records };
}

/** Tax tables with the rate of all their percentages; a table with fixed amounts has no rate. */
export function taxTableView(objects: BookObjects): View {
  const parts = grouped(recordsOf(objects, "taxtable_entry"), "taxtable");
  const records = recordsOf(objects, "taxtable").map((table) => {
    const entries = parts.get(table.values["guid"] ?? "") ?? [];
    const isRate = entries.length > 0 && entries.every(({ values }) => values["type"] === "PERCENT");
    const percents = entries.reduce((sum, { values }) => add(sum, rationalOf(values["amount"])), ZERO);
    return extended(table, { rate: isRate ? decimalText(divide(percents, HUNDRED)) : "" });
  });
  return { columns: ["guid", "name", "invisible", "parent", "rate"], records };
}

/** Bill terms; those that name a day of the month have no number of days. */
export function billTermView(objects: BookObjects): View {
  const records = recordsOf(objects, "billterm").map((term) => {
    const discount = parseRational(term.values["days/discount"] ?? "");
    return extended(term, {
      kind: term.values["days/due_days"] === undefined ? "PROXIMO" : "DAYS",
      discount_rate: discount ? decimalText(divide(discount, HUNDRED)) : "",
    });
  });
  const own = ["guid", "name", "desc", "invisible", "parent", "days/due_days", "days/disc_days", "days/discount"];
  return { columns: [...own, "prox/due_day", "kind", "discount_rate"], records };
}

const NATURAL_SIGNS = "slots/features/Use natural signs in budget amounts";
const CREDIT_TYPES: ReadonlySet<string> = new Set(["INCOME", "LIABILITY", "EQUITY", "CREDIT", "PAYABLE"]);

/** Cells of budgets: an account's amount in a period, on the account's normal side. */
export function budgetView(objects: BookObjects): View {
  const budgets = indexed(recordsOf(objects, "budget"), "guid");
  const accounts = indexed(recordsOf(objects, "account"), "guid");
  const isNatural = recordsOf(objects, "book").some(({ values }) => values[NATURAL_SIGNS] !== undefined);
  const records = recordsOf(objects, "budget_amount").map((cell) => {
    const budget = budgets.get(cell.values["budget"] ?? "")?.values ?? {};
    const account = accounts.get(cell.values["account"] ?? "")?.values ?? {};
    const amount = rationalOf(cell.values["amount"]);
    const isCredit = isNatural && CREDIT_TYPES.has(account["type"] ?? "");
    return extended(cell, {
      name: budget["name"] ?? "",
      starts: periodStart(budget, Number(cell.values["period"])),
      amount: decimalText(isCredit ? negate(amount) : amount),
      currency: account["commodity"] ?? "",
    });
  });
  return { columns: ["budget", "account", "period", "amount", "name", "starts", "currency"], records };
}

const MONTHS: Readonly<Record<string, number>> = { month: 1, "end of month": 1, year: 12 };
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7 };

/** First day of a budget's period; empty where its recurrence is of no kind known. */
function periodStart(budget: Readonly<Record<string, string>>, period: number): string {
  const { "recurrence/start": start = "", "recurrence/period_type": type = "" } = budget;
  const parts = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(start);
  const steps = period * Number(budget["recurrence/mult"] ?? "1");
  if (!parts || !Number.isSafeInteger(steps)) return "";
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const months = MONTHS[type];
  if (months === undefined) {
    const days = DAYS[type];
    return days === undefined ? "" : new Date(Date.UTC(year, month - 1, day + steps * days)).toISOString().slice(0, 10);
  }
  const first = new Date(Date.UTC(year, month - 1 + steps * months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(first.getTime() + (Math.min(day, last) - 1) * 86_400_000).toISOString().slice(0, 10);
}
