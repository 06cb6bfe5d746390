import Decimal from "decimal.js";

/** The exact sum; what is not known adds nothing. */
export const sumOf = (amounts: readonly (Decimal | null)[]): Decimal =>
  amounts.reduce<Decimal>((sum, amount) => sum.plus(amount ?? 0), new Decimal(0));
