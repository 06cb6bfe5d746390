import type { ReceiptBill } from "../bills";
import { addDays } from "../calendar";
import type { PlannedDisagreements } from "../disagreements";
import { drawUp, type TradeDocument } from "../documents";
import { orderIdOf } from "../export-erp-trade";
import { amountOf } from "../money";
import { createRandom } from "../random";
import type { SalesOrder } from "../sales";
import { TAX_CODES } from "../taxes";
import { billingIdOf, type ErpBooksInvoices } from "./erp-invoices";
import { erpId, financeId, type PlantedDiscrepancy } from "./planted-error";
import { dearer, first, pieces, redraw } from "./redraw";

/** What bills sales and purchases, before anybody books or pays it. */
export interface Billing {
  readonly invoices: readonly TradeDocument[];
  readonly receiptBills: readonly ReceiptBill[];
  /** Bills that no receipt stands behind. */
  readonly otherBills: readonly TradeDocument[];
}

export interface Planted<Books> {
  readonly books: Books;
  readonly planted: readonly PlantedDiscrepancy[];
}

/** Who billed wrongly bills these instead; the discrepancy is found on the order unless it says otherwise. */
interface Mistake {
  readonly rule: PlantedDiscrepancy["rule"];
  readonly about: string;
  readonly instead: (document: TradeDocument) => readonly TradeDocument[];
  readonly onLast?: true;
}

const repeated = (document: TradeDocument, days: number): TradeDocument =>
  redraw(document, {
    head: { id: `${document.id}2`, number: `${document.number}-2`, issuedOn: addDays(document.issuedOn, days) },
  });

const otherTax = (document: TradeDocument): TradeDocument =>
  redraw(document, {
    charges: (charges) =>
      charges.map((charge) => {
        const other = TAX_CODES.find(
          ({ kind, country, rate }) =>
            kind === "OUTPUT" && country === charge.tax.country && !rate.equals(charge.tax.rate),
        );
        return other ? { ...charge, tax: other } : charge;
      }),
  });

const withHandling = (document: TradeDocument): TradeDocument =>
  redraw(document, {
    charges: (charges) => {
      const [charge] = charges;
      if (!charge) return charges;
      const { orderLineNumber: _none, despatchNumber: _neither, ...rest } = charge;
      const price = amountOf(380);
      const extra = { ...rest, item: null, productId: "", description: "加急费", quantity: amountOf(1) };
      return [...charges, { ...extra, unitPrice: price, discountRate: amountOf(0), netAmount: price }];
    },
  });

const priced = (document: TradeDocument): readonly TradeDocument[] => [
  redraw(document, { charges: first(dearer("1.08", document.currency)) }),
];
const counted =
  (more: 1 | -1) =>
  (document: TradeDocument): readonly TradeDocument[] => [
    redraw(document, { charges: first(pieces(more, document.currency)) }),
  ];

const SALES_MISTAKES: readonly Mistake[] = [
  { rule: "ORDER_AGAINST_INVOICE", about: "price", instead: priced },
  { rule: "ORDER_AGAINST_INVOICE", about: "tax", instead: (one) => [otherTax(one)] },
  { rule: "ORDER_AGAINST_INVOICE", about: "not ordered", instead: (one) => [withHandling(one)] },
  { rule: "SHIPPED_NOT_BILLED", about: "no invoice", instead: () => [] },
  { rule: "SHIPPED_NOT_BILLED", about: "billed short", instead: counted(-1) },
  { rule: "BILLED_NOT_SHIPPED", about: "billed over", instead: counted(1) },
  { rule: "DUPLICATE_INVOICE", about: "billed twice", instead: (one) => [one, repeated(one, 12)], onLast: true },
];

const PURCHASE_MISTAKES: readonly Mistake[] = [
  { rule: "THREE_WAY_MATCH", about: "price", instead: priced },
  { rule: "THREE_WAY_MATCH", about: "price", instead: priced },
  { rule: "THREE_WAY_MATCH", about: "quantity", instead: counted(1) },
  { rule: "THREE_WAY_MATCH", about: "quantity", instead: counted(1) },
  { rule: "RECEIVED_NOT_INVOICED", about: "no bill", instead: () => [] },
  { rule: "RECEIVED_NOT_INVOICED", about: "invoiced short", instead: counted(-1) },
  { rule: "DUPLICATE_INVOICE", about: "invoiced twice", instead: (one) => [one, repeated(one, 9)], onLast: true },
];

/** Far enough from the end of the books that no day of grace is open, and one piece more or fewer makes sense. */
const isPlain = (document: TradeDocument): boolean =>
  document.issuedOn < "2026-05-01" && document.lines[0]?.quantity.greaterThan(3) === true;

interface Case {
  readonly document: TradeDocument;
  readonly orderId: string;
}

function salesCases(
  invoices: readonly TradeDocument[],
  sales: readonly SalesOrder[],
  { credited, disagreements }: Untouchable,
): readonly Case[] {
  const taken = new Set<SalesOrder>(Object.values(disagreements));
  const orders = new Map(sales.map((order) => [order.number, order]));
  return invoices.filter(isPlain).flatMap((document) => {
    const order = orders.get(document.orderNumber);
    if (!order || taken.has(order) || credited.has(document.id)) return [];
    const plain =
      order.status === "DELIVERED" && order.shipments.length === 1 && document.lines[0]?.item?.kind !== "SERVICE";
    // Only where there is another rate of tax to mistake it for; all mistakes are drawn from the same invoices.
    return plain && order.company === "CN" && order.customer.country === "CN"
      ? [{ document, orderId: erpId("sales_order", orderIdOf(order)) }]
      : [];
  });
}

interface Untouchable {
  readonly credited: ReadonlySet<string>;
  readonly disagreements: PlannedDisagreements;
}

interface Made {
  readonly instead: ReadonlyMap<string, readonly TradeDocument[]>;
  readonly planted: readonly PlantedDiscrepancy[];
}

function make(cases: readonly Case[], mistakes: readonly Mistake[], kept: ErpBooksInvoices): Made {
  const instead = new Map<string, readonly TradeDocument[]>();
  const planted = cases.flatMap(({ document, orderId }, index): readonly PlantedDiscrepancy[] => {
    const mistake = mistakes[index];
    if (!mistake) return [];
    const documents = mistake.instead(document);
    instead.set(document.id, documents);
    const last = documents.at(-1);
    const on = mistake.onLast && last ? billingIdOf(last, kept) : orderId;
    return [{ rule: mistake.rule, on, about: `${mistake.about}: ${document.number}` }];
  });
  return { instead, planted };
}

/** A bill of a supplier the ERP buys from, of which the ERP knows nothing. */
function withoutOrder(bill: TradeDocument): TradeDocument {
  const [line] = bill.lines;
  if (!line) throw new Error(`bill ${bill.number} has no line`);
  const price = amountOf("917").times(bill.currency === "JPY" ? 10 : 1);
  const head = { ...bill, id: `${bill.id}9`, number: `${bill.number}-F`, orderNumber: "" };
  const charge = { item: null, description: "维修费", quantity: amountOf(1), unitPrice: price, netAmount: price };
  return drawUp(head, [{ ...charge, tax: line.tax, costCenterId: line.costCenterId }]);
}

/** Makes each mistake of billing once or twice, each on a document of its own. */
export function plantTradeErrors(
  seed: number,
  billing: Billing,
  trade: { readonly sales: readonly SalesOrder[] } & Untouchable,
  kept: ErpBooksInvoices,
): Planted<Billing> {
  const random = createRandom(seed, "errors of trade");
  const sold = make(
    random.sample(salesCases(billing.invoices, trade.sales, trade), SALES_MISTAKES.length),
    SALES_MISTAKES,
    kept,
  );
  const whole = billing.receiptBills.filter(({ order, bill }) => order.receipts.length === 1 && isPlain(bill));
  const chosen = random.sample(whole, PURCHASE_MISTAKES.length + 1);
  const cases = chosen.map(({ order, bill }) => ({
    document: bill,
    orderId: erpId("purchase_order", orderIdOf(order)),
  }));
  const bought = make(cases, PURCHASE_MISTAKES, kept);
  const spare = chosen.at(-1);
  const unordered = spare ? [withoutOrder(spare.bill)] : [];
  const receiptBills: ReceiptBill[] = [];
  const repeats: TradeDocument[] = [];
  for (const one of billing.receiptBills) {
    const [bill, ...more] = bought.instead.get(one.bill.id) ?? [one.bill];
    if (bill) receiptBills.push({ ...one, bill });
    repeats.push(...more);
  }
  return {
    books: {
      invoices: billing.invoices.flatMap((one) => sold.instead.get(one.id) ?? [one]),
      receiptBills,
      otherBills: [...billing.otherBills, ...repeats, ...unordered],
    },
    planted: [
      ...sold.planted,
      ...bought.planted,
      ...unordered.map(({ id, number }) => ({
        rule: "BOOKED_WITHOUT_ERP_DOCUMENT" as const,
        on: financeId("bill", id),
        about: number,
      })),
    ],
  };
}
