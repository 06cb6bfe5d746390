import { graphError } from "../../schema/errors";
import type { Scope } from "../../schema/row-scope";
import type { Database } from "../database";
import { sql } from "../sql";

/** Who decides, and over which companies' records. */
export interface Steward {
  readonly subject: string;
  readonly scope: Scope;
}

export interface MemberRecord {
  readonly sourceId: string;
  readonly kind: string;
  readonly sharedId: string;
  readonly companyId: string | null;
}

export const inScope = (scope: Scope, companyId: string | null): boolean =>
  scope === "*" || companyId === null || scope.includes(companyId);

/** What is hidden is refused in the words of what is unknown: ids cannot be tried out. */
function unknown(what: string, id: string, argument: string): Error {
  return graphError("BAD_USER_INPUT", `There is no ${what} ${id} in your scope.`, { argument });
}

async function readMembers(database: Database, sharedIds: readonly string[]): Promise<readonly MemberRecord[]> {
  const rows = await database.query(sql`select i.source_id, i.kind, i.shared_id, i.company_id from mapping.identifier i
    where i.shared_id = any(${sharedIds}::text[]) and i.status = 'CONFIRMED' order by i.shared_id, i.source_id`);
  return rows.map((row) => ({
    sourceId: String(row["source_id"]),
    kind: String(row["kind"]),
    sharedId: String(row["shared_id"]),
    companyId: row["company_id"] === null ? null : String(row["company_id"]),
  }));
}

/** All records of the identity that an id, shared or of a source, stands for, if the steward may decide over all of them. */
export async function requireIdentity(
  database: Database,
  steward: Steward,
  id: string,
  argument: string,
): Promise<readonly MemberRecord[]> {
  const [found] = await database.query(sql`select coalesce(
    (select to_id from mapping.identity_redirect where from_id = ${id}),
    (select shared_id from mapping.identifier where source_id = ${id} and status = 'CONFIRMED'), ${id}) as shared_id`);
  const members = await readMembers(database, [String(found?.["shared_id"])]);
  const seen = members.filter(({ companyId }) => inScope(steward.scope, companyId));
  const named = members.find(({ sourceId }) => sourceId === id);
  if (seen.length === 0 || (named && !seen.includes(named))) throw unknown("identity", id, argument);
  requireAll(steward, members);
  return members;
}

/** @throws FORBIDDEN when a decision would touch records of a company the steward does not see */
export function requireAll(steward: Steward, records: readonly Pick<MemberRecord, "companyId">[]): void {
  if (records.every(({ companyId }) => inScope(steward.scope, companyId))) return;
  throw graphError("FORBIDDEN", "This decision would reach records beyond your companies.");
}

export interface Proposal {
  readonly id: string;
  readonly leftId: string;
  readonly rightId: string;
  readonly status: string;
  readonly decidedBy: string | null;
}

export async function requireProposal(database: Database, steward: Steward, id: string): Promise<Proposal> {
  const [row] = await database.query(sql`select id, left_id, right_id, status, decided_by, company_id
    from mapping.match_proposal where id = ${id}`);
  if (!row || !inScope(steward.scope, row["company_id"] as string | null)) throw unknown("proposal", id, "proposalId");
  return {
    id,
    leftId: String(row["left_id"]),
    rightId: String(row["right_id"]),
    status: String(row["status"]),
    decidedBy: row["decided_by"] === null ? null : String(row["decided_by"]),
  };
}

export interface LoggedDecision {
  readonly id: string;
  readonly kind: string;
  readonly identityKind: string;
  readonly undoesId: string | null;
  readonly undoneById: string | null;
  readonly proposalId: string | null;
}

export async function requireDecision(database: Database, steward: Steward, id: string): Promise<LoggedDecision> {
  const [row] = await database.query(sql`select * from mapping.identity_decision where id = ${id}`);
  if (!row || !inScope(steward.scope, row["company_id"] as string | null)) throw unknown("decision", id, "decisionId");
  const text = (column: string): string | null => (row[column] === null ? null : String(row[column]));
  return {
    id,
    kind: String(row["kind"]),
    identityKind: String(row["identity_kind"]),
    undoesId: text("undoes_id"),
    undoneById: text("undone_by_id"),
    proposalId: text("proposal_id"),
  };
}
