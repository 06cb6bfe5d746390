import Decimal from "decimal.js";
import { en, type Words, zh } from "../../bilingual";
import type { LedgerFacts } from "../ledger-facts";
import { TOLERANCES } from "../tolerances";
import { explained, type Rule, type Verdict } from "../verdict";

const NOUNS = {
  RECEIVABLE: { en: "customers owe", zh: "应收账款" },
  PAYABLE: { en: "is owed to suppliers", zh: "应付账款" },
} as const;

const unratedText = (count: number): Words =>
  count === 0
    ? { en: "", zh: "" }
    : { en: en`; ${count} documents carry no exchange rate`, zh: zh`；${count} 张单据没有汇率` };

/** What open documents add up to, against the control account that sums them up. */
export const subledgerAgainstControl: Rule<LedgerFacts> = {
  name: "SUBLEDGER_AGAINST_CONTROL",
  check: ({ controlBalances, smallestUnit }) =>
    controlBalances.flatMap((balance): readonly Verdict[] => {
      const unit = smallestUnit(balance.currency);
      const off = new Decimal(balance.ledger).minus(balance.open).toNearest(unit, Decimal.ROUND_HALF_UP);
      if (off.isZero()) return [];
      const slack = new Decimal(unit).times(TOLERANCES.roundingUnitsPerConvertedDocument * balance.documentCount);
      if (off.abs().lessThanOrEqualTo(slack) && balance.unratedCount === 0)
        return [explained("Open documents and control account differ by rounding of converted amounts.")];
      const unrated = unratedText(balance.unratedCount);
      const [open = "", ledger = ""] = [balance.open, balance.ledger].map((amount) =>
        new Decimal(amount).toNearest(unit, Decimal.ROUND_HALF_UP).toFixed(),
      );
      return [
        {
          verdict: "found",
          aspect: `${balance.companyId} ${balance.kind} ${balance.currency}`,
          cause: {
            en: en`By open documents ${open} ${balance.currency} ${NOUNS[balance.kind]}, by the control account ${ledger}${unrated}.`,
            zh: zh`${NOUNS[balance.kind]}按未结单据为 ${open} ${balance.currency}，按总账控制科目为 ${ledger}${unrated}。`,
          },
          remedy: {
            en: "Look for entries on the control account without a document, and for documents that no entry books.",
            zh: "查找控制科目中没有单据的分录，以及没有入账的单据。",
          },
          amount: off,
          currency: balance.currency,
          sinceOn: balance.lastPostedOn,
          companyId: balance.companyId,
          documents: [],
          accountId: balance.accountId,
        },
      ];
    }),
};
