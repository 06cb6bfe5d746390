import Decimal from "decimal.js";
import type { LedgerFacts } from "../ledger-facts";
import { TOLERANCES } from "../tolerances";
import { explained, type Rule, type Verdict } from "../verdict";

const NOUNS = { RECEIVABLE: "customers owe", PAYABLE: "is owed to suppliers" } as const;

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
      const unrated = balance.unratedCount > 0 ? `; ${balance.unratedCount} documents carry no exchange rate` : "";
      const [open, ledger] = [balance.open, balance.ledger].map((amount) =>
        new Decimal(amount).toNearest(unit, Decimal.ROUND_HALF_UP).toFixed(),
      );
      return [
        {
          verdict: "found",
          aspect: `${balance.companyId} ${balance.kind} ${balance.currency}`,
          cause: `By open documents ${open} ${balance.currency} ${NOUNS[balance.kind]}, by the control account ${ledger}${unrated}.`,
          remedy: "Look for entries on the control account without a document, and for documents that no entry books.",
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
