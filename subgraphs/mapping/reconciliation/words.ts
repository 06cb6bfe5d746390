import type Decimal from "decimal.js";
import type { DocumentKind } from "../../../schema/model/definition";
import type { ReconciledDocument } from "../../../store/mapping/reconciliation/documents";
import { en, type Value, type Words, zh } from "../bilingual";

const NAMES: Readonly<Record<DocumentKind, Words>> = {
  SALES_ORDER: { en: "order", zh: "销售订单" },
  PURCHASE_ORDER: { en: "purchase order", zh: "采购订单" },
  SHIPMENT: { en: "shipment", zh: "发货单" },
  RECEIPT: { en: "receipt", zh: "收货单" },
  ERP_INVOICE: { en: "ERP invoice", zh: "ERP 发票" },
  INVOICE: { en: "invoice", zh: "销售发票" },
  BILL: { en: "bill", zh: "采购发票" },
  CREDIT_NOTE: { en: "credit note", zh: "红字发票" },
  PAYMENT: { en: "payment", zh: "收付款" },
  JOURNAL_ENTRY: { en: "journal entry", zh: "记账凭证" },
};

/** A document as people call it: `invoice INV-2025-00012`, `销售发票 INV-2025-00012`. */
export function nameOf({ kind, number, id }: Pick<ReconciledDocument, "kind" | "number" | "id">): Words {
  const [name, which] = [NAMES[kind], number ?? id];
  return { en: en`${name} ${which}`, zh: zh`${name} ${which}` };
}

/** An amount with its currency, with as many decimals as it has. */
export const moneyText = (amount: Decimal, currency: string | null): string =>
  currency ? `${amount.toFixed()} ${currency}` : amount.toFixed();

/** `order O-1, invoices I-1 and I-2`, `销售订单 O-1、销售发票 I-1 和销售发票 I-2`. */
export function listOf(names: readonly Value[]): Words {
  const last = names.at(-1) ?? "";
  if (names.length < 2) return { en: en`${last}`, zh: zh`${last}` };
  const others = names.slice(0, -1);
  return {
    en: en`${others.map((name) => en`${name}`).join(", ")} and ${last}`,
    zh: zh`${others.map((name) => zh`${name}`).join("、")}和${last}`,
  };
}

/** What was found at several places, in brackets or by itself. */
export const allOf = (texts: readonly Words[]): Words => ({
  en: texts.map((text) => text.en).join("; "),
  zh: texts.map((text) => text.zh).join("；"),
});

/** The same as the beginning of a sentence. */
export const capital = (words: Words): Words => ({
  ...words,
  en: `${words.en.charAt(0).toUpperCase()}${words.en.slice(1)}`,
});
