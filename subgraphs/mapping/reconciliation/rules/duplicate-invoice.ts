import { en, zh } from "../../bilingual";
import { duplicatesIn } from "../duplicates";
import type { Facts } from "../facts";
import type { Rule } from "../verdict";
import { capital, nameOf } from "../words";

/** One sale or purchase billed twice. */
export const duplicateInvoice: Rule<Facts> = {
  name: "DUPLICATE_INVOICE",
  check: (facts) =>
    (["ERP_INVOICE", "INVOICE", "BILL"] as const).flatMap((kind) =>
      duplicatesIn(facts, facts.ofKind(kind)).map(({ first, second, because }) => ({
        verdict: "found" as const,
        aspect: "",
        cause: {
          en: en`${capital(nameOf(second))} repeats ${nameOf(first)}: the same party and amount, and ${because}.`,
          zh: zh`${nameOf(second)}与${nameOf(first)}重复：往来单位和金额相同，且${because}。`,
        },
        remedy: { en: "Cancel or credit one of the two.", zh: "作废其中一张，或以红字发票冲销。" },
        amount: second.total,
        currency: second.currency,
        sinceOn: second.on ?? facts.asOf,
        companyId: second.companyId,
        documents: [second, first],
        partyId: second.party,
      })),
    ),
};
