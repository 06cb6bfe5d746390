import { type ColumnDefinition, columnOf, type EntityDefinition } from "../../schema/model/definition";
import { currencyCodes, isCurrencyCode } from "../../schema/values/currency";
import {
  type DateFormat,
  type Standardised,
  standardiseBoolean,
  standardiseDate,
  standardiseDateTime,
  standardiseText,
} from "../../schema/values/standardise";
import { isUnitCode, unitCodes } from "../../schema/values/unit";
import {
  asNumber,
  compile,
  type Evaluate,
  Failure,
  type Interpret,
  innerOf,
  isAggregate,
  plainColumn,
  readAs,
  type Scope,
  unknownCode,
  type Values,
} from "./expression";
import type { Expression, Field, MappingFile, Read } from "./mapping-file";
import { otherDate } from "./proposal";

/** Canonical text for one SQL column, null for absent, or why not. */
export interface ColumnMapping {
  readonly field: string;
  readonly column: string;
  readonly required: boolean;
  /** True for the currency or unit that amounts are counted in. */
  readonly isUnit: boolean;
  readonly evaluate: (values: Values) => string | null | Failure;
}

export interface Target {
  readonly mapping: MappingFile;
  readonly read: Read;
  readonly entity: EntityDefinition;
  /** Definition of a referenced entity by its class. */
  readonly definitionOf: (type: unknown) => EntityDefinition | undefined;
}

/** A slash inside a part must not look like the one between parts. */
const escaped = (part: string): string => part.replaceAll("%", "%25").replaceAll("/", "%2F");

/** An id over all sources: `system:word:value`; several source columns are joined by a slash. */
export function idOf(
  system: string,
  word: string,
  parts: readonly Evaluate[],
): (values: Values) => string | null | Failure {
  return (values) => {
    const texts: string[] = [];
    for (const part of parts) {
      const value = part(values);
      if (value instanceof Failure) return value;
      const text = standardiseText(value);
      if (text === "") return null;
      texts.push(text);
    }
    return idText(system, word, texts);
  };
}

export function idText(system: string, word: string, parts: readonly string[]): string {
  return `${system}:${word}:${parts.length === 1 ? parts[0] : parts.map(escaped).join("/")}`;
}

/** All columns a read fills, compiled for the header of its object. */
export function mapColumns(target: Target, scope: Scope): readonly ColumnMapping[] {
  const { entity, read, mapping } = target;
  const key = columnOf(entity, entity.key);
  const id: ColumnMapping = {
    field: key.field,
    column: key.column,
    required: true,
    isUnit: false,
    evaluate: idOf(
      mapping.system,
      entity.word,
      read.id.map((part) => compile(part, scope)),
    ),
  };
  return [
    id,
    ...Object.entries(read.fields).flatMap(([name, field]) => mapField(target, columnOf(entity, name), field, scope)),
  ];
}

const isExpression = (field: Field): field is Expression =>
  typeof field === "string" || !("reference" in field || "value" in field);

function mapField(target: Target, column: ColumnDefinition, field: Field, scope: Scope): readonly ColumnMapping[] {
  const isUnit = column.kind === "currency" || column.kind === "unit";
  const base = { field: column.field, column: column.column, required: column.required, isUnit };
  if (isExpression(field)) return [{ ...base, evaluate: canonicalOf(column, field, scope) }];
  if ("reference" in field) return [{ ...base, evaluate: referenceOf(target, column, field.reference, scope) }];
  const amount = canonicalOf(column, field.value, scope);
  const evaluate = unitOf(amount, field, scope);
  return [
    { ...base, evaluate: amount },
    { ...base, column: column.unitColumn ?? "", isUnit: true, evaluate },
  ];
}

type Amount = Extract<Field, { value: Expression }>;

/** The currency or unit of an amount; an amount without one says nothing. */
function unitOf(amount: ColumnMapping["evaluate"], field: Amount, scope: Scope): ColumnMapping["evaluate"] {
  const isMoney = "currency" in field;
  const expression = isMoney ? field.currency : field.unit;
  const evaluate = present(compile(expression, scope), (isMoney ? currencyCode : unitCode)(scope), expression);
  const missing = `Expected the ${isMoney ? "currency" : "unit"} of the amount, got none. Fill it in the source.`;
  return (values) => {
    const unit = evaluate(values);
    return unit === null && amount(values) !== null ? new Failure("IMPORT_VALUE_MISSING", missing) : unit;
  };
}

function referenceOf(target: Target, column: ColumnDefinition, reference: Expression | Expression[], scope: Scope) {
  const referenced = column.target && target.definitionOf(column.target());
  const parts = (Array.isArray(reference) ? reference : [reference]).map((part) => compile(part, scope));
  return idOf(target.mapping.system, referenced?.word ?? "unknown", parts);
}

type Check = (text: string) => string | Failure;

/** Absent text is null; present text must satisfy its kind. */
function present(evaluate: Evaluate, check: Check, of: Expression): ColumnMapping["evaluate"] {
  const column = plainColumn(of);
  const refused = (value: string | Failure): string | Failure =>
    value instanceof Failure && column !== undefined ? value.in(column) : value;
  return (values) => {
    const value = evaluate(values);
    if (value instanceof Failure) return refused(value);
    const text = standardiseText(value);
    if (text.includes("\u0000"))
      return new Failure("IMPORT_ENCODING_INVALID", "Expected text, got a NUL character. Correct it in the source.");
    return text === "" ? null : refused(check(text));
  };
}

interface StandardList {
  /** Where people may map a code that is none of the standard's. */
  readonly list: string;
  readonly expected: string;
  readonly has: (code: string) => boolean;
  readonly known: () => readonly string[];
}

/** A code of a standard as it is, or as the code map of its list reads it. */
function standardCode({ list, expected, has, known }: StandardList): (scope: Scope) => Check {
  return ({ codeMaps }) => {
    const codes = codeMaps[list] ?? {};
    const refuse = unknownCode(list, expected, () => [...known(), ...Object.keys(codes)]);
    return (text) => {
      const code = has(text) || !Object.hasOwn(codes, text) ? text : (codes[text] ?? text);
      return has(code) ? code : refuse(code);
    };
  };
}

const currencyCode = standardCode({
  list: "currency",
  expected: "an ISO 4217 currency code",
  has: isCurrencyCode,
  known: currencyCodes,
});

const unitCode = standardCode({
  list: "unit",
  expected: "a UN/CEFACT Rec 20 unit code",
  has: isUnitCode,
  known: unitCodes,
});

const countryCode = standardCode({
  list: "country",
  expected: "an ISO 3166-1 country code",
  has: (text) => /^[A-Z]{2}$/.test(text),
  known: () => [],
});

/** What PostgreSQL's integer and GraphQL's Int hold. */
const LARGEST_INTEGER = 2_147_483_647;

function wholeNumber(text: string): string | Failure {
  const number = /^(-?\d+)(?:\.0+)?$/.exec(text)?.[1];
  if (number !== undefined && Math.abs(Number(number)) <= LARGEST_INTEGER) return number;
  return new Failure("IMPORT_NUMBER_INVALID", `Expected a whole number up to ${LARGEST_INTEGER}, got "${text}".`);
}

function oneOf(column: ColumnDefinition): (scope: Scope) => Check {
  const values = column.values ?? [];
  const expected = `one of ${values.join(", ")}`;
  return standardCode({ list: column.field, expected, has: (text) => values.includes(text), known: () => values });
}

type Moment = (text: string, format: DateFormat) => Standardised;

const asDay = (standardise: Moment): Interpret => {
  return ({ dateFormat }) =>
    (text) => {
      const day = standardise(text, dateFormat);
      if (day.ok) return day.text;
      const reason = `Expected ${day.expected}, got "${text}". Correct it, or the date format in the mapping.`;
      return new Failure("IMPORT_DATE_INVALID", reason, { suggestion: otherDate(text, dateFormat) });
    };
};

/** A whole number is not made whole by rounding, unless the mapping asks for scale 0. */
const asInteger: Interpret = ({ scale, ...format }) => asNumber(scale === 0 ? { ...format, scale } : format);

const asWritten: Interpret = () => (text) => text;

function yesOrNo(text: string): string | Failure {
  const answer = standardiseBoolean(text);
  if (answer.ok) return answer.text;
  return new Failure("IMPORT_BOOLEAN_INVALID", `Expected ${answer.expected}, got "${text}". Map it in a code map.`);
}

/** The canonical text of a column's kind. */
function canonicalOf(column: ColumnDefinition, expression: Expression, scope: Scope): ColumnMapping["evaluate"] {
  // What a group makes of the values is the group's business.
  const value = isAggregate(expression) ? innerOf(expression) : expression;
  const as = (interpret: Interpret, check: Check = (text) => text) =>
    present(readAs(value, scope, interpret), check, value);
  switch (column.kind) {
    case "decimal":
    case "money":
    case "quantity":
      return as(asNumber);
    case "integer":
      return as(asInteger, wholeNumber);
    case "date":
      return as(asDay(standardiseDate));
    case "dateTime":
      return as(asDay((text, format) => standardiseDateTime(text, format, scope.timeZone)));
    case "boolean":
      return as(asWritten, yesOrNo);
    case "enum":
      return as(asWritten, oneOf(column)(scope));
    case "currency":
      return as(asWritten, currencyCode(scope));
    case "unit":
      return as(asWritten, unitCode(scope));
    case "country":
      return as(asWritten, countryCode(scope));
    default:
      return as(asWritten);
  }
}
