import currencies from "currency-codes";
import {
  type ColumnDefinition,
  columnOf,
  type DocumentEvidence,
  type EntityDefinition,
  type HeadEvidence,
  type LineEvidence,
  type SettlementEvidence,
} from "../../schema/model/definition";
import { minorUnits } from "../../schema/values/currency";
import type { Database } from "../database";
import { join, name, raw, type Sql, sql } from "../sql";
import { type Batch, stageTable } from "./stage";

/** The smallest unit of each currency that does not have two decimals, as an SQL expression over `currency`. */
export function smallestUnit(currency: Sql): Sql {
  const unusual = currencies.codes().filter((code) => (minorUnits(code) ?? 2) !== 2);
  const cases = unusual.map((code) => `when '${code}' then ${10 ** -(minorUnits(code) ?? 2)}`);
  return sql`case when ${currency} is null then null else case ${currency} ${raw(cases.join(" "))} else 0.01 end end`;
}

/** One column of the evidence by its name: what the staged row says there. */
type Told = Readonly<Record<string, Sql>>;

const NOTHING: Readonly<Record<string, string>> = { text: "null::text", numeric: "null::numeric", date: "null::date" };

class Teller {
  constructor(private readonly entity: EntityDefinition) {}

  field(field: string | undefined, type: keyof typeof NOTHING = "text"): Sql {
    return field ? name(columnOf(this.entity, field).column) : raw(NOTHING[type] ?? "null");
  }

  /** The first of several fields that is filled. */
  first(fields: readonly string[] = []): Sql {
    return fields.length === 0 ? raw("null::text") : sql`coalesce(${join(fields.map((field) => this.field(field)))})`;
  }

  /** The code beside a number: the currency of an amount, the unit of a quantity. */
  codeOf(field: string | undefined): Sql {
    const code = field && columnOf(this.entity, field).unitColumn;
    return code ? name(code) : raw("null::text");
  }

  has(column: string): boolean {
    return this.entity.columns.some((candidate: ColumnDefinition) => candidate.column === column);
  }
}

function toldByHead(entity: EntityDefinition, evidence: HeadEvidence): Told {
  const tell = new Teller(entity);
  const { side } = evidence;
  const currency = tell.codeOf(evidence.total ?? evidence.net);
  return {
    kind: sql`${evidence.kind}::text`,
    side:
      typeof side === "object"
        ? sql`case when ${tell.field(side.field)} = ${side.sales} then 'SALES' else 'PURCHASE' end`
        : sql`${side ?? null}::text`,
    system: raw("source_system"),
    company_id: tell.has("company_id") ? raw("company_id") : raw("null::text"),
    party_id: tell.field(evidence.party),
    number: tell.field(evidence.number),
    order_number: tell.field(evidence.orderNumber),
    origin_id: tell.field(evidence.origin),
    journal_entry_id: tell.field(evidence.journalEntry),
    reference: tell.field(evidence.reference),
    description: tell.field(evidence.description),
    net_amount: tell.field(evidence.net, "numeric"),
    tax_amount: tell.field(evidence.tax, "numeric"),
    total_amount: tell.field(evidence.total, "numeric"),
    currency,
    exchange_rate: tell.field(evidence.exchangeRate, "numeric"),
    document_on: tell.field(evidence.date, "date"),
    status: evidence.status ? tell.field(evidence.status) : raw("'POSTED'"),
    smallest_unit: smallestUnit(currency),
  };
}

function toldByLine(entity: EntityDefinition, evidence: LineEvidence): Told {
  const tell = new Teller(entity);
  if (!entity.partOf) throw new Error(`${entity.name} is a line of no document: name it with partOf`);
  return {
    document_id: tell.field(entity.partOf),
    line_number: tell.field(evidence.lineNumber),
    item_id: tell.field(evidence.item),
    description: tell.field(evidence.description),
    quantity: tell.field(evidence.quantity, "numeric"),
    unit: tell.codeOf(evidence.quantity),
    net_amount: tell.field(evidence.net, "numeric"),
    tax_amount: tell.field(evidence.tax, "numeric"),
    currency: tell.codeOf(evidence.net),
    order_line_id: tell.first(evidence.orderLines),
    order_number: tell.field(evidence.orderNumber),
    order_line_number: evidence.orderLineNumber ? tell.field(evidence.orderLineNumber) : raw("null::integer"),
    despatch_number: tell.field(evidence.despatchNumber),
  };
}

function toldBySettlement(entity: EntityDefinition, evidence: SettlementEvidence): Told {
  const tell = new Teller(entity);
  return {
    payment_id: tell.field(evidence.payment),
    document_id: tell.field(evidence.document),
    amount: tell.field(evidence.amount, "numeric"),
    currency: tell.codeOf(evidence.amount),
    settled_on: tell.field(evidence.date, "date"),
  };
}

/** Rows of one load from which on a table is counted anew. */
const MANY_ROWS = 200;

const TABLES: Readonly<Record<DocumentEvidence["record"], string>> = {
  document: "mapping.document_record",
  line: "mapping.document_line",
  settlement: "mapping.settlement",
};

function toldBy(entity: EntityDefinition, evidence: DocumentEvidence): Told {
  if (evidence.record === "document") return toldByHead(entity, evidence);
  return evidence.record === "line" ? toldByLine(entity, evidence) : toldBySettlement(entity, evidence);
}

/**
 * Tells mapping which documents there are and what they refer to, so that it can link them without reaching into the
 * other schemas. A row that says the same as before is not touched.
 */
export async function observeDocuments(
  database: Database,
  entity: EntityDefinition,
  evidence: DocumentEvidence,
  batch: Batch,
): Promise<void> {
  const columns = toldBy(entity, evidence);
  const names = Object.keys(columns);
  const side = (alias: string): Sql => join(names.map((column) => raw(`${alias}."${column}"`)));
  const table = name(TABLES[evidence.record]);
  const told = await database.query(sql`
    insert into ${table} as t (source_id, ${join(names.map(name))}, batch_id)
    select ${name(columnOf(entity, entity.key).column)}, ${join(Object.values(columns))}, ${batch.id}::bigint
    from ${stageTable(entity)}
    on conflict (source_id) do update set batch_id = excluded.batch_id,
      ${join(names.map((column) => raw(`"${column}" = excluded."${column}"`)))}
    where (${side("t")}) is distinct from (${side("excluded")}) returning 1`);
  // The links join these tables with each other: after a large load their plans need fresh counts, on engines that count by
  // themselves only later or never.
  if (told.length >= MANY_ROWS) await database.query(sql`analyze ${table}`);
}

/** Takes back what removed rows said of documents; what was linked through them is linked no longer. */
export async function forgetDocuments(database: Database, ids: readonly string[]): Promise<void> {
  for (const table of Object.values(TABLES))
    await database.query(sql`delete from ${name(table)} where source_id = any(${ids}::text[])`);
}
