import type { Facts } from "../facts";
import { orderCases } from "../order-case";
import type { Rule } from "../verdict";
import { excessOf } from "./delivery";
import { SALES_WORDS } from "./trade-words";

/** Invoices for more goods than went out. */
export const billedNotShipped: Rule<Facts> = {
  name: "BILLED_NOT_SHIPPED",
  check: (facts) => orderCases(facts, "SALES").flatMap((one) => excessOf(facts, one, SALES_WORDS)),
};
