import { addDays, daysBetween, FIRST_DAY, LAST_DAY } from "./calendar";
import type { CompanyKey } from "./companies";
import { atListRate, type Currency } from "./exchange-rates";
import type { SampleItem } from "./items";
import { type Amount, amountOf, roundTo, total, ZERO } from "./money";
import { SALES_PEOPLE } from "./names";
import type { SampleParty } from "./parties";
import { createRandom, type Random } from "./random";
import { outputTaxFor, type SampleTaxCode } from "./taxes";

export type OrderStatus = "DRAFT" | "CONFIRMED" | "PARTLY_DELIVERED" | "DELIVERED" | "CANCELLED";

export interface SalesOrderLine {
  readonly lineNumber: number;
  readonly item: SampleItem;
  readonly quantity: Amount;
  readonly unitPrice: Amount;
  /** As a fraction. */
  readonly discountRate: Amount;
  readonly netAmount: Amount;
  readonly tax: SampleTaxCode;
}

export interface SalesOrder {
  readonly number: string;
  readonly company: CompanyKey;
  readonly customer: SampleParty;
  readonly orderedOn: string;
  readonly dueOn: string;
  readonly status: OrderStatus;
  readonly channel: "DIRECT" | "RESELLER" | "ONLINE";
  readonly customerReference: string;
  readonly salesPerson: string;
  readonly currency: Currency;
  readonly lines: readonly SalesOrderLine[];
  readonly freightAmount: Amount;
  readonly shipments: readonly Shipment[];
}

export interface Shipment {
  readonly number: string;
  readonly shippedOn: string;
  readonly lines: readonly {
    readonly orderLine: SalesOrderLine;
    readonly quantity: Amount;
    readonly netAmount: Amount;
  }[];
}

export function netOf(order: SalesOrder): Amount {
  return total(order.lines.map((line) => line.netAmount));
}

export function taxOf(order: SalesOrder): Amount {
  return total(order.lines.map((line) => roundTo(line.netAmount.times(line.tax.rate), order.currency)));
}

const ORDER_COUNT = 400;
const NEWCOMERS_ORDER = 370;

/** Japan and Kuwait only trade; what is made, and the services around it, is sold from Shanghai. */
function assortmentOf(company: CompanyKey, items: readonly SampleItem[]): readonly SampleItem[] {
  const goods = items.filter((item) => item.kind === "PRODUCT");
  return company === "CN" ? goods : goods.filter((item) => item.components.length === 0 && item.joinedBy !== "NOTHING");
}

function lineOf(
  random: Random,
  item: SampleItem,
  lineNumber: number,
  customer: SampleParty,
  currency: Currency,
): SalesOrderLine {
  const dear = item.price.greaterThan(3000);
  const quantity = amountOf(item.kind === "SERVICE" ? 1 : dear ? random.integer(1, 4) : random.integer(2, 30));
  const unitPrice = atListRate(item.price, currency);
  const discountRate = amountOf(random.pick(["0", "0", "0.02", "0.05"]));
  const netAmount = roundTo(quantity.times(unitPrice).times(amountOf(1).minus(discountRate)), currency);
  return { lineNumber, item, quantity, unitPrice, discountRate, netAmount, tax: outputTaxFor(customer, item) };
}

function linesOf(
  random: Random,
  customer: SampleParty,
  currency: Currency,
  items: readonly SampleItem[],
): readonly SalesOrderLine[] {
  const goods = random.sample(assortmentOf(customer.company, items), random.integer(1, 5));
  const services = items.filter((item) => item.kind === "SERVICE");
  const chosen = customer.country === "CN" && random.chance(0.12) ? [...goods, random.pick(services)] : goods;
  return chosen.map((item, index) => lineOf(random, item, index + 1, customer, currency));
}

type Share = Shipment["lines"][number];

/** The second part of a split takes what the first left, so that the parts add up to the order to the cent. */
function splitInTwo(lines: readonly SalesOrderLine[], currency: Currency): readonly (readonly Share[])[] {
  const whole = lines.map(
    (orderLine): Share => ({ orderLine, quantity: orderLine.quantity, netAmount: orderLine.netAmount }),
  );
  const [only] = whole;
  if (whole.length > 1 || !only)
    return [whole.slice(0, Math.ceil(whole.length / 2)), whole.slice(Math.ceil(whole.length / 2))];
  if (only.quantity.lessThan(2)) return [whole];
  const quantity = only.quantity.div(2).floor();
  const netAmount = roundTo(only.netAmount.times(quantity).div(only.quantity), currency);
  const rest = { quantity: only.quantity.minus(quantity), netAmount: only.netAmount.minus(netAmount) };
  return [[{ ...only, quantity, netAmount }], [{ ...only, ...rest }]];
}

type Unshipped = Omit<SalesOrder, "shipments" | "status">;

function shipmentsOf(random: Random, order: Unshipped): readonly (readonly Share[])[] {
  const whole = order.lines.map((orderLine) => ({
    orderLine,
    quantity: orderLine.quantity,
    netAmount: orderLine.netAmount,
  }));
  return random.chance(0.12) ? splitInTwo(order.lines, order.currency) : [whole];
}

function deliver(random: Random, order: Unshipped): SalesOrder {
  if (daysBetween(order.orderedOn, LAST_DAY) <= 3) return { ...order, status: "DRAFT", shipments: [] };
  if (random.chance(0.03)) return { ...order, status: "CANCELLED", shipments: [] };
  const first = addDays(order.orderedOn, random.integer(3, 20));
  const planned = shipmentsOf(random, order);
  const shipments = planned
    .map(
      (lines, index): Shipment => ({
        number: `DN${order.number.slice(2)}-${index + 1}`,
        shippedOn: addDays(first, index * random.integer(6, 15)),
        lines,
      }),
    )
    .filter(({ shippedOn }) => shippedOn <= LAST_DAY);
  const status =
    shipments.length === planned.length ? "DELIVERED" : shipments.length > 0 ? "PARTLY_DELIVERED" : "CONFIRMED";
  return { ...order, status, shipments };
}

function currencyOf(random: Random, customer: SampleParty): Currency {
  const currencies = customer.accounts.filter(({ kind }) => kind === "CUSTOMER").map(({ currency }) => currency);
  return currencies.length > 1 ? random.pick(currencies) : customer.currency;
}

function orderOf(
  random: Random,
  index: number,
  orderedOn: string,
  customer: SampleParty,
  items: readonly SampleItem[],
): Unshipped {
  const currency = currencyOf(random, customer);
  const exported = customer.company === "CN" && customer.country !== "CN";
  return {
    number: `SO${orderedOn.slice(0, 4)}${String(index + 1).padStart(4, "0")}`,
    company: customer.company,
    customer,
    orderedOn,
    dueOn: addDays(orderedOn, 21),
    currency,
    lines: linesOf(random, customer, currency, items),
    channel: customer.kind === "PERSON" ? "ONLINE" : random.pick(["DIRECT", "DIRECT", "DIRECT", "RESELLER"]),
    customerReference: random.chance(0.7) ? `PO-${random.integer(10_000, 99_999)}` : "",
    salesPerson: random.pick<string>(SALES_PEOPLE[customer.company]),
    freightAmount: exported ? atListRate(amountOf(random.integer(4, 20) * 100), currency) : ZERO,
  };
}

export function createSales(
  seed: number,
  parties: readonly SampleParty[],
  items: readonly SampleItem[],
): readonly SalesOrder[] {
  const random = createRandom(seed, "sales");
  const customers = parties.filter(({ role, erpId }) => role !== "SUPPLIER" && erpId !== null);
  // Some customers buy far more often than others; the one finance has no account for has only just come.
  const known = customers.filter(({ accounts }) => accounts.length > 0);
  const newcomer = customers.find(({ accounts }) => accounts.length === 0);
  const often = known.flatMap((customer, index) => Array.from({ length: index % 5 === 0 ? 5 : 2 }, () => customer));
  const days = daysBetween(FIRST_DAY, LAST_DAY);
  return Array.from({ length: ORDER_COUNT }, (_, index) => {
    const orderedOn = addDays(FIRST_DAY, Math.round((index * days) / (ORDER_COUNT - 1)));
    // The first orders go once through all customers, so that nobody is without one.
    const customer = index === NEWCOMERS_ORDER && newcomer ? newcomer : (known[index] ?? random.pick(often));
    return deliver(random, orderOf(random, index, orderedOn, customer, items));
  });
}
