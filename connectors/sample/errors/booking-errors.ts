import { addDays, dayIn, monthOf } from "../calendar";
import type { TradeDocument } from "../documents";
import { roundTo } from "../money";
import { createRandom } from "../random";
import { billingIdOf } from "./erp-invoices";
import type { PlantedDiscrepancy } from "./planted-error";
import { first, redraw } from "./redraw";
import type { Billing, Planted } from "./trade-errors";

/** How a clerk books one invoice of the ERP wrongly; null: not at all. */
interface Mistake {
  readonly rule: PlantedDiscrepancy["rule"];
  readonly about: string;
  readonly booked: (document: TradeDocument) => TradeDocument | null;
}

const nextMonth = (document: TradeDocument): TradeDocument =>
  redraw(document, { head: { issuedOn: addDays(dayIn(monthOf(document.issuedOn), 28), 8) } });

/** Booked at a little more, as by two digits that changed places. */
const otherAmount = (document: TradeDocument): TradeDocument =>
  redraw(document, {
    charges: first((charge) => ({
      ...charge,
      netAmount: charge.netAmount.plus(roundTo(document.netAmount.times("0.018"), document.currency)),
    })),
  });

const otherCurrency = (document: TradeDocument): TradeDocument =>
  redraw(document, { head: { currency: document.currency === "EUR" ? "USD" : "EUR" } });

const MISTAKES: readonly Mistake[] = [
  { rule: "ERP_INVOICE_NOT_BOOKED", about: "not booked", booked: () => null },
  { rule: "BOOKED_DIFFERENTLY", about: "amount", booked: otherAmount },
  { rule: "BOOKED_DIFFERENTLY", about: "next month", booked: nextMonth },
  { rule: "BOOKED_DIFFERENTLY", about: "draft", booked: (document) => ({ ...document, draft: true }) },
];

const ONLY_SALES: readonly Mistake[] = [{ rule: "BOOKED_DIFFERENTLY", about: "currency", booked: otherCurrency }];

/** Invoices of the ERP that nothing else is wrong with, early enough that no day of grace is open. */
function untouched(documents: readonly TradeDocument[], taken: ReadonlySet<string>): readonly TradeDocument[] {
  return documents.filter(
    ({ id, orderNumber, issuedOn }) => !taken.has(id) && orderNumber !== "" && issuedOn < "2026-04-01",
  );
}

interface Booked {
  readonly instead: ReadonlyMap<string, TradeDocument | null>;
  readonly planted: readonly PlantedDiscrepancy[];
}

function book(documents: readonly TradeDocument[], mistakes: readonly Mistake[]): Booked {
  const made = documents.flatMap((document, index) => {
    const mistake = mistakes[index];
    return mistake ? [{ document, mistake }] : [];
  });
  return {
    instead: new Map(made.map(({ document, mistake }) => [document.id, mistake.booked(document)])),
    planted: made.map(({ document, mistake }) => ({
      rule: mistake.rule,
      on: billingIdOf(document, true),
      about: `${mistake.about}: ${document.number}`,
    })),
  };
}

/**
 * Books invoices of the ERP wrongly, each mistake once on a sale and once on a purchase.
 * @param taken ids of documents that something else is wrong with
 */
export function plantBookingErrors(seed: number, billing: Billing, taken: ReadonlySet<string>): Planted<Billing> {
  const random = createRandom(seed, "errors of booking");
  const mistakes = [...MISTAKES, ...ONLY_SALES];
  const sold = book(random.sample(untouched(billing.invoices, taken), mistakes.length), mistakes);
  const bills = billing.receiptBills.map(({ bill }) => bill);
  const bought = book(random.sample(untouched(bills, taken), MISTAKES.length), MISTAKES);
  const kept = <T>(booked: T | null | undefined, document: T): T[] =>
    booked === null ? [] : [booked === undefined ? document : booked];
  return {
    books: {
      ...billing,
      invoices: billing.invoices.flatMap((one) => kept(sold.instead.get(one.id), one)),
      receiptBills: billing.receiptBills.flatMap((one) =>
        kept(bought.instead.get(one.bill.id), one.bill).map((bill) => ({ ...one, bill })),
      ),
    },
    planted: [...sold.planted, ...bought.planted],
  };
}
