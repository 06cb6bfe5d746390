import { FIRST_DAY, LAST_DAY } from "./calendar";
import { type CompanyKey, warehouseOf } from "./companies";
import type { SampleItem } from "./items";
import { type Amount, amountOf, ZERO } from "./money";
import type { WorkOrder } from "./production";
import type { PurchaseOrder } from "./purchasing";
import { createRandom } from "./random";
import type { StockPlan } from "./replenishment";
import type { SalesOrder } from "./sales";

export interface StockMovement {
  readonly company: CompanyKey;
  readonly warehouseId: string;
  readonly item: SampleItem;
  readonly kind: "RECEIPT" | "SHIPMENT" | "PRODUCTION" | "CONSUMPTION" | "ADJUSTMENT";
  readonly on: string;
  /** Time of day in Shanghai. */
  readonly time: string;
  readonly quantity: Amount;
  readonly documentNumber: string;
}

export interface StockLevel {
  readonly company: CompanyKey;
  readonly warehouseId: string;
  readonly item: SampleItem;
  readonly onHand: Amount;
}

type Bare = Omit<StockMovement, "warehouseId" | "time">;

const TIMES: Readonly<Record<StockMovement["kind"], string>> = {
  RECEIPT: "09:30:00",
  CONSUMPTION: "10:15:00",
  PRODUCTION: "14:00:00",
  SHIPMENT: "16:20:00",
  ADJUSTMENT: "18:00:00",
};

export const COUNT_DAYS = ["2025-12-31", LAST_DAY] as const;

function openings(plans: readonly StockPlan[]): readonly Bare[] {
  return plans.map(({ company, item, opening }) => ({
    company,
    item,
    kind: "ADJUSTMENT",
    on: FIRST_DAY,
    quantity: opening,
    documentNumber: "OPENING",
  }));
}

function receipts(purchases: readonly PurchaseOrder[]): readonly Bare[] {
  return purchases.flatMap(({ company, receipts }) =>
    receipts.flatMap(({ number, receivedOn, lines }) =>
      lines.map(({ item, quantity }) => ({
        company,
        item,
        kind: "RECEIPT" as const,
        on: receivedOn,
        quantity,
        documentNumber: number,
      })),
    ),
  );
}

function production(workOrders: readonly WorkOrder[]): readonly Bare[] {
  return workOrders
    .filter(({ status }) => status === "DONE")
    .flatMap(({ item, quantity, number, startsOn, finishedOn }) => [
      ...item.components.map(
        (part): Bare => ({
          company: "CN",
          item: part.item,
          kind: "CONSUMPTION",
          on: startsOn,
          quantity: part.quantity.times(quantity).negated(),
          documentNumber: number,
        }),
      ),
      { company: "CN" as const, item, kind: "PRODUCTION" as const, on: finishedOn, quantity, documentNumber: number },
    ]);
}

function shipments(sales: readonly SalesOrder[]): readonly Bare[] {
  return sales.flatMap(({ company, shipments }) =>
    shipments.flatMap(({ number, shippedOn, lines }) =>
      lines
        .filter(({ orderLine }) => orderLine.item.kind !== "SERVICE")
        .map(({ orderLine, quantity }) => ({
          company,
          item: orderLine.item,
          kind: "SHIPMENT" as const,
          on: shippedOn,
          quantity: quantity.negated(),
          documentNumber: number,
        })),
    ),
  );
}

/** Differences found when the stores were counted; smaller than the safety stock, so that no level turns negative. */
function counted(seed: number, plans: readonly StockPlan[]): readonly Bare[] {
  const random = createRandom(seed, "stock count");
  return COUNT_DAYS.flatMap((on) =>
    random.sample(plans, 6).map(({ company, item }, index) => ({
      company,
      item,
      kind: "ADJUSTMENT" as const,
      on,
      quantity: amountOf(index < 4 ? -1 : 1),
      documentNumber: `PD${on.slice(0, 4)}${on.slice(5, 7)}`,
    })),
  );
}

export interface StockSources {
  readonly plans: readonly StockPlan[];
  readonly purchases: readonly PurchaseOrder[];
  readonly workOrders: readonly WorkOrder[];
  readonly sales: readonly SalesOrder[];
}

export function createMovements(seed: number, sources: StockSources): readonly StockMovement[] {
  const all = [
    ...openings(sources.plans),
    ...receipts(sources.purchases),
    ...production(sources.workOrders),
    ...shipments(sources.sales),
    ...counted(seed, sources.plans),
  ];
  return all
    .map((bare) => ({
      ...bare,
      warehouseId: warehouseOf(bare.company).id,
      time: bare.documentNumber === "OPENING" ? "00:00:00" : TIMES[bare.kind],
    }))
    .sort((a, b) => `${a.on} ${a.time}`.localeCompare(`${b.on} ${b.time}`, "en"));
}

/** What lies in the stores at a day's end: the sum of the movements to that day. */
export function levelsOn(movements: readonly StockMovement[], day: string): readonly StockLevel[] {
  const levels = new Map<string, StockLevel>();
  for (const { company, warehouseId, item, on, quantity } of movements) {
    if (on > day) continue;
    const key = `${warehouseId}/${item.erpId}`;
    const before = levels.get(key)?.onHand ?? ZERO;
    levels.set(key, { company, warehouseId, item, onHand: before.plus(quantity) });
  }
  return [...levels.entries()].sort(([a], [b]) => a.localeCompare(b, "en")).map(([, level]) => level);
}
