import type { DeliveryWords } from "./delivery";

export const SALES_WORDS: DeliveryWords = {
  moved: { en: "shipped", zh: "发货" },
  billed: { en: "billed", zh: "开票" },
  remedyOfGap: {
    en: "Bill what was shipped, or record why it is not charged.",
    zh: "对已发货部分开票，或注明不收费的原因。",
  },
  remedyOfExcess: {
    en: "Ship the rest, or credit what was billed too much.",
    zh: "补发其余货物，或就多开部分开具红字发票。",
  },
};

export const PURCHASE_WORDS: DeliveryWords = {
  moved: { en: "received", zh: "收货" },
  billed: { en: "invoiced", zh: "收票" },
  remedyOfGap: {
    en: "Ask the supplier for the invoice, and accrue the goods until it comes.",
    zh: "向供应商索取发票，收到前将货物暂估入账。",
  },
  remedyOfExcess: {
    en: "Hold the payment until the goods come, or ask for a credit note.",
    zh: "货到之前暂缓付款，或要求供应商开具红字发票。",
  },
};
