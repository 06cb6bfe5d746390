import { definitionOf } from "../../schema/model/decorators";
import { columnOf, type EntityDefinition, type Subgraph } from "../../schema/model/definition";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { ReleasedRecord } from "../../schema/model/source-event";
import type { Database } from "../database";
import { raw, sql } from "../sql";
import { tableOf } from "./row";

/** Records of a system that were set aside for a reference to an unknown record, and that record is known by now. */
export function released(database: Database, system: string, subgraph: Subgraph) {
  return async (): Promise<readonly ReleasedRecord[]> => {
    const kinds = await database.query(sql`select distinct entity, path from mapping.quarantined_row
      where system = ${system} and code = 'IMPORT_REFERENCE_UNKNOWN' and row_id is not null`);
    const found: ReleasedRecord[] = [];
    for (const { entity: entityName, path } of kinds) {
      const entity = entitiesBySubgraph[subgraph].find((one) => one.name === entityName);
      if (entity) found.push(...(await releasedOf(database, { system, entity, field: String(path) })));
    }
    return found;
  };
}

interface Waiting {
  readonly system: string;
  readonly entity: EntityDefinition;
  /** The reference whose record was unknown. */
  readonly field: string;
}

async function releasedOf(database: Database, { system, entity, field }: Waiting): Promise<readonly ReleasedRecord[]> {
  const { column, target: type } = columnOf(entity, field);
  const target = type && definitionOf(type());
  if (!target) return [];
  const key = raw(`r."${columnOf(target, target.key).column}"`);
  const rows = await database.query(sql`
    select w.id, w.document, w.reference from (
      select row_id as id, document_id as document,
        case when code = 'IMPORT_REFERENCE_UNKNOWN' then record::jsonb ->> ${column} end as reference
      from mapping.quarantined_row where system = ${system} and code = 'IMPORT_REFERENCE_UNKNOWN'
        and entity = ${entity.name} and path = ${field} and row_id is not null
    ) w join ${tableOf(target)} r on ${key} = w.reference order by w.id`);
  return rows.map((row) => ({
    entity,
    id: String(row["id"]),
    document: row["document"] as string | null,
    reference: String(row["reference"]),
  }));
}
