import Decimal from "decimal.js";
import type { FaultyEntry } from "../../../../store/finance/ledger-checks";
import { en, type Words, zh } from "../../bilingual";
import type { LedgerFacts } from "../ledger-facts";
import { explained, type Finding, type Rule, type Verdict } from "../verdict";
import { moneyText } from "../words";

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
  const [isAbove, by] = [off.isPositive(), moneyText(off.abs(), entry.currency)];
  return [
    found(entry, "unbalanced", {
      cause: {
        en: en`Journal entry ${entry.number} is posted with debits ${isAbove ? "above" : "below"} credits by ${by}.`,
        zh: zh`记账凭证 ${entry.number} 已过账，但借方比贷方${isAbove ? "多" : "少"} ${by}。`,
      },
      remedy: { en: "Post the missing side, or reverse the entry.", zh: "补记缺少的一方，或冲销该凭证。" },
      amount: off,
    }),
  ];
}

function ofPeriod(entry: FaultyEntry): readonly Verdict[] {
  if (!entry.offPeriod) return [];
  const where: Words = entry.periodCode
    ? { en: en`outside its period ${entry.periodCode}`, zh: zh`不在其会计期间 ${entry.periodCode} 内` }
    : { en: "in no period of its company", zh: "不属于其公司的任何会计期间" };
  return [
    found(entry, "period", {
      cause: {
        en: en`Journal entry ${entry.number} is posted on ${entry.postedOn}, ${where}.`,
        zh: zh`记账凭证 ${entry.number} 的过账日期为 ${entry.postedOn}，${where}。`,
      },
      remedy: { en: "Correct its day or its period.", zh: "更正其日期或会计期间。" },
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
