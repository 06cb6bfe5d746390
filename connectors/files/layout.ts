import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConcordError } from "../../schema/errors";
import type { RejectedRecord } from "../../schema/model/source-event";
import { columnsIn, type LookupTable, type Scope, type TextFormat, type Values, withParts } from "./expression";
import type { Expression, Field, Lookup, MappingFile, Read } from "./mapping-file";
import { type FileFormat, openRecords } from "./records";
import { rejectionOf } from "./rejection";

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
  const timeZone = read.timeZone ?? mapping.defaults.timeZone ?? DEFAULTS.timeZone;
  return { header, lookups, codeMaps: mapping.codeMaps, timeZone, format: textFormatOf(mapping, read) };
}

function textFormatOf({ defaults }: MappingFile, own: Read | Lookup): TextFormat {
  return {
    dateFormat: own.dateFormat ?? defaults.dateFormat ?? DEFAULTS.dateFormat,
    decimal: own.decimal ?? defaults.decimal ?? DEFAULTS.decimal,
    scale: own.scale ?? defaults.scale,
  };
}

/** The expressions a field is made of, those inside others left out. */
export function expressionsOf(field: Field): readonly Expression[] {
  if (typeof field === "string") return [field];
  if ("reference" in field) return Array.isArray(field.reference) ? field.reference : [field.reference];
  if ("value" in field) return [field.value, "currency" in field ? field.currency : field.unit];
  return [field];
}

function expressionsIn({ id, fields }: Read): readonly Expression[] {
  return [...id, ...Object.values(fields).flatMap(expressionsOf)];
}

/** Columns of its own file that a read names. */
export function wantedColumns(read: Read): readonly string[] {
  const conditions = read.when === undefined ? [] : [read.when].flat();
  return [
    ...new Set([
      ...expressionsIn(read).flatMap(columnsIn),
      ...(read.group ?? []),
      ...conditions.map(({ column }) => column),
    ]),
  ];
}

/** Columns that the reads take from a lookup's file. */
export function lookedUpColumns({ reads }: MappingFile, name: string): readonly string[] {
  const columns = reads
    .flatMap(expressionsIn)
    .flatMap(withParts)
    .flatMap((part) => (typeof part === "object" && "lookup" in part && part.lookup === name ? [part.column] : []));
  return [...new Set(columns)];
}

export interface Lookups {
  readonly tables: ReadonlyMap<string, LookupTable>;
  /** Records that cannot be looked up because they could not be read. */
  readonly rejected: readonly RejectedRecord[];
}

export async function readLookups(mapping: MappingFile, folder: string): Promise<Lookups> {
  const tables = new Map<string, LookupTable>();
  const rejected: RejectedRecord[] = [];
  for (const name of Object.keys(mapping.lookups)) tables.set(name, await readLookup(mapping, name, folder, rejected));
  return { tables, rejected };
}

async function readLookup(
  mapping: MappingFile,
  name: string,
  folder: string,
  rejected: RejectedRecord[],
): Promise<LookupTable> {
  const lookup = mapping.lookups[name];
  if (!lookup) throw new Error(`No lookup ${name}.`);
  const format = textFormatOf(mapping, lookup);
  const rows = new Map<string, Values>();
  const { file, optional } = lookup;
  const path = join(folder, file);
  const keys = [lookup.key].flat();
  const columns = lookedUpColumns(mapping, name);
  if (!existsSync(path)) {
    if (optional) return { header: columns, format, rows };
    throw new ConcordError("SOURCE_MISSING", `The lookup file ${file} is not in ${folder}.`, file);
  }
  const { header, batches, close } = await openRecords(path, formatOf(mapping, lookup), [...keys, ...columns]);
  try {
    const keyOf = keyIn(header, keys, file);
    for await (const batch of batches)
      for (const record of batch) {
        if (record.fault) rejected.push(rejectionOf({ file, header, entity: null }, record, record.fault));
        // The first record of a key counts, as it would in a join on a sorted table.
        else if (!rows.has(keyOf(record.values))) rows.set(keyOf(record.values), record.values);
      }
  } finally {
    await close();
  }
  return { header, format, rows };
}

function keyIn(header: readonly string[], keys: readonly string[], file: string): (values: Values) => string {
  const positions = keys.map((key) => header.indexOf(key));
  if (positions.includes(-1)) {
    const reason = `The lookup file ${file} has no column ${keys.join(", ")}; it has ${header.join(", ")}.`;
    throw new ConcordError("IMPORT_COLUMN_MISSING", reason, file);
  }
  return (values) => positions.map((at) => (values[at] ?? "").trim()).join("/");
}
