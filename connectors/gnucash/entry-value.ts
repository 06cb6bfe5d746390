import { add, divide, isZero, multiply, type Rational, rationalOf, round, subtract, ZERO } from "./rational";

const ONE: Rational = { numerator: 1n, denominator: 1n };
const HUNDRED: Rational = { numerator: 100n, denominator: 1n };

export interface TaxPart {
  readonly account: string;
  /** PERCENT of the taxed amount, or a fixed VALUE. */
  readonly type: string;
  readonly amount: Rational;
}

/** What an entry says on one of its two sides: the customer's invoice or the vendor's bill. */
export interface EntrySide {
  readonly quantity: Rational;
  readonly price: Rational;
  readonly discount: Rational;
  readonly discountType: string;
  readonly discountHow: string;
  readonly taxIncluded: boolean;
  readonly taxes: readonly TaxPart[];
}

export interface EntryValue {
  /** Before tax, after discount; not rounded. */
  readonly net: Rational;
  /** Tax by account, not rounded. */
  readonly taxes: ReadonlyMap<string, Rational>;
}

/**
 * What an entry comes to. GnuCash stores neither nets nor taxes of a line: this follows the order in which it takes tax
 * out of an inclusive price, grants the discount and adds the tax.
 */
export function entryValue(entry: EntrySide): EntryValue {
  const percents = sumOf(entry.taxes, "PERCENT");
  const rate = divide(percents, HUNDRED);
  const fixed = sumOf(entry.taxes, "VALUE");
  const gross = multiply(entry.quantity, entry.price);
  const pretax = entry.taxIncluded ? divide(subtract(gross, fixed), add(ONE, rate)) : gross;
  const discounted = entry.discountHow === "POSTTAX" ? add(pretax, add(multiply(pretax, rate), fixed)) : pretax;
  const discount =
    entry.discountType === "PERCENT" ? multiply(discounted, divide(entry.discount, HUNDRED)) : entry.discount;
  const net = subtract(pretax, discount);
  return { net, taxes: taxesOf(entry, entry.discountHow === "PRETAX" ? net : pretax) };
}

function taxesOf({ taxes }: EntrySide, taxed: Rational): ReadonlyMap<string, Rational> {
  const byAccount = new Map<string, Rational>();
  for (const { account, type, amount } of taxes) {
    const tax = type === "PERCENT" ? multiply(taxed, divide(amount, HUNDRED)) : amount;
    byAccount.set(account, add(byAccount.get(account) ?? ZERO, tax));
  }
  return byAccount;
}

function sumOf(taxes: readonly TaxPart[], wanted: string): Rational {
  return taxes.reduce((sum, { type, amount }) => (type === wanted ? add(sum, amount) : sum), ZERO);
}

/** The net of a document: GnuCash rounds line by line, so that what it posts balances. */
export function netOf(values: readonly EntryValue[], fraction: bigint): Rational {
  return round(
    values.reduce((sum, { net }) => add(sum, round(net, fraction)), ZERO),
    fraction,
  );
}

/** The tax of a document: GnuCash adds up what lines owe to an account and rounds the sum. */
export function taxOf(values: readonly EntryValue[], fraction: bigint): Rational {
  const byAccount = new Map<string, Rational>();
  for (const { taxes } of values)
    for (const [account, tax] of taxes) byAccount.set(account, add(byAccount.get(account) ?? ZERO, tax));
  return round(
    [...byAccount.values()].reduce((sum, tax) => add(sum, round(tax, fraction)), ZERO),
    fraction,
  );
}

type Texts = Readonly<Record<string, string>>;

/** The customer's side of an entry. */
export function invoiceSide(values: Texts, taxes: readonly TaxPart[]): EntrySide {
  return {
    ...sideOf(values, "i", taxes),
    discount: rationalOf(values["i_discount"]),
    discountType: values["i_disc_type"] ?? "PERCENT",
    discountHow: values["i_disc_how"] ?? "PRETAX",
  };
}

/** The vendor's or employee's side of an entry: it knows no discount. */
export function billSide(values: Texts, taxes: readonly TaxPart[]): EntrySide {
  return sideOf(values, "b", taxes);
}

function sideOf(values: Texts, side: "i" | "b", taxes: readonly TaxPart[]): EntrySide {
  const isTaxable = values[`${side}_taxable`] === "1" && taxes.length > 0;
  return {
    quantity: rationalOf(values["qty"]),
    price: rationalOf(values[`${side}_price`]),
    discount: ZERO,
    discountType: "VALUE",
    discountHow: "PRETAX",
    taxIncluded: isTaxable && values[`${side}_taxincluded`] === "1",
    taxes: isTaxable ? taxes : [],
  };
}

/** Discount as a fraction of the price; none where it is a fixed amount. */
export function discountRate({ discount, discountType }: EntrySide): Rational | undefined {
  return discountType === "PERCENT" && !isZero(discount) ? divide(discount, HUNDRED) : undefined;
}
