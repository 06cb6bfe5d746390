import type { EvidenceRule, LinkInput } from "./identity-evidence";

export type ConflictCause = "TAX_ID_DIFFERS" | "EVIDENCE_DISAGREES" | "COUNTRY_DIFFERS" | "NOT_ONE_TO_ONE";

/** Evidence that contradicts itself: nobody is merged by it until a person decides. */
export interface Conflict {
  readonly cause: ConflictCause;
  readonly description: string;
  readonly members: readonly string[];
}

/** The country's letters before a VAT number are printed by one system and left out by the other. */
const bareTaxId = (taxId: string): string => taxId.replace(/^[A-Z]{2}(?=[0-9]{6})/, "");

const sameCountry = (left: LinkInput, right: LinkInput): boolean =>
  left.country === null || right.country === null || left.country === right.country;

/** One legal entity may be registered in several countries, but only once in each. */
export function taxIdsDiffer(left: readonly LinkInput[], right: readonly LinkInput[]): boolean {
  const known = (records: readonly LinkInput[]): readonly (LinkInput & { taxId: string })[] =>
    records.flatMap((record) => (record.taxId === null ? [] : [{ ...record, taxId: bareTaxId(record.taxId) }]));
  const [a, b] = [known(left), known(right)];
  const shared = new Set(a.map(({ taxId }) => taxId));
  if (b.some(({ taxId }) => shared.has(taxId))) return false;
  return a.some((one) => b.some((other) => sameCountry(one, other)));
}

/**
 * The tax id has led to one record of a system and the number leads to another: the first has a number of its own that no
 * record of the other systems prints.
 */
function numbersDisagree(left: readonly LinkInput[], right: readonly LinkInput[]): boolean {
  return left.some((one) => {
    const rival = right.find(({ system, sharedNumber }) => system === one.system && sharedNumber !== null);
    if (!rival || one.sharedNumber === null || one.sharedNumber === rival.sharedNumber) return false;
    const printedElsewhere = left.some(
      ({ system, sharedNumber }) => system !== one.system && sharedNumber === one.sharedNumber,
    );
    return (
      !printedElsewhere &&
      left.some(({ taxId, system }) => system !== one.system && taxId !== null && taxId === one.taxId)
    );
  });
}

function shareSystem(left: readonly LinkInput[], right: readonly LinkInput[]): boolean {
  const systems = new Set(left.map(({ system }) => system));
  return right.some(({ system }) => systems.has(system));
}

/** Why this evidence may not join two sets of records; null: it may. Statements of people and of one system stand. */
export function contradiction(
  rule: EvidenceRule,
  left: readonly LinkInput[],
  right: readonly LinkInput[],
): { readonly cause: ConflictCause; readonly description: string } | null {
  if (rule !== "SHARED_NUMBER" && rule !== "MATCHED") return null;
  const what = rule === "SHARED_NUMBER" ? "A shared number" : "A match";
  if (taxIdsDiffer(left, right))
    return { cause: "TAX_ID_DIFFERS", description: `${what} joins records whose tax ids differ; it was not followed.` };
  if (rule === "SHARED_NUMBER" && (numbersDisagree(left, right) || numbersDisagree(right, left)))
    return {
      cause: "EVIDENCE_DISAGREES",
      description: "The tax id says one record, the shared number says another; the tax id was followed.",
    };
  if (rule === "MATCHED" && shareSystem(left, right))
    return {
      cause: "NOT_ONE_TO_ONE",
      description: "Matches lead from one record to several of one system; only the best was followed.",
    };
  return null;
}

/** What does not fit together inside one identity, although its evidence was followed. */
export function conflictsWithin(members: readonly LinkInput[]): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  const ids = (records: readonly LinkInput[]): readonly string[] => records.map(({ sourceId }) => sourceId).sort();
  const taxed = members.filter(({ taxId }) => taxId !== null);
  if (taxed.some((one, at) => taxed.slice(at + 1).some((other) => taxIdsDiffer([one], [other]))))
    conflicts.push({
      cause: "TAX_ID_DIFFERS",
      description: "Records of one identity have different tax ids of one country.",
      members: ids(taxed),
    });
  const placed = members.filter(({ country }) => country !== null);
  if (placed.some((one) => placed.some((other) => other.side !== one.side && other.country !== one.country)))
    conflicts.push({
      cause: "COUNTRY_DIFFERS",
      description: "The two sides place one identity in different countries.",
      members: ids(placed),
    });
  return conflicts;
}
