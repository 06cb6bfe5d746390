import Decimal from "decimal.js";
import type { DocumentKind } from "../../../schema/model/definition";
import type { Database, Row } from "../../database";
import { raw, type Sql, sql } from "../../sql";

export interface ReconciledLine {
  readonly id: string;
  readonly documentId: string;
  readonly lineNumber: number;
  /** Shared id of the item; an item nobody linked: its own id. */
  readonly item: string | null;
  readonly description: string | null;
  readonly quantity: Decimal | null;
  readonly unit: string | null;
  readonly net: Decimal | null;
  readonly tax: Decimal | null;
  readonly orderLineId: string | null;
  readonly orderNumber: string | null;
  readonly orderLineNumber: number | null;
  readonly despatchNumber: string | null;
}

export interface ReconciledDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly side: "SALES" | "PURCHASE" | null;
  readonly system: string;
  readonly companyId: string | null;
  /** Shared id of the company; one nobody linked: its own id. */
  readonly company: string | null;
  /** Shared id of the party; one nobody linked: its own id. */
  readonly party: string | null;
  readonly partyOnBothSides: boolean;
  readonly number: string | null;
  readonly orderNumber: string | null;
  readonly originId: string | null;
  readonly reference: string | null;
  readonly description: string | null;
  /** Text of the entry that books it: people write numbers there. */
  readonly entryText: string | null;
  readonly net: Decimal | null;
  readonly tax: Decimal | null;
  readonly total: Decimal | null;
  readonly currency: string | null;
  readonly smallestUnit: Decimal;
  readonly on: string | null;
  readonly status: string;
  readonly lines: readonly ReconciledLine[];
}

export interface ReconciledSettlement {
  readonly paymentId: string;
  readonly documentId: string;
  readonly amount: Decimal;
  readonly currency: string;
}

export interface ReconciledLink {
  readonly fromId: string;
  readonly toId: string;
  readonly rule: string;
}

const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
const decimal = (value: unknown): Decimal | null =>
  value === null || value === undefined ? null : new Decimal(String(value));

function toLine(row: Row): ReconciledLine {
  return {
    id: String(row["source_id"]),
    documentId: String(row["document_id"]),
    lineNumber: Number(row["line_number"]),
    item: text(row["item"]),
    description: text(row["description"]),
    quantity: decimal(row["quantity"]),
    unit: text(row["unit"]),
    net: decimal(row["net_amount"]),
    tax: decimal(row["tax_amount"]),
    orderLineId: text(row["order_line_id"]),
    orderNumber: text(row["order_number"]),
    orderLineNumber: row["order_line_number"] === null ? null : Number(row["order_line_number"]),
    despatchNumber: text(row["despatch_number"]),
  };
}

function toDocument(row: Row, lines: readonly ReconciledLine[]): ReconciledDocument {
  return {
    id: String(row["source_id"]),
    kind: row["kind"] as DocumentKind,
    side: row["side"] as ReconciledDocument["side"],
    system: String(row["system"]),
    companyId: text(row["company_id"]),
    company: text(row["company"]),
    party: text(row["party"]),
    partyOnBothSides: Number(row["party_sides"]) > 1,
    number: text(row["number"]),
    orderNumber: text(row["order_number"]),
    originId: text(row["origin_id"]),
    reference: text(row["reference"]),
    description: text(row["description"]),
    entryText: text(row["entry_text"]),
    net: decimal(row["net_amount"]),
    tax: decimal(row["tax_amount"]),
    total: decimal(row["total_amount"]),
    currency: text(row["currency"]),
    smallestUnit: decimal(row["smallest_unit"]) ?? new Decimal("0.01"),
    on: text(row["document_on"]),
    status: String(row["status"]),
    lines,
  };
}

/** Which documents: these, or all. */
export type Chosen = readonly string[] | "all";

export const chosenSql = (column: string, chosen: Chosen): Sql =>
  chosen === "all" ? raw("true") : sql`${raw(column)} = any(${chosen}::text[])`;

async function readLines(database: Database, chosen: Chosen): Promise<ReadonlyMap<string, ReconciledLine[]>> {
  const rows =
    await database.query(sql`select l.*, coalesce(i.shared_id, l.item_id) as item from mapping.document_line l
    left join mapping.identifier i on i.source_id = l.item_id and i.status = 'CONFIRMED'
    where ${chosenSql("l.document_id", chosen)} order by l.document_id, l.line_number, l.source_id`);
  const lines = new Map<string, ReconciledLine[]>();
  for (const line of rows.map(toLine)) {
    const known = lines.get(line.documentId);
    if (known) known.push(line);
    else lines.set(line.documentId, [line]);
  }
  return lines;
}

/** Documents with their lines, by who their parties and items are over both systems, in the order of their ids. */
export async function readDocuments(database: Database, chosen: Chosen): Promise<readonly ReconciledDocument[]> {
  const lines = await readLines(database, chosen);
  const rows = await database.query(sql`
    select d.*, coalesce(p.shared_id, d.party_id) as party, coalesce(c.shared_id, d.company_id) as company,
      e.description as entry_text,
      (select count(distinct o.side) from mapping.identifier o where o.shared_id = p.shared_id and o.status = 'CONFIRMED') as party_sides
    from mapping.document_record d
    left join mapping.identifier p on p.source_id = d.party_id and p.status = 'CONFIRMED'
    left join mapping.identifier c on c.source_id = d.company_id and c.status = 'CONFIRMED'
    left join mapping.document_record e on e.source_id = d.journal_entry_id and e.kind = 'JOURNAL_ENTRY'
    where ${chosenSql("d.source_id", chosen)} order by d.source_id`);
  return rows.map((row) => toDocument(row, lines.get(String(row["source_id"])) ?? []));
}

/** What the documents' own references link. */
export async function readReferences(database: Database, chosen: Chosen): Promise<readonly ReconciledLink[]> {
  const rows = await database.query(sql`select from_id, to_id, rule from mapping.document_reference
    where ${chosenSql("from_id", chosen)} order by 1, 2`);
  return rows.map((row) => ({ fromId: String(row["from_id"]), toId: String(row["to_id"]), rule: String(row["rule"]) }));
}

export async function readSettlements(database: Database, chosen: Chosen): Promise<readonly ReconciledSettlement[]> {
  const rows = await database.query(sql`select payment_id, document_id, amount, currency from mapping.settlement
    where ${chosenSql("payment_id", chosen)} or ${chosenSql("document_id", chosen)} order by source_id`);
  return rows.map((row) => ({
    paymentId: String(row["payment_id"]),
    documentId: String(row["document_id"]),
    amount: new Decimal(String(row["amount"])),
    currency: String(row["currency"]),
  }));
}

/** What the sources show at all, so that nothing is missed that they never tell. */
export interface Surroundings {
  /** `kind/side/system` of the kinds of documents there are. */
  readonly kinds: readonly string[];
}

export async function readSurroundings(database: Database): Promise<Surroundings> {
  const rows = await database.query(
    sql`select distinct kind, side, system from mapping.document_record order by 1, 2, 3`,
  );
  return { kinds: rows.map((row) => `${row["kind"]}/${row["side"]}/${row["system"]}`) };
}
