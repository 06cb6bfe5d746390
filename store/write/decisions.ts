import { graphError } from "../../schema/errors";
import type { Database } from "../database";
import { sql } from "../sql";
import { type Constraint, decide, inTurn } from "./decision-log";
import { applyOnce } from "./idempotency";
import {
  type MemberRecord,
  type Proposal,
  requireDecision,
  requireIdentity,
  requireProposal,
  type Steward,
} from "./steward";

/** What a person asks for; each is one mutation of the graph. */
export type DecisionRequest =
  | { readonly kind: "CONFIRM_MATCH" | "REJECT_MATCH"; readonly proposalId: string }
  | { readonly kind: "LINK"; readonly leftId: string; readonly rightId: string }
  | { readonly kind: "MERGE"; readonly ids: readonly string[] }
  | { readonly kind: "SPLIT"; readonly id: string; readonly sourceIds: readonly string[] }
  | { readonly kind: "UNDO"; readonly decisionId: string };

export interface DecisionOptions {
  readonly reason: string;
  /** The same request under one key is followed once; another one under it is refused. */
  readonly idempotencyKey?: string | null;
}

const LONGEST_REASON = 2000;
const MOST_PAIRS = 10_000;

const refused = (message: string): Error => graphError("DECISION_REFUSED", message);

/** Makes a decision and gives its id; repeated under one idempotency key it has one effect and the same answer. */
export async function makeDecision(
  database: Database,
  steward: Steward,
  request: DecisionRequest,
  { reason, idempotencyKey }: DecisionOptions,
): Promise<string> {
  const words = reason.trim();
  if (words === "" || words.length > LONGEST_REASON)
    throw graphError("BAD_USER_INPUT", `A decision needs a reason of 1 to ${LONGEST_REASON} characters.`, {
      argument: "reason",
    });
  const work = (transaction: Database): Promise<string> =>
    inTurn(transaction, (locked) => follow(locked, steward, request, words));
  if (!idempotencyKey) return work(database);
  const payload = JSON.stringify({ request, reason, subject: steward.subject });
  return applyOnce(database, idempotencyKey, payload, work);
}

async function follow(database: Database, steward: Steward, request: DecisionRequest, reason: string): Promise<string> {
  switch (request.kind) {
    case "CONFIRM_MATCH":
    case "REJECT_MATCH":
      return answerProposal(database, steward, request, reason);
    case "LINK":
      return unite(database, steward, { ...request, ids: [request.leftId, request.rightId] }, reason);
    case "MERGE":
      return unite(database, steward, request, reason);
    case "SPLIT":
      return split(database, steward, request, reason);
    case "UNDO":
      return undo(database, steward, request.decisionId, reason);
  }
}

/** Holds records together: the first with each of the others. */
function together(records: readonly MemberRecord[]): readonly Constraint[] {
  const [first, ...rest] = records;
  return first ? rest.map(({ sourceId }) => ({ left: first.sourceId, right: sourceId, relation: "SAME" })) : [];
}

async function requireIdentities(
  database: Database,
  steward: Steward,
  ids: readonly string[],
): Promise<readonly MemberRecord[]> {
  const found: MemberRecord[] = [];
  for (const id of ids) found.push(...(await requireIdentity(database, steward, id, "ids")));
  const records = [...new Map(found.map((record) => [record.sourceId, record])).values()];
  if (new Set(records.map(({ kind }) => kind)).size > 1)
    throw refused("Records of different kinds are never one thing.");
  return records;
}

async function unite(
  database: Database,
  steward: Steward,
  { kind, ids }: { readonly kind: "LINK" | "MERGE"; readonly ids: readonly string[] },
  reason: string,
): Promise<string> {
  const touched = await requireIdentities(database, steward, ids);
  if (new Set(touched.map(({ sharedId }) => sharedId)).size < 2) throw refused("They are one identity already.");
  return decide(database, steward, { kind, reason, touched, constraints: together(touched) });
}

async function split(
  database: Database,
  steward: Steward,
  { id, sourceIds }: { readonly id: string; readonly sourceIds: readonly string[] },
  reason: string,
): Promise<string> {
  const touched = await requireIdentity(database, steward, id, "id");
  const leaving = touched.filter(({ sourceId }) => sourceIds.includes(sourceId));
  const staying = touched.filter((record) => !leaving.includes(record));
  if (leaving.length !== new Set(sourceIds).size)
    throw graphError("BAD_USER_INPUT", `Every record that leaves must be one of identity ${id} now.`, {
      argument: "sourceIds",
    });
  if (leaving.length === 0 || staying.length === 0) throw refused("A split leaves records on both sides.");
  if (leaving.length * staying.length > MOST_PAIRS)
    throw refused(`A split keeps at most ${MOST_PAIRS} pairs of records apart; split off fewer at a time.`);
  const apart = leaving.flatMap((left) =>
    staying.map((right): Constraint => ({ left: left.sourceId, right: right.sourceId, relation: "APART" })),
  );
  const constraints = [...together(staying), ...together(leaving), ...apart];
  return decide(database, steward, { kind: "SPLIT", reason, touched, constraints });
}

async function answerProposal(
  database: Database,
  steward: Steward,
  { kind, proposalId }: { readonly kind: "CONFIRM_MATCH" | "REJECT_MATCH"; readonly proposalId: string },
  reason: string,
): Promise<string> {
  const proposal = await requireProposal(database, steward, proposalId);
  if (proposal.decidedBy !== null)
    throw refused(`${proposal.decidedBy} decided proposal ${proposalId} already; undo that decision first.`);
  const touched = await requireIdentities(database, steward, [proposal.leftId, proposal.rightId]);
  const constraints = kind === "CONFIRM_MATCH" ? together(touched) : [apartOf(proposal)];
  const status = statusOf(kind);
  return decide(database, steward, {
    kind,
    reason,
    touched,
    constraints,
    proposalId,
    apply: (inner) => mark(inner, proposalId, status, steward.subject),
  });
}

const statusOf = (kind: string): string => (kind === "CONFIRM_MATCH" ? "CONFIRMED" : "REJECTED");

const apartOf = ({ leftId, rightId }: Proposal): Constraint => ({ left: leftId, right: rightId, relation: "APART" });

/** A person's verdict on a proposal; without one, the last run's counts. */
async function mark(database: Database, id: string, status: string | null, by: string | null): Promise<void> {
  await database.query(sql`update mapping.match set status = coalesce(${status}, verdict), decided_by = ${by},
    decided_at = case when ${by}::text is null then null else clock_timestamp() end where id = ${id}`);
}

/** Takes a decision back; taking that back again lets it stand once more. */
async function undo(database: Database, steward: Steward, decisionId: string, reason: string): Promise<string> {
  const decision = await requireDecision(database, steward, decisionId);
  if (decision.undoneById !== null) throw refused(`${decisionId} was undone by ${decision.undoneById} already.`);
  let root = decision;
  let stands = false;
  while (root.undoesId !== null) {
    root = await requireDecision(database, steward, root.undoesId);
    stands = !stands;
  }
  const rows = await database.query(sql`update mapping.identity_constraint set active = ${stands}
    where decision_id = ${root.id} returning left_id, right_id`);
  const ids = [...new Set(rows.flatMap((row) => [String(row["left_id"]), String(row["right_id"])]))];
  const touched = await requireIdentities(database, steward, await present(database, ids));
  const { proposalId } = root;
  return decide(database, steward, {
    kind: "UNDO",
    reason,
    touched,
    constraints: [],
    undoesId: decisionId,
    proposalId,
    apply: async (inner) => {
      if (proposalId !== null)
        await mark(inner, proposalId, stands ? statusOf(root.kind) : null, stands ? steward.subject : null);
    },
  });
}

/** A record that its source removed since has no identity to speak of. */
async function present(database: Database, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await database.query(sql`select source_id from mapping.identifier
    where source_id = any(${ids}::text[]) and status = 'CONFIRMED' order by source_id`);
  return rows.map((row) => String(row["source_id"]));
}
