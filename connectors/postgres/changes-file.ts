import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { ConcordError } from "../../schema/errors";

/** An object that is read together with its root. */
const part = z.strictObject({
  /** A named select. */
  object: z.string(),
  /** Its column that holds the root's key. */
  key: z.string(),
  /** Field of the parent, where the records within one root are a whole and not one record each; `partOf` of the entity unless said. */
  within: z.string().optional(),
});

const RECALL = /^([A-Z]\w*)(?:\((\w+)\))?\.([a-z]\w*)$/;

/** `SalesOrderLine.orderId`; `StockMovement(in).itemId` where the mapping puts a constant before the key in the id. */
const recall = z
  .string()
  .regex(RECALL, "an entity and its reference, such as SalesOrderLine.orderId")
  .transform((text) => {
    const [, entity = "", prefix, field = ""] = RECALL.exec(text) ?? [];
    return { entity, field, prefix };
  });

/** How a changed row of a table leads to roots. */
const rule = z
  .strictObject({
    root: z.string(),
    /** Column of the changed row: the root's key, or what `select` is given. */
    column: z.string().optional(),
    /** A statement that gives root keys for `any($1)`, the values of the column. */
    select: z.string().optional(),
    /** Any change of the table changes any record of the root. */
    whole: z.literal(true).optional(),
    /** Where Concord's store knows what the row hung on before, for rows that moved or went. */
    recall: recall.optional(),
  })
  .refine(({ column, whole }) => (column === undefined) !== (whole === undefined), {
    error: "a rule has either a column or whole: true",
  });

const changesFile = z.strictObject({
  roots: z.record(z.string(), z.array(part).min(1)),
  tables: z.record(z.string(), z.array(rule).min(1)),
  /** Tables that an installation may lack. */
  optional: z.array(z.string()).default([]),
});

export type Part = z.infer<typeof part>;
export type Rule = z.infer<typeof rule>;
export type ChangesFile = z.infer<typeof changesFile>;

/** Reads the declaration of what changes what: which root each source table belongs to, and how its key is found. */
export function readChangesFile(path: string): ChangesFile {
  return parseChanges(readFileSync(path, "utf8"), path);
}

export function parseChanges(text: string, path: string): ChangesFile {
  const parsed = changesFile.safeParse(parse(text));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "(top)"}: ${issue.message}`);
    throw new ConcordError("MAPPING_INVALID", `${path} has ${faults.length} fault(s):\n- ${faults.join("\n- ")}`, path);
  }
  const { roots, tables } = parsed.data;
  for (const [table, rules] of Object.entries(tables))
    for (const { root } of rules)
      if (!roots[root])
        throw new ConcordError(
          "MAPPING_INVALID",
          `${path}: ${table} changes the root ${root}, which is not declared.`,
          path,
        );
  return parsed.data;
}
