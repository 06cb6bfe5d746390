import type { DocumentKind } from "../../schema/model/definition";

/** The GraphQL type of each kind of document. */
export const DOCUMENT_TYPES = {
  SALES_ORDER: "SalesOrder",
  PURCHASE_ORDER: "PurchaseOrder",
  SHIPMENT: "Shipment",
  RECEIPT: "Receipt",
  ERP_INVOICE: "ErpInvoice",
  INVOICE: "Invoice",
  BILL: "Bill",
  CREDIT_NOTE: "CreditNote",
  PAYMENT: "Payment",
  JOURNAL_ENTRY: "JournalEntry",
} as const satisfies Record<DocumentKind, string>;
