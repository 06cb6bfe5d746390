import { createRandom } from "./random";
import type { SalesOrder } from "./sales";

/** Orders that finance is to bill otherwise than the ERP sold and shipped them. */
export interface PlannedDisagreements {
  readonly billedShort: SalesOrder;
  readonly notBilled: SalesOrder;
  readonly billedTwice: SalesOrder;
  readonly billedOver: SalesOrder;
  readonly billedInOtherCurrency: SalesOrder;
}

/** Plain orders: one shipment, in yuan, to a firm joined by tax id, so that nothing else can explain a difference. */
function isPlain(order: SalesOrder): boolean {
  const [first] = order.lines;
  return (
    order.status === "DELIVERED" &&
    order.shipments.length === 1 &&
    order.currency === "CNY" &&
    order.customer.joinedBy === "TAX_ID" &&
    order.customer.accounts.filter(({ kind }) => kind === "CUSTOMER").length === 1 &&
    order.orderedOn >= "2025-03-01" &&
    order.orderedOn < "2026-05-01" &&
    first?.quantity.greaterThan(3) === true
  );
}

export function planDisagreements(seed: number, sales: readonly SalesOrder[]): PlannedDisagreements {
  const chosen = createRandom(seed, "disagreements").sample(sales.filter(isPlain), 5);
  const [billedShort, notBilled, billedTwice, billedOver, billedInOtherCurrency] = chosen;
  if (!billedShort || !notBilled || !billedTwice || !billedOver || !billedInOtherCurrency)
    throw new Error(`seed ${seed} gives too few plain orders to plant the disagreements in`);
  return { billedShort, notBilled, billedTwice, billedOver, billedInOtherCurrency };
}
