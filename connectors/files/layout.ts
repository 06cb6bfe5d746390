import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConcordError } from "../../schema/errors";
import { columnsIn, type LookupTable, type Scope, type Values } from "./expression";
import type { Expression, Lookup, MappingFile, Read } from "./mapping-file";
import { type FileFormat, openRecords } from "./records";

const DEFAULTS = {
  encoding: "utf-8",
  format: "csv",
  delimiter: ",",
  quote: '"',
  dateFormat: "yyyy-MM-dd",
  timeZone: "Z",
  decimal: { point: ".", group: "" },
} as const;

export function filesOf({ file, files }: Read): readonly string[] {
  return files ?? (file === undefined ? [] : [file]);
}

/** The format of a read or lookup: its own, else the mapping's defaults, else Concord's. */
export function formatOf({ defaults }: MappingFile, own: Read | Lookup): FileFormat {
  const pick = <K extends "encoding" | "format" | "delimiter" | "quote">(key: K) =>
    own[key] ?? defaults[key] ?? DEFAULTS[key];
  return { encoding: pick("encoding"), format: pick("format"), delimiter: pick("delimiter"), quote: pick("quote") };
}

export function scopeFor(
  mapping: MappingFile,
  read: Read,
  header: readonly string[],
  lookups: ReadonlyMap<string, LookupTable>,
): Scope {
  const { defaults, codeMaps } = mapping;
  return {
    header,
    lookups,
    codeMaps,
    timeZone: read.timeZone ?? defaults.timeZone ?? DEFAULTS.timeZone,
    format: {
      dateFormat: read.dateFormat ?? defaults.dateFormat ?? DEFAULTS.dateFormat,
      decimal: read.decimal ?? defaults.decimal ?? DEFAULTS.decimal,
      scale: read.scale ?? defaults.scale,
    },
  };
}

function expressionsOf(read: Read): readonly Expression[] {
  const fields = Object.values(read.fields).flatMap((field): Expression[] => {
    if (typeof field === "string") return [field];
    if ("reference" in field) return Array.isArray(field.reference) ? field.reference : [field.reference];
    if ("value" in field) return [field.value, "currency" in field ? field.currency : field.unit];
    return [field];
  });
  return [...read.id, ...fields];
}

/** Columns of its own file that a read names. */
export function wantedColumns(read: Read): readonly string[] {
  const conditions = read.when === undefined ? [] : [read.when].flat();
  return [
    ...new Set([
      ...expressionsOf(read).flatMap(columnsIn),
      ...(read.group ?? []),
      ...conditions.map(({ column }) => column),
    ]),
  ];
}

export async function readLookups(mapping: MappingFile, folder: string): Promise<ReadonlyMap<string, LookupTable>> {
  const tables = new Map<string, LookupTable>();
  for (const [name, lookup] of Object.entries(mapping.lookups))
    tables.set(name, await readLookup(mapping, lookup, folder));
  return tables;
}

async function readLookup(mapping: MappingFile, lookup: Lookup, folder: string): Promise<LookupTable> {
  const path = join(folder, lookup.file);
  if (!existsSync(path)) {
    if (lookup.optional) return { header: [], rows: new Map() };
    throw new ConcordError("SOURCE_MISSING", `The lookup file ${lookup.file} is not in ${folder}.`, lookup.file);
  }
  const keys = [lookup.key].flat();
  const { header, records } = await openRecords(path, formatOf(mapping, lookup), keys);
  const positions = keys.map((key) => header.indexOf(key));
  if (positions.includes(-1))
    throw new ConcordError(
      "IMPORT_COLUMN_MISSING",
      `The lookup file ${lookup.file} has no column ${keys.join(", ")}; it has ${header.join(", ")}.`,
      lookup.file,
    );
  const rows = new Map<string, Values>();
  for await (const { values, fault } of records) {
    if (fault) continue;
    const key = positions.map((at) => (values[at] ?? "").trim()).join("/");
    // The first record of a key counts, as it would in a join on a sorted table.
    if (!rows.has(key)) rows.set(key, values);
  }
  return { header, rows };
}
