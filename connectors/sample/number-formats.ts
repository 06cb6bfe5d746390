import { type Amount, amountOf, placesOf } from "./money";

function grouped(text: string, group: string, point: string): string {
  const [whole = "", fraction] = text.split(".");
  const groups = whole.replace(/\B(?=(\d{3})+(?!\d))/g, group);
  return fraction === undefined ? groups : `${groups}${point}${fraction}`;
}

/** `1,234.50`, as the ERP prints an amount. */
export function erpMoney(amount: Amount, currency: string): string {
  return grouped(amount.toFixed(placesOf(currency)), ",", ".");
}

/** `1.234,50`, as the finance system prints an amount in its delimited files. */
export function financeMoney(amount: Amount, currency: string): string {
  return grouped(amount.toFixed(placesOf(currency)), ".", ",");
}

/** `0,130000`: rates and fractions in the same files. */
export function financeRate(rate: Amount): string {
  return rate.toFixed().replace(".", ",");
}

/** `38.5万元`, as budgets and credit limits are spoken of. */
export function inWan(amount: Amount): string {
  return `${amount.div(10_000).toFixed()}万元`;
}

/** `１２０`: some keyboards write digits in full width. */
export function fullWidth(text: string): string {
  return text.replace(/[0-9.-]/g, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0));
}

export function plain(amount: Amount): string {
  return amount.toFixed();
}

export function percent(fraction: Amount): string {
  return fraction.times(amountOf(100)).toFixed();
}
