import Decimal from "decimal.js";
import type { ReconciledDocument } from "../../../../store/mapping/reconciliation/documents";
import { duplicatesIn } from "../duplicates";
import type { Facts } from "../facts";
import type { BilledLine, OrderCase } from "../order-case";
import { sumOf } from "../sums";
import { TOLERANCES } from "../tolerances";
import { explained, type Finding, type Verdict } from "../verdict";
import { capital, listOf, moneyText, nameOf } from "../words";
import { billedInOtherCurrency } from "./foreign-currency";

const found = (
  one: OrderCase,
  aspect: string,
  documents: readonly ReconciledDocument[],
  told: Pick<Finding, "cause" | "remedy" | "amount">,
): Finding => ({
  verdict: "found",
  aspect,
  ...told,
  currency: one.order.currency,
  sinceOn:
    documents
      .flatMap(({ on }) => on ?? [])
      .sort()
      .at(0) ??
    one.order.on ??
    "",
  companyId: one.order.companyId,
  documents: [one.order, ...documents],
  partyId: one.order.party,
});

interface Departure {
  readonly text: string;
  readonly amount: Decimal;
}

function pricesOf(one: OrderCase, billing: ReconciledDocument): readonly Verdict[] {
  const { order, lines } = one;
  const verdicts: Verdict[] = [];
  const departures = lines.flatMap(({ billings, unitNet, line: ordered }): readonly Departure[] =>
    billings
      .filter(({ document }) => document.id === billing.id)
      .flatMap(({ line }) => {
        if (!line.net || !line.quantity || line.quantity.isZero() || !unitNet) return [];
        const amount = line.net.minus(line.quantity.times(unitNet));
        if (amount.isZero()) return [];
        if (amount.abs().lessThanOrEqualTo(order.smallestUnit.times(TOLERANCES.roundingUnitsPerLine))) {
          verdicts.push(explained("A billed line differs from the order's price by rounding."));
          return [];
        }
        const price = line.net.div(line.quantity);
        const text = `line ${ordered.lineNumber}: ${price.toDecimalPlaces(6).toFixed()} instead of ${unitNet.toDecimalPlaces(6).toFixed()} a unit`;
        return [{ text, amount }];
      }),
  );
  if (departures.length === 0) return verdicts;
  const amount = sumOf(departures.map((departure) => departure.amount)).toNearest(
    order.smallestUnit,
    Decimal.ROUND_HALF_UP,
  );
  return [
    ...verdicts,
    found(one, "price", [billing], {
      cause: `${capital(nameOf(billing))} charges other prices than ${nameOf(order)} (${departures.map(({ text }) => text).join("; ")}).`,
      remedy: "Correct the invoice, or confirm the price on the order.",
      amount,
    }),
  ];
}

/** Lines that the order does not have, such as freight charged on the way. */
function besideOf(one: OrderCase): readonly Verdict[] {
  const documents = [...new Set(one.beside.map(({ document }) => document))];
  return documents.flatMap((billing) => {
    const lines = one.beside.filter(({ document }) => document.id === billing.id);
    const amount = sumOf(lines.map(({ line }: BilledLine) => line.net));
    if (amount.isZero()) return [];
    const what = listOf(lines.map(({ line }) => line.description ?? line.item ?? `line ${line.lineNumber}`));
    return [
      found(one, "beside", [billing], {
        cause: `${capital(nameOf(billing))} charges ${moneyText(amount, billing.currency)} that ${nameOf(one.order)} does not have: ${what}.`,
        remedy: "Add it to the order, or credit it.",
        amount,
      }),
    ];
  });
}

/** What was never to be delivered, such as a service, is compared with the order alone. */
function quantityOf(one: OrderCase): readonly Verdict[] {
  const over = one.lines.filter(
    ({ deliverable, ordered, billed, unitNet }) =>
      !deliverable && unitNet && ordered.isPositive() && billed.greaterThan(ordered),
  );
  if (over.length === 0) return [];
  const amount = sumOf(over.map(({ billed, ordered, unitNet }) => billed.minus(ordered).times(unitNet ?? 0)));
  const texts = over.map(
    ({ line, billed, ordered }) => `line ${line.lineNumber}: ${billed.toFixed()} billed, ${ordered.toFixed()} ordered`,
  );
  return [
    found(one, "quantity", one.billings, {
      cause: `More of ${nameOf(one.order)} is billed than was ordered (${texts.join("; ")}).`,
      remedy: "Credit what was billed too much, or raise the order.",
      amount: amount.toNearest(one.order.smallestUnit, Decimal.ROUND_HALF_UP),
    }),
  ];
}

/** Without lines that name each other, an order billed for more than it says. */
function totalOf(one: OrderCase): readonly Verdict[] {
  const { order, billings } = one;
  if (!one.byTotals || billings.length === 0 || !order.net) return [];
  const over = sumOf(billings.map(({ net }) => net)).minus(order.net);
  if (over.lessThanOrEqualTo(order.smallestUnit.times(Math.max(1, order.lines.length)))) return [];
  return [
    found(one, "total", billings, {
      cause: `${capital(listOf(billings.map(nameOf)))} bill ${moneyText(over, order.currency)} more than ${nameOf(order)} says.`,
      remedy: "Credit what was billed too much, or raise the order.",
      amount: over,
    }),
  ];
}

/** Tax follows the net amount: told where an order is billed whole and its net amounts agree. */
function taxOf(one: OrderCase): readonly Verdict[] {
  const { order, billings } = one;
  if (!order.tax || !order.net || billings.length === 0 || billings.some(({ tax }) => tax === null)) return [];
  const slack = order.smallestUnit.times(TOLERANCES.roundingUnitsPerLine * Math.max(1, order.lines.length));
  if (
    sumOf(billings.map(({ net }) => net))
      .minus(order.net)
      .abs()
      .greaterThan(slack)
  )
    return [];
  const off = sumOf(billings.map(({ tax }) => tax)).minus(order.tax);
  if (off.isZero()) return [];
  if (off.abs().lessThanOrEqualTo(slack)) return [explained("Tax differs by rounding of lines.")];
  return [
    found(one, "tax", billings, {
      cause: `${capital(listOf(billings.map(nameOf)))} charge ${moneyText(off, order.currency)} more tax than ${nameOf(order)} says.`,
      remedy: "Check the tax codes of the lines, and correct the invoice.",
      amount: off,
    }),
  ];
}

/** Everything but delivery in which what bills an order departs from it. */
export function departuresOf(facts: Facts, one: OrderCase): readonly Verdict[] {
  const foreign = billedInOtherCurrency(facts, one);
  if (foreign.length > 0) return foreign;
  const billedTwice = duplicatesIn(facts, one.billings).length > 0;
  return [
    ...one.billings.flatMap((billing) => pricesOf(one, billing)),
    ...besideOf(one),
    ...(billedTwice ? [] : [...quantityOf(one), ...totalOf(one), ...taxOf(one)]),
  ];
}
