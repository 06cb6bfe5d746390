import currencies from "currency-codes";

/** Codes as ISO 4217 writes them: the package itself would take lower case too. */
const known: ReadonlySet<string> = new Set(currencies.codes());

export function isCurrencyCode(code: string): boolean {
  return known.has(code);
}

export const currencyCodes = (): readonly string[] => [...known];

/** Decimal places of the currency's minor unit: 2 for CNY, 0 for JPY, 3 for KWD. */
export function minorUnits(code: string): number | undefined {
  return known.has(code) ? currencies.code(code)?.digits : undefined;
}
