import { type Rational, rational } from "./rational";
import rec20 from "./rec20.json";
import rec20Factors from "./rec20-factors.json";

const names: Readonly<Record<string, string>> = rec20;

/** UN/CEFACT Recommendation 20 unit codes, such as C62 (one) and KGM (kilogram). */
export function isUnitCode(code: string): boolean {
  return Object.hasOwn(names, code);
}

export const unitCodes = (): readonly string[] => Object.keys(names);

const factors: Readonly<Record<string, readonly string[]>> = rec20Factors;

/** What the recommendation converts the unit to, and by which exact factor; none: it names no factor. */
export function unitFactor(code: string): { readonly dimension: string; readonly factor: Rational } | undefined {
  const [dimension, factor] = factors[code] ?? [];
  return dimension === undefined || factor === undefined ? undefined : { dimension, factor: rational(factor) };
}
