import Decimal from "decimal.js";
import type { FaultyEntry } from "../../../../store/finance/ledger-checks";
import type { LedgerFacts } from "../ledger-facts";
import { explained, type Finding, type Rule, type Verdict } from "../verdict";

function found(entry: FaultyEntry, aspect: string, told: Pick<Finding, "cause" | "remedy" | "amount">): Finding {
  return {
    verdict: "found",
    aspect,
    ...told,
    currency: entry.currency || null,
    sinceOn: entry.postedOn,
    companyId: entry.companyId,
    documents: [{ id: entry.id, kind: "JOURNAL_ENTRY" }],
  };
}

function ofBalance(entry: FaultyEntry, smallestUnit: string): readonly Verdict[] {
  const off = new Decimal(entry.off);
  if (off.isZero()) return [];
  if (off.abs().lessThan(smallestUnit)) return [explained("An entry is out of balance below the smallest unit.")];
  return [
    found(entry, "unbalanced", {
      cause: `Journal entry ${entry.number} is posted with debits ${off.isPositive() ? "above" : "below"} credits by ${off.abs().toFixed()} ${entry.currency}.`,
      remedy: "Post the missing side, or reverse the entry.",
      amount: off,
    }),
  ];
}

function ofPeriod(entry: FaultyEntry): readonly Verdict[] {
  if (!entry.offPeriod) return [];
  const where = entry.periodCode ? `outside its period ${entry.periodCode}` : "in no period of its company";
  return [
    found(entry, "period", {
      cause: `Journal entry ${entry.number} is posted on ${entry.postedOn}, ${where}.`,
      remedy: "Correct its day or its period.",
      amount: null,
    }),
  ];
}

/** Posted entries that do not balance, or stand in a period their day is not in. */
export const unbalancedOrOffPeriod: Rule<LedgerFacts> = {
  name: "UNBALANCED_OR_OFF_PERIOD",
  check: ({ faultyEntries, smallestUnit }) =>
    faultyEntries.flatMap((entry) => [...ofBalance(entry, smallestUnit(entry.currency)), ...ofPeriod(entry)]),
};
