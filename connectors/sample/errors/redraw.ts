import { type Charge, type DocumentHead, type DocumentLine, drawUp, type TradeDocument } from "../documents";
import { type Amount, amountOf, roundTo } from "../money";

function chargeOf({ orderLineNumber, ...line }: DocumentLine): Charge {
  return { ...line, ...(orderLineNumber === null ? {} : { orderLineNumber }) };
}

interface Redrawing {
  readonly head?: Partial<DocumentHead>;
  readonly charges?: (charges: readonly Charge[]) => readonly Charge[];
}

/** The same document with other charges or another head: tax and totals follow. */
export function redraw(document: TradeDocument, { head = {}, charges = (same) => same }: Redrawing): TradeDocument {
  return drawUp({ ...document, ...head }, charges(document.lines.map(chargeOf)));
}

/** Changes the first charge alone. */
export function first(change: (charge: Charge) => Charge): (charges: readonly Charge[]) => readonly Charge[] {
  return (charges) => charges.map((charge, index) => (index === 0 ? change(charge) : charge));
}

const worth = (charge: Charge, quantity: Amount, unitPrice: Amount, currency: string): Amount =>
  roundTo(quantity.times(unitPrice).times(amountOf(1).minus(charge.discountRate ?? 0)), currency);

/** One piece more or fewer at the same price. */
export const pieces =
  (more: 1 | -1, currency: string) =>
  (charge: Charge): Charge => {
    const quantity = charge.quantity.plus(more);
    return { ...charge, quantity, netAmount: worth(charge, quantity, charge.unitPrice, currency) };
  };

/** Another price for the same pieces. */
export const dearer =
  (times: string, currency: string) =>
  (charge: Charge): Charge => {
    const unitPrice = roundTo(charge.unitPrice.times(times), currency);
    return { ...charge, unitPrice, netAmount: worth(charge, charge.quantity, unitPrice, currency) };
  };
