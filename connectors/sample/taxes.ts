import type { SampleItem } from "./items";
import { type Amount, amountOf } from "./money";
import type { SampleParty } from "./parties";

export interface SampleTaxCode {
  readonly id: string;
  readonly name: string;
  readonly kind: "OUTPUT" | "INPUT" | "EXEMPT";
  readonly rate: Amount;
  readonly country: string;
}

const code = (id: string, name: string, kind: SampleTaxCode["kind"], rate: string, country: string): SampleTaxCode => ({
  id,
  name,
  kind,
  rate: amountOf(rate),
  country,
});

const CN_GOODS = code("X13", "销项税 13%", "OUTPUT", "0.13", "CN");
const CN_SERVICES = code("X06", "销项税 6%", "OUTPUT", "0.06", "CN");
const CN_EXPORT = code("X00", "出口零税率", "EXEMPT", "0", "CN");
const CN_INPUT = code("J13", "进项税 13%", "INPUT", "0.13", "CN");
const CN_RENT = code("J09", "进项税 9%", "INPUT", "0.09", "CN");
const CN_IMPORT = code("J00", "进口货物（税款另缴）", "EXEMPT", "0", "CN");
const JP_OUTPUT = code("U10", "課税売上 10%", "OUTPUT", "0.10", "JP");
const JP_INPUT = code("S10", "課税仕入 10%", "INPUT", "0.10", "JP");
const KW_NONE = code("K00", "Not taxable", "EXEMPT", "0", "KW");

export const TAX_CODES: readonly SampleTaxCode[] = [
  CN_GOODS,
  CN_SERVICES,
  CN_EXPORT,
  CN_INPUT,
  CN_RENT,
  CN_IMPORT,
  JP_OUTPUT,
  JP_INPUT,
  KW_NONE,
];

export const RENT_TAX = CN_RENT;

export function outputTaxFor(customer: SampleParty, item: SampleItem): SampleTaxCode {
  if (customer.company === "JP") return JP_OUTPUT;
  if (customer.company === "KW") return KW_NONE;
  if (customer.country !== "CN") return CN_EXPORT;
  return item.kind === "SERVICE" ? CN_SERVICES : CN_GOODS;
}

/** Sales outside the order book are invoiced as goods. */
export function outputTaxWithoutItem(customer: SampleParty): SampleTaxCode {
  if (customer.company === "JP") return JP_OUTPUT;
  if (customer.company === "KW") return KW_NONE;
  return customer.country === "CN" ? CN_GOODS : CN_EXPORT;
}

export function inputTaxFor(supplier: SampleParty): SampleTaxCode {
  if (supplier.company === "JP") return JP_INPUT;
  if (supplier.company === "KW") return KW_NONE;
  return supplier.country === "CN" ? CN_INPUT : CN_IMPORT;
}
