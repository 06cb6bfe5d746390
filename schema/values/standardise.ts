import { Decimal } from "decimal.js";
import { isDateText, isDecimalText } from "../scalars";

/** Canonical text, or what was expected instead. */
export type Standardised =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly expected: string };

const good = (text: string): Standardised => ({ ok: true, text });
const bad = (expected: string): Standardised => ({ ok: false, expected });

/** Enough for every digit a source can write; results are rounded only to the scale asked for. */
const Exact = Decimal.clone({ precision: 200, rounding: Decimal.ROUND_HALF_UP });

/** Text that is standard already, as nearly all is. */
const STANDARD = /^[!-~]+(?: [!-~]+)*$/;

/** Full-width forms become plain, runs of white space one blank. */
export function standardiseText(text: string): string {
  if (STANDARD.test(text)) return text;
  return text.normalize("NFKC").replace(/\s+/g, " ").trim();
}

export interface DecimalFormat {
  readonly point: string;
  /** Thousands separator; empty: none is accepted. */
  readonly group: string;
}

/** Chinese multipliers at the end of an amount: 万 is 10⁴, 亿 is 10⁸. */
const MULTIPLIERS: readonly (readonly [RegExp, string])[] = [
  [/亿元?$/, "100000000"],
  [/万元?$/, "10000"],
  [/元$/, "1"],
];

const SIGNS = /^[¥￥$€£]\s*|\s*[¥￥$€£]$/g;

const escapeForRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Groups of three, or of two before the last three as in India; never a separator in a place that could be a point. */
function numberPattern({ point, group }: DecimalFormat): RegExp {
  const separator = escapeForRegExp(group);
  const grouped = group ? `|\\d{1,3}(?:${separator}\\d{3})+|\\d{1,2}(?:${separator}\\d{2})*${separator}\\d{3}` : "";
  return new RegExp(`^(?:\\d+${grouped})?(?:${escapeForRegExp(point)}\\d*)?(?:[eE][+-]?\\d{1,3})?$`);
}

const patterns = new Map<string, RegExp>();

function patternOf(format: DecimalFormat): RegExp {
  const key = `${format.point} ${format.group}`;
  const pattern = patterns.get(key) ?? numberPattern(format);
  patterns.set(key, pattern);
  return pattern;
}

/** A plain decimal in the canonical form most sources write already. */
const PLAIN = /^(?:0|-?[1-9]\d*|-?0(?=\.\d*[1-9]))(?:\.\d+)?$/;

function fits(plain: string, scale: number | undefined): boolean {
  const point = plain.indexOf(".");
  return scale === undefined || point < 0 || plain.length - point - 1 <= scale;
}

/** A scale that is asked for says how many decimals count, so zeros behind them say nothing. */
function plainly(plain: string, scale: number | undefined): string {
  return scale === undefined || !plain.includes(".") ? plain : plain.replace(/\.?0+$/, "");
}

interface Signed {
  readonly negative: boolean;
  readonly digits: string;
}

/** Minus in front or behind, or parentheses as accountants write it. */
function takeSign(text: string): Signed {
  const parenthesised = /^\((.*)\)$/.exec(text);
  if (parenthesised) return { negative: true, digits: (parenthesised[1] ?? "").trim() };
  if (/^[-−]/.test(text)) return { negative: true, digits: text.slice(1).trim() };
  if (/[-−]$/.test(text)) return { negative: true, digits: text.slice(0, -1).trim() };
  return { negative: false, digits: text.replace(/^\+/, "").trim() };
}

/**
 * An exact decimal from the text of a source: full-width digits, thousands separators, signs, currency signs, 万 and 亿.
 * Rounds half away from zero to `scale`, which takes the noise from floats that were written out.
 */
export function standardiseDecimal(source: string, format: DecimalFormat, scale?: number): Standardised {
  if (format.point === "." && PLAIN.test(source) && fits(source, scale)) return good(plainly(source, scale));
  // Superscripts and circled digits would turn into plain ones: 5² is not 52.
  if (/[²³¹⁰-₉①-⓿]/.test(source)) return bad("a number in plain digits");
  const bare = standardiseText(source).replace(SIGNS, "").trim();
  const multiplier = MULTIPLIERS.find(([pattern]) => pattern.test(bare));
  const signed = takeSign(multiplier ? bare.replace(multiplier[0], "").trim() : bare);
  const digits = signed.digits.replace(SIGNS, "").trim();
  const hasDigit = /\d/.test(digits);
  if (!hasDigit || !patternOf(format).test(digits)) return bad(`a number such as 1${format.group}234${format.point}50`);
  const plain = (format.group ? digits.split(format.group).join("") : digits).replace(format.point, ".");
  const value = new Exact(plain.startsWith(".") ? `0${plain}` : plain).times(multiplier?.[1] ?? 1);
  const signedValue = signed.negative ? value.negated() : value;
  const text =
    scale === undefined ? signedValue.toFixed(decimalsOf(plain, value)) : signedValue.toDecimalPlaces(scale).toFixed();
  if (!isDecimalText(text)) return bad("a number of at most 131 digits and 60 decimals");
  return good(text.replace(/^-(0(?:\.0+)?)$/, "$1"));
}

/** As many decimals as the source wrote: `1,234.50` stays 1234.50. */
function decimalsOf(plain: string, value: Decimal): number {
  const written = /^\d*\.(\d*)$/.exec(plain)?.[1]?.length ?? 0;
  return Math.max(written, value.decimalPlaces());
}

export const DATE_FORMATS = [
  "yyyy-MM-dd",
  "yyyy/M/d",
  "dd.MM.yyyy",
  "dd/MM/yyyy",
  "MM/dd/yyyy",
  "yyyyMMdd",
  "yyyy年M月d日",
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

const DATE_PATTERNS: Readonly<Record<DateFormat, RegExp>> = {
  "yyyy-MM-dd": /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/,
  "yyyy/M/d": /^(?<y>\d{4})\/(?<m>\d{1,2})\/(?<d>\d{1,2})$/,
  "dd.MM.yyyy": /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/,
  "dd/MM/yyyy": /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})$/,
  "MM/dd/yyyy": /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})$/,
  yyyyMMdd: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/,
  yyyy年M月d日: /^(?<y>\d{4})年(?<m>\d{1,2})月(?<d>\d{1,2})日$/,
};

const TIME_SUFFIX = /[T ](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/;

/** An existing day; a time of day behind it is left out. */
export function standardiseDate(source: string, format: DateFormat): Standardised {
  const text = standardiseText(source).replace(TIME_SUFFIX, "");
  const parts = DATE_PATTERNS[format].exec(text)?.groups;
  const expected = `an existing day as ${format}`;
  if (!parts) return bad(expected);
  const day = `${parts["y"]}-${parts["m"]?.padStart(2, "0")}-${parts["d"]?.padStart(2, "0")}`;
  return isDateText(day) ? good(day) : bad(expected);
}

const MOMENT =
  /^(?<date>.+?)[T ](?<h>\d{1,2}):(?<min>\d{2})(?::(?<s>\d{2})(?:\.(?<f>\d+))?)?\s*(?<zone>Z|[+-]\d{2}:?\d{2})?$/;

/** An instant in UTC; without a zone in the text, `zone` such as "+08:00" says what the clock showed. */
export function standardiseDateTime(source: string, format: DateFormat, zone = "Z"): Standardised {
  const parts = MOMENT.exec(standardiseText(source))?.groups;
  const expected = `a moment as ${format} hh:mm[:ss]`;
  const day = standardiseDate(parts?.["date"] ?? source, format);
  if (!day.ok) return bad(expected);
  const clock = `${(parts?.["h"] ?? "0").padStart(2, "0")}:${parts?.["min"] ?? "00"}:${parts?.["s"] ?? "00"}`;
  const given = parts?.["zone"] ?? zone;
  const moment = Date.parse(
    `${day.text}T${clock}${given.length === 5 ? `${given.slice(0, 3)}:${given.slice(3)}` : given}`,
  );
  if (Number.isNaN(moment)) return bad(expected);
  const fraction = (parts?.["f"] ?? "").slice(0, 6).replace(/0+$/, "");
  return good(`${new Date(moment).toISOString().slice(0, 19)}${fraction ? `.${fraction}` : ""}Z`);
}

const TRUE = new Set(["true", "t", "yes", "y", "1", "是", "真"]);
const FALSE = new Set(["false", "f", "no", "n", "0", "否", "假"]);

export function standardiseBoolean(source: string): Standardised {
  const text = standardiseText(source).toLowerCase();
  if (TRUE.has(text)) return good("true");
  return FALSE.has(text) ? good("false") : bad("yes or no");
}
