import { Decimal as DecimalJs } from "decimal.js";
import type { ReconciledDocument } from "../../../../store/mapping/reconciliation/documents";
import { en, zh } from "../../bilingual";
import type { Facts } from "../facts";
import type { OrderCase } from "../order-case";
import { TOLERANCES } from "../tolerances";
import { explained, type Finding, type Verdict } from "../verdict";
import { capital, moneyText, nameOf } from "../words";

/** Wide enough that amounts times rates of any length stay exact. */
const Exact = DecimalJs.clone({ precision: 100 });

/** Amounts in the company's own currency, exact, with what rounding of both documents may come to there. */
interface Compared {
  readonly base: string;
  readonly on: string;
  readonly billed: DecimalJs;
  readonly ordered: DecimalJs;
  readonly slack: DecimalJs;
}

/** What the order says that a document bills of it, in the order's currency; null: nobody can tell. */
function orderedPart(one: OrderCase, billing: ReconciledDocument): DecimalJs | null {
  const { order, lines, billings, byTotals } = one;
  if (byTotals) return billings.length === 1 ? order.net : null;
  const parts = lines.flatMap(({ line, ordered, billings: billed }) =>
    billed
      .filter(({ document }) => document.id === billing.id)
      .map((part) =>
        line.net && part.line.quantity && !ordered.isZero()
          ? new Exact(line.net).times(part.line.quantity).div(ordered)
          : null,
      ),
  );
  return parts.reduce<DecimalJs | null>((sum, part) => (sum && part ? sum.plus(part) : null), new Exact(0));
}

function compare(facts: Facts, one: OrderCase, billing: ReconciledDocument): Compared | null {
  const { order } = one;
  const [part, base, on] = [orderedPart(one, billing), facts.baseCurrency(order.company), billing.on];
  if (!part || !base || !on || !billing.net || !billing.currency || !order.currency) return null;
  const billedRate = facts.rates.on(billing.currency, base, on);
  const orderedRate = facts.rates.on(order.currency, base, on);
  if (!billedRate || !orderedRate) return null;
  const coins = (document: ReconciledDocument, rate: DecimalJs): DecimalJs =>
    new Exact(document.smallestUnit)
      .times(rate)
      .times(TOLERANCES.roundingUnitsPerLine * Math.max(1, document.lines.length));
  return {
    base,
    on,
    billed: new Exact(billing.net).times(billedRate),
    ordered: new Exact(part).times(orderedRate),
    slack: coins(billing, billedRate).plus(coins(order, orderedRate)),
  };
}

function found(
  one: OrderCase,
  billing: ReconciledDocument,
  told: Pick<Finding, "cause" | "amount" | "currency">,
): Finding {
  return {
    verdict: "found",
    aspect: "currency",
    ...told,
    remedy: {
      en: "Credit it and bill in the currency of the order, or agree on the other one.",
      zh: "以红字发票冲销后按订单币种重新开票，或双方约定改用发票币种。",
    },
    sinceOn: billing.on ?? one.order.on ?? "",
    companyId: one.order.companyId,
    documents: [one.order, billing],
    partyId: one.order.party,
  };
}

/**
 * A document that bills an order in another currency: the same sale, if both come to the same in the company's own
 * currency by the rates of the day it bills, but for rounding.
 */
export function billedInOtherCurrency(facts: Facts, one: OrderCase): readonly Verdict[] {
  const { order } = one;
  return one.billings
    .filter(({ currency }) => currency !== order.currency)
    .map((billing): Verdict => {
      const start = {
        en: en`${capital(nameOf(billing))} is in ${billing.currency}, ${nameOf(order)} in ${order.currency}`,
        zh: zh`${nameOf(billing)}的币种为 ${billing.currency}，${nameOf(order)}为 ${order.currency}`,
      };
      const compared = compare(facts, one, billing);
      if (!compared)
        return found(one, billing, {
          cause: {
            en: en`${start}, and no exchange rate of its day tells whether it is the same amount.`,
            zh: zh`${start}，当日没有汇率，无法判断金额是否相同。`,
          },
          amount: billing.net,
          currency: billing.currency,
        });
      const off = compared.billed.minus(compared.ordered);
      if (off.abs().lessThanOrEqualTo(compared.slack))
        return explained("Billed in another currency, the same amount by the rate of the day but for rounding.");
      const unit = facts.smallestUnit(compared.base);
      const text = (amount: DecimalJs): string =>
        moneyText(amount.toNearest(unit, DecimalJs.ROUND_HALF_UP), compared.base);
      const [billed, ordered] = [text(compared.billed), text(compared.ordered)];
      return found(one, billing, {
        cause: {
          en: en`${start}: by the rates of ${compared.on} it bills ${billed}, the order says ${ordered}.`,
          zh: zh`${start}：按 ${compared.on} 的汇率，开票金额为 ${billed}，订单金额为 ${ordered}。`,
        },
        amount: off.toNearest(unit, DecimalJs.ROUND_HALF_UP),
        currency: compared.base,
      });
    });
}
