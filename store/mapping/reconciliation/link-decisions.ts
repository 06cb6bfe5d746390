import { graphError } from "../../../schema/errors";
import type { Scope } from "../../../schema/row-scope";
import type { Database, Row } from "../../database";
import { raw, type Sql, sql } from "../../sql";
import { applyOnce } from "../../write/idempotency";
import { lockRuns } from "./runs";

/** What a person asks for about a link that evidence makes; each is one mutation of the graph. */
export type LinkDecisionRequest =
  | { readonly kind: "CONFIRM" | "REJECT"; readonly linkId: string }
  | { readonly kind: "UNDO"; readonly decisionId: string };

/** Who decides, why, and over which companies' documents. */
export interface LinkDecider {
  readonly subject: string;
  readonly scope: Scope;
  readonly reason: string;
  /** The same request under one key is followed once; another one under it is refused. */
  readonly idempotencyKey?: string | null;
}

const LONGEST_REASON = 2000;

const refused = (message: string): Error => graphError("DECISION_REFUSED", message);

/** What is hidden is refused in the words of what is unknown: ids cannot be tried out. */
const unknown = (what: string, id: string, argument: string): Error =>
  graphError("BAD_USER_INPUT", `There is no ${what} ${id} in your scope.`, { argument });

/** Both documents must be of companies that the decider sees. */
const bothVisible = (scope: Scope): Sql =>
  scope === "*" ? raw("true") : sql`f.company_id = any(${scope}::text[]) and t.company_id = any(${scope}::text[])`;

/**
 * Keeps a decision on a link and brings the links in line with it at once; runs of the reconciliation respect it from
 * then on: a rejected pair is not proposed again, a confirmed one counts as a reference.
 * @returns the decision's id; repeated under one idempotency key it has one effect and the same answer
 * @throws BAD_USER_INPUT without a reason, or for what is not in the decider's scope; DECISION_REFUSED when nothing is to be decided
 */
export async function decideLink(
  database: Database,
  decider: LinkDecider,
  request: LinkDecisionRequest,
): Promise<string> {
  const reason = decider.reason.trim();
  if (reason === "" || reason.length > LONGEST_REASON)
    throw graphError("BAD_USER_INPUT", `A decision needs a reason of 1 to ${LONGEST_REASON} characters.`, {
      argument: "reason",
    });
  const work = async (transaction: Database): Promise<string> => {
    await lockRuns(transaction);
    return request.kind === "UNDO"
      ? undo(transaction, { ...decider, reason }, request.decisionId)
      : decide(transaction, { ...decider, reason }, request.kind, request.linkId);
  };
  const { idempotencyKey: key, subject } = decider;
  if (!key) return database.transaction(work);
  return applyOnce(database, key, JSON.stringify({ request, reason, subject }), work);
}

async function decide(
  database: Database,
  { subject, scope, reason }: LinkDecider,
  kind: "CONFIRM" | "REJECT",
  linkId: string,
): Promise<string> {
  const [link] = await database.query(sql`
    select l.from_id, l.to_id, l.rule, l.confidence, l.reason, f.company_id
    from mapping.document_link l join mapping.document_record f on f.source_id = l.from_id
    join mapping.document_record t on t.source_id = l.to_id
    where l.id = ${linkId} and ${bothVisible(scope)}`);
  if (!link) throw unknown("link", linkId, "linkId");
  if (link["rule"] === "DECISION") throw refused(`Link ${linkId} is confirmed already; undo that decision first.`);
  if (link["rule"] !== "EVIDENCE")
    throw refused(`Link ${linkId} is what a document itself says; correct the document in its system.`);
  await database.query(
    sql`delete from mapping.evidence_link where from_id = ${link["from_id"]} and to_id = ${link["to_id"]}`,
  );
  return keep(database, { ...link, kind, link_id: linkId, evidence: link["reason"], reason, subject, undoes_id: null });
}

async function undo(database: Database, { subject, scope, reason }: LinkDecider, decisionId: string): Promise<string> {
  const [decision] = await database.query(sql`
    select d.* from mapping.document_link_decision d
    left join mapping.document_record f on f.source_id = d.from_id left join mapping.document_record t on t.source_id = d.to_id
    where d.id = ${decisionId} and ${bothVisible(scope)}`);
  if (!decision) throw unknown("decision", decisionId, "decisionId");
  if (decision["kind"] === "UNDO") throw refused(`${decisionId} undoes a decision; decide on the link anew instead.`);
  if (decision["undone_by_id"] !== null)
    throw refused(`${decisionId} was undone by ${decision["undone_by_id"]} already.`);
  const id = await keep(database, { ...decision, kind: "UNDO", reason, subject, undoes_id: decision["id"] });
  await database.query(sql`update mapping.document_link_decision set undone_by_id = ${id}
    where id = ${decision["id"]}`);
  return id;
}

async function keep(database: Database, decision: Row): Promise<string> {
  // The next run looks at both again, as if they had changed.
  await database.query(sql`update mapping.reconciled_document set fingerprint = ''
    where source_id in (${decision["from_id"]}, ${decision["to_id"]})`);
  const [row] = await database.query(sql`
    insert into mapping.document_link_decision
      (kind, link_id, from_id, to_id, company_id, reason, confidence, evidence, decided_by, undoes_id)
    values (${decision["kind"]}, ${decision["link_id"]}, ${decision["from_id"]}, ${decision["to_id"]},
      ${decision["company_id"]}, ${decision["reason"]}, ${decision["confidence"]}::numeric, ${decision["evidence"]},
      ${decision["subject"]}, ${decision["undoes_id"]}::text) returning id`);
  return String(row?.["id"]);
}

/** Pairs of documents that a person said do not belong together, each as `from>to`. */
export async function readRejected(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.query(sql`select from_id || '>' || to_id as pair from mapping.document_link_decision
    where kind = 'REJECT' and undone_by_id is null`);
  return new Set(rows.map((row) => String(row["pair"])));
}
