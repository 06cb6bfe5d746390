const of = (entity: string, ...fields: readonly string[]): readonly string[] =>
  fields.map((field) => `${entity}.${field}`);

/**
 * Fields whose values decide, by design, about something that a role without permission for them may read. They keep their
 * values in the changed world, so that the proof holds for everything else. Each is a reviewed decision with its reason.
 */
export const DECLASSIFIED: readonly { readonly fields: readonly string[]; readonly because: string }[] = [
  {
    fields: of("CodeMapping", "system", "list", "sourceCode", "unifiedCode", "validFrom", "validTo", "version"),
    because: "convertCode tells every role what a code means; who decided it, when and why stays with the stewards.",
  },
  {
    fields: of(
      "Identifier",
      "id",
      "kind",
      "sharedId",
      "side",
      "system",
      "sourceId",
      "name",
      "companyId",
      "validFrom",
      "validTo",
      "status",
      "rule",
    ),
    because:
      "Ids, display name and mapping status of an identity are open to every role, in the order of validity and of the rule that linked them; why a link was made, how sure it is and who decided it stays with the stewards.",
  },
  {
    fields: of("QuarantinedRow", "reason", "code", "system", "entity", "path", "state", "quarantinedAt"),
    because:
      "UnmappedCode quotes the unknown code from the reason, since a steward must know it to map it; the scorecard counts such codes for all who read it.",
  },
  {
    fields: of("ImportBatch", "id", "startedAt", "committedAt"),
    because: "The scorecard tells all who read it how many loads there were and how long they took.",
  },
  {
    fields: of("PaymentAllocation", "documentType", "documentId", "amount"),
    because:
      "What is open of a document is the document's own figure, also where a payment of another company settled it.",
  },
];

export const KEPT: ReadonlySet<string> = new Set(DECLASSIFIED.flatMap(({ fields }) => fields));
