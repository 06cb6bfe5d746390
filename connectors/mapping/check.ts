import { ConcordError } from "../../schema/errors";
import type { Finding } from "../contract";
import { checkFields } from "./check-fields";
import { lookedUpColumns, objectOf, objectsOf, wantedColumns } from "./layout";
import type { MappedSource } from "./mapped-records";
import type { RecordSource, RecordsRequest } from "./record-source";

/** What stands in the way of reading: unknown entities and fields, missing objects and columns, in words. */
export async function checkMapping({ mapping, entities, source }: MappedSource): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [at, read] of mapping.reads.entries()) {
    const path = `reads[${at}]`;
    const entity = entities.get(read.entity);
    if (!entity) findings.push({ code: "MAPPING_INVALID", path, message: `There is no entity ${read.entity}.` });
    else findings.push(...checkFields({ mapping, read, entity, entities, path }));
    const wanted = wantedColumns(read);
    for (const object of objectsOf(read))
      findings.push(...(await checkObject(source, { object, of: read, wanted }, path)));
  }
  for (const [name, lookup] of Object.entries(mapping.lookups)) {
    const wanted = [...[lookup.key].flat(), ...lookedUpColumns(mapping, name)];
    const request = { object: objectOf(lookup), of: lookup, wanted };
    findings.push(...(await checkObject(source, request, `lookups.${name}`)));
  }
  return findings;
}

async function checkObject(source: RecordSource, request: RecordsRequest, path: string): Promise<readonly Finding[]> {
  const { object, of, wanted } = request;
  let columns: Awaited<ReturnType<RecordSource["columns"]>>;
  try {
    columns = await source.columns(request);
  } catch (error) {
    // A source that cannot tell says why; another fault is ours.
    if (!(error instanceof ConcordError)) throw error;
    return [{ code: error.code, path, message: error.message }];
  }
  if (columns === undefined) {
    if (of.optional) return [];
    return [{ code: "SOURCE_MISSING", path, message: `${object} is not in ${source.place}.` }];
  }
  // A record that names its own columns may leave out what it has no value for.
  if (columns === "any") return [];
  return [...new Set(wanted)].flatMap((column): Finding[] => {
    const times = columns.filter((name) => name === column).length;
    if (times === 1) return [];
    const message =
      times === 0
        ? `${object} has no column ${column}; it has ${columns.join(", ") || "none"}.`
        : `${object} has ${times} columns named ${column}; rename all but the one that is meant.`;
    return [{ code: "IMPORT_COLUMN_MISSING", path, message }];
  });
}
