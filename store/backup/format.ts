import { z } from "zod";
import { ConcordError } from "../../schema/errors";

/**
 * A backup is lines of JSON, gzipped, and encrypted by age where a key is given: the manifest, then for each table a line
 * that names it and one line a row (an array of texts and nulls), then the closing line with what was written.
 */
export const FORMAT = 1;

const SCHEMA_NAMES = ["mapping", "finance", "erp"] as const;

const tableShape = z.object({
  /** `finance.invoice` */
  name: z.string(),
  columns: z.array(z.string()),
  rowCount: z.number().int(),
});

const sequenceShape = z.object({ name: z.string(), value: z.string(), called: z.boolean() });

const schemaShape = z.object({
  schema: z.enum(SCHEMA_NAMES),
  migrations: z.array(z.object({ version: z.number().int(), name: z.string(), checksum: z.string() })),
  tables: z.array(tableShape),
  sequences: z.array(sequenceShape),
});

const manifestShape = z.object({
  concordBackup: z.literal(FORMAT),
  /** ISO 8601 UTC, by the database's clock. */
  takenAt: z.string(),
  /** Engine it was taken from: for people, it decides nothing. */
  engine: z.string(),
  schemas: z.array(schemaShape),
});

const closingShape = z.object({
  end: z.object({
    tables: z.record(z.string(), z.object({ rows: z.number().int(), digest: z.string() })),
    /** SHA-256 of every line before this one. */
    lines: z.string(),
  }),
});

const tableLine = z.object({ table: z.string() });
const rowLine = z.array(z.string().nullable());

export type TableContent = z.infer<typeof tableShape>;
export type SchemaContent = z.infer<typeof schemaShape>;
export type SequenceState = z.infer<typeof sequenceShape>;
export type Manifest = z.infer<typeof manifestShape>;
export type Closing = z.infer<typeof closingShape>["end"];
/** A row's values as PostgreSQL writes them, in the order of the table's columns. */
export type RowText = readonly (string | null)[];

export type BodyLine =
  | { readonly kind: "table"; readonly table: string }
  | { readonly kind: "row"; readonly row: RowText }
  | { readonly kind: "end"; readonly closing: Closing };

export function damaged(reason: string): ConcordError {
  return new ConcordError("BACKUP_DAMAGED", `The backup cannot be trusted: ${reason}.`, "file");
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw damaged("a line of it is not JSON");
  }
}

/** @throws BACKUP_NEWER when a later version of the format wrote it */
export function parseManifest(line: string): Manifest {
  const json = parseJson(line);
  const version = z.object({ concordBackup: z.number() }).safeParse(json);
  if (!version.success) throw damaged("it is not a backup of Concord");
  const { concordBackup } = version.data;
  if (concordBackup > FORMAT)
    throw new ConcordError(
      "BACKUP_NEWER",
      `The backup has format ${concordBackup}, this Concord reads up to ${FORMAT}.`,
      "file",
    );
  const manifest = manifestShape.safeParse(json);
  if (!manifest.success) throw damaged("its manifest is not whole");
  return manifest.data;
}

export function parseBodyLine(line: string): BodyLine {
  const json = parseJson(line);
  const row = rowLine.safeParse(json);
  if (row.success) return { kind: "row", row: row.data };
  const table = tableLine.safeParse(json);
  if (table.success) return { kind: "table", table: table.data.table };
  const closing = closingShape.safeParse(json);
  if (closing.success) return { kind: "end", closing: closing.data.end };
  throw damaged("a line of it is neither a row nor a table");
}
