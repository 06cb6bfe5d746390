import type { Facts } from "../facts";
import { orderCases } from "../order-case";
import type { Rule } from "../verdict";
import { gapOf } from "./delivery";
import { SALES_WORDS } from "./trade-words";

/** Goods that went out, or services of a finished order, that no invoice bills. */
export const shippedNotBilled: Rule<Facts> = {
  name: "SHIPPED_NOT_BILLED",
  check: (facts) => orderCases(facts, "SALES").flatMap((one) => gapOf(facts, one, SALES_WORDS)),
};
