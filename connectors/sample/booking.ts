import { ACCOUNT, type AccountCode } from "./chart-of-accounts";
import type { CompanyKey, SampleCompany } from "./companies";
import type { TradeDocument } from "./documents";
import { atListRate, type Currency, type RateTable } from "./exchange-rates";
import type { SampleItem } from "./items";
import type { Posting } from "./ledger";
import { type Amount, roundTo } from "./money";

/** What turns a document's amounts into the books' currency. */
export interface Books {
  readonly companies: readonly SampleCompany[];
  readonly rates: RateTable;
}

export function currencyOfBooks({ companies }: Books, company: CompanyKey): Currency {
  const found = companies.find(({ key }) => key === company);
  if (!found) throw new Error(`no company ${company}`);
  return found.currency;
}

export function bookingRate(books: Books, document: { company: CompanyKey; currency: Currency }, day: string): Amount {
  return books.rates.on(day, document.currency, currencyOfBooks(books, document.company));
}

export function inBooks(
  books: Books,
  document: { company: CompanyKey; currency: Currency },
  amount: Amount,
  day: string,
): Amount {
  return roundTo(amount.times(bookingRate(books, document, day)), currencyOfBooks(books, document.company));
}

/** What the stock account carries for a quantity of an item. */
export function standardCost(books: Books, company: CompanyKey, item: SampleItem, quantity: Amount): Amount {
  const currency = currencyOfBooks(books, company);
  return roundTo(atListRate(item.cost, currency).times(quantity), currency);
}

/** The total of a document on its control account: a debit for what is owed to us, a credit for what we owe. */
export function controlPosting(books: Books, document: TradeDocument): Posting {
  const customer = document.account.kind === "CUSTOMER";
  const owedToUs = customer === (document.type !== "CREDIT_NOTE");
  const signed = owedToUs ? document.totalAmount : document.totalAmount.negated();
  const account: AccountCode = customer ? ACCOUNT.receivable : ACCOUNT.payable;
  return {
    account,
    amount: inBooks(books, document, signed, document.issuedOn),
    partyAccountId: document.account.id,
    original: { amount: signed, currency: document.currency },
  };
}
