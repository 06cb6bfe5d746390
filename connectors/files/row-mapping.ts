import { type ColumnDefinition, columnOf, type EntityDefinition } from "../../schema/model/definition";
import { isCurrencyCode } from "../../schema/values/currency";
import {
  standardiseBoolean,
  standardiseDate,
  standardiseDateTime,
  standardiseText,
} from "../../schema/values/standardise";
import { isUnitCode } from "../../schema/values/unit";
import { compile, type Evaluate, Failure, numberOf, ownFormat, type Scope, type Values } from "./expression";
import type { Expression, Field, MappingFile, Read } from "./mapping-file";

/** Canonical text for one SQL column, null for absent, or why not. */
export interface ColumnMapping {
  readonly field: string;
  readonly column: string;
  readonly required: boolean;
  readonly evaluate: (values: Values) => string | null | Failure;
}

export interface Target {
  readonly mapping: MappingFile;
  readonly read: Read;
  readonly entity: EntityDefinition;
  /** Definition of a referenced entity by its class. */
  readonly definitionOf: (type: unknown) => EntityDefinition | undefined;
}

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
    return `${system}:${word}:${texts.join("/")}`;
  };
}

/** All columns a read fills, compiled for the header of its file. */
export function mapColumns(target: Target, scope: Scope): readonly ColumnMapping[] {
  const { entity, read, mapping } = target;
  const key = columnOf(entity, entity.key);
  const id: ColumnMapping = {
    field: key.field,
    column: key.column,
    required: true,
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
  const base = { field: column.field, column: column.column, required: column.required };
  if (isExpression(field)) return [{ ...base, evaluate: canonicalOf(column, field, scope) }];
  if ("reference" in field) return [{ ...base, evaluate: referenceOf(target, column, field.reference, scope) }];
  const unit = "currency" in field ? field.currency : field.unit;
  const check = "currency" in field ? currencyCode : unitCode;
  return [
    { ...base, evaluate: canonicalOf(column, field.value, scope) },
    {
      field: column.field,
      column: column.unitColumn ?? "",
      required: column.required,
      evaluate: present(compile(unit, scope), check),
    },
  ];
}

function referenceOf(target: Target, column: ColumnDefinition, reference: Expression | Expression[], scope: Scope) {
  const referenced = column.target && target.definitionOf(column.target());
  const parts = (Array.isArray(reference) ? reference : [reference]).map((part) => compile(part, scope));
  return idOf(target.mapping.system, referenced?.word ?? "unknown", parts);
}

/** Absent text is null; present text must satisfy its kind. */
function present(evaluate: Evaluate, check: (text: string) => string | Failure): ColumnMapping["evaluate"] {
  return (values) => {
    const value = evaluate(values);
    if (value instanceof Failure) return value;
    const text = standardiseText(value);
    return text === "" ? null : check(text);
  };
}

const currencyCode = (text: string): string | Failure =>
  isCurrencyCode(text)
    ? text
    : new Failure("IMPORT_CODE_UNKNOWN", `Expected an ISO 4217 currency code, got "${text}". Map it in a code map.`);

const unitCode = (text: string): string | Failure =>
  isUnitCode(text)
    ? text
    : new Failure("IMPORT_CODE_UNKNOWN", `Expected a UN/CEFACT Rec 20 unit code, got "${text}". Map it in a code map.`);

const countryCode = (text: string): string | Failure =>
  /^[A-Z]{2}$/.test(text)
    ? text
    : new Failure("IMPORT_CODE_UNKNOWN", `Expected an ISO 3166-1 country code, got "${text}". Map it in a code map.`);

function wholeNumber(text: string): string | Failure {
  const number = /^(-?\d+)(?:\.0+)?$/.exec(text)?.[1];
  return number ?? new Failure("IMPORT_NUMBER_INVALID", `Expected a whole number, got "${text}".`);
}

function oneOf(column: ColumnDefinition): (text: string) => string | Failure {
  const values = column.values ?? [];
  return (text) =>
    values.includes(text)
      ? text
      : new Failure(
          "IMPORT_CODE_UNKNOWN",
          `Expected one of ${values.join(", ")}, got "${text}". Map it in a code map.`,
        );
}

/** The canonical text of a column's kind. */
function canonicalOf(column: ColumnDefinition, expression: Expression, scope: Scope): ColumnMapping["evaluate"] {
  const evaluate = compile(expression, scope);
  const dateFormat = ownFormat(expression).dateFormat ?? scope.format.dateFormat ?? "yyyy-MM-dd";
  const date = (what: typeof standardiseDate) => (text: string) => {
    const result = what(text, dateFormat);
    return result.ok
      ? result.text
      : new Failure(
          "IMPORT_DATE_INVALID",
          `Expected ${result.expected}, got "${text}". Correct it, or the date format in the mapping.`,
        );
  };
  switch (column.kind) {
    case "decimal":
    case "money":
    case "quantity":
      return present(numberOf(expression, scope), (text) => text);
    case "integer":
      return present(numberOf(expression, { ...scope, format: { ...scope.format, scale: undefined } }), wholeNumber);
    case "date":
      return present(evaluate, date(standardiseDate));
    case "dateTime":
      return present(
        evaluate,
        date((text, format) => standardiseDateTime(text, format, scope.timeZone)),
      );
    case "boolean":
      return present(evaluate, (text) => {
        const result = standardiseBoolean(text);
        return result.ok
          ? result.text
          : new Failure("IMPORT_BOOLEAN_INVALID", `Expected ${result.expected}, got "${text}". Map it in a code map.`);
      });
    case "enum":
      return present(evaluate, oneOf(column));
    case "currency":
      return present(evaluate, currencyCode);
    case "unit":
      return present(evaluate, unitCode);
    case "country":
      return present(evaluate, countryCode);
    default:
      return present(evaluate, (text) => text);
  }
}
