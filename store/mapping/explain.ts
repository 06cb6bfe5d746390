import { restrictedIn } from "../../schema/decisions";
import { IdentityConflict } from "../../schema/mapping/identity-conflict";
import { requireDefinition } from "../../schema/model/decorators";
import { rowRules } from "../../schema/row-scope";
import type { ReadContext } from "../read/page";
import { isRecordVisible, visibleSql } from "../read/visibility";
import { sql } from "../sql";
import { readCrosswalkFacts } from "../write/crosswalk-facts";
import { type Evidence, evidenceAmong, type Facts, type LinkInput } from "../write/identity-evidence";

/** One reason for or against, as the graph shows it. */
export interface Note {
  readonly supports: boolean;
  /** Bits of evidence as decimal text; null: it decides alone. */
  readonly weight: string | null;
  readonly strength: string;
  readonly text: string;
  /** Both in Chinese; none: told in English alone. */
  readonly strengthZh?: string;
  readonly textZh?: string;
}

export interface RecordNotes {
  readonly sourceId: string;
  readonly summary: string;
  readonly evidence: readonly Note[];
}

/** Notes of match proposals, as their run kept them. */
export async function readProposalNotes(
  read: ReadContext,
  ids: readonly string[],
): Promise<readonly (readonly Note[])[]> {
  const rows = await read.database.query(sql`select id, evidence from mapping.match where id = any(${ids}::text[])`);
  const notes = new Map(rows.map((row) => [String(row["id"]), JSON.parse(String(row["evidence"])) as Note[]]));
  return ids.map((id) => notes.get(id) ?? []);
}

/**
 * Why each record is in its identity: what it shares with the others there, what people said, what speaks against. Records
 * that the reader does not see take no part.
 */
export async function explainIdentity(read: ReadContext, sharedId: string): Promise<readonly RecordNotes[]> {
  const links = await read.database.query(sql`select source_id, rule, reason, decided_by from mapping.identifier
    where shared_id = ${sharedId} and status = 'CONFIRMED' order by source_id`);
  const ids = new Set(links.map((row) => String(row["source_id"])));
  const known = await readCrosswalkFacts(read.database, [...ids]);
  const records = known.records.filter((record) => ids.has(record.sourceId) && isRecordVisible(read, record));
  const seen = new Set(records.map(({ sourceId }) => sourceId));
  const evidence = evidenceAmong(records, known.facts);
  const conflicts = await openConflicts(read, [...seen]);
  const constraints = seesDecisions(read) ? known.facts.constraints : [];
  return links
    .filter((row) => seen.has(String(row["source_id"])))
    .map((row) => ({
      sourceId: String(row["source_id"]),
      summary: `${row["reason"]} Decided by ${row["decided_by"]}.`,
      evidence: [
        ...personNotes(String(row["source_id"]), constraints, seen),
        ...evidenceNotes(String(row["source_id"]), evidence),
        ...(conflicts.get(String(row["source_id"])) ?? []),
      ],
    }));
}

function evidenceNotes(sourceId: string, evidence: readonly Evidence[]): readonly Note[] {
  const others = (members: readonly LinkInput[]): string =>
    members
      .filter((member) => member.sourceId !== sourceId)
      .map((member) => member.sourceId)
      .join(", ");
  return evidence
    .filter(({ members }) => members.some((member) => member.sourceId === sourceId))
    .map(({ rule, reason, members, confidence }) => ({
      supports: true,
      weight: null,
      strength: rule === "MATCHED" ? `a match of confidence ${confidence}` : "decides alone",
      text: `${reason} Shared with ${others(members)}.`,
    }));
}

/** What people said is quoted from decisions, which tell of other records as well: not to who is kept to some. */
function seesDecisions(read: ReadContext): boolean {
  return restrictedIn(read).every((dimension) => rowRules.IdentityDecision[dimension] !== "refused");
}

function personNotes(sourceId: string, constraints: Facts["constraints"], seen: ReadonlySet<string>): readonly Note[] {
  return constraints.flatMap(({ left, right, relation, reason, decidedBy }) => {
    if (left !== sourceId && right !== sourceId) return [];
    const other = left === sourceId ? right : left;
    if (!seen.has(other)) return [];
    const what = relation === "SAME" ? "is one with" : "is not";
    return [
      {
        supports: relation === "SAME",
        weight: null,
        strength: "decides before all evidence",
        text: `${decidedBy} said that it ${what} ${other}: ${reason}`,
      },
    ];
  });
}

async function openConflicts(
  read: ReadContext,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Note[]>> {
  const rows = await read.database.query(sql`select t.description, t.member_ids from mapping.identity_conflict t
    where t.state = 'OPEN' and t.member_ids <@ ${sourceIds}::text[]
      and ${visibleSql(requireDefinition(IdentityConflict), read)} order by t.id`);
  const notes = new Map<string, Note[]>();
  for (const row of rows)
    for (const id of row["member_ids"] as readonly string[])
      notes.set(id, [
        ...(notes.get(id) ?? []),
        { supports: false, weight: null, strength: "an open contradiction", text: String(row["description"]) },
      ]);
  return notes;
}
