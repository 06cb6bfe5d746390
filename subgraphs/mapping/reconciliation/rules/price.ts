import Decimal from "decimal.js";
import type { ReconciledDocument, ReconciledLine } from "../../../../store/mapping/reconciliation/documents";
import { en, type Words, zh } from "../../bilingual";
import { duplicatesIn } from "../duplicates";
import type { Facts } from "../facts";
import type { BilledLine, OrderCase } from "../order-case";
import { sumOf } from "../sums";
import { TOLERANCES } from "../tolerances";
import { explained, type Finding, type Verdict } from "../verdict";
import { allOf, capital, listOf, moneyText, nameOf } from "../words";
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
  readonly text: Words;
  readonly amount: Decimal;
}

function priceText({ lineNumber }: ReconciledLine, billed: Decimal, ordered: Decimal): Words {
  const [price, agreed] = [billed, ordered].map((unit) => unit.toDecimalPlaces(6).toFixed());
  return {
    en: `line ${lineNumber}: ${price} instead of ${agreed} a unit`,
    zh: `第 ${lineNumber} 行：单价 ${price}，订单为 ${agreed}`,
  };
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
        return [{ text: priceText(ordered, line.net.div(line.quantity), unitNet), amount }];
      }),
  );
  if (departures.length === 0) return verdicts;
  const amount = sumOf(departures.map((departure) => departure.amount)).toNearest(
    order.smallestUnit,
    Decimal.ROUND_HALF_UP,
  );
  const where = allOf(departures.map(({ text }) => text));
  return [
    ...verdicts,
    found(one, "price", [billing], {
      cause: {
        en: en`${capital(nameOf(billing))} charges other prices than ${nameOf(order)} (${where}).`,
        zh: zh`${nameOf(billing)}的单价与${nameOf(order)}不符（${where}）。`,
      },
      remedy: {
        en: "Correct the invoice, or confirm the price on the order.",
        zh: "更正发票，或在订单上确认该单价。",
      },
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
    const charged = moneyText(amount, billing.currency);
    const what = listOf(
      lines.map(
        ({ line }) =>
          line.description ?? line.item ?? { en: `line ${line.lineNumber}`, zh: `第 ${line.lineNumber} 行` },
      ),
    );
    return [
      found(one, "beside", [billing], {
        cause: {
          en: en`${capital(nameOf(billing))} charges ${charged} that ${nameOf(one.order)} does not have: ${what}.`,
          zh: zh`${nameOf(billing)}中有 ${charged} 不在${nameOf(one.order)}内：${what}。`,
        },
        remedy: { en: "Add it to the order, or credit it.", zh: "将其补入订单，或以红字发票冲销。" },
        amount,
      }),
    ];
  });
}

const CREDIT_OR_RAISE: Words = {
  en: "Credit what was billed too much, or raise the order.",
  zh: "就多开部分开具红字发票，或调增订单。",
};

/** What was never to be delivered, such as a service, is compared with the order alone. */
function quantityOf(one: OrderCase): readonly Verdict[] {
  const over = one.lines.filter(
    ({ deliverable, ordered, billed, unitNet }) =>
      !deliverable && unitNet && ordered.isPositive() && billed.greaterThan(ordered),
  );
  if (over.length === 0) return [];
  const amount = sumOf(over.map(({ billed, ordered, unitNet }) => billed.minus(ordered).times(unitNet ?? 0)));
  const where = allOf(
    over.map(({ line: { lineNumber }, billed, ordered }) => ({
      en: `line ${lineNumber}: ${billed.toFixed()} billed, ${ordered.toFixed()} ordered`,
      zh: `第 ${lineNumber} 行：已开票 ${billed.toFixed()}，订购 ${ordered.toFixed()}`,
    })),
  );
  return [
    found(one, "quantity", one.billings, {
      cause: {
        en: en`More of ${nameOf(one.order)} is billed than was ordered (${where}).`,
        zh: zh`${nameOf(one.order)}的开票数量多于订购数量（${where}）。`,
      },
      remedy: CREDIT_OR_RAISE,
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
  const billed = listOf(billings.map(nameOf));
  return [
    found(one, "total", billings, {
      cause: {
        en: en`${capital(billed)} bill ${moneyText(over, order.currency)} more than ${nameOf(order)} says.`,
        zh: zh`${billed}合计比${nameOf(order)}多开 ${moneyText(over, order.currency)}。`,
      },
      remedy: CREDIT_OR_RAISE,
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
  const billed = listOf(billings.map(nameOf));
  const [isMore, much] = [off.isPositive(), moneyText(off.abs(), order.currency)];
  return [
    found(one, "tax", billings, {
      cause: {
        en: en`${capital(billed)} charge ${much} ${isMore ? "more" : "less"} tax than ${nameOf(order)} says.`,
        zh: zh`${billed}的税额比${nameOf(order)}${isMore ? "多" : "少"} ${much}。`,
      },
      remedy: {
        en: "Check the tax codes of the lines, and correct the invoice.",
        zh: "核对各行税码，并更正发票。",
      },
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
