/**
 * An exact fraction, as GnuCash keeps every amount, price and quantity: `4393/100`, `1/3`. Nothing passes through a float,
 * and nothing is rounded unless asked to.
 */
export interface Rational {
  readonly numerator: bigint;
  /** Always positive. */
  readonly denominator: bigint;
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n };

/** `num/denom` or a whole number; undefined: no such text, or a denominator of zero. */
export function parseRational(text: string): Rational | undefined {
  const parts = /^(-?\d+)(?:\/(-?\d+))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [numerator, denominator] = [BigInt(parts[1] ?? "0"), BigInt(parts[2] ?? "1")];
  if (denominator === 0n) return undefined;
  return denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator };
}

/** The text's fraction; what is absent counts as zero, as GnuCash takes it. */
export function rationalOf(text: string | undefined): Rational {
  return (text === undefined ? undefined : parseRational(text)) ?? ZERO;
}

export function add(left: Rational, right: Rational): Rational {
  return reduced(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

export function subtract(left: Rational, right: Rational): Rational {
  return add(left, negate(right));
}

export function multiply(left: Rational, right: Rational): Rational {
  return reduced(left.numerator * right.numerator, left.denominator * right.denominator);
}

/** A quotient by zero is zero: GnuCash prices nothing by nothing. */
export function divide(left: Rational, right: Rational): Rational {
  if (right.numerator === 0n) return ZERO;
  const sign = right.numerator < 0n ? -1n : 1n;
  return reduced(sign * left.numerator * right.denominator, sign * left.denominator * right.numerator);
}

export function negate({ numerator, denominator }: Rational): Rational {
  return { numerator: -numerator, denominator };
}

export function isZero({ numerator }: Rational): boolean {
  return numerator === 0n;
}

export function isNegative({ numerator }: Rational): boolean {
  return numerator < 0n;
}

export function absolute(value: Rational): Rational {
  return isNegative(value) ? negate(value) : value;
}

/** To whole `1/fraction`s, half away from zero, as GnuCash rounds lines and taxes. */
export function round({ numerator, denominator }: Rational, fraction: bigint): Rational {
  const scaled = numerator * fraction;
  const magnitude = scaled < 0n ? -scaled : scaled;
  const whole = (2n * magnitude + denominator) / (2n * denominator);
  return { numerator: scaled < 0n ? -whole : whole, denominator: fraction };
}

function reduced(numerator: bigint, denominator: bigint): Rational {
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

/**
 * The plain decimal of a fraction, with the decimals its denominator shows: `4390/100` is 43.90. A third has none: then
 * the fraction's own text stays, which no number of the model accepts, so that its record is set aside.
 */
export function decimalText(value: Rational): string {
  const decimals = decimalsOf(value.denominator);
  if (decimals === undefined) {
    const smaller = reduced(value.numerator, value.denominator);
    const fewer = decimalsOf(smaller.denominator);
    return fewer === undefined ? `${value.numerator}/${value.denominator}` : written(smaller, fewer);
  }
  return written(value, decimals);
}

/** The same for a source text; a text that is no fraction stays as it is. */
export function decimalTextOf(text: string): string {
  const value = parseRational(text);
  return value ? decimalText(value) : text;
}

function written({ numerator, denominator }: Rational, decimals: number): string {
  const scaled = (numerator * 10n ** BigInt(decimals)) / denominator;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  return `${scaled < 0n ? "-" : ""}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ""}`;
}

/** How many decimals a denominator of twos and fives needs; undefined: it has other factors. */
function decimalsOf(denominator: bigint): number | undefined {
  let [rest, twos, fives] = [denominator, 0, 0];
  while (rest % 2n === 0n) [rest, twos] = [rest / 2n, twos + 1];
  while (rest % 5n === 0n) [rest, fives] = [rest / 5n, fives + 1];
  return rest === 1n ? Math.max(twos, fives) : undefined;
}
