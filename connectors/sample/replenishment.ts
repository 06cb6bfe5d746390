import { MONTHS, monthIndex } from "./calendar";
import type { CompanyKey } from "./companies";
import type { SampleItem } from "./items";
import { type Amount, amountOf, total, ZERO } from "./money";
import type { SalesOrder } from "./sales";

/** How much of an item leaves a company's store in each month. */
export interface Demand {
  readonly company: CompanyKey;
  readonly item: SampleItem;
  readonly byMonth: readonly Amount[];
}

export interface StockPlan {
  readonly company: CompanyKey;
  readonly item: SampleItem;
  readonly opening: Amount;
  /** What must come in, by months after the first; the month after the books end stands for what is on order. */
  readonly arrivals: readonly { readonly month: number; readonly quantity: Amount }[];
}

export interface Outgoing {
  readonly company: CompanyKey;
  readonly item: SampleItem;
  readonly on: string;
  readonly quantity: Amount;
}

const SAFETY_STOCK = amountOf(5);

export function shipped(sales: readonly SalesOrder[]): readonly Outgoing[] {
  return sales.flatMap((order) =>
    order.shipments.flatMap(({ shippedOn, lines }) =>
      lines
        .filter(({ orderLine }) => orderLine.item.kind !== "SERVICE")
        .map(({ orderLine, quantity }) => ({ company: order.company, item: orderLine.item, on: shippedOn, quantity })),
    ),
  );
}

export function demandOf(outgoing: readonly Outgoing[]): readonly Demand[] {
  const demands = new Map<string, { company: CompanyKey; item: SampleItem; byMonth: Amount[] }>();
  for (const { company, item, on, quantity } of outgoing) {
    const key = `${company}/${item.erpId}`;
    const demand = demands.get(key) ?? { company, item, byMonth: MONTHS.map(() => ZERO) };
    const month = monthIndex(on);
    demand.byMonth[month] = (demand.byMonth[month] ?? ZERO).plus(quantity);
    demands.set(key, demand);
  }
  return [...demands.values()].sort((a, b) => keyOf(a).localeCompare(keyOf(b), "en"));
}

function keyOf({ company, item }: Demand): string {
  return `${company}/${item.erpId}`;
}

/**
 * Goods arrive in the month before they are needed, so that a store never owes what it does not have, on whichever day
 * of a month goods come and go. The two months after the books end are taken to be like the last six.
 */
export function planStock({ company, item, byMonth }: Demand): StockPlan {
  const usual = total(byMonth.slice(-6)).div(6).ceil();
  const needed = (month: number) => byMonth[month] ?? usual;
  const lot = item.cost.lessThan(100) ? 20 : 5;
  const inLots = (quantity: Amount) => quantity.div(lot).ceil().times(lot);
  const opening = inLots(needed(0).plus(needed(1)).plus(SAFETY_STOCK));
  const arrivals: { month: number; quantity: Amount }[] = [];
  let stock = opening;
  for (let month = 0; month <= byMonth.length; month += 1) {
    stock = stock.minus(needed(month));
    const missing = needed(month + 1)
      .plus(SAFETY_STOCK)
      .minus(stock);
    if (!missing.isPositive() || missing.isZero()) continue;
    const quantity = inLots(missing.plus(needed(month + 2)));
    arrivals.push({ month, quantity });
    stock = stock.plus(quantity);
  }
  return { company, item, opening, arrivals };
}
