import type { Database } from "../../store/database";
import { readComparedRecords } from "../../store/mapping/match-records";
import { type KnownIdentities, readKnownIdentities } from "../../store/mapping/match-standing";
import { lastModel, type MatchOutcome, type PairVerdict, saveMatches } from "../../store/write/proposals";
import { en, zh } from "./bilingual";
import { candidatesOf } from "./match-candidates";
import type { MatchingEngine } from "./matching/api";
import type { RecordIds, Standing } from "./matching/assignment";
import type { Decision, PairScorer } from "./matching/decision";
import { learningSample } from "./matching/learning-sample";
import { type MatchModel, matchModel } from "./matching/model";
import { ITEM_FIELDS, type MatchField, PARTY_FIELDS, type RecordPair } from "./matching/record";
import { strengthOf } from "./matching/strength";

export type MatchKind = "party" | "item";

export interface MatchRunOptions {
  readonly kinds?: readonly MatchKind[];
  /** Does everything but keep it. */
  readonly dryRun?: boolean;
  /** Learns the weights anew and compares all records, not only those that changed. */
  readonly full?: boolean;
}

export interface MatchSummary extends MatchOutcome {
  readonly kind: MatchKind;
  readonly changed: number;
  readonly compared: number;
  readonly dryRun: boolean;
}

const FIELDS: Readonly<Record<MatchKind, readonly MatchField[]>> = { party: PARTY_FIELDS, item: ITEM_FIELDS };

/** Carries a dry run's outcome out of the transaction that it undoes. */
class DryRunEnded extends Error {
  constructor(readonly outcome: MatchOutcome) {
    super("dry run");
  }
}

/** Matches the records of both sides that are new or changed since the last run; a person's decision always stands. */
export async function runMatching(
  database: Database,
  engine: MatchingEngine,
  options: MatchRunOptions = {},
): Promise<readonly MatchSummary[]> {
  const summaries: MatchSummary[] = [];
  for (const kind of options.kinds ?? (["party", "item"] as const))
    summaries.push(await matchKind(database, engine, kind, options));
  return summaries;
}

async function matchKind(
  database: Database,
  engine: MatchingEngine,
  kind: MatchKind,
  { dryRun = false, full = false }: MatchRunOptions,
): Promise<MatchSummary> {
  const stored = kind === "party" ? "PARTY" : "ITEM";
  const kept = full ? null : await lastModel(database, stored);
  const read = await readComparedRecords(database, stored);
  const records = kept === null ? read.map((record) => ({ ...record, changed: true })) : read;
  const changed = records.filter((record) => record.changed);
  if (changed.length === 0) return { kind, changed: 0, compared: 0, linked: 0, queued: 0, withdrawn: 0, dryRun };
  const reader = engine.reader(FIELDS[kind]);
  const pairs = await candidatesOf(database, engine, { fields: FIELDS[kind], records, reader });
  const model: MatchModel = kept
    ? matchModel.parse(JSON.parse(kept))
    : engine.learnWeights(FIELDS[kind], learningSample(pairs), {}, reader);
  const known = await readKnownIdentities(database, stored);
  const { decisions, moot } = decide(
    engine,
    scoredInParts(engine.scorer(model, { reader, explainLeft: false }), pairs),
    known,
    new Set(changed.map(({ id }) => id)),
  );
  const batch = {
    kind: stored,
    seen: records.map(({ id, batch: version }) => ({ id, batch: version })),
    changed: changed.map(({ id }) => id),
    moot,
    verdicts: decisions.map(toVerdict),
    model: JSON.stringify(model),
  } as const;
  const outcome = await keep(database, dryRun, (transaction) => saveMatches(transaction, batch));
  return { kind, changed: changed.length, compared: pairs.length, ...outcome, dryRun };
}

async function keep(
  database: Database,
  dryRun: boolean,
  work: (transaction: Database) => Promise<MatchOutcome>,
): Promise<MatchOutcome> {
  try {
    return await database.transaction(async (transaction) => {
      const outcome = await work(transaction);
      if (dryRun) throw new DryRunEnded(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof DryRunEnded) return error.outcome;
    throw error;
  }
}

/** Decisions are made in parts of this size; those that are left are forgotten at once. */
const PART = 50_000;

function scoredInParts(score: PairScorer, pairs: readonly RecordPair[]): readonly Decision[] {
  const found: Decision[] = [];
  for (let at = 0; at < pairs.length; at += PART)
    for (const decision of score(pairs.slice(at, at + PART))) if (decision.verdict !== "LEAVE") found.push(decision);
  return found;
}

const keyOf = ({ leftId, rightId }: RecordIds): string => `${leftId}~${rightId}`;

/**
 * Assigns this run's decisions beside what is known already. Proposals of earlier runs between records that did not change
 * compete again; those that have become idle are `moot`.
 */
function decide(
  engine: MatchingEngine,
  scored: readonly Decision[],
  known: KnownIdentities,
  changed: ReadonlySet<string>,
): { decisions: readonly Decision[]; moot: readonly string[] } {
  const rescored = ({ leftId, rightId }: RecordIds): boolean => changed.has(leftId) || changed.has(rightId);
  const earlier = known.proposed
    .filter((pair) => !pair.link && !rescored(pair))
    .map(({ leftId, rightId, confidence }) => ({
      leftId,
      rightId,
      probability: confidence,
      verdict: "QUEUE" as const,
      reasons: [],
    }));
  const before = new Set<string>(earlier.map(keyOf));
  const assigned = engine.assign([...scored, ...earlier], standingOf(known, rescored));
  return {
    decisions: assigned.filter((decision) => decision.verdict !== "LEAVE" && !before.has(keyOf(decision))),
    moot: assigned.flatMap((decision) =>
      decision.verdict === "LEAVE" && before.has(keyOf(decision)) ? [keyOf(decision)] : [],
    ),
  };
}

/** What an earlier match linked is open again where one of its records changed; all other links stand. */
function standingOf(known: KnownIdentities, rescored: (pair: RecordIds) => boolean): Standing {
  const apart = new Set(known.apart.flatMap(({ leftId, rightId }) => [`${leftId}~${rightId}`, `${rightId}~${leftId}`]));
  return {
    unitOf: (id) => `${known.records.get(id)?.system} ${known.records.get(id)?.identity ?? id}`,
    systemOf: (id) => known.records.get(id)?.system ?? "",
    linked: known.linked.filter((pair) => !pair.byMatch || !rescored(pair)),
    apart: (pair) => apart.has(keyOf(pair)),
  };
}

function toVerdict({ leftId, rightId, probability, verdict, reasons }: Decision): PairVerdict {
  const aboveAll = reasons[0]?.because ?? { en: "nothing speaks", zh: "没有依据" };
  const likely = probability.toFixed(2);
  return {
    leftId,
    rightId,
    link: verdict === "LINK",
    confidence: probability.toFixed(4),
    reason: en`Alike with probability ${likely}; above all: ${aboveAll}.`,
    reasonZh: zh`相同的概率为 ${likely}；主要依据：${aboveAll}。`,
    evidence: reasons.map(({ forOrAgainst, weight, because }) => {
      const strength = strengthOf(weight);
      return {
        supports: forOrAgainst === "FOR",
        weight: weight.toFixed(2),
        strength: strength.en,
        strengthZh: strength.zh,
        text: because.en,
        textZh: because.zh,
      };
    }),
  };
}
