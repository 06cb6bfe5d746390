import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { Database } from "../database";
import { name, sql } from "../sql";
import { documentOf, type RefusedPart } from "./document-rule";
import type { Removals } from "./removal";
import { type Stage, stageTable } from "./stage";

/** These say nothing of a part itself: one follows from another part, the other has a sound twin. */
const NO_FAULT_OF_ITS_OWN = ["IMPORT_DOCUMENT_INCOMPLETE", "IMPORT_DUPLICATE_ID"];

interface Judged {
  readonly system: string;
  readonly stages: readonly Stage[];
  /** Objects that the batch gave whole. */
  readonly objects: readonly string[];
  readonly removals: Removals;
}

/**
 * Bad parts of documents of this batch that an earlier batch set aside and this one does not speak of: a changed head alone
 * must not pass by its bad line.
 */
export async function standingParts(
  database: Database,
  { system, stages, objects, removals }: Judged,
): Promise<readonly RefusedPart[]> {
  const found = new Map<string, RefusedPart>();
  for (const { entity } of stages) {
    const ids = name(columnOf(entity, entity.partOf ?? entity.key).column);
    const rows = await database.query(sql`
      select q.id, q.entity, q.code, q.path, q.file, q.line, q.row_id, q.document_id from mapping.quarantined_row q
      where q.system = ${system} and q.state <> 'CORRECTED' and q.code <> all(${NO_FAULT_OF_ITS_OWN}::text[])
        and q.file <> all(${objects}::text[]) and coalesce(q.document_id, q.row_id) in (select ${ids} from ${stageTable(entity)})`);
    for (const row of rows) found.set(String(row["id"]), partOf(row));
  }
  const spoken = await spokenOf(database, stages, [...found.values()]);
  return [...found.values()].filter(
    (part) => !spoken.has(keyOf(part)) && !removals.tells(part.entity ?? "", part.id ?? "", part.document ?? ""),
  );
}

const keyOf = ({ entity, id }: RefusedPart): string => `${entity} ${id}`;

function partOf(row: Readonly<Record<string, unknown>>): RefusedPart {
  const text = (column: string): string | undefined => (row[column] === null ? undefined : String(row[column]));
  const [id, document] = [text("row_id"), text("document_id")];
  return {
    entity: text("entity") ?? null,
    code: String(row["code"]),
    path: String(row["path"]),
    origin: { file: String(row["file"]), line: Number(row["line"]) },
    ...(id ? { id } : {}),
    ...(document ? { document } : {}),
  };
}

/** Parts of which the batch has a new version. */
async function spokenOf(
  database: Database,
  stages: readonly Stage[],
  parts: readonly RefusedPart[],
): Promise<ReadonlySet<string>> {
  const spoken = new Set<string>();
  for (const { entity } of stages) {
    const ids = parts.filter((part) => part.entity === entity.name).map(({ id }) => id ?? "");
    if (ids.length === 0) continue;
    const key = name(columnOf(entity, entity.key).column);
    const rows = await database.query(
      sql`select ${key} as id from ${stageTable(entity)} where ${key} = any(${ids}::text[])`,
    );
    for (const row of rows) spoken.add(`${entity.name} ${row["id"]}`);
  }
  return spoken;
}

/** Only documents and their lines have parts. */
export function withParts(stages: readonly Stage[], entities: readonly EntityDefinition[]): readonly Stage[] {
  const documents = new Set(entities.flatMap((entity) => documentOf(entity) ?? []));
  return stages.filter(({ entity }) => entity.partOf !== undefined || documents.has(entity));
}
