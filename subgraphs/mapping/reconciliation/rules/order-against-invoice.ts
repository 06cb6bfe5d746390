import type { Facts } from "../facts";
import { orderCases } from "../order-case";
import type { Rule } from "../verdict";
import { departuresOf } from "./price";

/** What bills a sales order, against its prices, quantities, tax and currency. */
export const orderAgainstInvoice: Rule<Facts> = {
  name: "ORDER_AGAINST_INVOICE",
  check: (facts) => orderCases(facts, "SALES").flatMap((one) => departuresOf(facts, one)),
};
