import { addDays, earlierOf, LAST_DAY } from "./calendar";
import { costCenterFor } from "./companies";
import type { PlannedDisagreements } from "./disagreements";
import { type Charge, type DocumentHead, drawUp, type TradeDocument } from "./documents";
import { atListRate, type Currency } from "./exchange-rates";
import { FINANCE_ONLY_PRODUCTS } from "./items";
import { amountOf, roundTo, ZERO } from "./money";
import { accountFor, type PartyAccount, type SampleParty } from "./parties";
import { createRandom, type Random } from "./random";
import type { SalesOrder, Shipment } from "./sales";
import { outputTaxWithoutItem } from "./taxes";

/** How an invoice departs from what was shipped. */
interface Departure {
  readonly firstLineQuantity?: -1 | 1;
  readonly currency?: Currency;
}

type Draft = (sequence: number) => TradeDocument;

function chargeOf(
  order: SalesOrder,
  shipment: Shipment,
  share: Shipment["lines"][number],
  departure: Departure,
  index: number,
): Charge {
  const { orderLine } = share;
  const currency = departure.currency ?? order.currency;
  const discounted = amountOf(1).minus(orderLine.discountRate);
  const more = index === 0 ? (departure.firstLineQuantity ?? 0) : 0;
  const quantity = share.quantity.plus(more);
  const unitPrice = departure.currency ? atListRate(orderLine.item.price, currency) : orderLine.unitPrice;
  const asShipped = more === 0 && !departure.currency;
  return {
    item: orderLine.item,
    description: orderLine.item.name,
    quantity,
    unitPrice,
    discountRate: orderLine.discountRate,
    netAmount: asShipped ? share.netAmount : roundTo(quantity.times(unitPrice).times(discounted), currency),
    tax: orderLine.tax,
    costCenterId: costCenterFor(order.company, "SALES"),
    orderNumber: order.number,
    orderLineNumber: orderLine.lineNumber,
    despatchNumber: shipment.number,
  };
}

function invoiceHead(
  sequence: number,
  party: SampleParty,
  account: PartyAccount,
  issuedOn: string,
  currency: Currency,
): DocumentHead {
  return {
    id: `AR${String(40_000 + sequence)}`,
    number: `INV-${issuedOn.slice(0, 4)}-${String(sequence).padStart(5, "0")}`,
    type: "INVOICE",
    company: party.company,
    account,
    issuedOn,
    paymentDays: party.paymentDays,
    currency,
  };
}

function invoiceFor(
  order: SalesOrder,
  shipment: Shipment,
  issuedOn: string,
  departure: Departure,
): { issuedOn: string; draft: Draft } | null {
  const currency = departure.currency ?? order.currency;
  const account = accountFor(order.customer, "CUSTOMER", order.currency);
  // Finance cannot bill a customer it has no account for.
  if (!account) return null;
  const charges = shipment.lines.map((share, index) => chargeOf(order, shipment, share, departure, index));
  const freightAmount = shipment === order.shipments[0] ? order.freightAmount : ZERO;
  const draft = (sequence: number) => {
    const head = invoiceHead(sequence, order.customer, account, issuedOn, currency);
    return drawUp({ ...head, orderNumber: order.number, channel: order.channel, freightAmount }, charges);
  };
  return { issuedOn, draft };
}

function departureOf(order: SalesOrder, planned: PlannedDisagreements): Departure {
  if (order === planned.billedShort) return { firstLineQuantity: -1 };
  if (order === planned.billedOver) return { firstLineQuantity: 1 };
  return order === planned.billedInOtherCurrency ? { currency: "USD" } : {};
}

function invoicesFor(random: Random, order: SalesOrder, planned: PlannedDisagreements) {
  if (order === planned.notBilled) return [];
  return order.shipments.flatMap((shipment) => {
    const issuedOn = earlierOf(addDays(shipment.shippedOn, random.integer(0, 4)), LAST_DAY);
    const first = invoiceFor(order, shipment, issuedOn, departureOf(order, planned));
    const again = order === planned.billedTwice ? invoiceFor(order, shipment, addDays(issuedOn, 12), {}) : null;
    return [first, again].flatMap((invoice) => (invoice ? [invoice] : []));
  });
}

/** Sales finance booked by itself: products the ERP does not know, no order behind them. */
function withoutOrders(
  random: Random,
  customers: readonly SampleParty[],
): readonly { issuedOn: string; draft: Draft }[] {
  const buyers = random.sample(
    customers.filter(
      ({ joinedBy, country, accounts }) => joinedBy === "TAX_ID" && country === "CN" && accounts.length > 0,
    ),
    4,
  );
  return buyers.flatMap((party, index) => {
    const issuedOn = addDays("2025-04-11", index * 97);
    const account = accountFor(party, "CUSTOMER", party.currency);
    const product = FINANCE_ONLY_PRODUCTS[index % FINANCE_ONLY_PRODUCTS.length];
    if (!account || !product) return [];
    const quantity = amountOf(random.integer(1, 3));
    const charge: Charge = {
      item: null,
      productId: product.id,
      description: product.name,
      quantity,
      unitPrice: product.price,
      netAmount: product.price.times(quantity),
      tax: outputTaxWithoutItem(party),
      costCenterId: costCenterFor(party.company, "SALES"),
    };
    return [
      {
        issuedOn,
        draft: (sequence: number) => drawUp(invoiceHead(sequence, party, account, issuedOn, party.currency), [charge]),
      },
    ];
  });
}

export function createInvoices(
  seed: number,
  sales: readonly SalesOrder[],
  parties: readonly SampleParty[],
  planned: PlannedDisagreements,
): readonly TradeDocument[] {
  const random = createRandom(seed, "billing");
  const customers = parties.filter(({ role, erpId }) => role !== "SUPPLIER" && erpId !== null);
  const drafts = [
    ...sales.flatMap((order) => invoicesFor(random, order, planned)),
    ...withoutOrders(random, customers),
  ];
  return drafts
    .sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : 0))
    .map(({ draft }, index) => draft(index + 1));
}

/** Price allowances: the customer keeps the goods and is credited for one piece of the first line. */
export function createSalesCredits(seed: number, invoices: readonly TradeDocument[]): readonly TradeDocument[] {
  const random = createRandom(seed, "credit notes");
  const candidates = invoices.filter(
    ({ lines, issuedOn }) => lines[0]?.quantity.greaterThan(2) && issuedOn < "2026-06-01",
  );
  return random.sample(candidates, 6).flatMap((invoice, index) => {
    const [line] = invoice.lines;
    if (!line) return [];
    const head: DocumentHead = {
      id: `CN${String(500 + index)}`,
      number: `CRN-${String(index + 1).padStart(4, "0")}`,
      type: "CREDIT_NOTE",
      company: invoice.company,
      account: invoice.account,
      issuedOn: addDays(invoice.issuedOn, random.integer(3, 9)),
      paymentDays: invoice.paymentDays,
      currency: invoice.currency,
      orderNumber: invoice.orderNumber,
      correctsId: invoice.id,
    };
    const charge: Charge = {
      item: line.item,
      productId: line.productId,
      description: `价格折让 ${line.description}`,
      quantity: amountOf(1),
      unitPrice: line.unitPrice,
      netAmount: line.unitPrice,
      tax: line.tax,
      costCenterId: line.costCenterId,
      orderNumber: line.orderNumber,
      ...(line.orderLineNumber === null ? {} : { orderLineNumber: line.orderLineNumber }),
    };
    return [drawUp(head, [charge])];
  });
}
