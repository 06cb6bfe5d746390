import { type BookObjects, type BookRecord, indexed, recordsOf } from "./book";

/** Owners by the numbers that slots use. */
const OWNER_NUMBERS: Readonly<Record<string, string>> = {
  "2": "gncCustomer",
  "3": "gncJob",
  "4": "gncVendor",
  "5": "gncEmployee",
};

export interface Owner {
  /** gncCustomer, gncVendor or gncEmployee. */
  readonly type: string;
  readonly guid: string;
}

/** Whose a document or a lot is. */
export class Owners {
  private readonly jobs: ReadonlyMap<string, BookRecord>;
  private readonly lots: ReadonlyMap<string, BookRecord>;
  private readonly invoices: ReadonlyMap<string, BookRecord>;
  private readonly posted: ReadonlyMap<string, BookRecord>;

  constructor(objects: BookObjects) {
    const invoices = recordsOf(objects, "invoice");
    this.jobs = indexed(recordsOf(objects, "job"), "guid");
    this.lots = indexed(recordsOf(objects, "lot"), "guid");
    this.invoices = indexed(invoices, "guid");
    this.posted = indexed(
      invoices.filter(({ values }) => values["postlot"]),
      "postlot",
    );
  }

  /** The customer, vendor or employee; a job belongs to one of them. */
  ofDocument({ values }: BookRecord): Owner | undefined {
    return this.resolve(values["owner/type"], values["owner/id"]);
  }

  private resolve(type: string | undefined, guid: string | undefined): Owner | undefined {
    if (type === undefined || guid === undefined || guid === "") return undefined;
    if (type !== "gncJob") return { type, guid };
    const job = this.jobs.get(guid);
    return job && this.resolve(job.values["owner/type"], job.values["owner/id"]);
  }

  /** The document that a lot was opened for. */
  invoiceOfLot(lot: string | undefined): BookRecord | undefined {
    if (!lot) return undefined;
    const guid = this.lots.get(lot)?.values["slots/gncInvoice/invoice-guid"];
    return (guid === undefined ? undefined : this.invoices.get(guid)) ?? this.posted.get(lot);
  }

  /** The party a lot stands for: its document's, or the one who paid in advance. */
  ofLot(lot: string | undefined): string | undefined {
    const invoice = this.invoiceOfLot(lot);
    if (invoice) return this.ofDocument(invoice)?.guid;
    const slots = lot === undefined ? undefined : this.lots.get(lot)?.values;
    const type = OWNER_NUMBERS[slots?.["slots/gncOwner/owner-type"] ?? ""];
    return this.resolve(type, slots?.["slots/gncOwner/owner-guid"])?.guid;
  }
}
