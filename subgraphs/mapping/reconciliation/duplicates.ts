import type { ReconciledDocument } from "../../../store/mapping/reconciliation/documents";
import { en, type Words, zh } from "../bilingual";
import { daysBetween } from "./days";
import { counts, type Facts, push } from "./facts";
import { sumOf } from "./sums";
import { TOLERANCES } from "./tolerances";

export interface Duplicate {
  readonly first: ReconciledDocument;
  readonly second: ReconciledDocument;
  readonly because: Words;
}

const linesOf = ({ lines }: ReconciledDocument): string =>
  lines
    .map(({ item, description, quantity, net }) => `${item ?? description} ${quantity?.toFixed()} ${net?.toFixed()}`)
    .sort()
    .join("; ");

const wordsOf = (values: readonly (string | null)[]): string =>
  [...new Set(values.filter((value) => value !== null && value !== ""))].sort().join(", ");

/** What is delivered once is billed once: both name the same despatches, or the same order lines in full. */
function sameDelivery(facts: Facts, a: ReconciledDocument, b: ReconciledDocument): Words | null | undefined {
  const [left, right] = [a, b].map(({ lines }) => wordsOf(lines.map(({ despatchNumber }) => despatchNumber)));
  if (left || right)
    return left === right && linesOf(a) === linesOf(b)
      ? { en: en`both bill despatch ${left}`, zh: zh`均对应发货单 ${left}` }
      : null;
  const [ours, theirs] = [a, b].map(({ lines }) => wordsOf(lines.map(({ orderLineId }) => orderLineId)));
  if (ours || theirs)
    return ours === theirs && isOverbilled(facts, a)
      ? { en: "both bill the same order lines in full", zh: "均对相同的订单行全额开票" }
      : null;
  return undefined;
}

/** True when the billed lines of this document's order lines come to more than was ordered. */
function isOverbilled(facts: Facts, document: ReconciledDocument): boolean {
  return document.lines.some(({ orderLineId }) => {
    if (orderLineId === null) return false;
    const ordered = facts.orderLine(orderLineId)?.quantity;
    const alike = facts.ofOrderLine(orderLineId).filter((other) => other.document.kind === document.kind);
    return !!ordered && sumOf(alike.map(({ line }) => line.quantity)).greaterThan(ordered);
  });
}

function sameReference(facts: Facts, a: ReconciledDocument, b: ReconciledDocument): Words | null | undefined {
  const [left, right] = [a, b].map((one) => one.reference ?? one.orderNumber);
  if (!left && !right) return undefined;
  if (left !== right) return null;
  const orders = facts.behind(a, "SALES_ORDER", "PURCHASE_ORDER");
  const [order] = orders;
  // Several invoices of one order are alike by right as long as the order has room for them.
  if (order) {
    const billed = facts.from(order, a.kind).filter(counts);
    const net = billed.reduce((sum, { net: amount }) => sum.plus(amount ?? 0), order.smallestUnit.times(0));
    return order.net && net.greaterThan(order.net.plus(order.smallestUnit.times(Math.max(1, order.lines.length))))
      ? {
          en: en`both bill ${order.number}, which is less`,
          zh: zh`均对应订单 ${order.number}，合计超出其金额`,
        }
      : null;
  }
  return near(a, b, TOLERANCES.sameReferenceDays)
    ? { en: en`both carry the reference ${left}`, zh: zh`参考号均为 ${left}` }
    : null;
}

const near = (a: ReconciledDocument, b: ReconciledDocument, days: number): boolean =>
  a.on !== null && b.on !== null && Math.abs(daysBetween(a.on, b.on)) <= days;

function reasonOf(facts: Facts, a: ReconciledDocument, b: ReconciledDocument): Words | null {
  // Each stands for an invoice of its own in the ERP.
  const origins = [a, b].map((one) => facts.behind(one, "ERP_INVOICE")[0]?.id);
  if (origins[0] && origins[1] && origins[0] !== origins[1]) return null;
  const delivery = sameDelivery(facts, a, b);
  if (delivery !== undefined) return delivery;
  const reference = sameReference(facts, a, b);
  if (reference !== undefined) return reference;
  const alike = a.lines.length > 0 && linesOf(a) === linesOf(b) && near(a, b, TOLERANCES.duplicateDays);
  return alike ? { en: "both have the same lines", zh: "明细行完全相同" } : null;
}

const inOrder = (a: ReconciledDocument, b: ReconciledDocument): number => {
  const [left, right] = [`${a.on ?? ""} ${a.id}`, `${b.on ?? ""} ${b.id}`];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Invoices among these that bill what an earlier one of the same party and amount has billed already. */
export function duplicatesIn(facts: Facts, documents: readonly ReconciledDocument[]): readonly Duplicate[] {
  const alike = new Map<string, ReconciledDocument[]>();
  for (const document of documents) {
    if (!counts(document) || !document.party || !document.total?.isPositive() || document.total.isZero()) continue;
    push(alike, `${document.kind} ${document.party} ${document.currency} ${document.total.toFixed()}`, document);
  }
  return [...alike.values()].flatMap((group) => {
    const sorted = [...group].sort(inOrder);
    const taken = new Set<string>();
    return sorted.flatMap((second, at): readonly Duplicate[] => {
      for (const first of sorted.slice(0, at)) {
        const because = taken.has(first.id) ? null : reasonOf(facts, first, second);
        if (!because) continue;
        taken.add(second.id);
        return [{ first, second, because }];
      }
      return [];
    });
  });
}
