import Decimal from "decimal.js";
import { addDays } from "../days";
import { duplicatesIn } from "../duplicates";
import type { Facts } from "../facts";
import type { OrderCase, OrderLineCase } from "../order-case";
import { sumOf } from "../sums";
import { TOLERANCES } from "../tolerances";
import { explained, type Verdict } from "../verdict";
import { capital, listOf, moneyText, nameOf } from "../words";

export interface DeliveryWords {
  /** "shipped" or "received". */
  readonly moved: string;
  /** "billed" or "invoiced". */
  readonly billed: string;
  readonly remedyOfGap: string;
  readonly remedyOfExcess: string;
}

const ZERO = new Decimal(0);

interface Difference {
  readonly amount: Decimal;
  readonly quantities: readonly string[];
}

/** What one quantity exceeds another by, over the lines of an order, in money at the order's prices. */
function differenceOf(
  lines: readonly OrderLineCase[],
  words: readonly [string, string],
  of: (line: OrderLineCase) => readonly [more: Decimal, less: Decimal],
): Difference {
  const found = lines.flatMap((line) => {
    const [more, less] = of(line);
    const gap = more.minus(less);
    if (!line.ordered.isPositive() || !gap.isPositive() || gap.isZero()) return [];
    const text = `line ${line.line.lineNumber}: ${more.toFixed()} ${words[0]}, ${less.toFixed()} ${words[1]}`;
    return [{ amount: gap.times(line.unitNet ?? 0), text }];
  });
  return { amount: sumOf(found.map(({ amount }) => amount)), quantities: found.map(({ text }) => text) };
}

/** Without lines to compare, the net amounts of what was delivered and billed. */
function totalsGap({ order, lines, billings }: OrderCase): Decimal {
  if (billings.some(({ currency }) => currency !== order.currency)) return ZERO;
  const complete =
    lines.length === 0 || lines.every(({ delivered, ordered }) => delivered.greaterThanOrEqualTo(ordered));
  const delivered = complete
    ? (order.net ?? ZERO)
    : sumOf(lines.map(({ delivered: quantity, unitNet }) => quantity.times(unitNet ?? 0)));
  return delivered.minus(sumOf(billings.map(({ net }) => net)));
}

const rounded = (amount: Decimal, unit: Decimal): Decimal => amount.toNearest(unit, Decimal.ROUND_HALF_UP);

/** Delivered, but not billed: once the days of grace are over. */
export function gapOf(facts: Facts, one: OrderCase, words: DeliveryWords): readonly Verdict[] {
  const { order, deliveries, billings, byTotals, lines } = one;
  const isDelivered =
    deliveries.length > 0 || lines.some(({ delivered }) => delivered.isPositive() && !delivered.isZero());
  if (!isDelivered) return [];
  const byLine = differenceOf(lines, [words.moved, words.billed], ({ delivered, billed }) => [delivered, billed]);
  const slack = order.smallestUnit.times(TOLERANCES.roundingUnitsPerLine * Math.max(1, lines.length));
  const amount = rounded(byTotals && billings.length > 0 ? totalsGap(one) : byLine.amount, order.smallestUnit);
  const gaps = byTotals && billings.length > 0 ? [] : byLine.quantities;
  if (gaps.length === 0 && amount.lessThanOrEqualTo(slack))
    return amount.isPositive() && !amount.isZero()
      ? [explained(`${capital(words.billed)} amounts differ by rounding of lines.`)]
      : [];
  const since = one.lastDeliveredOn ?? order.on ?? facts.asOf;
  const due = addDays(since, TOLERANCES.billingGraceDays);
  if (due > facts.asOf) return [{ verdict: "waiting", documentId: order.id, until: due }];
  const what =
    billings.length === 0
      ? `nothing is ${words.billed}`
      : `${listOf(billings.map(nameOf))} leave ${moneyText(amount, order.currency)} open`;
  return [
    {
      verdict: "found",
      aspect: "",
      cause: `${capital(nameOf(order))} was ${words.moved}${one.lastDeliveredOn ? ` by ${one.lastDeliveredOn}` : ""}, but ${what}${gaps.length > 0 ? ` (${gaps.join("; ")})` : ""}.`,
      remedy: words.remedyOfGap,
      amount,
      currency: order.currency,
      sinceOn: since,
      companyId: order.companyId,
      documents: [order, ...deliveries, ...billings],
      partyId: order.party,
    },
  ];
}

/** Billed, but not delivered: what is billed twice is told as such, not here. */
export function excessOf(facts: Facts, one: OrderCase, words: DeliveryWords): readonly Verdict[] {
  const { order, lines, billings, deliveries } = one;
  const twice = new Set(duplicatesIn(facts, billings).map(({ second }) => second.id));
  const excess = differenceOf(
    lines.filter(({ deliverable }) => deliverable),
    [words.billed, words.moved],
    ({ delivered, billings: billed }) => {
      const once = billed.filter(({ document, line }) => !twice.has(document.id) && line.quantity?.isPositive());
      return [sumOf(once.map(({ line }) => line.quantity)), delivered];
    },
  );
  if (excess.quantities.length === 0) return [];
  const since =
    billings
      .flatMap(({ on }) => on ?? [])
      .sort()
      .at(-1) ?? facts.asOf;
  const due = addDays(since, TOLERANCES.deliveryGraceDays);
  if (due > facts.asOf) return [{ verdict: "waiting", documentId: order.id, until: due }];
  return [
    {
      verdict: "found",
      aspect: "",
      cause: `${capital(listOf(billings.map(nameOf)))} bill more of ${nameOf(order)} than was ${words.moved} (${excess.quantities.join("; ")}).`,
      remedy: words.remedyOfExcess,
      amount: rounded(excess.amount, order.smallestUnit),
      currency: order.currency,
      sinceOn: since,
      companyId: order.companyId,
      documents: [order, ...billings, ...deliveries],
      partyId: order.party,
    },
  ];
}
