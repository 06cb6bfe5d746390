import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../contract";
import { checkFields } from "./check-fields";
import type { FilesConnectorParts } from "./files-connector";
import { filesOf, formatOf, lookedUpColumns, wantedColumns } from "./layout";
import type { Lookup, MappingFile, Read } from "./mapping-file";
import { openRecords } from "./records";

/** What stands in the way of reading: unknown entities and fields, missing files and columns, in words. */
export async function checkMapping({ mapping, folder, entities }: FilesConnectorParts): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [at, read] of mapping.reads.entries()) {
    const path = `reads[${at}]`;
    const entity = entities.get(read.entity);
    if (!entity) findings.push({ code: "MAPPING_INVALID", path, message: `There is no entity ${read.entity}.` });
    else findings.push(...checkFields({ mapping, read, entity, entities, path }));
    const wanted = wantedColumns(read);
    for (const file of filesOf(read))
      findings.push(...(await checkFile({ mapping, folder, path, of: read, file, wanted })));
  }
  for (const [name, lookup] of Object.entries(mapping.lookups)) {
    const wanted = [...[lookup.key].flat(), ...lookedUpColumns(mapping, name)];
    const path = `lookups.${name}`;
    findings.push(...(await checkFile({ mapping, folder, path, of: lookup, file: lookup.file, wanted })));
  }
  return findings;
}

interface CheckedFile {
  readonly mapping: MappingFile;
  readonly folder: string;
  readonly path: string;
  readonly of: Read | Lookup;
  readonly file: string;
  /** Columns that the mapping names. */
  readonly wanted: readonly string[];
}

async function checkFile({ mapping, folder, path, of, file, wanted }: CheckedFile): Promise<readonly Finding[]> {
  const full = join(folder, file);
  if (!existsSync(full)) {
    if (of.optional) return [];
    return [{ code: "SOURCE_MISSING", path, message: `${file} is not in ${folder}.` }];
  }
  const format = formatOf(mapping, of);
  // An object of JSON Lines may leave out what it has no value for.
  if (format.format === "jsonl") return [];
  const { header, close } = await openRecords(full, format, []);
  await close();
  return [...new Set(wanted)].flatMap((column): Finding[] => {
    const times = header.filter((name) => name === column).length;
    if (times === 1) return [];
    const message =
      times === 0
        ? `${file} has no column ${column}; it has ${header.join(", ") || "none"}.`
        : `${file} has ${times} columns named ${column}; rename all but the one that is meant.`;
    return [{ code: "IMPORT_COLUMN_MISSING", path, message }];
  });
}
