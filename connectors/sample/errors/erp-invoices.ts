import type { TradeDocument } from "../documents";
import { erpId, financeId } from "./planted-error";

/** Whether the ERP keeps invoices of its own, which finance then books, or leaves billing to finance. */
export type ErpBooksInvoices = boolean;

/** The ERP's own key of the invoice that finance books as this document. */
export const erpInvoiceIdOf = ({ id }: TradeDocument): string => `F${id.slice(2)}${id.startsWith("AP") ? "P" : "S"}`;

const TYPES = { INVOICE: "invoice", BILL: "bill", CREDIT_NOTE: "credit_note" } as const;

/** Full id of what bills an order: the ERP's invoice where it keeps them, finance's document otherwise. */
export const billingIdOf = (document: TradeDocument, kept: ErpBooksInvoices): string =>
  kept ? erpId("erp_invoice", erpInvoiceIdOf(document)) : financeId(TYPES[document.type], document.id);

/** Invoices that the ERP keeps itself: of its orders. What finance bills or is billed without an order, it does not know. */
export const keptByErp = (documents: readonly TradeDocument[]): readonly TradeDocument[] =>
  documents.filter(({ orderNumber, type }) => orderNumber !== "" && type !== "CREDIT_NOTE");
