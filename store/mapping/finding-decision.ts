import { graphError } from "../../schema/errors";
import { QualityFinding } from "../../schema/mapping/quality-finding";
import { requireDefinition } from "../../schema/model/decorators";
import type { ReadContext } from "../read/page";
import { visibleSql } from "../read/visibility";
import { sql } from "../sql";

export interface FindingDecision {
  readonly id: string;
  /** Accepted: the row stays as it is, and this is why. Open: it is to be put right after all. */
  readonly state: "ACCEPTED" | "OPEN";
  readonly reason: string;
  readonly subject: string;
}

/** Keeps what a person decided about a finding in force. What is hidden is refused in the words of what is unknown. */
export async function decideFinding(read: ReadContext, { id, state, reason, subject }: FindingDecision): Promise<void> {
  if (reason.trim() === "") throw graphError("BAD_USER_INPUT", "Expected a reason, got none.", { argument: "reason" });
  const decided = await read.database.query(sql`
    update mapping.quality_finding t set state = ${state}, reason = ${reason}, decided_by = ${subject}, decided_at = now()
    where t.id = ${id} and t.state <> 'RESOLVED' and ${visibleSql(requireDefinition(QualityFinding), read)} returning t.id`);
  if (decided.length === 0)
    throw graphError("BAD_USER_INPUT", `There is no finding ${id} in force in your scope.`, { argument: "id" });
}
