import { type BookRecord, recordsOf } from "./book";
import type { DocumentParts, Documents } from "./documents";
import { absolute, add, decimalText, isNegative, negate, rationalOf, ZERO } from "./rational";
import { extended, type View } from "./view";

const DOCUMENT_TYPES = { invoice: "INVOICE", bill: "BILL", credit_note: "CREDIT_NOTE" } as const;

interface Payment {
  readonly transaction: BookRecord;
  /** On receivable and payable accounts. */
  readonly ledger: readonly BookRecord[];
  /** On the bank's and other accounts. */
  readonly money: readonly BookRecord[];
}

/** Payments are transactions that settle the lots of documents, or open a lot of money paid in advance. */
export class Payments {
  constructor(
    private readonly parts: DocumentParts,
    private readonly documents: Documents,
  ) {}

  private all(): readonly Payment[] {
    const { objects, postings } = this.parts;
    return recordsOf(objects, "transaction").flatMap((transaction) => {
      const type = postings.typeOf(transaction);
      if (type !== "payment" && type !== "link") return [];
      const splits = postings.splitsOf(transaction.values["guid"] ?? "");
      const ledger = splits.filter((split) => postings.isLedger(split));
      return [{ transaction, ledger, money: splits.filter((split) => !ledger.includes(split)) }];
    });
  }

  payments(): View {
    const own = ["guid", "num", "description", "day", "direction", "amount", "currency", "party", "account", "kind"];
    return { columns: own, records: this.all().map((payment) => this.paymentOf(payment)) };
  }

  private paymentOf({ transaction, ledger, money }: Payment): BookRecord {
    const { postings, owners } = this.parts;
    const settled = ledger.reduce((sum, { values }) => add(sum, rationalOf(values["quantity"])), ZERO);
    const parties = new Set(ledger.flatMap(({ values }) => owners.ofLot(values["lot"]) ?? []));
    const accounts = new Set(money.flatMap(({ values }) => values["account"] ?? []));
    const [ledgerAccount] = ledger.map((split) => postings.accountOf(split));
    return extended(transaction, {
      day: postings.dayOf(transaction),
      // Money that comes in is a credit to the receivable or payable account.
      direction: isNegative(settled) ? "INBOUND" : "OUTBOUND",
      amount: decimalText(absolute(settled)),
      currency: ledgerAccount?.values["commodity"] ?? "",
      party: parties.size === 1 ? ([...parties][0] ?? "") : "",
      account: accounts.size === 1 ? ([...accounts][0] ?? "") : "",
      kind: money.length > 0 ? "PAYMENT" : "OFFSET",
    });
  }

  /** What each payment settles: its splits in the lots of documents. */
  allocations(): View {
    const records = this.all().flatMap((payment) =>
      payment.ledger.flatMap((split) => this.allocationOf(payment, split)),
    );
    const columns = ["guid", "payment", "document", "document_type", "amount", "currency", "day"];
    return { columns, records };
  }

  private allocationOf({ transaction }: Payment, split: BookRecord): readonly BookRecord[] {
    const { owners, postings } = this.parts;
    const document = owners.invoiceOfLot(split.values["lot"]);
    if (!document) return [];
    const kind = this.documents.kindOf(document);
    const account = postings.accountOf(split)?.values;
    // A credit settles what is owed to us, a debit what we owe; a credit note is owed the other way round.
    const owedByDebit = (account?.["type"] === "RECEIVABLE") !== (kind === "credit_note");
    const quantity = rationalOf(split.values["quantity"]);
    return [
      extended(split, {
        payment: transaction.values["guid"] ?? "",
        document: document.values["guid"] ?? "",
        document_type: DOCUMENT_TYPES[kind],
        amount: decimalText(owedByDebit ? negate(quantity) : quantity),
        currency: account?.["commodity"] ?? "",
        day: postings.dayOf(transaction),
      }),
    ];
  }
}
