import rec20 from "./rec20.json";

const names: Readonly<Record<string, string>> = rec20;

/** UN/CEFACT Recommendation 20 unit codes, such as C62 (one) and KGM (kilogram). */
export function isUnitCode(code: string): boolean {
  return Object.hasOwn(names, code);
}
