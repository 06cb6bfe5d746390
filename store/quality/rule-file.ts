import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ConcordError, errorText } from "../../schema/errors";

/** A field of the row, or of a row it refers to: `dueOn`, `account.control`. */
const path = z
  .string()
  .regex(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*){0,3}$/, "is no field such as dueOn or account.control");

const constant = z.union([z.number(), z.boolean()]).transform(String);

const conditionValue = z.union([constant, z.string()]);

/** Which rows a rule speaks of. */
const condition = z.strictObject({
  field: path,
  in: z.array(conditionValue).min(1).optional(),
  equals: conditionValue.optional(),
  not: conditionValue.optional(),
  present: z.boolean().optional(),
  above: conditionValue.optional(),
  below: conditionValue.optional(),
  /** Another field it differs from. */
  differsFrom: path.optional(),
});

export type Condition = z.infer<typeof condition>;

export type Term =
  | string
  | { readonly value: string }
  | { readonly sum: readonly Term[] }
  | { readonly product: readonly Term[] }
  | { readonly remainder: Term }
  | { readonly negated: Term; readonly when: Condition[] }
  | { readonly today: number };

/** A value: a field, a constant, a sum (what is absent counts as zero), a product, what is left of one, a day from today. */
const term: z.ZodType<Term> = z.lazy(() =>
  z.union([
    path,
    z.strictObject({ value: z.union([constant, z.string()]) }),
    z.strictObject({ sum: z.array(term).min(2) }),
    z.strictObject({ product: z.array(term).min(2) }),
    z.strictObject({ remainder: term }),
    z.strictObject({ negated: term, when: z.array(condition).min(1) }),
    z.strictObject({ today: z.number().int() }),
  ]),
);

const wording = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

const linesOf = z.strictObject({
  /** The entity whose rows point here. */
  entity: z.string(),
  /** Their field that holds this row's id. */
  by: path,
  where: z.array(condition).default([]),
});

const RELATIONS = ["equal", "different", "at most", "at least", "below", "above"] as const;
export type Relation = (typeof RELATIONS)[number];

/** Exact, or what rounding a line to the smallest unit of the currency may make. */
const tolerance = z.enum(["none", "rounding"]).default("none");

const base = {
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, "is lower-case letters, digits and hyphens"),
  severity: z.enum(["ERROR", "WARNING"]),
  entities: z.array(z.string()).min(1),
  where: z.array(condition).default([]),
  description: wording,
  remedy: wording,
};

const bound = z.union([z.number().transform((number) => ({ value: String(number) })), term]).optional();

const rule = z.discriminatedUnion("kind", [
  z.strictObject({ ...base, kind: z.literal("required"), field: path }),
  z.strictObject({ ...base, kind: z.literal("absent"), field: path }),
  z.strictObject({
    ...base,
    kind: z.literal("pattern"),
    field: path,
    matches: z.string().optional(),
    avoids: z.string().optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("range"),
    field: path,
    from: bound,
    above: bound,
    to: bound,
    below: bound,
  }),
  z.strictObject({ ...base, kind: z.literal("known"), field: path }),
  z.strictObject({ ...base, kind: z.literal("reference"), field: path, to: z.string().optional() }),
  z.strictObject({ ...base, kind: z.literal("unique"), fields: z.array(path).min(1) }),
  z.strictObject({ ...base, kind: z.literal("compare"), field: path, is: z.enum(RELATIONS), to: term, tolerance }),
  z.strictObject({ ...base, kind: z.literal("exclusive"), fields: z.tuple([path, path]) }),
  z.strictObject({
    ...base,
    kind: z.literal("total"),
    field: path,
    is: z.enum(["equal", "at most"]),
    of: term,
    lines: linesOf,
    tolerance,
  }),
  z.strictObject({ ...base, kind: z.literal("balance"), lines: linesOf, left: path, right: path }),
  z.strictObject({ ...base, kind: z.literal("lines"), lines: linesOf, least: z.number().int().min(1) }),
  z.strictObject({ ...base, kind: z.literal("period"), field: path, company: path, is: z.enum(["known", "open"]) }),
  z.strictObject({
    ...base,
    kind: z.literal("neighbours"),
    field: path,
    along: path,
    within: z.array(path).min(1),
    factor: z.number().gt(1).transform(String),
  }),
  z.strictObject({ ...base, kind: z.literal("tax-id"), field: path, country: path }),
  z.strictObject({ ...base, kind: z.literal("acyclic"), field: path }),
  z.strictObject({ ...base, kind: z.literal("overlap"), field: path, until: path, within: z.array(path).min(1) }),
]);

export type Rule = z.infer<typeof rule>;
export type RuleKind = Rule["kind"];
export type RuleOf<K extends RuleKind> = Extract<Rule, { kind: K }>;

const ruleFile = z.strictObject({ subgraph: z.enum(["finance", "erp"]), rules: z.array(rule).min(1) });

export type RuleFile = z.infer<typeof ruleFile>;

/** Reads a file of rules; every fault is told at once, by its path. */
export function parseRules(text: string, file: string): RuleFile {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    const message = errorText(error);
    throw new ConcordError("QUALITY_RULE_INVALID", `${file} is not YAML: ${message}`, file);
  }
  const parsed = ruleFile.safeParse(document);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "(top)"}: ${issue.message}`);
  throw new ConcordError(
    "QUALITY_RULE_INVALID",
    `${file} has ${faults.length} fault(s):\n- ${faults.join("\n- ")}`,
    file,
  );
}

const SHIPPED = ["finance.yaml", "erp.yaml"].map((file) => join(__dirname, "rules", file));

/** The rules that Concord brings, and those of the company's own files. */
export function readRuleFiles(own: readonly string[] = []): readonly RuleFile[] {
  return [...SHIPPED, ...own].map((file) => {
    if (!existsSync(file))
      throw new ConcordError("QUALITY_RULE_INVALID", `There is no file of rules ${file}.`, "QUALITY_RULES");
    return parseRules(readFileSync(file, "utf8"), file);
  });
}
