/** A source record as evidence of identity; `sharedId` when it already has one. */
export interface LinkInput {
  readonly sourceId: string;
  readonly kind: string;
  readonly side: string;
  readonly system: string;
  readonly name: string | null;
  readonly taxId: string | null;
  readonly sharedNumber: string | null;
  readonly group: string | null;
  readonly country: string | null;
  readonly companyId: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly sharedId: string | null;
}

export type EvidenceRule = "IMPORTED" | "GROUP" | "TAX_ID" | "SHARED_NUMBER" | "MATCHED";

/** Two records that a file, or a match run, says are one. */
export interface PairFact {
  readonly left: string;
  readonly right: string;
  readonly confidence: string;
  readonly reason: string;
}

/** Two records that a person said are one, or are apart; while the decision stands nothing overrides it. */
export interface Constraint {
  readonly left: string;
  readonly right: string;
  readonly relation: "SAME" | "APART";
  readonly reason: string;
  readonly decidedBy: string;
}

/** Beside what the records say of themselves. */
export interface Facts {
  readonly imported: readonly PairFact[];
  readonly matched: readonly PairFact[];
  /** The newest first. */
  readonly constraints: readonly Constraint[];
}

/** One piece of evidence: the records that share it are one, unless something stronger says otherwise. */
export interface Evidence {
  readonly key: string;
  readonly rule: EvidenceRule;
  readonly reason: string;
  readonly confidence: string;
  readonly members: readonly LinkInput[];
}

const CERTAIN = "1.00";

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function sharedValues(records: readonly LinkInput[]): readonly Evidence[] {
  const found = new Map<string, { rule: EvidenceRule; reason: string; members: LinkInput[] }>();
  const add = (key: string, rule: EvidenceRule, reason: string, record: LinkInput): void => {
    const entry = found.get(key) ?? { rule, reason, members: [] };
    entry.members.push(record);
    found.set(key, entry);
  };
  for (const record of records) {
    const { kind, system, group, taxId, sharedNumber } = record;
    if (group !== null)
      add(`group ${kind} ${system} ${group}`, "GROUP", `${system} puts it in group ${group}.`, record);
    if (taxId !== null) add(`tax ${kind} ${taxId}`, "TAX_ID", `Equal tax id ${taxId}.`, record);
    if (sharedNumber !== null)
      add(`number ${kind} ${sharedNumber}`, "SHARED_NUMBER", `Equal shared number ${sharedNumber}.`, record);
  }
  return [...found]
    .filter(([, { members }]) => members.length > 1)
    .map(([key, entry]) => ({ key, confidence: CERTAIN, ...entry }));
}

function pairs(
  rule: EvidenceRule,
  facts: readonly PairFact[],
  records: ReadonlyMap<string, LinkInput>,
): readonly Evidence[] {
  return facts.flatMap(({ left, right, confidence, reason }) => {
    const [a, b] = [records.get(left), records.get(right)];
    // Records of different kinds are never one thing, whatever a file says.
    if (!a || !b || a.kind !== b.kind || a === b) return [];
    return [{ key: `${rule} ${left} ${right}`, rule, reason, confidence, members: [a, b] }];
  });
}

const STRENGTH: readonly EvidenceRule[] = ["IMPORTED", "GROUP", "TAX_ID", "SHARED_NUMBER", "MATCHED"];

/** All evidence that joins records, the strongest first, in an order that does not depend on when anything was loaded. */
export function evidenceAmong(records: readonly LinkInput[], facts: Facts): readonly Evidence[] {
  const byId = new Map(records.map((record) => [record.sourceId, record]));
  const all = [
    ...pairs("IMPORTED", facts.imported, byId),
    ...sharedValues(records),
    ...pairs("MATCHED", facts.matched, byId),
  ];
  return all.sort(
    (left, right) =>
      STRENGTH.indexOf(left.rule) - STRENGTH.indexOf(right.rule) ||
      Number(right.confidence) - Number(left.confidence) ||
      compareText(left.key, right.key),
  );
}
