import Decimal from "decimal.js";
import type { DocumentKind } from "../../../schema/model/definition";
import type { ReconciledDocument, ReconciledLine } from "../../../store/mapping/reconciliation/documents";
import { counts, type Facts, push } from "./facts";
import { sumOf } from "./sums";

export interface BilledLine {
  readonly document: ReconciledDocument;
  readonly line: ReconciledLine;
}

/** An order line beside what was delivered and billed of it. */
export interface OrderLineCase {
  readonly line: ReconciledLine;
  /** False for what is never shipped, or where the source shows no deliveries. */
  readonly deliverable: boolean;
  readonly ordered: Decimal;
  readonly delivered: Decimal;
  readonly billed: Decimal;
  /** What one unit costs on the order, discount taken off. */
  readonly unitNet: Decimal | null;
  readonly billings: readonly BilledLine[];
}

/** An order with what came of it, as the rules of trade look at it. */
export interface OrderCase {
  readonly order: ReconciledDocument;
  readonly deliveries: readonly ReconciledDocument[];
  /** The documents that bill it: the ERP's invoices where it has its own, else finance's. */
  readonly billings: readonly ReconciledDocument[];
  readonly lines: readonly OrderLineCase[];
  /** Billed lines that name no line of the order. */
  readonly beside: readonly BilledLine[];
  /** True when some billing document names no order line at all, so that only totals can be compared. */
  readonly byTotals: boolean;
  readonly lastDeliveredOn: string | null;
}

const DELIVERED = new Set(["DELIVERED", "CLOSED", "RECEIVED"]);
const ZERO = new Decimal(0);

const DELIVERIES: Readonly<Record<"SALES" | "PURCHASE", DocumentKind>> = { SALES: "SHIPMENT", PURCHASE: "RECEIPT" };
const BOOKINGS: Readonly<Record<"SALES" | "PURCHASE", DocumentKind>> = { SALES: "INVOICE", PURCHASE: "BILL" };

/** The kind of document that bills orders of this side. */
export const billingKind = (facts: Facts, side: "SALES" | "PURCHASE"): DocumentKind =>
  facts.shows("ERP_INVOICE", side) ? "ERP_INVOICE" : BOOKINGS[side];

/** The line of the order that a billed line speaks of. */
function lineOf(
  order: ReconciledDocument,
  document: ReconciledDocument,
  line: ReconciledLine,
): ReconciledLine | undefined {
  if (line.orderLineId) return order.lines.find(({ id }) => id === line.orderLineId);
  const named = line.orderNumber ?? document.orderNumber;
  if (named !== order.number || line.orderLineNumber === null) return undefined;
  return order.lines.find(({ lineNumber }) => lineNumber === line.orderLineNumber);
}

/** True when the line speaks of another order than this: a document may bill several. */
const isOfAnother = (order: ReconciledDocument, line: ReconciledLine): boolean =>
  line.orderLineId !== null || (line.orderNumber !== null && line.orderNumber !== order.number);

function deliveredOf(line: ReconciledLine, deliveries: readonly ReconciledDocument[]): Decimal {
  const lines = deliveries.flatMap((delivery) => delivery.lines).filter(({ orderLineId }) => orderLineId === line.id);
  return sumOf(lines.map(({ quantity }) => quantity));
}

function lineCase(
  facts: Facts,
  order: ReconciledDocument,
  line: ReconciledLine,
  deliveries: readonly ReconciledDocument[],
  billings: readonly BilledLine[],
): OrderLineCase {
  const side = order.side ?? "SALES";
  const ordered = line.quantity ?? ZERO;
  const tracked = facts.shows(DELIVERIES[side], side, order.system);
  const deliverable = tracked && !(line.item !== null && facts.services.has(line.item));
  const delivered = deliverable ? deliveredOf(line, deliveries) : DELIVERED.has(order.status) ? ordered : ZERO;
  return {
    line,
    deliverable,
    ordered,
    delivered,
    // A credit takes money back, not the delivery: it is matched with the invoice it corrects.
    billed: sumOf(billings.map((billed) => billed.line.quantity).filter((quantity) => quantity?.isPositive() === true)),
    unitNet: line.net && !ordered.isZero() ? line.net.div(ordered) : null,
    billings,
  };
}

function caseOf(facts: Facts, order: ReconciledDocument): OrderCase {
  const side = order.side ?? "SALES";
  const deliveries = facts.from(order, DELIVERIES[side]).filter(counts);
  const billings = facts.from(order, billingKind(facts, side)).filter(counts);
  const byLine = new Map<string, BilledLine[]>();
  const beside: BilledLine[] = [];
  let byTotals = order.lines.length === 0;
  for (const document of billings) {
    let named = 0;
    const loose: BilledLine[] = [];
    for (const line of document.lines) {
      const own = lineOf(order, document, line);
      if (own) {
        named += 1;
        push(byLine, own.id, { document, line });
      } else if (!isOfAnother(order, line)) loose.push({ document, line });
    }
    if (named === 0) byTotals = true;
    else beside.push(...loose);
  }
  const days = deliveries.flatMap(({ on }) => on ?? []).sort();
  const lines = order.lines.map((line) => lineCase(facts, order, line, deliveries, byLine.get(line.id) ?? []));
  return { order, deliveries, billings, lines, beside, byTotals, lastDeliveredOn: days.at(-1) ?? null };
}

/** The orders of one side that bind somebody. */
export function orderCases(facts: Facts, side: "SALES" | "PURCHASE"): readonly OrderCase[] {
  const kind = side === "SALES" ? "SALES_ORDER" : "PURCHASE_ORDER";
  return facts
    .ofKind(kind)
    .filter((order) => counts(order) && order.status !== "PENDING")
    .map((order) => caseOf(facts, order));
}
