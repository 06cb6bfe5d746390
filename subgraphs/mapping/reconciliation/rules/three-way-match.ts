import type { Facts } from "../facts";
import { orderCases } from "../order-case";
import type { Rule } from "../verdict";
import { excessOf } from "./delivery";
import { departuresOf } from "./price";
import { PURCHASE_WORDS } from "./trade-words";

/** A supplier's invoice against what was ordered, at which price, and what came in. */
export const threeWayMatch: Rule<Facts> = {
  name: "THREE_WAY_MATCH",
  check: (facts) =>
    orderCases(facts, "PURCHASE").flatMap((one) => [
      ...departuresOf(facts, one),
      ...excessOf(facts, one, PURCHASE_WORDS),
    ]),
};
