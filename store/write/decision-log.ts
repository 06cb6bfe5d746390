import type { Database } from "../database";
import { sql } from "../sql";
import { lockCrosswalk, settleIdentities } from "./crosswalk";
import { readCrosswalkFacts } from "./crosswalk-facts";
import { companyOf } from "./crosswalk-save";
import { byAge } from "./identity-decision";
import { type MemberRecord, requireAll, type Steward } from "./steward";

export type DecisionKind = "CONFIRM_MATCH" | "REJECT_MATCH" | "LINK" | "MERGE" | "SPLIT" | "UNDO";

export interface Constraint {
  readonly left: string;
  readonly right: string;
  readonly relation: "SAME" | "APART";
}

/** A decision ready to be made: what it says, of which records, and what it changes beside the crosswalk. */
export interface DecisionDraft {
  readonly kind: DecisionKind;
  readonly reason: string;
  readonly touched: readonly MemberRecord[];
  readonly constraints: readonly Constraint[];
  readonly proposalId?: string | null;
  readonly undoesId?: string;
  readonly apply?: (database: Database) => Promise<void>;
}

type State = ReadonlyMap<string, string>;

async function stateOf(database: Database, sourceIds: readonly string[]): Promise<State> {
  const rows = await database.query(sql`select source_id, shared_id from mapping.identifier
    where source_id = any(${sourceIds}::text[]) and status = 'CONFIRMED'`);
  return new Map(rows.map((row) => [String(row["source_id"]), String(row["shared_id"])]));
}

function groups(state: State): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [sourceId, sharedId] of state) found.set(sharedId, [...(found.get(sharedId) ?? []), sourceId]);
  for (const ids of found.values()) ids.sort();
  return found;
}

/** Identities in the order of their age, as they are kept in the log. */
function identitiesOf(state: State, sourceIds: ReadonlySet<string>) {
  return [...groups(state)]
    .filter(([, ids]) => ids.some((id) => sourceIds.has(id)))
    .sort(([left], [right]) => byAge(left, right))
    .map(([sharedId, ids]) => ({ sharedId, sourceIds: ids }));
}

const RULE_OF_IDS = {
  en: "An id stays with the record it was minted for; of several the oldest is shown.",
  zh: "标识始终属于为其生成的记录；有多个标识时，显示最早的一个。",
};

/** What came of a decision, in English and in Chinese. */
function outcomeOf(
  before: ReturnType<typeof identitiesOf>,
  after: ReturnType<typeof identitiesOf>,
): { readonly en: string; readonly zh: string } {
  const alive = new Map(after.map(({ sharedId, sourceIds }) => [sharedId, sourceIds]));
  const lost = before.filter(({ sharedId }) => !alive.has(sharedId));
  const known = new Set(before.map(({ sharedId }) => sharedId));
  const sentences = after.map(({ sharedId, sourceIds }) => {
    const isNew = !known.has(sharedId);
    return {
      en: `${sharedId} ${isNew ? "now stands for" : "stands for"} ${sourceIds.join(", ")}.`,
      zh: `${sharedId} ${isNew ? "现对应" : "对应"} ${sourceIds.join("、")}。`,
    };
  });
  const leads = lost.map(({ sharedId, sourceIds }) => {
    const target = after.find(({ sourceIds: ids }) => sourceIds.some((id) => ids.includes(id)));
    return {
      en: `${sharedId} leads to ${target?.sharedId ?? "no record"}.`,
      zh: target ? `${sharedId} 指向 ${target.sharedId}。` : `${sharedId} 不指向任何记录。`,
    };
  });
  const all = [...sentences, ...leads, RULE_OF_IDS];
  return { en: all.map(({ en }) => en).join(" "), zh: all.map(({ zh }) => zh).join("") };
}

/** Records and follows a decision, in the caller's transaction. @returns its id */
export async function decide(database: Database, steward: Steward, draft: DecisionDraft): Promise<string> {
  const touchedIds = draft.touched.map(({ sourceId }) => sourceId);
  const around = (await readCrosswalkFacts(database, touchedIds)).records;
  const aroundIds = around.map(({ sourceId }) => sourceId);
  const before = await stateOf(database, aroundIds);
  const [numbered] = await database.query(sql`select 'D-' || nextval('mapping.decision_number') as id`);
  const id = String(numbered?.["id"]);
  await saveConstraints(database, steward, id, draft);
  await draft.apply?.(database);
  await settleIdentities(database, aroundIds);
  const after = await stateOf(database, aroundIds);
  const [setsBefore, setsAfter] = [groups(before), groups(after)];
  const moved = around.filter(({ sourceId }) => {
    const own = (state: State, sets: ReadonlyMap<string, readonly string[]>): string =>
      `${state.get(sourceId)} ${sets.get(state.get(sourceId) ?? "")?.join(" ")}`;
    return own(before, setsBefore) !== own(after, setsAfter);
  });
  requireAll(steward, moved);
  const concerned = new Set([...touchedIds, ...moved.map(({ sourceId }) => sourceId)]);
  const [was, is] = [identitiesOf(before, concerned), identitiesOf(after, concerned)];
  const outcome = outcomeOf(was, is);
  await database.query(sql`insert into mapping.decision_log
      (id, kind, identity_kind, reason, outcome, outcome_zh, proposal_id, undoes_id, company_id, decided_by, before, after)
    values (${id}, ${draft.kind}, ${draft.touched[0]?.kind ?? ""}, ${draft.reason}, ${outcome.en}, ${outcome.zh},
      ${draft.proposalId ?? null}, ${draft.undoesId ?? null},
      ${companyOf(around.filter(({ sourceId }) => concerned.has(sourceId)).map(({ companyId }) => companyId))},
      ${steward.subject}, ${JSON.stringify(was)}, ${JSON.stringify(is)})`);
  return id;
}

async function saveConstraints(database: Database, steward: Steward, id: string, draft: DecisionDraft): Promise<void> {
  const { constraints, reason } = draft;
  await database.query(sql`insert into mapping.identity_constraint
      (decision_id, left_id, right_id, relation, reason, decided_by)
    select ${id}::text, *, ${reason}::text, ${steward.subject}::text from unnest(${constraints.map(({ left }) => left)}::text[],
      ${constraints.map(({ right }) => right)}::text[], ${constraints.map(({ relation }) => relation)}::text[])`);
}

/** One decision after the other, each seeing what the one before left. */
export async function inTurn<T>(database: Database, work: (transaction: Database) => Promise<T>): Promise<T> {
  return database.transaction(async (transaction) => {
    await lockCrosswalk(transaction);
    return work(transaction);
  });
}
