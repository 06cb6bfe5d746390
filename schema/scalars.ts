import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { graphError } from "./errors";
import { isCurrencyCode } from "./values/currency";
import { isUnitCode } from "./values/unit";

const DECIMAL = /^-?(?:0|[1-9]\d{0,130})(?:\.\d{1,60})?$/;
/** The first century is somebody's two-digit year. */
const DATE = /^(?!00)\d{4}-\d{2}-\d{2}$/;
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/;
const COUNTRY = /^[A-Z]{2}$/;

export function isDecimalText(text: string): boolean {
  return DECIMAL.test(text);
}

/** By the Gregorian calendar. */
const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export function isDateText(text: string): boolean {
  if (!DATE.test(text)) return false;
  const [month, day] = [Number(text.slice(5, 7)), Number(text.slice(8))];
  return (
    day >= 1 && day <= (month === 2 && isLeapYear(Number(text.slice(0, 4))) ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0))
  );
}

function isDateTimeText(text: string): boolean {
  return DATE_TIME.test(text) && isDateText(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

interface TextScalar {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL: string;
  readonly accepts: (text: string) => boolean;
  readonly expected: string;
}

/** A scalar that is text on the wire and in memory: values pass through unchanged, so nothing can be rounded. */
function textScalar({
  name,
  description,
  specifiedByURL,
  accepts,
  expected,
}: TextScalar): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === "string" && accepts(value)) return value;
    throw graphError("BAD_USER_INPUT", `${name} expects ${expected}, got ${JSON.stringify(value)}.`);
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL,
    serialize: (value) => {
      if (typeof value === "string" && accepts(value)) return value;
      // The value is not quoted: an error's text may reach a reader who may not see it.
      throw new GraphQLError(`A stored value is not a ${name}.`);
    },
    parseValue: parse,
    parseLiteral: (node: ValueNode) => {
      if (node.kind === Kind.STRING) return parse(node.value);
      if (name === "Decimal" && (node.kind === Kind.INT || node.kind === Kind.FLOAT)) return parse(node.value);
      throw graphError("BAD_USER_INPUT", `${name} expects ${expected} as a string.`);
    },
  });
}

export const DecimalScalar = textScalar({
  name: "Decimal",
  description: 'An exact decimal number as text, such as "-1234.50": never a float. 十进制数（文本，精确）',
  specifiedByURL: "https://www.w3.org/TR/xmlschema-2/#decimal",
  accepts: isDecimalText,
  expected: 'a plain decimal such as "1234.50"',
});

export const DateScalar = textScalar({
  name: "Date",
  description: "A calendar day, ISO 8601 `YYYY-MM-DD`. 日期",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
  accepts: isDateText,
  expected: 'an existing day such as "2026-01-31"',
});

export const DateTimeScalar = textScalar({
  name: "DateTime",
  description: "An instant in UTC, ISO 8601 `YYYY-MM-DDThh:mm:ss[.ffffff]Z`. 时间（UTC）",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
  accepts: isDateTimeText,
  expected: 'an instant in UTC such as "2026-01-31T08:30:00Z"',
});

export const CurrencyCodeScalar = textScalar({
  name: "CurrencyCode",
  description: "An ISO 4217 alphabetic currency code. 货币代码",
  specifiedByURL: "https://www.iso.org/iso-4217-currency-codes.html",
  accepts: isCurrencyCode,
  expected: "an ISO 4217 code such as CNY",
});

export const UnitCodeScalar = textScalar({
  name: "UnitCode",
  description: "A UN/CEFACT Recommendation 20 unit code, such as C62 (one), KGM (kilogram). 计量单位代码",
  specifiedByURL: "https://unece.org/trade/uncefact/cl-recommendations",
  accepts: isUnitCode,
  expected: "a UN/CEFACT Rec 20 code such as C62",
});

export const CountryCodeScalar = textScalar({
  name: "CountryCode",
  description: "An ISO 3166-1 alpha-2 country code. 国家代码",
  specifiedByURL: "https://www.iso.org/iso-3166-country-codes.html",
  accepts: (text) => COUNTRY.test(text),
  expected: "an ISO 3166-1 alpha-2 code such as CN",
});
