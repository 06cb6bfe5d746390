import { orderIdOf } from "../export-erp-trade";
import type { PlantedDisagreement } from "../planted";
import type { SampleBooks } from "../sample-company";
import { billingIdOf } from "./erp-invoices";
import { erpId, type PlantedDiscrepancy } from "./planted-error";

type Kind = PlantedDisagreement["kind"];

interface FoundAs {
  readonly rule: PlantedDiscrepancy["rule"];
  /** On which sides' records it is found, once each. */
  readonly sides: readonly ("erpIds" | "financeIds")[];
}

/** What the rules make of the disagreements that every sample company has. */
const FOUND_AS: Partial<Record<Kind, FoundAs>> = {
  ORDER_BILLED_SHORT: { rule: "SHIPPED_NOT_BILLED", sides: ["erpIds"] },
  ORDER_NOT_BILLED: { rule: "SHIPPED_NOT_BILLED", sides: ["erpIds"] },
  ORDER_BILLED_OVER: { rule: "BILLED_NOT_SHIPPED", sides: ["erpIds"] },
  ORDER_BILLED_IN_OTHER_CURRENCY: { rule: "ORDER_AGAINST_INVOICE", sides: ["erpIds"] },
  SALE_WITHOUT_ORDER: { rule: "BOOKED_WITHOUT_ERP_DOCUMENT", sides: ["financeIds"] },
  STOCK_DIFFERS: { rule: "STOCK_AGAINST_INVENTORY", sides: ["erpIds"] },
  CUSTOMER_ONLY_IN_ERP: { rule: "UNMAPPED_IDENTIFIER", sides: ["erpIds"] },
  // The persons in the ERP and the account they share in finance.
  CUSTOMER_ON_COLLECTIVE_ACCOUNT: { rule: "UNMAPPED_IDENTIFIER", sides: ["erpIds", "financeIds"] },
  ITEM_ONLY_IN_ERP: { rule: "UNMAPPED_IDENTIFIER", sides: ["erpIds"] },
  SUPPLIER_ONLY_IN_FINANCE: { rule: "UNMAPPED_IDENTIFIER", sides: ["financeIds"] },
  PRODUCT_ONLY_IN_FINANCE: { rule: "UNMAPPED_IDENTIFIER", sides: ["financeIds"] },
  COST_CENTER_ONLY_IN_FINANCE: { rule: "UNMAPPED_IDENTIFIER", sides: ["financeIds"] },
};

function repeated({ disagreements, invoices, erpInvoices }: SampleBooks): readonly PlantedDiscrepancy[] {
  const { number } = disagreements.billedTwice;
  const again = invoices.filter(({ orderNumber }) => orderNumber === number).at(-1);
  return again
    ? [{ rule: "DUPLICATE_INVOICE", on: billingIdOf(again, erpInvoices.length > 0), about: again.number }]
    : [];
}

/** Goods that came so late that their bill is not in the books. A bill's number ends with that of its receipt. */
function receivedLast({ purchases, bills, erpInvoices }: SampleBooks): readonly PlantedDiscrepancy[] {
  const billed = new Set([...bills, ...erpInvoices].map(({ number }) => number.split("/")[1]));
  return purchases
    .filter(({ receipts }) => receipts.some(({ number }) => !billed.has(number.slice(2))))
    .map((order) => ({
      rule: "RECEIVED_NOT_INVOICED",
      on: erpId("purchase_order", orderIdOf(order)),
      about: order.number,
    }));
}

/** Goods that went to a customer whom finance does not know, so that nobody could bill them. */
function shippedToUnknown({ sales }: SampleBooks): readonly PlantedDiscrepancy[] {
  return sales
    .filter(({ customer, shipments }) => customer.accounts.length === 0 && shipments.length > 0)
    .map((order) => ({
      rule: "SHIPPED_NOT_BILLED",
      on: erpId("sales_order", orderIdOf(order)),
      about: order.number,
    }));
}

/**
 * Everything reconciliation must find, judged some days after the books end: what is planted as errors, and what follows
 * from the disagreements every sample company has.
 */
export function expectedDiscrepancies(
  books: SampleBooks,
  disagreements: readonly PlantedDisagreement[],
): readonly PlantedDiscrepancy[] {
  const followed = disagreements.flatMap(({ kind, about, ...ids }): readonly PlantedDiscrepancy[] => {
    const { rule, sides = [] } = FOUND_AS[kind] ?? {};
    return rule ? sides.flatMap((side) => ids[side].slice(0, 1).map((on) => ({ rule, on, about }))) : [];
  });
  const all = [...books.errors, ...followed, ...repeated(books), ...receivedLast(books), ...shippedToUnknown(books)];
  return [...new Map(all.map((one) => [`${one.rule} ${one.on}`, one])).values()];
}
