import { COST_CENTERS } from "./companies";
import { orderIdOf } from "./export-erp-trade";
import { itemThatDiffers } from "./export-finance-ledger";
import { linkedPairs } from "./export-links";
import { FINANCE_ONLY_PRODUCTS, RENUMBERED } from "./items";
import { LANDLORD } from "./parties";
import type { SalesOrder } from "./sales";
import type { SampleBooks } from "./sample-company";

export const PLANTED_KINDS = [
  "CUSTOMER_WITH_TWO_ACCOUNTS",
  "CUSTOMER_AND_SUPPLIER",
  "NAME_SPELLED_DIFFERENTLY",
  "CUSTOMER_ONLY_IN_ERP",
  "CUSTOMER_ON_COLLECTIVE_ACCOUNT",
  "SUPPLIER_ONLY_IN_FINANCE",
  "ITEM_ONLY_IN_ERP",
  "PRODUCT_ONLY_IN_FINANCE",
  "ITEM_WITH_TWO_PRODUCTS",
  "COST_CENTER_ONLY_IN_FINANCE",
  "JOINED_BY_LINK_FILE",
  "ORDER_BILLED_SHORT",
  "ORDER_NOT_BILLED",
  "ORDER_BILLED_TWICE",
  "ORDER_BILLED_OVER",
  "ORDER_BILLED_IN_OTHER_CURRENCY",
  "SALE_WITHOUT_ORDER",
  "STOCK_DIFFERS",
] as const;

/** One thing on which the two systems disagree, by the full ids that it shows on in each. */
export interface PlantedDisagreement {
  readonly kind: (typeof PLANTED_KINDS)[number];
  readonly erpIds: readonly string[];
  readonly financeIds: readonly string[];
  readonly about: string;
}

const party = (id: string | null) => `sample-erp:party:${id}`;
const account = (id: string) => `sample-fin:party:${id}`;

function aboutParties({ parties }: SampleBooks): readonly PlantedDisagreement[] {
  return parties
    .filter(({ erpId }) => erpId !== null)
    .flatMap((one): PlantedDisagreement[] => {
      const ids = {
        erpIds: [party(one.erpId)],
        financeIds: one.accounts.map(({ id }) => account(id)),
        about: one.name,
      };
      const found: PlantedDisagreement["kind"][] = [];
      if (one.accounts.filter(({ kind }) => kind === "CUSTOMER").length > 1) found.push("CUSTOMER_WITH_TWO_ACCOUNTS");
      if (one.role === "BOTH") found.push("CUSTOMER_AND_SUPPLIER");
      if (one.accounts.length === 0) found.push("CUSTOMER_ONLY_IN_ERP");
      if (one.joinedBy === "NOTHING") found.push("CUSTOMER_ON_COLLECTIVE_ACCOUNT");
      else if (one.accounts.some(({ name }) => !name.startsWith(one.name))) found.push("NAME_SPELLED_DIFFERENTLY");
      return found.map((kind) => ({ kind, ...ids }));
    });
}

function aboutItems(books: SampleBooks): readonly PlantedDisagreement[] {
  const item = (id: string) => `sample-erp:item:${id}`;
  const product = (id: string) => `sample-fin:product:${id}`;
  const onlyErp = books.items.filter(({ productId }) => productId === "");
  const renumbered = books.items.filter(({ number }) => number === RENUMBERED.itemNumber);
  const differs = itemThatDiffers(books);
  return [
    ...onlyErp.map(({ erpId, name }) => ({
      kind: "ITEM_ONLY_IN_ERP" as const,
      erpIds: [item(erpId)],
      financeIds: [],
      about: name,
    })),
    ...FINANCE_ONLY_PRODUCTS.map(({ id, name }) => ({
      kind: "PRODUCT_ONLY_IN_FINANCE" as const,
      erpIds: [],
      financeIds: [product(id)],
      about: name,
    })),
    ...renumbered.map(({ erpId, productId, name }) => ({
      kind: "ITEM_WITH_TWO_PRODUCTS" as const,
      erpIds: [item(erpId)],
      financeIds: [product(RENUMBERED.earlierProductId), product(productId)],
      about: name,
    })),
    {
      kind: "STOCK_DIFFERS",
      erpIds: [item(differs.erpId)],
      financeIds: [product(differs.productId)],
      about: differs.name,
    },
  ];
}

function aboutOrder(books: SampleBooks, kind: PlantedDisagreement["kind"], order: SalesOrder): PlantedDisagreement {
  const invoices = books.invoices.filter(({ orderNumber }) => orderNumber === order.number);
  return {
    kind,
    erpIds: [`sample-erp:sales_order:${orderIdOf(order)}`],
    financeIds: invoices.map(({ id }) => `sample-fin:invoice:${id}`),
    about: order.number,
  };
}

function aboutOrders(books: SampleBooks): readonly PlantedDisagreement[] {
  const { billedShort, notBilled, billedTwice, billedOver, billedInOtherCurrency } = books.disagreements;
  // An order of the customer that finance does not know cannot be billed either.
  const withoutAccount = books.sales.filter(
    ({ customer, status }) => customer.accounts.length === 0 && status === "DELIVERED",
  );
  return [
    aboutOrder(books, "ORDER_BILLED_SHORT", billedShort),
    ...[notBilled, ...withoutAccount].map((order) => aboutOrder(books, "ORDER_NOT_BILLED", order)),
    aboutOrder(books, "ORDER_BILLED_TWICE", billedTwice),
    aboutOrder(books, "ORDER_BILLED_OVER", billedOver),
    aboutOrder(books, "ORDER_BILLED_IN_OTHER_CURRENCY", billedInOtherCurrency),
    ...books.invoices
      .filter(({ orderNumber }) => orderNumber === "")
      .map(({ id, number }) => ({
        kind: "SALE_WITHOUT_ORDER" as const,
        erpIds: [],
        financeIds: [`sample-fin:invoice:${id}`],
        about: number,
      })),
  ];
}

export function plantedDisagreements(books: SampleBooks): readonly PlantedDisagreement[] {
  const centers = COST_CENTERS.filter(({ erpId }) => erpId === null);
  return [
    ...aboutParties(books),
    {
      kind: "SUPPLIER_ONLY_IN_FINANCE",
      erpIds: [],
      financeIds: LANDLORD.accounts.map(({ id }) => account(id)),
      about: LANDLORD.name,
    },
    ...aboutItems(books),
    ...centers.map(({ financeId, financeName }) => ({
      kind: "COST_CENTER_ONLY_IN_FINANCE" as const,
      erpIds: [],
      financeIds: [`sample-fin:cost_center:${financeId}`],
      about: financeName,
    })),
    ...linkedPairs(books).map(({ left, right, kind }) => ({
      kind: "JOINED_BY_LINK_FILE" as const,
      erpIds: [left],
      financeIds: [right],
      about: kind,
    })),
    ...aboutOrders(books),
  ];
}
