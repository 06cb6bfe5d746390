import type { IdentityFields } from "../../schema/mapping/identity";
import { nodeIdOf } from "../../schema/model/node";
import type { IdentifierRow, IdentityKind, IdentityLink } from "../../store/mapping/identities";

const idsOn = (links: readonly IdentityLink[], side: IdentifierRow["side"]): readonly string[] =>
  links.filter((link) => link.side === side).map((link) => link.sourceId);

export function mappingStatusOf(links: readonly IdentityLink[]): string {
  const erp = links.some(({ side }) => side === "ERP");
  const finance = links.some(({ side }) => side === "FINANCE");
  if (erp && finance) return "LINKED";
  if (erp) return "ERP_ONLY";
  return finance ? "FINANCE_ONLY" : "UNKNOWN";
}

/** Links in force on a business day; without a day all of them. */
export function inForce(links: readonly IdentifierRow[], asOf: string | null | undefined): readonly IdentifierRow[] {
  if (!asOf) return links;
  return links.filter(({ validFrom, validTo }) => (validFrom ?? asOf) <= asOf && (validTo ?? asOf) >= asOf);
}

/** What the graph shows of an identity: one-sided is an empty list, unknown is null. */
export function identityFacts<Link extends IdentityLink>(
  typename: string,
  links: readonly Link[],
): Omit<IdentityFields, "identifiers" | "explain"> & {
  readonly __typename: string;
  readonly identifiers: readonly Link[];
} {
  const erpIds = idsOn(links, "ERP");
  const financeIds = idsOn(links, "FINANCE");
  const known = links.length > 0;
  const id = links[0]?.sharedId ?? null;
  return {
    __typename: typename,
    id,
    // Seldom asked for.
    get nodeId() {
      return id === null ? null : nodeIdOf({ type: typename, id });
    },
    erpId: erpIds[0] ?? null,
    financeId: financeIds[0] ?? null,
    displayName: (links.find(({ side }) => side === "ERP") ?? links[0])?.name ?? null,
    erpIds: known ? erpIds : null,
    financeIds: known ? financeIds : null,
    mappingStatus: mappingStatusOf(links),
    identifiers: links,
  };
}

export const IDENTITY_TYPES: Readonly<Record<IdentityKind, string>> = {
  party: "Party",
  item: "Item",
  company: "Company",
  cost_center: "CostCenter",
};
