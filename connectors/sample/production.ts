import { addDays, dayIn, MONTHS, monthAt } from "./calendar";
import type { SampleItem } from "./items";
import type { Amount } from "./money";
import { createRandom } from "./random";
import type { Outgoing, StockPlan } from "./replenishment";

export interface WorkOrder {
  readonly number: string;
  readonly item: SampleItem;
  readonly quantity: Amount;
  readonly startsOn: string;
  readonly dueOn: string;
  /** Empty: not finished when the books end. */
  readonly finishedOn: string;
  readonly status: "PLANNED" | "DONE";
}

export function isMade(item: SampleItem): boolean {
  return item.components.length > 0;
}

/** A work order for each arrival that the plan of a made item asks for. */
export function createWorkOrders(seed: number, plans: readonly StockPlan[]): readonly WorkOrder[] {
  const random = createRandom(seed, "production");
  const drafts = plans
    .filter(({ item }) => isMade(item))
    .flatMap(({ item, arrivals }) =>
      arrivals.map(({ month, quantity }) => {
        const dueOn = dayIn(monthAt(month), random.integer(12, 24));
        const done = month < MONTHS.length;
        const startsOn = addDays(dueOn, -random.integer(4, 8));
        return {
          item,
          quantity,
          startsOn,
          dueOn,
          finishedOn: done ? dueOn : "",
          status: done ? "DONE" : "PLANNED",
        } as const;
      }),
    );
  const inOrder = drafts.sort((a, b) => a.startsOn.localeCompare(b.startsOn, "en"));
  return inOrder.map((draft, index) => ({ ...draft, number: `MO-${String(index + 1).padStart(5, "0")}` }));
}

/** What work orders take out of the store when they start. */
export function consumed(workOrders: readonly WorkOrder[]): readonly Outgoing[] {
  return workOrders
    .filter(({ status }) => status === "DONE")
    .flatMap((order) =>
      order.item.components.map(({ item, quantity }) => ({
        company: "CN" as const,
        item,
        on: order.startsOn,
        quantity: quantity.times(order.quantity),
      })),
    );
}
