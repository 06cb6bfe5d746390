import { en, zh } from "../../bilingual";
import type { LedgerFacts } from "../ledger-facts";
import type { Rule } from "../verdict";

const NOUNS = {
  PARTY: { en: "party", zh: "往来单位" },
  ITEM: { en: "item", zh: "物料" },
  COMPANY: { en: "company", zh: "公司" },
  COST_CENTER: { en: "cost centre", zh: "成本中心" },
} as const;
const SIDES = { ERP: { en: "the ERP", zh: "ERP" }, FINANCE: { en: "finance", zh: "财务系统" } } as const;

/** Parties, items, companies and cost centres in use that only one system knows. */
export const unmappedIdentifier: Rule<LedgerFacts> = {
  name: "UNMAPPED_IDENTIFIER",
  check: ({ oneSided }) =>
    oneSided.map(({ kind, sharedId, side, name, companyId, since }) => ({
      verdict: "found",
      aspect: sharedId,
      cause: {
        en: en`The ${NOUNS[kind]} ${name ?? sharedId} is in ${SIDES[side]} alone.`,
        zh: zh`${NOUNS[kind]}“${name ?? sharedId}”仅存在于${SIDES[side]}中。`,
      },
      remedy: {
        en: "Link it to its record in the other system, or create it there.",
        zh: "关联到另一系统中的记录，或在另一系统中建立。",
      },
      amount: null,
      currency: null,
      sinceOn: since,
      companyId,
      documents: [],
      partyId: kind === "PARTY" ? sharedId : null,
      itemId: kind === "ITEM" ? sharedId : null,
      costCenterId: kind === "COST_CENTER" ? sharedId : null,
    })),
};
