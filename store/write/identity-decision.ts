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
  readonly companyId: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly sharedId: string | null;
}

export type ExactRule = "IMPORTED" | "GROUP" | "TAX_ID" | "SHARED_NUMBER";

interface Evidence {
  readonly key: string;
  readonly rule: ExactRule;
  readonly reason: string;
}

export interface IdentityDecision {
  /** New identities; `token` stands for the id until it is minted. */
  readonly minted: readonly { readonly token: string; readonly kind: string }[];
  readonly links: readonly {
    readonly record: LinkInput;
    /** A shared id, or the token of a new identity. */
    readonly identity: string;
    readonly rule: ExactRule | "MINTED";
    readonly reason: string;
  }[];
  readonly merges: readonly {
    readonly from: string;
    readonly into: string;
    readonly rule: ExactRule;
    readonly reason: string;
  }[];
}

/** Sets of equal things: two are equal when a chain of evidence joins them. */
class Equivalence {
  private readonly parents = new Map<string, string>();

  find(member: string): string {
    let root = member;
    for (let next = this.parents.get(root); next !== undefined; next = this.parents.get(root)) root = next;
    if (root !== member) this.parents.set(member, root);
    return root;
  }

  join(left: string, right: string): void {
    const [a, b] = [this.find(left), this.find(right)];
    if (a !== b) this.parents.set(b, a);
  }
}

/** What a record is evidence of, the strongest rule first. */
function evidenceOf(record: LinkInput, links: ReadonlyMap<string, readonly string[]>): readonly Evidence[] {
  const { kind, system, sourceId, group, taxId, sharedNumber } = record;
  const evidence: Evidence[] = (links.get(sourceId) ?? []).map((pair) => ({
    // Records of different kinds are never one thing, whatever a file says.
    key: `link ${kind} ${pair}`,
    rule: "IMPORTED",
    reason: `An imported link says so: ${pair}.`,
  }));
  if (group !== null)
    evidence.push({
      key: `group ${kind} ${system} ${group}`,
      rule: "GROUP",
      reason: `${system} puts it in group ${group}.`,
    });
  if (taxId !== null) evidence.push({ key: `tax ${kind} ${taxId}`, rule: "TAX_ID", reason: `Equal tax id ${taxId}.` });
  if (sharedNumber !== null)
    evidence.push({
      key: `number ${kind} ${sharedNumber}`,
      rule: "SHARED_NUMBER",
      reason: `Equal shared number ${sharedNumber}.`,
    });
  return evidence;
}

function linksBySource(links: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const bySource = new Map<string, string[]>();
  for (const [left, right] of links)
    for (const id of [left, right]) bySource.set(id, [...(bySource.get(id) ?? []), `${left} = ${right}`]);
  return bySource;
}

/** Shared ids carry their age in their number: the older of two merged identities stays. */
const byAge = (left: string, right: string): number => left.length - right.length || (left < right ? -1 : 1);

/**
 * Decides identities from exact evidence. The result does not depend on the order in which systems were loaded: evidence
 * that joins two identities given out earlier merges the younger into the older.
 */
export function decideIdentities(
  records: readonly LinkInput[],
  known: readonly LinkInput[],
  imported: readonly (readonly [string, string])[],
): IdentityDecision {
  const links = linksBySource(imported);
  const given = new Set(records.map(({ sourceId }) => sourceId));
  // A changed record that has an identity already is among the known ones too; counted twice it would be its own evidence.
  const all = [...records, ...known.filter(({ sourceId }) => !given.has(sourceId))];
  const sets = new Equivalence();
  const evidence = new Map<LinkInput, readonly Evidence[]>();
  const members = new Map<string, number>();
  for (const record of all) {
    const own = evidenceOf(record, links);
    evidence.set(record, own);
    const node = `record ${record.sourceId}`;
    for (const { key } of own) {
      sets.join(node, key);
      members.set(key, (members.get(key) ?? 0) + 1);
    }
    if (record.sharedId !== null) sets.join(node, `shared ${record.kind} ${record.sharedId}`);
  }
  const { survivors, merges } = mergeShared(all, sets, evidence, members);
  return { ...linkNew(records, sets, survivors, evidence, members), merges };
}

const strongest = (
  evidence: readonly Evidence[] | undefined,
  members: ReadonlyMap<string, number>,
): Evidence | undefined => evidence?.find(({ key }) => (members.get(key) ?? 0) > 1);

function mergeShared(
  records: readonly LinkInput[],
  sets: Equivalence,
  evidence: ReadonlyMap<LinkInput, readonly Evidence[]>,
  members: ReadonlyMap<string, number>,
): { survivors: ReadonlyMap<string, string>; merges: IdentityDecision["merges"] } {
  const shared = new Map<string, Set<string>>();
  const reasons = new Map<string, Evidence>();
  for (const record of records) {
    const root = sets.find(`record ${record.sourceId}`);
    const why = strongest(evidence.get(record), members);
    if (why && !reasons.has(root)) reasons.set(root, why);
    if (record.sharedId !== null) shared.set(root, (shared.get(root) ?? new Set()).add(record.sharedId));
  }
  const survivors = new Map<string, string>();
  const merges: { from: string; into: string; rule: ExactRule; reason: string }[] = [];
  for (const [root, ids] of shared) {
    const [into = "", ...rest] = [...ids].sort(byAge);
    survivors.set(root, into);
    const why = reasons.get(root);
    for (const from of rest)
      merges.push({ from, into, rule: why?.rule ?? "IMPORTED", reason: why?.reason ?? "Joined by evidence." });
  }
  return { survivors, merges };
}

function linkNew(
  records: readonly LinkInput[],
  sets: Equivalence,
  survivors: ReadonlyMap<string, string>,
  evidence: ReadonlyMap<LinkInput, readonly Evidence[]>,
  members: ReadonlyMap<string, number>,
): Pick<IdentityDecision, "minted" | "links"> {
  const tokens = new Map<string, string>();
  const minted: { token: string; kind: string }[] = [];
  const links: IdentityDecision["links"][number][] = [];
  for (const record of records) {
    if (record.sharedId !== null) continue;
    const root = sets.find(`record ${record.sourceId}`);
    const existing = survivors.get(root) ?? tokens.get(root);
    const why = strongest(evidence.get(record), members);
    if (existing !== undefined && why) {
      links.push({ record, identity: existing, rule: why.rule, reason: why.reason });
      continue;
    }
    const token = `new ${minted.length}`;
    tokens.set(root, token);
    minted.push({ token, kind: record.kind });
    links.push({ record, identity: token, rule: "MINTED", reason: "The first record of this identity." });
  }
  return { minted, links };
}
