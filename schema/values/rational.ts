/** An exact fraction: what decimals cannot hold, such as a third. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function reduced(numerator: bigint, denominator: bigint): Rational {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  const divisor = a === 0n ? 1n : a;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Reads "3/4" and plain decimals such as "-1.50". */
export function rational(text: string): Rational {
  const [above = "0", below = "1"] = text.split("/");
  const [whole = "0", decimals = ""] = above.split(".");
  return reduced(BigInt(whole + decimals), 10n ** BigInt(decimals.length) * BigInt(below));
}

export function times(left: Rational, right: Rational): Rational {
  return reduced(left.numerator * right.numerator, left.denominator * right.denominator);
}

export function over(left: Rational, right: Rational): Rational {
  const sign = right.numerator < 0n ? -1n : 1n;
  return reduced(left.numerator * right.denominator * sign, left.denominator * right.numerator * sign);
}

export function minus(left: Rational, right: Rational): Rational {
  return reduced(
    left.numerator * right.denominator - right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

export const textOf = ({ numerator, denominator }: Rational): string =>
  denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;

/** The decimal nearest to it with at most so many places, half away from zero, without zeros at the end. */
export function decimalOf({ numerator, denominator }: Rational, places: number): string {
  const scale = 10n ** BigInt(places);
  const size = numerator < 0n ? -numerator : numerator;
  const digits = String((size * scale * 2n + denominator) / (denominator * 2n)).padStart(places + 1, "0");
  const split = digits.length - places;
  const decimals = digits.slice(split).replace(/0+$/, "");
  const text = decimals === "" ? digits.slice(0, split) : `${digits.slice(0, split)}.${decimals}`;
  return numerator < 0n && text !== "0" ? `-${text}` : text;
}
