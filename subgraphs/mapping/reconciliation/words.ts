import type Decimal from "decimal.js";
import type { DocumentKind } from "../../../schema/model/definition";
import type { ReconciledDocument } from "../../../store/mapping/reconciliation/documents";

const NAMES: Readonly<Record<DocumentKind, string>> = {
  SALES_ORDER: "order",
  PURCHASE_ORDER: "purchase order",
  SHIPMENT: "shipment",
  RECEIPT: "receipt",
  ERP_INVOICE: "ERP invoice",
  INVOICE: "invoice",
  BILL: "bill",
  CREDIT_NOTE: "credit note",
  PAYMENT: "payment",
  JOURNAL_ENTRY: "journal entry",
};

/** A document as people call it: `invoice INV-2025-00012`. */
export const nameOf = ({ kind, number, id }: Pick<ReconciledDocument, "kind" | "number" | "id">): string =>
  `${NAMES[kind]} ${number ?? id}`;

/** An amount with its currency, with as many decimals as it has. */
export const moneyText = (amount: Decimal, currency: string | null): string =>
  currency ? `${amount.toFixed()} ${currency}` : amount.toFixed();

/** `order O-1, invoices I-1 and I-2`. */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
