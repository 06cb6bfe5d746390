import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import { recordDigest } from "../../schema/model/record-digest";
import type { RejectedRecord } from "../../schema/model/source-event";
import type { Database } from "../database";
import { tableOf } from "../read/row";
import { name, sql } from "../sql";
import { documentOf } from "./document-rule";

/** A row that stands in the store only because of a correction that was taken back. */
export interface WithdrawnRow {
  readonly entity: EntityDefinition;
  readonly id: string;
}

/** Corrections that were applied and taken back: when their record is refused again, what they brought in goes. */
export class Withdrawn {
  private constructor(private readonly rows: ReadonlyMap<string, StandingRow>) {}

  static async read(database: Database, system: string, entities: readonly EntityDefinition[]): Promise<Withdrawn> {
    const rows = await database.query(sql`select file, digest, entity, row_id, document_id from mapping.quarantined_row
      where system = ${system} and withdrawn and row_id is not null`);
    const found = new Map<string, StandingRow>();
    for (const row of rows) {
      const entity = entities.find(({ name }) => name === row["entity"]);
      if (!entity) continue;
      const document = row["document_id"] === null ? undefined : String(row["document_id"]);
      found.set(keyOf(String(row["file"]), String(row["digest"]), entity.name), {
        entity,
        id: String(row["row_id"]),
        document,
      });
    }
    return new Withdrawn(found);
  }

  get any(): boolean {
    return this.rows.size > 0;
  }

  /** The row that goes, now that this record is refused. */
  of(rejection: RejectedRecord): WithdrawnRow | undefined {
    if (!this.any) return undefined;
    const { origin, digest, record } = rejection;
    const row = this.rows.get(keyOf(origin.file, digest ?? recordDigest(record), rejection.entity));
    const document = row && documentOf(row.entity);
    // A document goes with all its lines, as it came; one that the line never named is whole without it.
    const isItsOwn = row?.document !== undefined && row.document === rejection.document;
    return document && isItsOwn ? { entity: document, id: row.document ?? "" } : row;
  }
}

interface StandingRow extends WithdrawnRow {
  readonly document: string | undefined;
}

/**
 * Objects that hold the documents which go with a withdrawn correction: read again with it, they are set aside as they were
 * before, and nothing of them is lost.
 */
export async function withdrawnObjects(
  database: Database,
  system: string,
  entities: readonly EntityDefinition[],
): Promise<readonly string[]> {
  const rows = await database.query(sql`select distinct document_id from mapping.quarantined_row
    where system = ${system} and withdrawn and replay and document_id is not null`);
  const documents = rows.map((row) => String(row["document_id"]));
  const objects = new Set<string>();
  for (const entity of documents.length > 0 ? entities : []) {
    if (entity.partOf === undefined && !entities.some((other) => documentOf(other) === entity)) continue;
    const found = await database.query(sql`select distinct source_file from ${tableOf(entity)}
      where source_system = ${system} and ${name(columnOf(entity, entity.partOf ?? entity.key).column)} = any(${documents}::text[])`);
    for (const row of found) objects.add(String(row["source_file"]));
  }
  return [...objects];
}

const keyOf = (file: string, digest: string, entity: string | null): string => `${file}\n${digest}\n${entity}`;
