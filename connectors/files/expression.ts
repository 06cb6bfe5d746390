import { Decimal } from "decimal.js";
import type { ErrorCode } from "../../schema/errors";
import { type DecimalFormat, standardiseDecimal, standardiseText } from "../../schema/values/standardise";
import type { Expression, FieldFormat } from "./mapping-file";

/** Values of a record in the order of its file's header. */
export type Values = readonly string[];

/** A value that could not be had: the code of the registry and what was expected, what came, what to do. */
export class Failure {
  constructor(
    readonly code: ErrorCode,
    readonly reason: string,
  ) {}
}

/** Text as the source has it (empty: absent), or why there is none. */
export type Evaluate = (values: Values) => string | Failure;

export interface LookupTable {
  readonly header: readonly string[];
  readonly rows: ReadonlyMap<string, Values>;
}

export interface Scope {
  readonly header: readonly string[];
  readonly format: FieldFormat & { readonly decimal: DecimalFormat };
  readonly codeMaps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly lookups: ReadonlyMap<string, LookupTable>;
  readonly timeZone: string;
}

const Exact = Decimal.clone({ precision: 200 });

/** Turns an expression into a function of the record, once for a file: nothing is looked up by name for each row. */
export function compile(expression: Expression, scope: Scope): Evaluate {
  if (typeof expression === "string") return columnOf(expression, scope);
  if ("constant" in expression) return () => expression.constant;
  if ("lookup" in expression) return lookupOf(expression, scope);
  if ("column" in expression)
    return mapped(withDefault(columnOf(expression.column, scope), expression.default), expression.codeMap, scope);
  if ("first" in expression) return firstOf(expression.first.map((part) => compile(part, scope)));
  if ("concat" in expression)
    return concatOf(
      expression.concat.map((part) => compile(part, scope)),
      expression.separator ?? "",
    );
  if ("add" in expression) return arithmetic(expression.add, scope, (left, right) => left.plus(right));
  if ("subtract" in expression) return arithmetic(expression.subtract, scope, (left, right) => left.minus(right));
  if ("multiply" in expression) return arithmetic(expression.multiply, scope, (left, right) => left.times(right));
  if ("negate" in expression)
    return arithmetic([{ constant: "0" }, expression.negate], scope, (left, right) => left.minus(right));
  return compile(innerOf(expression), scope);
}

/** What `sum`, `min` and `max` of a group are taken of. */
export function innerOf(expression: { sum: Expression } | { min: Expression } | { max: Expression }): Expression {
  if ("sum" in expression) return expression.sum;
  return "min" in expression ? expression.min : expression.max;
}

function columnOf(column: string, { header }: Scope): Evaluate {
  const at = header.indexOf(column);
  if (at < 0)
    return () =>
      new Failure("IMPORT_COLUMN_MISSING", `Expected a column ${column}; the file has ${header.join(", ")}.`);
  return (values) => values[at] ?? "";
}

function withDefault(evaluate: Evaluate, fallback: string | undefined): Evaluate {
  if (fallback === undefined) return evaluate;
  return (values) => {
    const value = evaluate(values);
    return typeof value === "string" && value.trim() === "" ? fallback : value;
  };
}

function mapped(evaluate: Evaluate, name: string | undefined, { codeMaps }: Scope): Evaluate {
  if (name === undefined) return evaluate;
  const codes = codeMaps[name] ?? {};
  return (values) => {
    const value = evaluate(values);
    if (value instanceof Failure) return value;
    const code = standardiseText(value);
    if (code === "") return "";
    const unified = Object.hasOwn(codes, code) ? codes[code] : codes["*"];
    return (
      unified ??
      new Failure(
        "IMPORT_CODE_UNKNOWN",
        `Expected a code of the map ${name}, got "${code}". Add it there or correct the source.`,
      )
    );
  };
}

function lookupOf(expression: Extract<Expression, { lookup: string }>, scope: Scope): Evaluate {
  const table = scope.lookups.get(expression.lookup);
  if (!table) return () => new Failure("MAPPING_INVALID", `There is no lookup ${expression.lookup}.`);
  const key = compile(expression.by, scope);
  const column = compile(expression.column, { ...scope, header: table.header });
  const find: Evaluate = (values) => {
    const value = key(values);
    if (value instanceof Failure || value === "") return value;
    const row = table.rows.get(value);
    return row ? column(row) : "";
  };
  return mapped(find, expression.codeMap, scope);
}

function firstOf(parts: readonly Evaluate[]): Evaluate {
  return (values) => {
    for (const part of parts) {
      const value = part(values);
      if (value instanceof Failure || value.trim() !== "") return value;
    }
    return "";
  };
}

/** Absent parts leave no separator behind. */
function concatOf(parts: readonly Evaluate[], separator: string): Evaluate {
  return (values) => {
    const texts: string[] = [];
    for (const part of parts) {
      const value = part(values);
      if (value instanceof Failure) return value;
      if (value.trim() !== "") texts.push(value.trim());
    }
    return texts.join(separator);
  };
}

/** Exact arithmetic; an absent operand counts as zero, all absent as absent. The result is written with a point. */
function arithmetic(
  operands: readonly Expression[],
  scope: Scope,
  combine: (left: Decimal, right: Decimal) => Decimal,
): Evaluate {
  const parts = operands.map((operand) => numberOf(operand, scope));
  return (values) => {
    let result: Decimal | undefined;
    let present = false;
    for (const part of parts) {
      const value = part(values);
      if (value instanceof Failure) return value;
      if (value !== "") present = true;
      const number = new Exact(value === "" ? 0 : value);
      result = result === undefined ? number : combine(result, number);
    }
    return present && result ? result.toFixed() : "";
  };
}

/** A number in canonical text, read with the expression's own format. */
export function numberOf(expression: Expression, scope: Scope): Evaluate {
  const evaluate = compile(expression, scope);
  if (isComputed(expression)) return evaluate;
  const own = ownFormat(expression);
  const decimal = own.decimal ?? scope.format.decimal;
  const scale = own.scale ?? scope.format.scale;
  return (values) => {
    const value = evaluate(values);
    if (value instanceof Failure || value.trim() === "") return value instanceof Failure ? value : "";
    const number = standardiseDecimal(value, decimal, scale);
    return number.ok
      ? number.text
      : new Failure(
          "IMPORT_NUMBER_INVALID",
          `Expected ${number.expected}, got "${value}". Correct it, or the number format in the mapping.`,
        );
  };
}

/** The format an expression gives for itself. */
export function ownFormat(expression: Expression): FieldFormat {
  return typeof expression === "object" && "column" in expression && !("lookup" in expression) ? expression : {};
}

function isComputed(expression: Expression): boolean {
  return typeof expression === "object" && ["add", "subtract", "multiply", "negate"].some((name) => name in expression);
}

/** Columns an expression reads from its own file. */
export function columnsIn(expression: Expression): readonly string[] {
  if (typeof expression === "string") return [expression];
  if ("constant" in expression) return [];
  if ("lookup" in expression) return columnsIn(expression.by);
  if ("column" in expression) return [expression.column];
  const { separator: _separator, ...operands } = expression as { separator?: string } & Record<
    string,
    Expression | readonly Expression[]
  >;
  return Object.values(operands)
    .flatMap((part) => (Array.isArray(part) ? part : [part]))
    .flatMap((part: Expression) => columnsIn(part));
}
