import type { Database, Row } from "../database";
import { raw, type Sql, sql } from "../sql";
import type { Anchor } from "./identity-decision";
import type { Facts, LinkInput } from "./identity-evidence";

/** All that decides the identities of some records: the records themselves, closed under evidence, and what is said of them. */
export interface CrosswalkFacts {
  readonly records: readonly LinkInput[];
  readonly facts: Facts;
  readonly anchors: readonly Anchor[];
}

const RECORD = raw(`r.source_id, r.kind, r.side, r.system, r.name, r.tax_id, r.shared_number, r.group_number, r.country,
  r.company_id, r.valid_from, r.valid_to, i.shared_id`);

function toInput(row: Row): LinkInput {
  const text = (column: string): string | null => (row[column] as string | null | undefined) ?? null;
  return {
    sourceId: String(row["source_id"]),
    kind: String(row["kind"]),
    side: String(row["side"]),
    system: String(row["system"]),
    name: text("name"),
    taxId: text("tax_id"),
    sharedNumber: text("shared_number"),
    group: text("group_number"),
    country: text("country"),
    companyId: text("company_id"),
    validFrom: text("valid_from"),
    validTo: text("valid_to"),
    sharedId: text("shared_id"),
  };
}

async function readRecords(database: Database, ids: readonly string[]): Promise<readonly LinkInput[]> {
  const rows = await database.query(sql`select ${RECORD} from mapping.source_record r
    left join mapping.identifier i on i.source_id = r.source_id and i.status = 'CONFIRMED'
    where r.source_id = any(${ids}::text[])`);
  return rows.map(toInput);
}

/** Ids of records that anything joins to the given ones: equal values, links, matches, decisions, a common identity. */
async function neighbours(database: Database, records: readonly LinkInput[]): Promise<readonly string[]> {
  const ids = records.map(({ sourceId }) => sourceId);
  const sharing = (column: Sql, of: (record: LinkInput) => string | null): Sql => {
    const having = records.filter((record) => of(record) !== null);
    return sql`select r.source_id from (select distinct * from unnest(${having.map(({ kind }) => kind)}::text[],
        ${having.map(of)}::text[])) given(kind, value)
      join mapping.source_record r on r.kind = given.kind and r.${column} = given.value`;
  };
  const shared = [...new Set(records.flatMap(({ sharedId }) => sharedId ?? []))];
  const rows = await database.query(sql`
    ${sharing(raw("tax_id"), ({ taxId }) => taxId)}
    union ${sharing(raw("shared_number"), ({ sharedNumber }) => sharedNumber)}
    union ${sharing(raw("group_number"), ({ group }) => group)}
    union select source_id from mapping.identifier where shared_id = any(${shared}::text[]) and status = 'CONFIRMED'
    union select right_id from mapping.identity_link where left_id = any(${ids}::text[])
    union select left_id from mapping.identity_link where right_id = any(${ids}::text[])
    union select right_id from mapping.match where left_id = any(${ids}::text[]) and status = 'CONFIRMED'
    union select left_id from mapping.match where right_id = any(${ids}::text[]) and status = 'CONFIRMED'
    union select right_id from mapping.identity_constraint where left_id = any(${ids}::text[]) and active
    union select left_id from mapping.identity_constraint where right_id = any(${ids}::text[]) and active`);
  return rows.map((row) => String(row["source_id"]));
}

async function readFacts(database: Database, ids: readonly string[]): Promise<Facts> {
  const touching = sql`left_id = any(${ids}::text[]) or right_id = any(${ids}::text[])`;
  const imported = await database.query(
    sql`select distinct left_id, right_id from mapping.identity_link where ${touching}`,
  );
  const matched = await database.query(
    sql`select left_id, right_id, confidence, reason from mapping.match where status = 'CONFIRMED' and (${touching})`,
  );
  const constraints = await database.query(sql`select left_id, right_id, relation, reason, decided_by
    from mapping.identity_constraint where active and (${touching}) order by number desc`);
  return {
    imported: imported.map((row) => ({
      left: String(row["left_id"]),
      right: String(row["right_id"]),
      confidence: "1.00",
      reason: `An imported link says so: ${row["left_id"]} = ${row["right_id"]}.`,
    })),
    matched: matched.map((row) => ({
      left: String(row["left_id"]),
      right: String(row["right_id"]),
      confidence: String(row["confidence"]),
      reason: String(row["reason"]),
    })),
    constraints: constraints.map((row) => ({
      left: String(row["left_id"]),
      right: String(row["right_id"]),
      relation: row["relation"] === "APART" ? "APART" : "SAME",
      reason: String(row["reason"]),
      decidedBy: String(row["decided_by"]),
    })),
  };
}

/** Follows evidence from the given records until nothing new is found, each record read once. */
export async function readCrosswalkFacts(database: Database, from: readonly string[]): Promise<CrosswalkFacts> {
  const known = new Map<string, LinkInput>();
  let next = [...new Set(from)];
  while (next.length > 0) {
    const records = await readRecords(database, next);
    for (const record of records) known.set(record.sourceId, record);
    next = (await neighbours(database, records)).filter((id) => !known.has(id));
  }
  const ids = [...known.keys()];
  const anchors = await database.query(
    sql`select id, anchor_id from mapping.identity where anchor_id = any(${ids}::text[])`,
  );
  return {
    records: [...known.values()],
    facts: await readFacts(database, ids),
    anchors: anchors.map((row) => ({ id: String(row["id"]), anchorId: String(row["anchor_id"]) })),
  };
}
