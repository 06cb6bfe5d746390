import type Decimal from "decimal.js";
import type { DocumentKind } from "../../../schema/model/definition";
import type { ReconciledDocument } from "../../../store/mapping/reconciliation/documents";

/** The languages that findings are told in: with another one, the next run tells all of them anew. */
export const LANGUAGES = ["en", "zh"] as const;
type Language = (typeof LANGUAGES)[number];

/** A text in each language. */
export type Words = Readonly<Record<Language, string>>;

/** What stands in a text: words in its language, or what is the same in all, such as a number or a day. */
type Value = Words | string | number | null | undefined;

const inLanguage = (value: Value, language: Language): string =>
  typeof value === "object" && value !== null ? value[language] : String(value ?? "–");

/** An English text. */
export const en = (texts: TemplateStringsArray, ...values: readonly Value[]): string =>
  String.raw({ raw: texts }, ...values.map((value) => inLanguage(value, "en")));

/** A Chinese text, with a space between Chinese characters and a value in Latin letters or digits, as it is set in print. */
export const zh = ([start = "", ...texts]: TemplateStringsArray, ...values: readonly Value[]): string =>
  texts.reduce((text, next, at) => spaced(spaced(text, inLanguage(values[at], "zh")), next), start);

const isChinese = { atEnd: /\p{Script=Han}$/u, atStart: /^\p{Script=Han}/u };
const isLatin = { atEnd: /[\p{Script=Latin}\d]$/u, atStart: /^-?[\p{Script=Latin}\d]/u };

function spaced(left: string, right: string): string {
  const touch =
    (isChinese.atEnd.test(left) && isLatin.atStart.test(right)) ||
    (isLatin.atEnd.test(left) && isChinese.atStart.test(right));
  return `${left}${touch ? " " : ""}${right}`;
}

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
    en: en`${others.map((name) => inLanguage(name, "en")).join(", ")} and ${last}`,
    zh: zh`${others.map((name) => inLanguage(name, "zh")).join("、")}和${last}`,
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
