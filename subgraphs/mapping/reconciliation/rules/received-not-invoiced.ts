import type { Facts } from "../facts";
import { orderCases } from "../order-case";
import type { Rule } from "../verdict";
import { gapOf } from "./delivery";
import { PURCHASE_WORDS } from "./trade-words";

/** Goods that came in and that no supplier's invoice charges. */
export const receivedNotInvoiced: Rule<Facts> = {
  name: "RECEIVED_NOT_INVOICED",
  check: (facts) => orderCases(facts, "PURCHASE").flatMap((one) => gapOf(facts, one, PURCHASE_WORDS)),
};
