import { ConcordError } from "../../schema/errors";
import { isCurrencyCode, minorUnits } from "../../schema/values/currency";
import { type BookObjects, recordsOf } from "./book";

const NAMED = "slots/options/Accounts/Book Currency";

/** The currency the books are kept in: what the reader was told, what the book says, or the only one it has. */
export function baseCurrencyOf(objects: BookObjects, told: string | undefined): string {
  const named = told ?? recordsOf(objects, "book")[0]?.values[NAMED];
  if (named) return named;
  const held = (object: string, column: string): string[] =>
    recordsOf(objects, object).flatMap(({ values }) =>
      isCurrencyCode(values[column] ?? "") ? [values[column] ?? ""] : [],
    );
  const currencies = [...new Set(held("account", "commodity"))];
  const [only, ...others] = currencies.length > 0 ? currencies : [...new Set(held("commodity", "id"))];
  if (only !== undefined && others.length === 0) return only;
  throw new ConcordError(
    "CONFIG_INVALID",
    only === undefined
      ? "The book has no account in a currency: name the currency it is kept in, as the source's option currency."
      : `The book has accounts in ${[only, ...others].sort().join(", ")} and names none as its own: name the one it is kept in, as the source's option currency.`,
    "currency",
  );
}

/** How many parts of a currency one unit has: 100 cents, 1 yen. */
export function fractionOf(currency: string): bigint {
  return 10n ** BigInt(minorUnits(currency) ?? 2);
}
