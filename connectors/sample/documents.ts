import { addDays } from "./calendar";
import type { CompanyKey } from "./companies";
import { atListRate, type Currency } from "./exchange-rates";
import { productIdOn, type SampleItem } from "./items";
import { type Amount, amountOf, roundTo, total } from "./money";
import type { PartyAccount } from "./parties";
import type { SampleTaxCode } from "./taxes";

export interface DocumentLine {
  readonly lineNumber: number;
  readonly item: SampleItem | null;
  readonly productId: string;
  readonly description: string;
  readonly quantity: Amount;
  readonly unitPrice: Amount;
  readonly discountRate: Amount;
  readonly netAmount: Amount;
  readonly taxAmount: Amount;
  readonly costAmount: Amount;
  readonly tax: SampleTaxCode;
  readonly costCenterId: string;
  readonly orderNumber: string;
  readonly orderLineNumber: number | null;
  readonly despatchNumber: string;
}

/** An invoice, a bill or a credit note: they differ in whom they charge, not in shape. */
export interface TradeDocument {
  readonly id: string;
  readonly number: string;
  readonly type: "INVOICE" | "BILL" | "CREDIT_NOTE";
  readonly company: CompanyKey;
  readonly account: PartyAccount;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly paymentDays: number;
  readonly orderNumber: string;
  readonly channel: string;
  readonly currency: Currency;
  readonly lines: readonly DocumentLine[];
  readonly netAmount: Amount;
  readonly taxAmount: Amount;
  readonly freightAmount: Amount;
  readonly totalAmount: Amount;
  /** Credit notes: the invoice they correct; empty on a credit from a supplier. */
  readonly correctsId: string;
  /** Entered, but neither posted nor paid. */
  readonly draft?: boolean;
}

/** What one line charges, before its tax and cost are worked out. */
export interface Charge {
  readonly item: SampleItem | null;
  readonly productId?: string;
  readonly description: string;
  readonly quantity: Amount;
  readonly unitPrice: Amount;
  readonly discountRate?: Amount;
  readonly netAmount: Amount;
  readonly tax: SampleTaxCode;
  readonly costCenterId: string;
  readonly orderNumber?: string;
  readonly orderLineNumber?: number;
  readonly despatchNumber?: string;
}

export interface DocumentHead {
  readonly id: string;
  readonly number: string;
  readonly type: TradeDocument["type"];
  readonly company: CompanyKey;
  readonly account: PartyAccount;
  readonly issuedOn: string;
  readonly paymentDays: number;
  readonly currency: Currency;
  readonly orderNumber?: string;
  readonly channel?: string;
  readonly freightAmount?: Amount;
  readonly correctsId?: string;
}

function lineOf(charge: Charge, index: number, head: DocumentHead): DocumentLine {
  const { item, quantity } = charge;
  const cost = item && head.type === "INVOICE" ? atListRate(item.cost.times(quantity), head.currency) : amountOf(0);
  return {
    lineNumber: index + 1,
    item,
    productId: charge.productId ?? (item ? productIdOn(item, head.issuedOn) : ""),
    description: charge.description,
    quantity,
    unitPrice: charge.unitPrice,
    discountRate: charge.discountRate ?? amountOf(0),
    netAmount: charge.netAmount,
    taxAmount: roundTo(charge.netAmount.times(charge.tax.rate), head.currency),
    costAmount: cost,
    tax: charge.tax,
    costCenterId: charge.costCenterId,
    orderNumber: charge.orderNumber ?? "",
    orderLineNumber: charge.orderLineNumber ?? null,
    despatchNumber: charge.despatchNumber ?? "",
  };
}

/** Works a document out from its charges: tax by line, totals as sums of the lines, so that they agree to the last coin. */
export function drawUp(head: DocumentHead, charges: readonly Charge[]): TradeDocument {
  const lines = charges.map((charge, index) => lineOf(charge, index, head));
  const netAmount = total(lines.map((line) => line.netAmount));
  const taxAmount = total(lines.map((line) => line.taxAmount));
  const freightAmount = head.freightAmount ?? amountOf(0);
  return {
    ...head,
    dueOn: addDays(head.issuedOn, head.paymentDays),
    orderNumber: head.orderNumber ?? "",
    channel: head.channel ?? "",
    correctsId: head.correctsId ?? "",
    lines,
    netAmount,
    taxAmount,
    freightAmount,
    totalAmount: netAmount.plus(taxAmount).plus(freightAmount),
  };
}
