import type { LedgerFacts } from "../ledger-facts";
import type { Rule } from "../verdict";

const NOUNS = { PARTY: "party", ITEM: "item", COMPANY: "company", COST_CENTER: "cost centre" } as const;
const SIDES = { ERP: "the ERP", FINANCE: "finance" } as const;

/** Parties, items, companies and cost centres in use that only one system knows. */
export const unmappedIdentifier: Rule<LedgerFacts> = {
  name: "UNMAPPED_IDENTIFIER",
  check: ({ oneSided }) =>
    oneSided.map(({ kind, sharedId, side, name, companyId, since }) => ({
      verdict: "found",
      aspect: sharedId,
      cause: `The ${NOUNS[kind]} ${name ?? sharedId} is in ${SIDES[side]} alone.`,
      remedy: "Link it to its record in the other system, or create it there.",
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
