import currencies from "currency-codes";
import { columnOf, type DocumentEvidence, type EntityDefinition } from "../../schema/model/definition";
import { minorUnits } from "../../schema/values/currency";
import type { Database } from "../database";
import { name, raw, type Sql, sql } from "../sql";
import { type Batch, stageTable } from "./stage";

/** The smallest unit of each currency that does not have two decimals, as an SQL expression over `currency`. */
function smallestUnit(currency: Sql): Sql {
  const unusual = currencies.codes().filter((code) => (minorUnits(code) ?? 2) !== 2);
  const cases = unusual.map((code) => `when '${code}' then ${10 ** -(minorUnits(code) ?? 2)}`);
  return sql`case ${currency} ${raw(cases.join(" "))} else 0.01 end`;
}

/** Tells mapping which documents there are, so that it can link them without reaching into the other schemas. */
export async function observeDocuments(
  database: Database,
  entity: EntityDefinition,
  evidence: DocumentEvidence,
  batch: Batch,
): Promise<void> {
  const column = (field: string): Sql => name(columnOf(entity, field).column);
  const stage = stageTable(entity);
  const key = column(entity.key);
  await database.query(sql`delete from mapping.document_record where source_id in (select ${key} from ${stage})`);
  await database.query(sql`
    insert into mapping.document_record
      (source_id, kind, system, company_id, number, order_number, amount, currency, document_on, smallest_unit, batch_id)
    select ${key}, ${evidence.kind}, source_system, company_id, ${column(evidence.number)},
      ${evidence.orderNumber ? column(evidence.orderNumber) : raw("null")}, ${column(evidence.amount)}, currency,
      ${column(evidence.date)}, ${smallestUnit(raw("currency"))}, ${batch.id}::bigint
    from ${stage} where status not in ('DRAFT', 'CANCELLED')`);
}
