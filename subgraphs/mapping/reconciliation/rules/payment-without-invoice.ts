import type Decimal from "decimal.js";
import type { ReconciledDocument } from "../../../../store/mapping/reconciliation/documents";
import { en, zh } from "../../bilingual";
import { addDays } from "../days";
import { counts, type Facts } from "../facts";
import { sumOf } from "../sums";
import { TOLERANCES } from "../tolerances";
import { explained, type Rule, type Verdict } from "../verdict";
import { capital, moneyText, nameOf } from "../words";

/** What of a payment settles nothing; null when it settles documents of another currency, which decide the rest. */
function restOf(facts: Facts, payment: ReconciledDocument): Decimal | null {
  const settled = facts.settledBy(payment.id);
  if (settled.some(({ currency }) => currency !== payment.currency)) return null;
  return payment.total?.minus(sumOf(settled.map(({ amount }) => amount))) ?? null;
}

/** Money that came or went without an invoice it settles. */
export const paymentWithoutInvoice: Rule<Facts> = {
  name: "PAYMENT_WITHOUT_INVOICE",
  check: (facts) =>
    facts.ofKind("PAYMENT").flatMap((payment): readonly Verdict[] => {
      const rest = counts(payment) ? restOf(facts, payment) : null;
      if (!rest || rest.abs().lessThan(payment.smallestUnit)) return [];
      if (rest.isNegative())
        return [explained("More was allocated than paid: a discount or a write-off settles the rest.")];
      const since = payment.on ?? facts.asOf;
      const due = addDays(since, TOLERANCES.allocationGraceDays);
      if (due > facts.asOf) return [{ verdict: "waiting", documentId: payment.id, until: due }];
      const likely = facts.behind(payment, "INVOICE", "BILL");
      const [first] = likely;
      const whole = payment.total?.equals(rest) === true;
      const open = moneyText(rest, payment.currency);
      return [
        {
          verdict: "found",
          aspect: "",
          cause: {
            en: en`${capital(nameOf(payment))} of ${since}: ${whole ? "all of it" : open} settles no invoice.`,
            zh: zh`${nameOf(payment)}（${since}）：${whole ? "全部金额" : open}未核销任何发票。`,
          },
          remedy:
            whole && first
              ? {
                  en: "Allocate it to the document beside it, which it seems to pay.",
                  zh: "核销所列的另一张单据，该款项看来是其付款。",
                }
              : { en: "Allocate it to the invoice it pays, or pay it back.", zh: "核销其所付的发票，或退回款项。" },
          amount: rest,
          currency: payment.currency,
          sinceOn: since,
          companyId: payment.companyId,
          documents: [payment, ...(whole ? likely : [])],
          partyId: payment.party,
        },
      ];
    }),
};
