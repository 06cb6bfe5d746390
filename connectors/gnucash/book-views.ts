import { baseCurrencyOf } from "./base-currency";
import { type BookObjects, type BookRecord, recordsOf } from "./book";
import { Documents } from "./documents";
import { accountView, billTermView, budgetView, companyView, partyView, taxTableView } from "./masters";
import type { GnucashOptions } from "./options";
import { Owners } from "./owners";
import { Payments } from "./payments";
import { Postings } from "./postings";
import { Prices } from "./prices";
import type { View } from "./view";

/** What GnuCash writes of everything of a kind; a book that has none of it was written by something else. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  book: ["guid"],
  account: ["guid", "name", "type"],
  transaction: ["guid", "currency", "date_posted"],
  split: ["guid", "value", "quantity", "account"],
  lot: ["guid"],
  price: ["commodity", "currency", "time", "value"],
  customer: ["guid", "id", "name"],
  vendor: ["guid", "id", "name"],
  employee: ["guid", "id", "username"],
  job: ["guid", "owner/type", "owner/id"],
  invoice: ["guid", "id", "owner/type", "owner/id", "opened", "currency"],
  entry: ["guid", "date", "qty"],
  taxtable: ["guid", "name"],
  taxtable_entry: ["amount", "type", "acct"],
  billterm: ["guid", "name"],
  budget: ["guid", "name", "recurrence/start"],
};

export interface MissingColumn {
  readonly object: string;
  readonly column: string;
  readonly columns: readonly string[];
}

/** What the book's own kinds lack that nothing can be read without. */
export function missingColumns(objects: BookObjects): readonly MissingColumn[] {
  return Object.entries(ALWAYS).flatMap(([object, wanted]) => {
    const records = recordsOf(objects, object);
    if (records.length === 0) return [];
    const columns = columnsOf(records);
    return wanted.filter((column) => !columns.has(column)).map((column) => ({ object, column, columns: [...columns] }));
  });
}

function columnsOf(records: readonly BookRecord[]): ReadonlySet<string> {
  const columns = new Set<string>();
  for (const { values } of records) for (const column of Object.keys(values)) columns.add(column);
  return columns;
}

export type BookView = View & { readonly header: readonly string[] };

/** Every object of a book by the name a mapping calls it; what is here under its own name is as the book has it. */
export function viewsOf(
  objects: BookObjects,
  options: Pick<GnucashOptions, "currency" | "timeZone" | "taxIdPattern">,
  fileName: string,
): ReadonlyMap<string, BookView> {
  const { timeZone, taxIdPattern } = options;
  const base = baseCurrencyOf(objects, options.currency);
  const owners = new Owners(objects);
  const prices = new Prices(objects, timeZone);
  const postings = new Postings({ objects, owners, prices, base, timeZone });
  const documents = new Documents({ objects, owners, postings, timeZone });
  const payments = new Payments({ objects, owners, postings, timeZone }, documents);
  const views = new Map<string, View>([
    ["book", companyView(objects, base, fileName)],
    ["account", accountView(objects)],
    ["journal", postings.journals()],
    ["transaction", postings.transactions()],
    ["split", postings.postings()],
    ["price", prices.view()],
    ["customer", partyView(objects, "customer", taxIdPattern)],
    ["vendor", partyView(objects, "vendor", taxIdPattern)],
    ["employee", partyView(objects, "employee", taxIdPattern)],
    ["taxtable", taxTableView(objects)],
    ["billterm", billTermView(objects)],
    ["invoice", documents.documents("invoice")],
    ["bill", documents.documents("bill")],
    ["credit_note", documents.documents("credit_note")],
    ["invoice_line", documents.lines("invoice")],
    ["bill_line", documents.lines("bill")],
    ["credit_note_line", documents.lines("credit_note")],
    ["entry", documents.loose()],
    ["payment", payments.payments()],
    ["allocation", payments.allocations()],
    ["budget_amount", budgetView(objects)],
  ]);
  for (const [object, records] of objects) if (!views.has(object)) views.set(object, { columns: [], records });
  const company = recordsOf(objects, "book")[0]?.values["guid"] ?? "";
  return new Map([...views].map(([object, view]) => [object, ofCompany(view, company)]));
}

/** Everything in a book belongs to the one company whose book it is. */
function ofCompany({ columns, records }: View, company: string): BookView {
  const owned = records.map(({ line, values }) => ({ line, values: { ...values, company } }));
  return { columns, records: owned, header: [...new Set([...columns, ...columnsOf(owned), "company"])] };
}
