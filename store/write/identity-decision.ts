import { type Conflict, conflictsWithin, contradiction } from "./identity-conflicts";
import {
  type Constraint,
  type Evidence,
  type EvidenceRule,
  evidenceAmong,
  type Facts,
  type LinkInput,
} from "./identity-evidence";

/** An id given out, and the record it was minted for: wherever that record goes, the id goes. */
export interface Anchor {
  readonly id: string;
  readonly anchorId: string;
}

export interface DecidedLink {
  readonly record: LinkInput;
  readonly rule: EvidenceRule | "MINTED" | "PERSON";
  readonly reason: string;
  readonly confidence: string;
  readonly decidedBy: string;
}

export interface DecidedIdentity {
  readonly kind: string;
  /** The oldest id minted for one of its records; null: a new one is needed, minted for the first link's record. */
  readonly id: string | null;
  /** Its other ids: they keep leading here. */
  readonly otherIds: readonly string[];
  readonly links: readonly DecidedLink[];
}

export interface IdentityDecision {
  readonly identities: readonly DecidedIdentity[];
  readonly conflicts: readonly Conflict[];
}

interface Cluster {
  members: LinkInput[];
  /** Records that a person set apart from one of the members. */
  enemies: Set<string>;
}

/** Sets of records that are one thing. */
class Clusters {
  private readonly of = new Map<string, Cluster>();

  constructor(records: readonly LinkInput[]) {
    for (const record of records) this.of.set(record.sourceId, { members: [record], enemies: new Set() });
  }

  find(sourceId: string): Cluster | undefined {
    return this.of.get(sourceId);
  }

  all(): readonly Cluster[] {
    return [...new Set(this.of.values())];
  }

  apart(left: Cluster, right: Cluster): boolean {
    const [small, large] = left.enemies.size <= right.enemies.size ? [left, right] : [right, left];
    return small.enemies.size > 0 && large.members.some(({ sourceId }) => small.enemies.has(sourceId));
  }

  join(left: Cluster, right: Cluster): Cluster {
    const [from, into] = left.members.length < right.members.length ? [left, right] : [right, left];
    for (const member of from.members) {
      into.members.push(member);
      this.of.set(member.sourceId, into);
    }
    for (const enemy of from.enemies) into.enemies.add(enemy);
    return into;
  }
}

/** People's decisions, the newest first: an older one that contradicts a newer one has nothing left to say. */
function follow(constraints: readonly Constraint[], clusters: Clusters): void {
  for (const { left, right, relation } of constraints) {
    const [a, b] = [clusters.find(left), clusters.find(right)];
    if (!a || !b || a === b) continue;
    if (relation === "APART") {
      a.enemies.add(right);
      b.enemies.add(left);
    } else if (!clusters.apart(a, b)) clusters.join(a, b);
  }
}

/** Joins the records of one piece of evidence as far as nothing stronger keeps them apart. */
function joinBy(evidence: Evidence, clusters: Clusters, conflicts: Conflict[]): void {
  let kept: Cluster[] = [];
  for (const { sourceId } of evidence.members) {
    let own = clusters.find(sourceId);
    if (!own || kept.includes(own)) continue;
    for (const other of kept) {
      if (clusters.apart(own, other)) continue;
      const against = contradiction(evidence.rule, other.members, own.members);
      if (against) {
        conflicts.push({ ...against, members: idsOf([...other.members, ...own.members]) });
        continue;
      }
      own = clusters.join(other, own);
      kept = kept.filter((cluster) => cluster !== other && cluster !== own);
      break;
    }
    kept.push(own);
  }
}

const idsOf = (members: readonly LinkInput[]): readonly string[] => members.map(({ sourceId }) => sourceId).sort();

/** Shared ids carry their age in their number: the older of two stays. */
export const byAge = (left: string, right: string): number => left.length - right.length || (left < right ? -1 : 1);

const bySide = (left: LinkInput, right: LinkInput): number =>
  left.side === right.side ? (left.sourceId < right.sourceId ? -1 : 1) : left.side < right.side ? -1 : 1;

/**
 * Decides identities from all that is known of these records: they must be closed under evidence. The outcome depends on
 * the facts alone, never on the order in which they came; ids are older or younger, nothing else.
 */
export function decideIdentities(
  given: readonly LinkInput[],
  facts: Facts,
  anchors: readonly Anchor[],
): IdentityDecision {
  const records = [...given].sort(bySide);
  const clusters = new Clusters(records);
  follow(facts.constraints, clusters);
  const personal = new Map(records.map(({ sourceId }) => [sourceId, clusters.find(sourceId)?.members[0]?.sourceId]));
  const evidence = evidenceAmong(records, facts);
  const conflicts: Conflict[] = [];
  for (const piece of evidence) joinBy(piece, clusters, conflicts);
  const found = clusters.all().map(({ members }) => members.sort(bySide));
  for (const members of found) conflicts.push(...conflictsWithin(members));
  // What one person united as a whole is no contradiction any more: it was decided.
  const open = conflicts.filter(({ members }) => new Set(members.map((id) => personal.get(id))).size > 1);
  const describe = linkWriter(evidence, facts.constraints, clusters);
  const idsByAnchor = groupBy(anchors, ({ anchorId }) => anchorId);
  return { identities: found.map((members) => toIdentity(members, idsByAnchor, describe)), conflicts: distinct(open) };
}

function toIdentity(
  members: readonly LinkInput[],
  idsByAnchor: ReadonlyMap<string, readonly Anchor[]>,
  describe: (record: LinkInput, first: boolean) => DecidedLink,
): DecidedIdentity {
  const held = members
    .flatMap((record) => (idsByAnchor.get(record.sourceId) ?? []).map(({ id }) => ({ id, record })))
    .sort((left, right) => byAge(left.id, right.id));
  const first = held[0]?.record ?? members[0];
  const ordered = [...members].sort((left, right) => Number(right === first) - Number(left === first));
  return {
    kind: first?.kind ?? "",
    id: held[0]?.id ?? null,
    otherIds: held.slice(1).map(({ id }) => id),
    links: ordered.map((record) => describe(record, record === first)),
  };
}

/**
 * A link is read by whoever sees its record, and what was said of a pair may name or quote the other one, which that reader may not
 * see. So the link says what kind of thing joined it; `explain` tells the words, as far as they are about records that the reader sees.
 */
const SAID_OF_PAIRS = {
  PERSON: "A person decided so.",
  IMPORTED: "An imported link says so.",
  MATCHED: "A match run found it alike.",
} as const;

/** Says why a record is in its identity: the strongest thing that joins it to another record there. */
function linkWriter(
  evidence: readonly Evidence[],
  constraints: readonly Constraint[],
  clusters: Clusters,
): (record: LinkInput, first: boolean) => DecidedLink {
  const decided = new Map<string, Constraint>();
  for (const constraint of constraints) {
    const { left, right, relation } = constraint;
    if (relation !== "SAME" || clusters.find(left) !== clusters.find(right)) continue;
    for (const id of [left, right]) if (!decided.has(id)) decided.set(id, constraint);
  }
  const strongest = new Map<string, Evidence>();
  for (const piece of evidence) {
    const together = groupBy(piece.members, ({ sourceId }) => clusters.find(sourceId));
    for (const members of together.values())
      if (members.length > 1)
        for (const { sourceId } of members) if (!strongest.has(sourceId)) strongest.set(sourceId, piece);
  }
  return (record, first) => {
    const person = decided.get(record.sourceId);
    const why = strongest.get(record.sourceId);
    if (first)
      return {
        record,
        rule: "MINTED",
        reason: "The first record of this identity.",
        confidence: "1.00",
        decidedBy: "concord",
      };
    if (person)
      return { record, rule: "PERSON", reason: SAID_OF_PAIRS.PERSON, confidence: "1.00", decidedBy: person.decidedBy };
    const { rule = "IMPORTED", reason = "Joined by evidence.", confidence = "1.00" } = why ?? {};
    const words: Partial<Record<string, string>> = SAID_OF_PAIRS;
    return { record, rule, reason: words[rule] ?? reason, confidence, decidedBy: "concord" };
  };
}

function groupBy<Key, Value>(
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): ReadonlyMap<Key, readonly Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

function distinct(conflicts: readonly Conflict[]): readonly Conflict[] {
  return [
    ...new Map(conflicts.map((conflict) => [`${conflict.cause} ${conflict.members.join(" ")}`, conflict])).values(),
  ];
}
