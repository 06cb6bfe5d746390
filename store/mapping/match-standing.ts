import type { Database } from "../database";
import { sql } from "../sql";

interface IdPair {
  readonly leftId: string;
  readonly rightId: string;
}

/** What the crosswalk holds of a kind before a match run. */
export interface KnownIdentities {
  /** By record: its system, and the identity it is in. */
  readonly records: ReadonlyMap<string, { readonly system: string; readonly identity: string }>;
  /** Records of the two sides in one identity; `byMatch`: nothing but an earlier match joined them. */
  readonly linked: readonly (IdPair & { readonly byMatch: boolean })[];
  /** Pairs that a person keeps apart, either way round. */
  readonly apart: readonly IdPair[];
  /** Verdicts of earlier runs that no person has answered. */
  readonly proposed: readonly (IdPair & { readonly confidence: number; readonly link: boolean })[];
}

export async function readKnownIdentities(database: Database, kind: "PARTY" | "ITEM"): Promise<KnownIdentities> {
  const records = await database.query(sql`select source_id, system, shared_id from mapping.identifier
    where kind = ${kind} and status = 'CONFIRMED'`);
  const linked = await database.query(sql`
    select e.source_id as left_id, f.source_id as right_id,
      m.id is not null and 'MATCHED' in (e.rule, f.rule) as by_match
    from mapping.identifier e
    join mapping.identifier f on f.shared_id = e.shared_id and f.side = 'FINANCE' and f.status = 'CONFIRMED'
    left join mapping.match m on m.id = e.source_id || '~' || f.source_id and m.decided_by is null
    where e.kind = ${kind} and e.side = 'ERP' and e.status = 'CONFIRMED'`);
  const apart = await database.query(
    sql`select left_id, right_id from mapping.identity_constraint where active and relation = 'APART'`,
  );
  const proposed = await database.query(sql`select left_id, right_id, confidence, status = 'CONFIRMED' as link
    from mapping.match where kind = ${kind} and decided_by is null`);
  const ids = (row: Readonly<Record<string, unknown>>): IdPair => ({
    leftId: String(row["left_id"]),
    rightId: String(row["right_id"]),
  });
  return {
    records: new Map(
      records.map((row) => [
        String(row["source_id"]),
        { system: String(row["system"]), identity: String(row["shared_id"]) },
      ]),
    ),
    linked: linked.map((row) => ({ ...ids(row), byMatch: row["by_match"] === true })),
    apart: apart.map(ids),
    proposed: proposed.map((row) => ({
      ...ids(row),
      confidence: Number(row["confidence"]),
      link: row["link"] === true,
    })),
  };
}
