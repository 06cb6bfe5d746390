import { readableKinds, readableSides } from "../../schema/decisions";
import { DocumentLink } from "../../schema/mapping/document-link";
import { requireDefinition } from "../../schema/model/decorators";
import { DOCUMENT_KINDS, type DocumentKind } from "../../schema/model/definition";
import type { ReadContext } from "../read/page";
import { type EntityObject, projection, tableOf, toObject } from "../read/row";
import { documentRecordSql, visibleSql } from "../read/visibility";
import { join, raw, type Sql, sql } from "../sql";

/** Deepest chain walked: the longest there is, order to journal entry, has five links. */
const DEEPEST = 8;
/** Most documents of one chain. */
const LARGEST_CHAIN = 500;

/** Only documents that the role may read, by kind and side of trade: a chain leads neither to another one nor past it. */
function readable({ role }: ReadContext, alias: string): Sql {
  const kinds = readableKinds(role);
  const [kind, side] = [raw(`${alias}.kind`), raw(`${alias}.side`)];
  const ofKind = kinds.length === DOCUMENT_KINDS.length ? raw("true") : sql`${kind} = any(${kinds}::text[])`;
  const sides = readableSides(role);
  if (sides.length === 2) return ofKind;
  return sql`${ofKind} and (${kind} not in ('CREDIT_NOTE', 'PAYMENT') or ${side} is null or ${side} = any(${sides}::text[]))`;
}

/** Documents of one kind that are linked with each of these, earlier or later, in one statement. */
export async function readLinkedDocuments(
  read: ReadContext,
  kind: DocumentKind,
  ids: readonly string[],
): Promise<readonly (readonly string[])[]> {
  // The two sorts of links as they are kept: the view over both works out for each link what nobody asks for here.
  const links = ["document_reference", "evidence_link"].map((name) => {
    const link = raw(`mapping.${name}`);
    return sql`select from_id as id, to_id as linked from ${link} where from_id = any(${ids}::text[])
      union select to_id, from_id from ${link} where to_id = any(${ids}::text[])`;
  });
  const statement = sql`
    select l.id, l.linked from (${join(links, " union ")}) l
    join mapping.document_record d on d.source_id = l.linked and d.kind = ${kind}
    where ${documentRecordSql(read, "d")} and ${readable(read, "d")}
      and exists (select 1 from mapping.document_record own where own.source_id = l.id) order by 1, 2`;
  const linked = new Map<string, string[]>();
  for (const row of await read.database.query(statement)) {
    const id = String(row["id"]);
    const found = linked.get(id);
    if (found) found.push(String(row["linked"]));
    else linked.set(id, [String(row["linked"])]);
  }
  return ids.map((id) => linked.get(id) ?? []);
}

/** How finance booked each invoice of the ERP: its links, in one statement. */
export async function readBookings(
  read: ReadContext,
  ids: readonly string[],
): Promise<readonly (readonly EntityObject[])[]> {
  const entity = requireDefinition(DocumentLink);
  const fields = new Set(entity.columns.map(({ field }) => field));
  const rows = await read.database.query(sql`select ${projection(entity, fields)} from ${tableOf(entity)} t
    where t.from_id = any(${ids}::text[]) and t.to_kind in ('INVOICE', 'BILL', 'CREDIT_NOTE')
      and ${visibleSql(entity, read)} order by t.id`);
  return ids.map((id) => rows.filter((row) => row["fromId"] === id).map((row) => toObject(entity, row)));
}

export interface LinkedPair {
  readonly fromId: string;
  readonly toId: string;
}

/** The link between the two documents of each pair, in one statement. */
export async function readLinksBetween(
  read: ReadContext,
  pairs: readonly LinkedPair[],
): Promise<readonly (EntityObject | null)[]> {
  const entity = requireDefinition(DocumentLink);
  const fields = new Set(entity.columns.map(({ field }) => field));
  const rows = await read.database.query(sql`select ${projection(entity, fields)} from ${tableOf(entity)} t
    where t.from_id = any(${pairs.map(({ fromId }) => fromId)}::text[])
      and t.to_id = any(${pairs.map(({ toId }) => toId)}::text[]) and ${visibleSql(entity, read)}`);
  const links = new Map(rows.map((row) => [`${row["fromId"]}>${row["toId"]}`, toObject(entity, row)]));
  return pairs.map(({ fromId, toId }) => links.get(`${fromId}>${toId}`) ?? null);
}

export interface ChainStep {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly number: string | null;
  readonly documentOn: string | null;
  readonly status: string;
  readonly distance: number;
  readonly nextToId: string | null;
}

/** Documents one link further on in one direction. */
async function further(
  read: ReadContext,
  direction: 1 | -1,
  distance: number,
  ids: readonly string[],
): Promise<readonly ChainStep[]> {
  const [own, other] = direction === 1 ? ["from_id", "to_id"] : ["to_id", "from_id"];
  const rows = await read.database.query(sql`
    select distinct on (d.source_id) d.source_id, d.kind, d.number, d.document_on, d.status, l.${raw(own)} as next_to
    from mapping.document_link l join mapping.document_record d on d.source_id = l.${raw(other)}
    where l.${raw(own)} = any(${ids}::text[]) and ${documentRecordSql(read, "d")} and ${readable(read, "d")}
    order by d.source_id, l.${raw(own)} limit ${LARGEST_CHAIN}`);
  return rows.map((row) => ({
    id: String(row["source_id"]),
    kind: row["kind"] as DocumentKind,
    number: row["number"] as string | null,
    documentOn: row["document_on"] as string | null,
    status: String(row["status"]),
    distance,
    nextToId: String(row["next_to"]),
  }));
}

async function walk(read: ReadContext, start: ChainStep, direction: 1 | -1): Promise<readonly ChainStep[]> {
  const met = new Set([start.id]);
  const steps: ChainStep[] = [];
  let frontier: readonly string[] = [start.id];
  for (let depth = 1; depth <= DEEPEST && frontier.length > 0 && met.size < LARGEST_CHAIN; depth += 1) {
    const found = (await further(read, direction, direction * depth, frontier)).filter(({ id }) => !met.has(id));
    for (const step of found) met.add(step.id);
    steps.push(...found);
    frontier = found.map(({ id }) => id);
  }
  return steps;
}

/**
 * The chain a document stands in: everything it came from, itself, everything that came of it. What else came of its
 * origins is another chain. Empty for a document nobody knows or the reader may not see.
 */
export async function readChain(read: ReadContext, id: string): Promise<readonly ChainStep[]> {
  const [row] = await read.database.query(sql`select d.kind, d.number, d.document_on, d.status
    from mapping.document_record d where d.source_id = ${id} and ${documentRecordSql(read, "d")} and ${readable(read, "d")}`);
  if (!row) return [];
  const start: ChainStep = {
    id,
    kind: row["kind"] as DocumentKind,
    number: row["number"] as string | null,
    documentOn: row["document_on"] as string | null,
    status: String(row["status"]),
    distance: 0,
    nextToId: null,
  };
  const before = await walk(read, start, -1);
  const after = await walk(read, start, 1);
  return [...before, start, ...after].sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
}
