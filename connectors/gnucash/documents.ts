import { fractionOf } from "./base-currency";
import { type BookObjects, type BookRecord, grouped, indexed, recordsOf } from "./book";
import { dayOf } from "./days";
import {
  billSide,
  discountRate,
  type EntrySide,
  type EntryValue,
  entryValue,
  invoiceSide,
  netOf,
  type TaxPart,
  taxOf,
} from "./entry-value";
import type { Owners } from "./owners";
import type { Postings } from "./postings";
import { add, decimalText, negate, type Rational, rationalOf, round } from "./rational";
import { extended, type View } from "./view";

export type DocumentKind = "invoice" | "bill" | "credit_note";

export interface DocumentParts {
  readonly objects: BookObjects;
  readonly owners: Owners;
  readonly postings: Postings;
  readonly timeZone: string;
}

interface Line {
  readonly entry: BookRecord;
  readonly side: EntrySide;
  readonly value: EntryValue;
}

/** Columns an entry may have; which it has depends on its side. */
const ENTRY_COLUMNS = ["guid", "date", "entered", "description", "action", "notes", "qty"];

/** Invoices, bills and credit notes with their lines, and what they come to. */
export class Documents {
  private readonly transactions: ReadonlyMap<string, BookRecord>;
  private readonly onInvoice: ReadonlyMap<string, readonly BookRecord[]>;
  private readonly onBill: ReadonlyMap<string, readonly BookRecord[]>;
  private readonly taxes: ReadonlyMap<string, readonly BookRecord[]>;

  constructor(private readonly parts: DocumentParts) {
    const { objects } = parts;
    this.transactions = indexed(recordsOf(objects, "transaction"), "guid");
    this.onInvoice = grouped(recordsOf(objects, "entry"), "invoice");
    this.onBill = grouped(recordsOf(objects, "entry"), "bill");
    this.taxes = grouped(recordsOf(objects, "taxtable_entry"), "taxtable");
  }

  /** What a document is: GnuCash keeps all kinds in one list. */
  kindOf(document: BookRecord): DocumentKind {
    if (isCreditNote(document)) return "credit_note";
    return this.isForCustomer(document) ? "invoice" : "bill";
  }

  private isForCustomer(document: BookRecord): boolean {
    const owner = this.parts.owners.ofDocument(document);
    return (owner?.type ?? document.values["owner/type"]) === "gncCustomer";
  }

  documents(kind: DocumentKind): View {
    const own = ["guid", "id", "billing_id", "notes", "terms", "currency", "opened", "posted", "posttxn", "postacc"];
    const derived = ["party", "side", "day", "due", "status", "net", "tax", "total"];
    return { columns: [...own, ...derived], records: this.of(kind).map((document) => this.documentOf(document)) };
  }

  private of(kind: DocumentKind): readonly BookRecord[] {
    return recordsOf(this.parts.objects, "invoice").filter((document) => this.kindOf(document) === kind);
  }

  private documentOf(document: BookRecord): BookRecord {
    const { owners, timeZone } = this.parts;
    const fraction = fractionOf(document.values["currency"] ?? "");
    const values = this.linesOf(document).map(({ value }) => value);
    const [net, tax] = [this.signed(document, netOf(values, fraction)), this.signed(document, taxOf(values, fraction))];
    const posted = this.transactions.get(document.values["posttxn"] ?? "");
    const opened = dayOf(document.values["opened"], timeZone);
    return extended(document, {
      party: owners.ofDocument(document)?.guid ?? "",
      side: this.isForCustomer(document) ? "SALES" : "PURCHASE",
      day: posted ? this.parts.postings.dayOf(posted) : opened,
      due: posted ? dayOf(posted.values["slots/trans-date-due"], timeZone) : "",
      status: posted ? "POSTED" : "DRAFT",
      net: decimalText(net),
      tax: decimalText(tax),
      total: decimalText(this.postedTotal(document) ?? round(add(net, tax), fraction)),
    });
  }

  /** What the posting says is owed; the document's own sum where it is not posted. */
  private postedTotal(document: BookRecord): Rational | undefined {
    const { posttxn = "", postlot = "" } = document.values;
    const split = this.parts.postings.splitsOf(posttxn).find(({ values }) => values["lot"] === postlot);
    if (!split || postlot === "") return undefined;
    const amount = rationalOf(split.values["quantity"]);
    return this.signed(document, this.isForCustomer(document) ? amount : negate(amount));
  }

  /** A credit note's amounts are negative in the book; a document's are positive. */
  private signed(document: BookRecord, amount: Rational): Rational {
    return isCreditNote(document) ? negate(amount) : amount;
  }

  private linesOf(document: BookRecord): readonly Line[] {
    const guid = document.values["guid"] ?? "";
    const isForCustomer = this.isForCustomer(document);
    const entries = (isForCustomer ? this.onInvoice : this.onBill).get(guid) ?? [];
    return [...entries].sort(byDate).map((entry) => {
      const taxes = this.taxesOf(entry.values[isForCustomer ? "i_taxtable" : "b_taxtable"]);
      const side = isForCustomer ? invoiceSide(entry.values, taxes) : billSide(entry.values, taxes);
      return { entry, side, value: entryValue(side) };
    });
  }

  private taxesOf(table: string | undefined): readonly TaxPart[] {
    return (this.taxes.get(table ?? "") ?? []).map(({ values }) => ({
      account: values["acct"] ?? "",
      type: values["type"] ?? "",
      amount: rationalOf(values["amount"]),
    }));
  }

  lines(kind: DocumentKind): View {
    const derived = ["document", "place", "day", "quantity", "price", "discount", "net", "tax", "currency"];
    const records = this.of(kind).flatMap((document) =>
      this.linesOf(document).map((line, at) => this.lineOf(document, line, at + 1)),
    );
    return { columns: [...ENTRY_COLUMNS, ...derived, "taxtable", "account", "billing_id"], records };
  }

  private lineOf(document: BookRecord, { entry, side, value }: Line, place: number): BookRecord {
    const fraction = fractionOf(document.values["currency"] ?? "");
    const discount = discountRate(side);
    const prefix = this.isForCustomer(document) ? "i" : "b";
    return extended(entry, {
      document: document.values["guid"] ?? "",
      place: String(place),
      day: dayOf(entry.values["date"], this.parts.timeZone),
      quantity: decimalText(this.signed(document, side.quantity)),
      // A price that has the tax in it is no price before tax.
      price: side.taxIncluded ? "" : decimalText(side.price),
      discount: discount ? decimalText(discount) : "",
      net: decimalText(this.signed(document, round(value.net, fraction))),
      tax: decimalText(this.signed(document, taxOf([value], fraction))),
      currency: document.values["currency"] ?? "",
      taxtable: side.taxes.length > 0 ? (entry.values[`${prefix}_taxtable`] ?? "") : "",
      account: entry.values[`${prefix}_acct`] ?? "",
      billing_id: document.values["billing_id"] ?? "",
    });
  }

  /** Entries on no document of this book: of an order, or left behind. */
  loose(): View {
    const known = new Set(recordsOf(this.parts.objects, "invoice").map(({ values }) => values["guid"]));
    const records = recordsOf(this.parts.objects, "entry").filter(
      ({ values }) => !known.has(values["invoice"]) && !known.has(values["bill"]),
    );
    return { columns: ENTRY_COLUMNS, records };
  }
}

function isCreditNote({ values }: BookRecord): boolean {
  return values["slots/credit-note"] === "1";
}

/** GnuCash's own order of the lines of a document. */
function byDate({ values: left }: BookRecord, { values: right }: BookRecord): number {
  for (const column of ["date", "entered", "description", "action", "guid"]) {
    const [a, b] = [left[column] ?? "", right[column] ?? ""];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}
