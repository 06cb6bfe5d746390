import type { DeliveryWords } from "./delivery";

export const SALES_WORDS: DeliveryWords = {
  moved: "shipped",
  billed: "billed",
  remedyOfGap: "Bill what was shipped, or record why it is not charged.",
  remedyOfExcess: "Ship the rest, or credit what was billed too much.",
};

export const PURCHASE_WORDS: DeliveryWords = {
  moved: "received",
  billed: "invoiced",
  remedyOfGap: "Ask the supplier for the invoice, and accrue the goods until it comes.",
  remedyOfExcess: "Hold the payment until the goods come, or ask for a credit note.",
};
