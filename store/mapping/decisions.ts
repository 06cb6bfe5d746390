import type { ReadContext } from "../read/page";
import { sql } from "../sql";
import { type IdentifierRow, readLinksOf } from "./identities";

interface IdentityState {
  readonly sharedId: string;
  readonly sourceIds: readonly string[];
}

interface DecisionStates {
  readonly before: readonly IdentityState[];
  readonly after: readonly IdentityState[];
}

/** What decisions found and left; whoever sees a decision sees all of its records. */
export async function readDecisionStates(
  read: ReadContext,
  ids: readonly string[],
): Promise<readonly DecisionStates[]> {
  const rows = await read.database.query(
    sql`select id, before, after from mapping.decision_log where id = any(${ids}::text[])`,
  );
  const states = new Map(
    rows.map((row) => [
      String(row["id"]),
      { before: JSON.parse(String(row["before"])), after: JSON.parse(String(row["after"])) },
    ]),
  );
  return ids.map((id) => states.get(id) ?? { before: [], after: [] });
}

/** The records each conflict is about, with the identities they are in now. */
export async function readConflictMembers(
  read: ReadContext,
  ids: readonly string[],
): Promise<readonly (readonly IdentifierRow[])[]> {
  const rows = await read.database.query(
    sql`select id, member_ids from mapping.identity_conflict where id = any(${ids}::text[])`,
  );
  const members = new Map(rows.map((row) => [String(row["id"]), row["member_ids"] as readonly string[]]));
  const links = await readLinksOf(read, [...members.values()].flat());
  return ids.map((id) => links.filter(({ sourceId }) => members.get(id)?.includes(sourceId)));
}
