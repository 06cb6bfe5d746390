import type { Decision } from "./decision";

/** What is known of the records before a run decides. */
export interface Standing {
  /** Records of one system that are known to be one, such as a group's accounts, have one unit. */
  unitOf(recordId: string): string;
  systemOf(recordId: string): string;
  /** Pairs that exact evidence, a person, or an earlier run over records that did not change made one. */
  readonly linked: readonly RecordIds[];
  /** Whether a person said that the two are not one. */
  apart(pair: RecordIds): boolean;
}

export interface RecordIds {
  readonly leftId: string;
  readonly rightId: string;
}

/** Nothing is known: every record stands alone. */
export const NOTHING_KNOWN: Standing = {
  unitOf: (recordId) => recordId,
  systemOf: () => "",
  linked: [],
  apart: () => false,
};

/** Odds between a record's best candidate and one that it clearly beats: three bits. */
const CLEARLY_BETTER = 8;
/** Most questions about one record. */
const MOST_QUESTIONS = 3;

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The most probable first; equal ones in an order that does not depend on how they came. */
const byProbability = (one: Decision, other: Decision): number =>
  other.probability - one.probability ||
  compareText(one.leftId, other.leftId) ||
  compareText(one.rightId, other.rightId);

const odds = ({ probability }: Decision): number => probability / Math.max(1 - probability, 1e-12);

/** A record's place for its one partner in one other system. */
class Places {
  private readonly partners = new Map<string, string>();

  constructor(private readonly standing: Standing) {
    for (const pair of standing.linked) this.take(pair);
  }

  of({ leftId, rightId }: RecordIds): readonly [string, string] {
    const { unitOf, systemOf } = this.standing;
    return [`${unitOf(leftId)} in ${systemOf(rightId)}`, `${unitOf(rightId)} in ${systemOf(leftId)}`];
  }

  taken(place: string): boolean {
    return this.partners.has(place);
  }

  take(pair: RecordIds): void {
    const [left, right] = this.of(pair);
    this.partners.set(left, right);
    this.partners.set(right, left);
  }

  /** Whether both are free, or hold each other. */
  open(pair: RecordIds): boolean {
    const [left, right] = this.of(pair);
    return (this.partners.get(left) ?? right) === right && (this.partners.get(right) ?? left) === left;
  }
}

/**
 * Each record has one partner in a system at most. The most probable pairs are linked. Asked is only about a record that is
 * left without a partner, and only about its best candidate and those it does not clearly beat: a pair whose records both have
 * found others, or have clearly better candidates, is left.
 */
export function assign(decisions: readonly Decision[], standing: Standing = NOTHING_KNOWN): readonly Decision[] {
  const places = new Places(standing);
  const open = decisions.filter((decision) => decision.verdict !== "LEAVE" && !standing.apart(decision));
  const links = new Set<Decision>();
  for (const decision of [...open].sort(byProbability)) {
    if (decision.verdict !== "LINK" || !places.open(decision)) continue;
    places.take(decision);
    links.add(decision);
  }
  const questions = questionsAmong(
    open.filter((decision) => !links.has(decision)),
    places,
  );
  return decisions.map((decision) => {
    if (decision.verdict === "LEAVE" || links.has(decision) || standing.apart(decision)) return decision;
    return { ...decision, verdict: questions.has(decision) ? ("QUEUE" as const) : ("LEAVE" as const) };
  });
}

function questionsAmong(decisions: readonly Decision[], places: Places): ReadonlySet<Decision> {
  const candidates = new Map<string, Decision[]>();
  for (const decision of decisions)
    for (const place of places.of(decision)) {
      if (places.taken(place)) continue;
      const own = candidates.get(place);
      if (own) own.push(decision);
      else candidates.set(place, [decision]);
    }
  const asked = new Set<Decision>();
  for (const own of candidates.values()) {
    const [best, ...others] = own.sort(byProbability);
    if (!best) continue;
    const near = others.filter((other) => odds(best) < odds(other) * CLEARLY_BETTER);
    for (const decision of [best, ...near.slice(0, MOST_QUESTIONS - 1)]) asked.add(decision);
  }
  return asked;
}
