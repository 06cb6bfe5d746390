import { Decimal as DecimalJs } from "decimal.js";
import { minorUnits } from "../../schema/values/currency";

/** Wide enough that an amount times a ten-digit rate is exact before it is rounded to the currency. */
export const Decimal = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_UP });
export type Amount = DecimalJs;

export const ZERO: Amount = new Decimal(0);

export function amountOf(text: string | number): Amount {
  return new Decimal(text);
}

/** To the smallest coin of the currency: 2 places for CNY, none for JPY, 3 for KWD. */
export function roundTo(amount: Amount, currency: string): Amount {
  return amount.toDecimalPlaces(placesOf(currency));
}

export function placesOf(currency: string): number {
  return minorUnits(currency) ?? 2;
}

export function total(amounts: readonly Amount[]): Amount {
  return amounts.reduce((sum, amount) => sum.plus(amount), ZERO);
}
