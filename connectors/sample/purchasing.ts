import { addDays, dayIn, earlierOf, LAST_DAY, MONTHS, monthAt } from "./calendar";
import type { CompanyKey } from "./companies";
import { atListRate, type Currency } from "./exchange-rates";
import type { SampleItem } from "./items";
import { type Amount, amountOf, roundTo, total } from "./money";
import type { SampleParty } from "./parties";
import { isMade } from "./production";
import { createRandom, type Random } from "./random";
import type { StockPlan } from "./replenishment";
import { inputTaxFor, type SampleTaxCode } from "./taxes";

export interface PurchaseOrderLine {
  readonly lineNumber: number;
  readonly item: SampleItem;
  readonly quantity: Amount;
  readonly unitPrice: Amount;
  readonly netAmount: Amount;
}

export interface Receipt {
  readonly number: string;
  readonly receivedOn: string;
  readonly lines: readonly PurchaseOrderLine[];
}

export interface PurchaseOrder {
  readonly number: string;
  readonly company: CompanyKey;
  readonly supplier: SampleParty;
  readonly orderedOn: string;
  readonly dueOn: string;
  readonly status: "PENDING" | "APPROVED" | "RECEIVED";
  readonly currency: Currency;
  readonly tax: SampleTaxCode;
  readonly lines: readonly PurchaseOrderLine[];
  readonly receipts: readonly Receipt[];
}

export function purchaseNet(order: PurchaseOrder): Amount {
  return total(order.lines.map(({ netAmount }) => netAmount));
}

export function purchaseTax(order: PurchaseOrder): Amount {
  return total(order.lines.map(({ netAmount }) => roundTo(netAmount.times(order.tax.rate), order.currency)));
}

interface Need {
  readonly company: CompanyKey;
  readonly supplier: SampleParty;
  readonly month: number;
  readonly wanted: { readonly item: SampleItem; readonly quantity: Amount }[];
}

function supplierOf(suppliers: readonly SampleParty[], company: CompanyKey, item: SampleItem): SampleParty {
  const own = suppliers.filter((supplier) => supplier.company === company);
  const found = own[Number(item.erpId) % own.length];
  if (!found) throw new Error(`${company} has no supplier`);
  return found;
}

/** What the plans want, gathered by supplier and month: one order each. */
function needsOf(plans: readonly StockPlan[], parties: readonly SampleParty[]): readonly Need[] {
  const suppliers = parties.filter(({ role, erpId }) => role !== "CUSTOMER" && erpId !== null);
  const needs = new Map<string, Need>();
  for (const { company, item, arrivals } of plans.filter((plan) => !isMade(plan.item)))
    for (const { month, quantity } of arrivals) {
      const supplier = supplierOf(suppliers, company, item);
      const key = `${String(month).padStart(2, "0")}/${supplier.number}`;
      const need = needs.get(key) ?? { company, supplier, month, wanted: [] };
      need.wanted.push({ item, quantity });
      needs.set(key, need);
    }
  return [...needs].sort(([a], [b]) => a.localeCompare(b, "en")).map(([, need]) => need);
}

function linesOf(random: Random, need: Need): readonly PurchaseOrderLine[] {
  const { currency } = need.supplier;
  return need.wanted.map(({ item, quantity }, index) => {
    // Suppliers charge a little more or less than the standard cost: the price variance of the ledger.
    const asked = item.cost.times(amountOf(random.integer(97, 104)).div(100));
    const unitPrice = atListRate(asked, currency);
    return {
      lineNumber: index + 1,
      item,
      quantity,
      unitPrice,
      netAmount: roundTo(unitPrice.times(quantity), currency),
    };
  });
}

function receiptsOf(
  random: Random,
  number: string,
  dueOn: string,
  lines: readonly PurchaseOrderLine[],
): readonly Receipt[] {
  const inTwo = lines.length > 1 && random.chance(0.15);
  const parts = inTwo ? [lines.slice(0, 1), lines.slice(1)] : [lines];
  return parts.map((part, index) => ({
    number: `RK${number.slice(2)}-${index + 1}`,
    receivedOn: addDays(dueOn, index * 4),
    lines: part,
  }));
}

function orderOf(random: Random, need: Need, index: number): PurchaseOrder {
  const dueOn = dayIn(monthAt(need.month), random.integer(8, 20));
  const orderedOn = earlierOf(addDays(dueOn, -random.integer(12, 25)), LAST_DAY);
  const number = `CG${orderedOn.slice(2, 4)}${String(index + 1).padStart(4, "0")}`;
  const lines = linesOf(random, need);
  const arrived = need.month < MONTHS.length;
  return {
    number,
    company: need.company,
    supplier: need.supplier,
    orderedOn,
    dueOn,
    status: arrived ? "RECEIVED" : random.chance(0.2) ? "PENDING" : "APPROVED",
    currency: need.supplier.currency,
    tax: inputTaxFor(need.supplier),
    lines,
    receipts: arrived ? receiptsOf(random, number, dueOn, lines) : [],
  };
}

export function createPurchases(
  seed: number,
  plans: readonly StockPlan[],
  parties: readonly SampleParty[],
): readonly PurchaseOrder[] {
  const random = createRandom(seed, "purchasing");
  return needsOf(plans, parties).map((need, index) => orderOf(random, need, index));
}
