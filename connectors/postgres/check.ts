import { ConcordError } from "../../schema/errors";
import type { Finding } from "../contract";
import { checkMapping } from "../mapping/check";
import { objectsOf } from "../mapping/layout";
import type { PostgresSource, Session } from "./postgres-source";

/** What stands in the way of reading the database, in words. */
export async function checkPostgres(source: PostgresSource): Promise<readonly Finding[]> {
  let session: Session;
  try {
    session = await source.open();
  } catch (error) {
    return [findingOf(error, "url")];
  }
  try {
    const { mapping, entities } = source.parts;
    const ofMapping = await checkMapping({ mapping, entities, source: session.records });
    return [...ofMapping, ...checkDeclaration(source), ...checkTables(source, session)];
  } finally {
    await session.close();
  }
}

/** Anything but a fault of the source in our words is a fault of ours. */
function findingOf(error: unknown, path: string): Finding {
  if (!(error instanceof ConcordError)) throw error;
  return { code: error.code, path, message: error.message };
}

/** The declaration of what changes what, against the mapping. */
function checkDeclaration({ parts, roots }: PostgresSource): readonly Finding[] {
  const findings: Finding[] = [];
  const invalid = (path: string, message: string): void => {
    findings.push({ code: "MAPPING_INVALID", path, message });
  };
  for (const [at, read] of parts.mapping.reads.entries())
    for (const object of objectsOf(read))
      if (!roots.keyColumns.has(object))
        invalid(`reads[${at}]`, `${object} is part of no root, so its changes would not be seen.`);
  const keyed = new Set(
    Object.values(parts.changes.tables).flatMap((rules) => rules.flatMap(({ root, column }) => (column ? [root] : []))),
  );
  for (const { root, entity, idOf } of roots.reads)
    if (keyed.has(root) && idOf("1") === undefined)
      invalid(`roots.${root}`, `The id of ${entity.name}, or of its parent, is not made of the root's key alone.`);
  for (const [table, rules] of Object.entries(parts.changes.tables))
    for (const { recall } of rules) {
      const entity = recall && parts.entities.get(recall.entity);
      if (recall && !entity) invalid(`tables.${table}`, `There is no entity ${recall.entity} to recall.`);
      if (recall && entity && !entity.columns.some(({ field }) => field === recall.field))
        invalid(`tables.${table}`, `${recall.entity} has no field ${recall.field} to recall.`);
    }
  return findings;
}

/** The declaration against what the database has. */
function checkTables({ parts, place }: PostgresSource, { catalogue }: Session): readonly Finding[] {
  const missing = catalogue.missing
    .filter((table) => !parts.changes.optional.includes(table))
    .map((table) => ({ code: "SOURCE_MISSING", path: `tables.${table}`, message: `${table} is not in ${place}.` }));
  const columns = catalogue.tables.flatMap((table) =>
    table.rules.flatMap(({ column }): readonly Finding[] => {
      if (column === undefined || table.columns.has(column)) return [];
      const message = `${table.name} has no column ${column}; it has ${[...table.columns].join(", ")}.`;
      return [{ code: "IMPORT_COLUMN_MISSING", path: `tables.${table.name}`, message }];
    }),
  );
  return [...missing, ...columns];
}
