import { bookingRate } from "./booking";
import { compact } from "./calendar";
import { ACCOUNT } from "./chart-of-accounts";
import type { DocumentLine, TradeDocument } from "./documents";
import { financeCompanyId, PRODUCT_UNITS } from "./export-finance-master";
import { columns, type ExportTable } from "./export-table";
import { placesOf } from "./money";
import { financeMoney, financeRate } from "./number-formats";
import type { SampleBooks } from "./sample-company";

const FINANCE = { system: "sample-fin", encoding: "utf-8", delimiter: null } as const;

const HEAD = [
  "id",
  "number",
  "bukrs",
  "account",
  "issued",
  "due",
  "status",
  "term",
  "entry",
  "orderNo",
  "channel",
  "currency",
  "amtNet",
  "amtTax",
  "amtFreight",
  "amtTotal",
  "rate",
  "kind",
  "corrects",
] as const;
const LINE = [
  "doc",
  "line",
  "product",
  "text",
  "issued",
  "qty",
  "unit",
  "amtPrice",
  "discount",
  "amtNet",
  "amtTax",
  "amtCost",
  "currency",
  "taxCode",
  "kostl",
  "orderNo",
  "orderLine",
  "despatch",
] as const;

/** The entry that books a document, by the company and the document's number. */
function entryIdsOf({ entries }: SampleBooks): ReadonlyMap<string, string> {
  return new Map(entries.map(({ company, documentNumber, id }) => [`${company}/${documentNumber}`, id]));
}

function headRow(
  books: SampleBooks,
  entryIds: ReadonlyMap<string, string>,
  document: TradeDocument,
): readonly string[] {
  const money = (amount: typeof document.netAmount) => amount.toFixed(placesOf(document.currency));
  return [
    document.id,
    document.number,
    financeCompanyId(books, document.company),
    document.account.id,
    compact(document.issuedOn),
    compact(document.dueOn),
    document.draft ? "D" : "P",
    `Z${document.paymentDays}`,
    entryIds.get(`${document.company}/${document.number}`) ?? "",
    document.orderNumber,
    document.channel.slice(0, 1),
    document.currency,
    money(document.netAmount),
    money(document.taxAmount),
    money(document.freightAmount),
    money(document.totalAmount),
    bookingRate(books, document, document.issuedOn).toFixed(),
    document.account.kind === "CUSTOMER" ? "SALES" : "PURCHASE",
    document.correctsId,
  ];
}

function lineRow(document: TradeDocument, line: DocumentLine): readonly string[] {
  const money = (amount: typeof line.netAmount) => amount.toFixed(placesOf(document.currency));
  return [
    document.id,
    String(line.lineNumber),
    line.productId,
    line.description,
    compact(document.issuedOn),
    line.quantity.toFixed(),
    line.item ? PRODUCT_UNITS[line.item.unit] : "SVC",
    money(line.unitPrice),
    line.discountRate.toFixed(),
    money(line.netAmount),
    money(line.taxAmount),
    document.type === "INVOICE" ? money(line.costAmount) : "",
    document.currency,
    line.tax.id,
    line.costCenterId,
    line.orderNumber,
    line.orderLineNumber === null ? "" : String(line.orderLineNumber),
    line.despatchNumber,
  ];
}

function documentTables(
  books: SampleBooks,
  name: string,
  entity: string,
  documents: readonly TradeDocument[],
): readonly ExportTable[] {
  const entryIds = entryIdsOf(books);
  return [
    {
      ...FINANCE,
      file: `finance/${name}s.jsonl`,
      entity,
      header: HEAD,
      rows: documents.map((document) => headRow(books, entryIds, document)),
    },
    {
      ...FINANCE,
      file: `finance/${name}_lines.jsonl`,
      entity: `${entity}Line`,
      header: LINE,
      rows: documents.flatMap((document) => document.lines.map((line) => lineRow(document, line))),
    },
  ];
}

function paymentsTable(books: SampleBooks): ExportTable {
  const entryIds = entryIdsOf(books);
  return {
    ...FINANCE,
    delimiter: ";",
    file: "finance/payments.csv",
    entity: "Payment",
    encoding: "gb18030",
    header: columns("ID NUMBER BUKRS ACCOUNT DIRECTION PAID AMOUNT CURRENCY RATE METHOD REFERENCE SAKNR ENTRY"),
    rows: books.payments.map((payment) => [
      payment.id,
      payment.number,
      financeCompanyId(books, payment.company),
      payment.account.id,
      payment.direction === "INBOUND" ? "收" : "付",
      compact(payment.paidOn),
      financeMoney(payment.amount, payment.currency),
      payment.currency,
      financeRate(bookingRate(books, payment, payment.paidOn)),
      payment.method,
      payment.reference,
      ACCOUNT.bank,
      entryIds.get(`${payment.company}/${payment.number}`) ?? "",
    ]),
  };
}

function allocationsTable(books: SampleBooks): ExportTable {
  return {
    ...FINANCE,
    delimiter: ";",
    file: "finance/payment_allocations.csv",
    entity: "PaymentAllocation",
    header: columns("PAYMENT LINE TYPE DOCUMENT AMOUNT CURRENCY DATE"),
    rows: books.payments.flatMap((payment) =>
      payment.allocations.map(({ document, amount }, index) => [
        payment.id,
        String(index + 1),
        document.type,
        document.id,
        financeMoney(amount, document.currency),
        document.currency,
        compact(payment.paidOn),
      ]),
    ),
  };
}

function paymentTables(books: SampleBooks): readonly ExportTable[] {
  return [paymentsTable(books), allocationsTable(books)];
}

export function financeDocumentTables(books: SampleBooks): readonly ExportTable[] {
  return [
    ...documentTables(books, "invoice", "Invoice", books.invoices),
    ...documentTables(books, "bill", "Bill", books.bills),
    ...documentTables(books, "credit_note", "CreditNote", [...books.salesCredits, ...books.purchaseCredits]),
    ...paymentTables(books),
  ];
}
