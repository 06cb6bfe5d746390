import { Decimal } from "decimal.js";
import type { ErrorCode } from "../../schema/errors";
import type { UnknownCode } from "../../schema/model/source-event";
import {
  type DateFormat,
  type DecimalFormat,
  standardiseDecimal,
  standardiseText,
} from "../../schema/values/standardise";
import type { Expression } from "./mapping-file";
import { closeCode, otherNumber, type Suggestion } from "./proposal";

/** Values of a record in the order of its object's header. */
export type Values = readonly string[];

/** What a failure knows beside its reason. */
interface FailureDetail {
  readonly unknownCode?: UnknownCode;
  /** What may be meant by the text that failed. */
  readonly suggestion?: Suggestion | undefined;
  /** Column of the record that holds the text alone, so that another text there changes nothing else. */
  readonly column?: string;
}

/** A value that could not be had: the code of the registry and what was expected, what came, what to do. */
export class Failure {
  constructor(
    readonly code: ErrorCode,
    readonly reason: string,
    readonly detail: FailureDetail = {},
  ) {}

  /** The same failure, known to be of this column. */
  in(column: string): Failure {
    return this.detail.column === undefined ? new Failure(this.code, this.reason, { ...this.detail, column }) : this;
  }
}

/** The column whose text an expression is; none: it is made of more, or of something else. */
export function plainColumn(expression: Expression): string | undefined {
  if (typeof expression === "string") return expression;
  return "column" in expression && !("lookup" in expression) ? expression.column : undefined;
}

/** Text as the source has it (empty: absent), or why there is none. */
export type Evaluate = (values: Values) => string | Failure;

export interface LookupTable {
  readonly header: readonly string[];
  /** How the texts of the lookup's own object are written. */
  readonly format: TextFormat;
  readonly rows: ReadonlyMap<string, Values>;
}

export interface TextFormat {
  readonly dateFormat: DateFormat;
  readonly decimal: DecimalFormat;
  readonly scale?: number | undefined;
}

/** How this mapping file and Concord itself write: constants, defaults, code maps, computed numbers. */
const PLAIN: TextFormat = { dateFormat: "yyyy-MM-dd", decimal: { point: ".", group: "" } };

export interface Scope {
  readonly header: readonly string[];
  readonly format: TextFormat;
  readonly codeMaps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly lookups: ReadonlyMap<string, LookupTable>;
  readonly timeZone: string;
}

const Exact = Decimal.clone({ precision: 200 });

/** Turns an expression into a function of the record, once for an object: nothing is looked up by name for each row. */
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
  if ("add" in expression) return arithmetic(expression.add, scope, ADD);
  if ("subtract" in expression) return arithmetic(expression.subtract, scope, SUBTRACT);
  if ("multiply" in expression) return arithmetic(expression.multiply, scope, MULTIPLY);
  if ("negate" in expression) return arithmetic([expression.negate, { constant: "-1" }], scope, MULTIPLY);
  return () => new Failure("MAPPING_INVALID", "sum, min and max stand at the top of a field, not inside another form.");
}

/** What `sum`, `min` and `max` of a group are taken of. */
export function innerOf(expression: Aggregate): Expression {
  if ("sum" in expression) return expression.sum;
  return "min" in expression ? expression.min : expression.max;
}

function columnOf(column: string, { header }: Scope): Evaluate {
  const at = header.indexOf(column);
  if (at < 0)
    return () => new Failure("IMPORT_COLUMN_MISSING", `Expected a column ${column}; there are ${header.join(", ")}.`);
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
  const refuse = unknownCode(name, `a code of the map ${name}`, () => Object.keys(codes));
  return (values) => {
    const value = evaluate(values);
    if (value instanceof Failure) return value;
    const code = standardiseText(value);
    if (code === "") return "";
    const unified = Object.hasOwn(codes, code) ? codes[code] : codes["*"];
    return unified ?? refuse(code);
  };
}

/**
 * Refuses codes that no map knows, the same one always alike.
 * @param list where people may map the code
 * @param known codes that would have been taken, for what may be meant
 */
export function unknownCode(list: string, expected: string, known: () => readonly string[]): (code: string) => Failure {
  const failures = new Map<string, Failure>();
  return (code) => {
    const reason = `Expected ${expected}, got "${code}". Map it in a code map or correct it in the source.`;
    const failure =
      failures.get(code) ??
      new Failure("IMPORT_CODE_UNKNOWN", reason, {
        unknownCode: { list, code },
        suggestion: closeCode(code, known()),
      });
    failures.set(code, failure);
    return failure;
  };
}

function lookupOf(expression: Extract<Expression, { lookup: string }>, scope: Scope): Evaluate {
  const table = scope.lookups.get(expression.lookup);
  if (!table) return () => new Failure("MAPPING_INVALID", `There is no lookup ${expression.lookup}.`);
  const key = compile(expression.by, scope);
  const column = compile(expression.column, { ...scope, header: table.header });
  const find: Evaluate = (values) => {
    const value = key(values);
    if (value instanceof Failure || value.trim() === "") return value;
    const row = table.rows.get(value.trim());
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

interface Operation {
  readonly combine: (left: Decimal, right: Decimal) => Decimal;
  /** A sum of what there is needs no other operand; a product without its price is not zero but unknown. */
  readonly absentIsZero: boolean;
}

const ADD: Operation = { combine: (left, right) => left.plus(right), absentIsZero: true };
const SUBTRACT: Operation = { combine: (left, right) => left.minus(right), absentIsZero: true };
const MULTIPLY: Operation = { combine: (left, right) => left.times(right), absentIsZero: false };

/** Exact arithmetic, written with a point; absent when all operands are, or one that cannot be taken for zero. */
function arithmetic(operands: readonly Expression[], scope: Scope, { combine, absentIsZero }: Operation): Evaluate {
  const parts = operands.map((operand) => readAs(operand, scope, asNumber));
  return (values) => {
    let result: Decimal | undefined;
    let present = false;
    for (const part of parts) {
      const value = part(values);
      if (value instanceof Failure) return value;
      if (value === "" && !absentIsZero) return "";
      if (value !== "") present = true;
      const number = new Exact(value === "" ? 0 : value);
      result = result === undefined ? number : combine(result, number);
    }
    return present && result ? result.toFixed() : "";
  };
}

/** How texts of a kind are read when they are written in a given format. */
export type Interpret = (format: TextFormat) => (text: string) => string | Failure;

export const asNumber: Interpret = ({ decimal, scale }) => {
  return (text) => {
    const number = standardiseDecimal(text, decimal, scale);
    if (number.ok) return number.text;
    const reason = `Expected ${number.expected}, got "${text}". Correct it, or the number format in the mapping.`;
    return new Failure("IMPORT_NUMBER_INVALID", reason, { suggestion: otherNumber(text, decimal) });
  };
};

/**
 * An expression in canonical text. Each part is read in the format it is written in, before parts are put together:
 * read once more, a computed 1.234 would be 1234 to a source that groups thousands by points.
 */
export function readAs(expression: Expression, scope: Scope, interpret: Interpret): Evaluate {
  if (typeof expression === "object") {
    if ("first" in expression) return firstOf(expression.first.map((part) => readAs(part, scope, interpret)));
    if ("default" in expression && expression.default !== undefined && expression.codeMap === undefined) {
      const { default: constant, ...own } = expression;
      return firstOf([own, { constant }].map((part) => readAs(part, scope, interpret)));
    }
  }
  const evaluate = compile(expression, scope);
  const read = interpret(formatOf(expression, scope));
  const column = plainColumn(expression);
  const of = (value: string | Failure): string | Failure =>
    value instanceof Failure && column !== undefined ? value.in(column) : value;
  return (values) => {
    const value = evaluate(values);
    if (value instanceof Failure) return of(value);
    return value.trim() === "" ? "" : of(read(value));
  };
}

/** The format an expression's text is written in. */
function formatOf(expression: Expression, { format, lookups }: Scope): TextFormat {
  if (typeof expression === "string" || "concat" in expression) return format;
  if ("codeMap" in expression && expression.codeMap !== undefined) return PLAIN;
  if ("lookup" in expression) return lookups.get(expression.lookup)?.format ?? format;
  if (!("column" in expression)) return PLAIN;
  const { dateFormat = format.dateFormat, decimal = format.decimal, scale = format.scale } = expression;
  return { dateFormat, decimal, scale };
}

type Aggregate = { readonly sum: Expression } | { readonly min: Expression } | { readonly max: Expression };

export function isAggregate(expression: Expression): expression is Aggregate {
  return typeof expression === "object" && ("sum" in expression || "min" in expression || "max" in expression);
}

/** The expressions that an expression is made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  if (typeof expression === "string" || "constant" in expression) return [];
  if ("lookup" in expression) return [expression.by];
  if ("column" in expression) return [];
  if ("first" in expression) return expression.first;
  if ("concat" in expression) return expression.concat;
  if ("add" in expression) return expression.add;
  if ("subtract" in expression) return expression.subtract;
  if ("multiply" in expression) return expression.multiply;
  return ["negate" in expression ? expression.negate : innerOf(expression)];
}

/** An expression with all it is made of, at any depth. */
export function withParts(expression: Expression): readonly Expression[] {
  return [expression, ...partsOf(expression).flatMap(withParts)];
}

/** Columns an expression reads from its own object. */
export function columnsIn(expression: Expression): readonly string[] {
  return withParts(expression).flatMap((part) => {
    if (typeof part === "string") return [part];
    return "column" in part && !("lookup" in part) ? [part.column] : [];
  });
}
