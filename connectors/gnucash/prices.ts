import { isCurrencyCode } from "../../schema/values/currency";
import { type BookObjects, recordsOf } from "./book";
import { dayOf } from "./days";
import { decimalTextOf, divide, parseRational, type Rational } from "./rational";
import { extended, type View } from "./view";

const ONE: Rational = { numerator: 1n, denominator: 1n };

interface Quote {
  readonly day: string;
  readonly rate: Rational;
}

/** The price database: what a unit of a currency or security was worth on a day. */
export class Prices {
  private readonly quotes = new Map<string, Quote[]>();

  constructor(
    private readonly objects: BookObjects,
    private readonly timeZone: string,
  ) {
    for (const { values } of recordsOf(objects, "price")) {
      const rate = parseRational(values["value"] ?? "");
      if (!rate || rate.numerator <= 0n) continue;
      const day = dayOf(values["time"], timeZone);
      const [from, to] = [values["commodity"] ?? "", values["currency"] ?? ""];
      this.quote(from, to, { day, rate });
      this.quote(to, from, { day, rate: divide(ONE, rate) });
    }
    for (const quotes of this.quotes.values()) quotes.sort((left, right) => (left.day < right.day ? -1 : 1));
  }

  private quote(from: string, to: string, quote: Quote): void {
    const quotes = this.quotes.get(`${from} ${to}`) ?? [];
    if (quotes.length === 0) this.quotes.set(`${from} ${to}`, quotes);
    quotes.push(quote);
  }

  /** Units of `to` for one unit of `from`: the latest price up to the day, in either direction. */
  rate(from: string, to: string, day: string): Rational | undefined {
    return (this.quotes.get(`${from} ${to}`) ?? []).findLast((quote) => quote.day <= day)?.rate;
  }

  view(): View {
    const records = recordsOf(this.objects, "price").map((price) =>
      extended(price, {
        day: dayOf(price.values["time"], this.timeZone),
        rate: decimalTextOf(price.values["value"] ?? ""),
        kind: isCurrencyCode(price.values["commodity"] ?? "") ? "currency" : "security",
      }),
    );
    const columns = ["guid", "commodity", "currency", "time", "source", "type", "value", "day", "rate", "kind"];
    return { columns, records };
  }
}
