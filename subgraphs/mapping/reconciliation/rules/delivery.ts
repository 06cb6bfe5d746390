import Decimal from "decimal.js";
import { en, type Words, zh } from "../../bilingual";
import { addDays } from "../days";
import { duplicatesIn } from "../duplicates";
import type { Facts } from "../facts";
import type { OrderCase, OrderLineCase } from "../order-case";
import { sumOf } from "../sums";
import { TOLERANCES } from "../tolerances";
import { explained, type Verdict } from "../verdict";
import { allOf, capital, listOf, moneyText, nameOf } from "../words";

export interface DeliveryWords {
  /** "shipped" or "received"; in Chinese the verb, which 已, 未 and 尚未 stand before. */
  readonly moved: Words;
  /** "billed" or "invoiced"; in Chinese the verb. */
  readonly billed: Words;
  readonly remedyOfGap: Words;
  readonly remedyOfExcess: Words;
}

const ZERO = new Decimal(0);

interface Difference {
  readonly amount: Decimal;
  readonly quantities: readonly Words[];
}

/** What one quantity exceeds another by, over the lines of an order, in money at the order's prices. */
function differenceOf(
  lines: readonly OrderLineCase[],
  words: readonly [Words, Words],
  of: (line: OrderLineCase) => readonly [more: Decimal, less: Decimal],
): Difference {
  const found = lines.flatMap((line) => {
    const [more, less] = of(line);
    const gap = more.minus(less);
    if (!line.ordered.isPositive() || !gap.isPositive() || gap.isZero()) return [];
    const { lineNumber } = line.line;
    const text = {
      en: en`line ${lineNumber}: ${more.toFixed()} ${words[0]}, ${less.toFixed()} ${words[1]}`,
      zh: zh`第 ${lineNumber} 行：已${words[0]} ${more.toFixed()}，已${words[1]} ${less.toFixed()}`,
    };
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

function causeOfGap(one: OrderCase, words: DeliveryWords, amount: Decimal, gaps: readonly Words[]): Words {
  const { order, billings, lastDeliveredOn } = one;
  const billed = listOf(billings.map(nameOf));
  const open = moneyText(amount, order.currency);
  const what: Words =
    billings.length === 0
      ? { en: en`nothing is ${words.billed}`, zh: zh`尚未${words.billed}` }
      : { en: en`${billed} leave ${open} open`, zh: zh`除${billed}外，尚有 ${open} 未${words.billed}` };
  const where: Words =
    gaps.length === 0 ? { en: "", zh: "" } : { en: en` (${allOf(gaps)})`, zh: zh`（${allOf(gaps)}）` };
  const by: Words = lastDeliveredOn
    ? { en: en` by ${lastDeliveredOn}`, zh: zh`截至 ${lastDeliveredOn}` }
    : { en: "", zh: "" };
  return {
    en: en`${capital(nameOf(order))} was ${words.moved}${by}, but ${what}${where}.`,
    zh: zh`${nameOf(order)}${by}已${words.moved}，但${what}${where}。`,
  };
}

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
      ? [explained(en`${capital(words.billed)} amounts differ by rounding of lines.`)]
      : [];
  const since = one.lastDeliveredOn ?? order.on ?? facts.asOf;
  const due = addDays(since, TOLERANCES.billingGraceDays);
  if (due > facts.asOf) return [{ verdict: "waiting", documentId: order.id, until: due }];
  return [
    {
      verdict: "found",
      aspect: "",
      cause: causeOfGap(one, words, amount, gaps),
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
  const [billed, where] = [listOf(billings.map(nameOf)), allOf(excess.quantities)];
  return [
    {
      verdict: "found",
      aspect: "",
      cause: {
        en: en`${capital(billed)} bill more of ${nameOf(order)} than was ${words.moved} (${where}).`,
        zh: zh`${billed}对${nameOf(order)}的开票数量多于已${words.moved}数量（${where}）。`,
      },
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
