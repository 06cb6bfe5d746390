import { columnsIn, type LookupTable, type Scope, type TextFormat, withParts } from "./expression";
import type { Expression, Field, Lookup, MappingFile, Read } from "./mapping-file";

const DEFAULTS = { dateFormat: "yyyy-MM-dd", timeZone: "Z", decimal: { point: ".", group: "" } } as const;

/** Objects that a read takes its records from. */
export function objectsOf({ from, file, files }: Read): readonly string[] {
  return files ?? [from ?? file ?? []].flat();
}

export function objectOf({ from, file }: Lookup): string {
  return from ?? file ?? "";
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

/** How the texts of a read or lookup are written: its own word, else the mapping's defaults, else Concord's. */
export function textFormatOf({ defaults }: MappingFile, own: Read | Lookup): TextFormat {
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

/** Columns of its own object that a read names. */
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

/** Columns that the reads take from a lookup's object. */
export function lookedUpColumns({ reads }: MappingFile, name: string): readonly string[] {
  const columns = reads
    .flatMap(expressionsIn)
    .flatMap(withParts)
    .flatMap((part) => (typeof part === "object" && "lookup" in part && part.lookup === name ? [part.column] : []));
  return [...new Set(columns)];
}
