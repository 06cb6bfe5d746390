import { FAMILIES, type Family, type ItemUnit } from "./catalogue";
import { type Amount, amountOf, total } from "./money";
import { createRandom, type Random } from "./random";
import { articleNumber } from "./tax-id";

export interface SampleItem {
  readonly erpId: string;
  readonly number: string;
  readonly name: string;
  readonly kind: "PRODUCT" | "COMPONENT" | "SERVICE";
  readonly categoryId: string;
  readonly unit: ItemUnit;
  /** CNY for one unit. */
  readonly cost: Amount;
  readonly price: Amount;
  readonly barcode: string;
  readonly joinedBy: "SHARED_NUMBER" | "LINK_FILE" | "NOTHING";
  /** Id in finance; empty: finance has no product for it. */
  readonly productId: string;
  readonly soldFrom: string;
  readonly active: boolean;
  /** What it is made of, for what Shanghai makes. */
  readonly components: readonly { readonly item: SampleItem; readonly quantity: Amount }[];
  /** Wages that go into one made unit. */
  readonly labour: Amount;
}

/** Families finance has no product for: prototypes. */
const ONLY_IN_ERP: ReadonlySet<string> = new Set(["激光测距模块"]);
/** Families finance keeps without the bar code, so that the link file joins them. */
const WITHOUT_BARCODE_IN_FINANCE: ReadonlySet<string> = new Set(["热敏打印纸"]);

/** A cost within the family's range, rising with the variant. */
function boughtCost(random: Random, { cost: [low, high], unit, variants }: Family, variant: string): Amount {
  const step = (high - low) / variants.length;
  const from = low + step * variants.indexOf(variant);
  // What is cut to length or weight costs a multiple of 0.20, so that a quarter of it is still whole cents.
  const parts = unit === "千克" || unit === "米" ? 5 : 100;
  return amountOf(random.integer(Math.ceil(from * parts), Math.floor((from + step) * parts))).div(parts);
}

function partsOf(random: Random, components: readonly SampleItem[]): SampleItem["components"] {
  return random.sample(components, random.integer(4, 6)).map((item) => ({
    item,
    quantity:
      item.unit === "千克" ? amountOf("0.25") : item.unit === "米" ? amountOf("1.5") : amountOf(random.integer(1, 2)),
  }));
}

function madeCost(parts: SampleItem["components"], labour: Amount): Amount {
  return total(parts.map(({ item, quantity }) => item.cost.times(quantity))).plus(labour);
}

function itemOf(
  random: Random,
  family: Family,
  variant: string,
  sequence: number,
  components: readonly SampleItem[],
): SampleItem {
  const parts = family.made ? partsOf(random, components) : [];
  const labour = family.made ? amountOf(random.integer(40, 160)) : amountOf(0);
  const cost = family.made ? madeCost(parts, labour) : boughtCost(random, family, variant);
  const markup = amountOf(random.integer(150, 230)).div(100);
  const joinedBy = ONLY_IN_ERP.has(family.name)
    ? "NOTHING"
    : WITHOUT_BARCODE_IN_FINANCE.has(family.name)
      ? "LINK_FILE"
      : "SHARED_NUMBER";
  return {
    erpId: String(50_000 + sequence),
    number: `${family.category}-${String(sequence).padStart(3, "0")}`,
    name: `${family.name} ${variant}`,
    kind: family.kind,
    categoryId: family.category,
    unit: family.unit,
    cost,
    price: family.kind === "SERVICE" ? amountOf(random.integer(4, 30) * 100) : cost.times(markup).toDecimalPlaces(0),
    barcode: articleNumber(sequence),
    joinedBy,
    productId: joinedBy === "NOTHING" ? "" : `P${String(7_000 + sequence * 13)}`,
    soldFrom: joinedBy === "NOTHING" ? "2026-01-15" : "2024-01-01",
    active: true,
    components: parts,
    labour,
  };
}

export function createItems(seed: number): readonly SampleItem[] {
  const random = createRandom(seed, "items");
  const items: SampleItem[] = [];
  for (const family of FAMILIES)
    for (const variant of family.variants) {
      const components = items.filter((item) => item.kind === "COMPONENT");
      items.push(itemOf(random, family, variant, items.length + 1, components));
    }
  return items;
}

/** Products only finance knows: sold without an order in the ERP. */
export const FINANCE_ONLY_PRODUCTS = [
  { id: "P9001", name: "测量软件许可（旧版）", price: amountOf(6800) },
  { id: "P9002", name: "维修收入", price: amountOf(1200) },
  { id: "P9003", name: "年度会员费", price: amountOf(2400) },
] as const;

/** One article that finance gave a new id when its cost was revised: the earlier version ends with 2025. */
export const RENUMBERED = {
  itemNumber: "1030-051",
  earlierProductId: "P5001",
  earlierUntil: "2025-12-31",
  laterFrom: "2026-01-01",
} as const;

/** The finance id an item is booked under on a day; empty for an item finance does not know. */
export function productIdOn(item: SampleItem, day: string): string {
  const earlier = item.number === RENUMBERED.itemNumber && day <= RENUMBERED.earlierUntil;
  return earlier ? RENUMBERED.earlierProductId : item.productId;
}
