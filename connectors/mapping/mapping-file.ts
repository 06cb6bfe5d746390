import { existsSync, readFileSync, statSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { ConcordError, errorText } from "../../schema/errors";
import { DATE_FORMATS } from "../../schema/values/standardise";
import { systemName } from "./system-name";

const decimalFormat = z.strictObject({ point: z.enum([".", ","]), group: z.string().max(1) });

/** How the texts of an object are to be read; a read may say it for itself, a field again for itself. */
const formats = {
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "gb18030"]),
  format: z.enum(["csv", "jsonl"]),
  delimiter: z.string().length(1),
  quote: z.string().length(1),
  dateFormat: z.enum(DATE_FORMATS),
  timeZone: z.string().regex(/^(Z|[+-]\d{2}:\d{2})$/),
  decimal: decimalFormat,
  scale: z.number().int().min(0).max(18),
};

export interface FieldFormat {
  readonly dateFormat?: z.infer<typeof formats.dateFormat> | undefined;
  readonly decimal?: z.infer<typeof decimalFormat> | undefined;
  readonly scale?: number | undefined;
}

/** How a value is found in a record: a column name, or one of the forms below. */
export type Expression =
  | string
  | ({
      readonly column: string;
      readonly codeMap?: string | undefined;
      readonly default?: string | undefined;
    } & FieldFormat)
  | { readonly constant: string }
  | { readonly lookup: string; readonly by: Expression; readonly column: string; readonly codeMap?: string | undefined }
  | { readonly first: readonly Expression[] }
  | { readonly concat: readonly Expression[]; readonly separator?: string | undefined }
  | { readonly add: readonly Expression[] }
  | { readonly subtract: readonly Expression[] }
  | { readonly multiply: readonly Expression[] }
  | { readonly negate: Expression }
  | { readonly sum: Expression }
  | { readonly min: Expression }
  | { readonly max: Expression };

const optionalFormats = z
  .object({ dateFormat: formats.dateFormat, decimal: decimalFormat, scale: formats.scale })
  .partial().shape;

const FORMS =
  "Expected a column's name or one form of docs/mapping-files.md (column, constant, lookup, first, concat, add, subtract, " +
  "multiply, negate, sum, min, max, reference, value) with all its keys and no other";

const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union(
    [
      z.string().min(1),
      z.strictObject({
        column: z.string(),
        codeMap: z.string().optional(),
        default: z.string().optional(),
        ...optionalFormats,
      }),
      z.strictObject({ constant: z.coerce.string() }),
      z.strictObject({ lookup: z.string(), by: expression, column: z.string(), codeMap: z.string().optional() }),
      z.strictObject({ first: z.array(expression).min(1) }),
      z.strictObject({ concat: z.array(expression).min(1), separator: z.string().optional() }),
      z.strictObject({ add: z.array(expression).min(1) }),
      z.strictObject({ subtract: z.array(expression).min(2) }),
      z.strictObject({ multiply: z.array(expression).min(1) }),
      z.strictObject({ negate: expression }),
      z.strictObject({ sum: expression }),
      z.strictObject({ min: expression }),
      z.strictObject({ max: expression }),
    ],
    { error: FORMS },
  ),
);

const listOf = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).min(1)]);

/** A field is an expression, the id of another record, or an amount with its unit. */
const field = z.union(
  [
    z.strictObject({ reference: listOf(expression) }),
    z.strictObject({ value: expression, currency: expression }),
    z.strictObject({ value: expression, unit: expression }),
    expression,
  ],
  { error: FORMS },
);

export type Field = z.infer<typeof field>;

const condition = z
  .strictObject({
    column: z.string(),
    in: z.array(z.coerce.string()).optional(),
    equals: z.coerce.string().optional(),
    notEquals: z.coerce.string().optional(),
    empty: z.boolean().optional(),
  })
  .refine((given) => Object.keys(given).length === 2, {
    error: "a condition is a column with one of in, equals, notEquals, empty",
  });

export type Condition = z.infer<typeof condition>;

/** `from` names an object of any source; a file may be called one. */
const objectNames = { from: z.string().optional(), file: z.string().optional() };

const read = z
  .strictObject({
    entity: z.string(),
    ...objectNames,
    files: z.array(z.string()).min(1).optional(),
    optional: z.boolean().optional(),
    when: listOf(condition).optional(),
    id: z.array(expression).min(1),
    group: z.array(z.string()).min(1).optional(),
    fields: z.record(z.string(), field),
    ...z.object(formats).partial().shape,
  })
  .refine(({ from, file, files }) => [from, file, files].filter((given) => given !== undefined).length === 1, {
    error: "a read has one of from, file and files",
  });

export type Read = z.infer<typeof read>;

const lookup = z
  .strictObject({
    ...objectNames,
    key: z.union([z.string(), z.array(z.string()).min(1)]),
    optional: z.boolean().optional(),
    ...z.object(formats).partial().shape,
  })
  .refine(({ from, file }) => (from === undefined) !== (file === undefined), {
    error: "a lookup has either from or file",
  });

export type Lookup = z.infer<typeof lookup>;

const mappingFile = z.strictObject({
  system: systemName,
  subgraph: z.enum(["finance", "erp", "mapping"]),
  title: z.string(),
  defaults: z.strictObject(z.object(formats).partial().shape).default({}),
  codeMaps: z.record(z.string(), z.record(z.string(), z.coerce.string())).default({}),
  lookups: z.record(z.string(), lookup).default({}),
  reads: z.array(read).min(1),
});

export type MappingFile = z.infer<typeof mappingFile>;

/** Reads a mapping file; every fault is told at once, by its path. */
export function readMappingFile(path: string): MappingFile {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new ConcordError("MAPPING_MISSING", `There is no source and no mapping file ${path}.`, path);
  return parseMapping(readFileSync(path, "utf8"), path);
}

export function parseMapping(text: string, path: string): MappingFile {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new ConcordError("MAPPING_INVALID", `${path} is not YAML: ${errorText(error)}`, path);
  }
  const parsed = mappingFile.safeParse(document);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "(top)"}: ${issue.message}`);
  throw new ConcordError("MAPPING_INVALID", `${path} has ${faults.length} fault(s):\n- ${faults.join("\n- ")}`, path);
}
