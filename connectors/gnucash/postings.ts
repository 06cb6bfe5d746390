import { fractionOf } from "./base-currency";
import { type BookObjects, type BookRecord, grouped, indexed, recordsOf } from "./book";
import { dayOf } from "./days";
import type { Owners } from "./owners";
import type { Prices } from "./prices";
import {
  absolute,
  add,
  decimalText,
  divide,
  isNegative,
  isZero,
  multiply,
  negate,
  type Rational,
  rationalOf,
  round,
  subtract,
  ZERO,
} from "./rational";
import { extended, type View } from "./view";

export interface PostingParts {
  readonly objects: BookObjects;
  readonly owners: Owners;
  readonly prices: Prices;
  /** Currency the books are kept in. */
  readonly base: string;
  readonly timeZone: string;
}

/** What a transaction does for the documents: GnuCash's own distinction. */
export type TransactionType = "invoice" | "payment" | "link" | "";

export const LEDGER_TYPES: ReadonlySet<string> = new Set(["RECEIVABLE", "PAYABLE"]);

const JOURNALS = [
  { code: "SALES", name: "Sales", kind: "SALES" },
  { code: "PURCHASE", name: "Purchases", kind: "PURCHASE" },
  { code: "PAYMENT", name: "Payments", kind: "CASH" },
  { code: "GENERAL", name: "General", kind: "GENERAL" },
] as const;

/** Transactions and splits as entries and postings in the currency of the books. */
export class Postings {
  private readonly splits: ReadonlyMap<string, readonly BookRecord[]>;
  private readonly accounts: ReadonlyMap<string, BookRecord>;

  constructor(private readonly parts: PostingParts) {
    this.splits = grouped(recordsOf(parts.objects, "split"), "transaction");
    this.accounts = indexed(recordsOf(parts.objects, "account"), "guid");
  }

  splitsOf(transaction: string): readonly BookRecord[] {
    return this.splits.get(transaction) ?? [];
  }

  accountOf(split: BookRecord): BookRecord | undefined {
    return this.accounts.get(split.values["account"] ?? "");
  }

  isLedger(split: BookRecord): boolean {
    return LEDGER_TYPES.has(this.accountOf(split)?.values["type"] ?? "");
  }

  dayOf({ values }: BookRecord): string {
    return dayOf(values["slots/date-posted"] ?? values["date_posted"], this.parts.timeZone);
  }

  /** Follows GnuCash 4, which decides by the lots and not by what is stored. */
  typeOf(transaction: BookRecord): TransactionType {
    const { owners } = this.parts;
    const guid = transaction.values["guid"] ?? "";
    let type: TransactionType = "";
    let movesMoney = false;
    for (const split of this.splitsOf(guid)) {
      if (!this.isLedger(split)) {
        movesMoney ||= !isZero(rationalOf(split.values["value"]));
        continue;
      }
      const invoice = owners.invoiceOfLot(split.values["lot"]);
      if (type === "" && invoice?.values["posttxn"] === guid) type = "invoice";
      else if (type === "" && (invoice || owners.ofLot(split.values["lot"]))) type = "payment";
    }
    return type === "payment" && !movesMoney ? "link" : type;
  }

  private journalOf(transaction: BookRecord): string {
    const type = this.typeOf(transaction);
    if (type === "payment" || type === "link") return "PAYMENT";
    if (type === "") return "GENERAL";
    const ledger = this.splitsOf(transaction.values["guid"] ?? "").find((split) => this.isLedger(split));
    return ledger && this.accountOf(ledger)?.values["type"] === "PAYABLE" ? "PURCHASE" : "SALES";
  }

  transactions(): View {
    const records = recordsOf(this.parts.objects, "transaction").map((transaction) =>
      extended(transaction, {
        day: this.dayOf(transaction),
        journal: this.journalOf(transaction),
        void: isVoid(transaction) ? "true" : "",
      }),
    );
    const columns = ["guid", "num", "description", "currency", "date_posted", "date_entered", "day", "journal", "void"];
    return { columns, records };
  }

  /** GnuCash keeps one journal; entries are told apart by what they book. */
  journals(): View {
    const line = recordsOf(this.parts.objects, "book")[0]?.line ?? 1;
    return { columns: ["code", "name", "kind"], records: JOURNALS.map((values) => ({ line, values })) };
  }

  postings(): View {
    const transactions = recordsOf(this.parts.objects, "transaction");
    const records = transactions.flatMap((transaction) => this.postingsOf(transaction));
    const own = ["guid", "transaction", "place", "account", "memo", "action", "value", "quantity", "lot"];
    return {
      columns: [...own, "day", "debit", "credit", "base", "amount", "currency", "party", "void"],
      records,
    };
  }

  private postingsOf(transaction: BookRecord): readonly BookRecord[] {
    const splits = this.splitsOf(transaction.values["guid"] ?? "");
    const amounts = this.inBase(transaction, splits);
    const shared = {
      day: this.dayOf(transaction),
      base: this.parts.base,
      currency: transaction.values["currency"] ?? "",
      void: isVoid(transaction) ? "true" : "",
    };
    return splits.map((split, at) =>
      extended(split, {
        ...shared,
        ...sided(amounts[at] ?? ZERO),
        amount: decimalText(rationalOf(split.values["value"])),
        party: this.isLedger(split) ? (this.parts.owners.ofLot(split.values["lot"]) ?? "") : "",
      }),
    );
  }

  /** The splits' amounts in the currency of the books, or why there are none. */
  private inBase(transaction: BookRecord, splits: readonly BookRecord[]): readonly (Rational | string)[] {
    const { base, prices } = this.parts;
    const currency = transaction.values["currency"] ?? "";
    const values = splits.map((split) => split.values["value"] ?? "");
    const unread = splits.some(({ values: { value, quantity } }) => value === undefined || quantity === undefined);
    if (unread || currency === base) return splits.map((split, at) => textOr(values[at] ?? "", split));
    const isBase = splits.map((split) => this.accountOf(split)?.values["commodity"] === base);
    const sum = (column: string): Rational =>
      splits.reduce((total, split, at) => (isBase[at] ? add(total, rationalOf(split.values[column])) : total), ZERO);
    const value = sum("value");
    const rate = isZero(value) ? prices.rate(currency, base, this.dayOf(transaction)) : divide(sum("quantity"), value);
    if (rate === undefined) {
      const missing = `no price of ${currency} in ${base} by ${this.dayOf(transaction)}`;
      return splits.map(() => missing);
    }
    const amounts = splits.map((split, at) =>
      isBase[at]
        ? rationalOf(split.values["quantity"])
        : round(multiply(rationalOf(split.values["value"]), rate), fractionOf(base)),
    );
    return isZero(values.map(rationalOf).reduce(add, ZERO)) ? balanced(amounts, isBase) : amounts;
  }
}

const textOr = (value: string, { values }: BookRecord): Rational | string =>
  values["value"] === undefined ? "" : rationalOf(value);

/** What rounding leaves over goes to the largest converted amount, so that a balanced entry stays balanced. */
function balanced(amounts: readonly Rational[], isBase: readonly boolean[]): readonly Rational[] {
  const over = amounts.reduce(add, ZERO);
  if (isZero(over)) return amounts;
  let largest = -1;
  for (const [at, amount] of amounts.entries()) {
    const best = largest < 0 ? undefined : amounts[largest];
    if (isBase[at] || (best && !isNegative(subtract(absolute(best), absolute(amount))))) continue;
    largest = at;
  }
  return amounts.map((amount, at) => (at === largest ? subtract(amount, over) : amount));
}

function sided(amount: Rational | string): { readonly debit: string; readonly credit: string } {
  if (typeof amount === "string") return { debit: amount, credit: amount };
  return isNegative(amount)
    ? { debit: "0", credit: decimalText(negate(amount)) }
    : { debit: decimalText(amount), credit: "0" };
}

/** A voided transaction stays in the book with zero amounts and the reason. */
function isVoid({ values }: BookRecord): boolean {
  return (values["slots/void-reason"] ?? "") !== "";
}
