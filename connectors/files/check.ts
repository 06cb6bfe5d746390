import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EntityDefinition } from "../../schema/model/definition";
import type { Finding } from "../contract";
import type { FilesConnectorParts } from "./files-connector";
import { filesOf, formatOf, wantedColumns } from "./layout";
import type { Field, MappingFile, Read } from "./mapping-file";
import { openRecords } from "./records";

/** What stands in the way of reading: unknown entities and fields, missing files and columns, in words. */
export async function checkMapping({ mapping, folder, entities }: FilesConnectorParts): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [at, read] of mapping.reads.entries()) {
    const path = `reads[${at}]`;
    const entity = entities.get(read.entity);
    if (!entity) findings.push({ code: "MAPPING_INVALID", path, message: `There is no entity ${read.entity}.` });
    else findings.push(...checkFields(mapping, read, entity, path));
    findings.push(...(await checkFiles(mapping, read, folder, path)));
  }
  for (const [name, { file, optional }] of Object.entries(mapping.lookups))
    if (!optional && !existsSync(join(folder, file))) findings.push(missing(`lookups.${name}`, file, folder));
  return findings;
}

function checkFields(mapping: MappingFile, read: Read, entity: EntityDefinition, path: string): readonly Finding[] {
  const findings: Finding[] = [];
  const invalid = (field: string, message: string): void =>
    void findings.push({ code: "MAPPING_INVALID", path: `${path}.fields.${field}`, message });
  if (entity.subgraph !== mapping.subgraph)
    invalid("", `${entity.name} belongs to ${entity.subgraph}, this mapping fills ${mapping.subgraph}.`);
  if (!entity.importable) invalid("", `${entity.name} is derived and cannot be filled.`);
  for (const [name, field] of Object.entries(read.fields)) {
    const column = entity.columns.find((candidate) => candidate.field === name);
    if (!column || column.sql) invalid(name, `${entity.name} has no field ${name} to fill.`);
    for (const codeMap of codeMapsIn(field))
      if (!mapping.codeMaps[codeMap]) invalid(name, `There is no code map ${codeMap}.`);
  }
  for (const column of entity.columns) {
    const filled = column.kind === "id" || column.sql !== undefined || read.fields[column.field] !== undefined;
    if (column.required && !filled) invalid(column.field, `${entity.name}.${column.field} is required and not filled.`);
  }
  return findings;
}

function codeMapsIn(value: Field | unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === "codeMap" && typeof part === "string" ? [part] : codeMapsIn(part),
  );
}

async function checkFiles(mapping: MappingFile, read: Read, folder: string, path: string): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const file of filesOf(read)) {
    const full = join(folder, file);
    if (!existsSync(full)) {
      if (!read.optional) findings.push(missing(path, file, folder));
      continue;
    }
    const format = formatOf(mapping, read);
    if (format.format === "jsonl") continue;
    const { header, records } = await openRecords(full, format, []);
    await records[Symbol.asyncIterator]().return?.();
    for (const column of wantedColumns(read).filter((wanted) => !header.includes(wanted)))
      findings.push({
        code: "IMPORT_COLUMN_MISSING",
        path,
        message: `${file} has no column ${column}; it has ${header.join(", ")}.`,
      });
  }
  return findings;
}

function missing(path: string, file: string, folder: string): Finding {
  return { code: "SOURCE_MISSING", path, message: `${file} is not in ${folder}.` };
}
