import currencies from "currency-codes";

export function isCurrencyCode(code: string): boolean {
  return currencies.code(code) !== undefined;
}

/** Decimal places of the currency's minor unit, ISO 4217: 2 for CNY, 0 for JPY, 3 for KWD. */
export function minorUnits(code: string): number | undefined {
  return currencies.code(code)?.digits;
}
