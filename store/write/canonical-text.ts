import type { ColumnDefinition } from "../../schema/model/definition";
import { isDateText, isDecimalText } from "../../schema/scalars";
import { isCurrencyCode } from "../../schema/values/currency";
import { isUnitCode } from "../../schema/values/unit";

const CURRENCY = "an ISO 4217 currency code";
const UNIT = "a UN/CEFACT Rec 20 unit code";

/** What a unified row's column expects instead of a text; undefined: it takes it. An empty text is an absent value. */
export function canonicalFault(
  columns: readonly ColumnDefinition[],
  field: string,
  text: string,
  system: string,
): string | undefined {
  const column = columns.find((one) => one.column === field);
  if (text === "") return column?.required ? "a value" : undefined;
  if (!column) {
    const amount = columns.find((one) => one.unitColumn === field);
    return amount?.kind === "money" ? unless(isCurrencyCode(text), CURRENCY) : unless(isUnitCode(text), UNIT);
  }
  switch (column.kind) {
    case "decimal":
    case "money":
    case "quantity":
      return unless(isDecimalText(text), "a plain number such as 1234.50");
    case "integer":
      return unless(/^-?\d{1,9}$/.test(text), "a whole number");
    case "date":
      return unless(isDateText(text), "an existing day as yyyy-MM-dd");
    case "dateTime":
      return unless(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)), "a moment in UTC");
    case "boolean":
      return unless(text === "true" || text === "false", "true or false");
    case "enum":
      return unless(column.values?.includes(text) === true, `one of ${column.values?.join(", ")}`);
    case "currency":
      return unless(isCurrencyCode(text), CURRENCY);
    case "unit":
      return unless(isUnitCode(text), UNIT);
    case "country":
      return unless(/^[A-Z]{2}$/.test(text), "an ISO 3166-1 country code");
    case "id":
    case "reference":
      return unless(text.startsWith(`${system}:`), `an id of ${system}, such as ${system}:word:value`);
    default:
      return undefined;
  }
}

const unless = (isGood: boolean, expected: string): string | undefined => (isGood ? undefined : expected);
