import { addDays, FIRST_DAY, LAST_DAY, lastDayOf, MONTHS, monthOf, weekdayOf } from "./calendar";
import { type Amount, amountOf, Decimal, roundTo, total } from "./money";
import { createRandom } from "./random";

export const CURRENCIES = ["CNY", "USD", "EUR", "JPY", "KWD"] as const;
export type Currency = (typeof CURRENCIES)[number];

export interface ExchangeRate {
  readonly from: Currency;
  readonly to: Currency;
  readonly validOn: string;
  readonly kind: "CLOSING" | "AVERAGE";
  readonly rate: Amount;
}

export interface RateTable {
  readonly rates: readonly ExchangeRate[];
  /** The closing rate in force on a day. */
  on(day: string, from: Currency, to: Currency): Amount;
}

/** CNY for one unit at the start; made-up figures in the usual range. */
const START: Readonly<Record<Currency, string>> = {
  CNY: "1",
  USD: "7.1884",
  EUR: "7.5257",
  JPY: "0.046233",
  KWD: "23.3315",
};

/** Rates the price list and the standard costs are fixed at, units of a currency for one CNY. */
export const LIST_RATES: Readonly<Record<Currency, string>> = {
  CNY: "1",
  USD: "0.14",
  EUR: "0.133",
  JPY: "21.6",
  KWD: "0.043",
};

/** A rate for each Friday and each month's end, from the Tuesday before the books begin. */
const RATE_DAYS: readonly string[] = (() => {
  const days: string[] = [addDays(FIRST_DAY, -1)];
  for (let day = FIRST_DAY; day <= LAST_DAY; day = addDays(day, 1))
    if (weekdayOf(day) === 5 || lastDayOf(monthOf(day)) === day) days.push(day);
  return days;
})();

type Quotes = ReadonlyMap<string, Readonly<Record<Currency, Amount>>>;

function walk(seed: number): Quotes {
  const random = createRandom(seed, "exchange rates");
  const current: Record<Currency, Amount> = mapCurrencies((currency) => amountOf(START[currency]));
  const quotes = new Map<string, Readonly<Record<Currency, Amount>>>();
  for (const day of RATE_DAYS) {
    quotes.set(day, { ...current });
    for (const currency of CURRENCIES) {
      if (currency === "CNY") continue;
      const step = new Decimal(random.integer(-60, 60)).div(10_000).plus(1);
      current[currency] = current[currency].times(step).toSignificantDigits(6);
    }
  }
  return quotes;
}

function mapCurrencies<T>(of: (currency: Currency) => T): Record<Currency, T> {
  return { CNY: of("CNY"), USD: of("USD"), EUR: of("EUR"), JPY: of("JPY"), KWD: of("KWD") };
}

function cross(quote: Readonly<Record<Currency, Amount>>, from: Currency, to: Currency): Amount {
  return quote[from].div(quote[to]).toSignificantDigits(8);
}

const PAIRS: readonly (readonly [Currency, Currency])[] = CURRENCIES.flatMap((from) =>
  CURRENCIES.filter((to) => to !== from).map((to) => [from, to] as const),
);

export function createRates(seed: number): RateTable {
  const quotes = walk(seed);
  const closing: ExchangeRate[] = [];
  for (const [validOn, quote] of quotes)
    for (const [from, to] of PAIRS) closing.push({ from, to, validOn, kind: "CLOSING", rate: cross(quote, from, to) });
  const average = MONTHS.flatMap((month) => PAIRS.map(([from, to]) => averageOf(quotes, month, from, to)));
  return { rates: [...closing, ...average], on: (day, from, to) => rateOn(quotes, day, from, to) };
}

function averageOf(quotes: Quotes, month: string, from: Currency, to: Currency): ExchangeRate {
  const inMonth = [...quotes].filter(([day]) => monthOf(day) === month).map(([, quote]) => cross(quote, from, to));
  const rate = total(inMonth).div(inMonth.length).toSignificantDigits(8);
  return { from, to, validOn: `${month}-01`, kind: "AVERAGE", rate };
}

function rateOn(quotes: Quotes, day: string, from: Currency, to: Currency): Amount {
  if (from === to) return amountOf(1);
  let last = addDays(FIRST_DAY, -1);
  for (const rateDay of RATE_DAYS) if (rateDay <= day) last = rateDay;
  const quote = quotes.get(last);
  if (!quote) throw new Error(`no exchange rate on or before ${day}`);
  return cross(quote, from, to);
}

/** A price or cost of the CNY list in another currency, at the list's fixed rate. */
export function atListRate(amount: Amount, currency: Currency): Amount {
  return roundTo(amount.times(LIST_RATES[currency]), currency);
}
