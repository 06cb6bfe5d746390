import { addDays, dayIn, LAST_DAY, MONTHS } from "./calendar";
import { costCenterFor } from "./companies";
import { type Charge, type DocumentHead, drawUp, type TradeDocument } from "./documents";
import { amountOf } from "./money";
import { accountFor, LANDLORD, type PartyAccount } from "./parties";
import type { PurchaseOrder, Receipt } from "./purchasing";
import { createRandom } from "./random";
import { RENT_TAX } from "./taxes";

export interface ReceiptBill {
  readonly receipt: Receipt;
  readonly order: PurchaseOrder;
  readonly bill: TradeDocument;
}

export const MONTHLY_RENT = amountOf(38_000);

function billFor(
  order: PurchaseOrder,
  receipt: Receipt,
  account: PartyAccount,
  issuedOn: string,
  sequence: number,
): TradeDocument {
  const head: DocumentHead = {
    id: `AP${String(70_000 + sequence)}`,
    number: `${account.number.slice(-4)}/${receipt.number.slice(2)}`,
    type: "BILL",
    company: order.company,
    account,
    issuedOn,
    paymentDays: order.supplier.paymentDays,
    currency: order.currency,
    orderNumber: order.number,
  };
  const charges = receipt.lines.map(
    (line): Charge => ({
      item: line.item,
      description: line.item.name,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      netAmount: line.netAmount,
      tax: order.tax,
      costCenterId: costCenterFor(order.company, order.company === "CN" ? "PRODUCTION" : "SALES"),
      orderNumber: order.number,
      orderLineNumber: line.lineNumber,
    }),
  );
  return drawUp(head, charges);
}

/** A bill for each receipt, some days after it; what comes after the books end stays received and not billed. */
export function createBills(seed: number, purchases: readonly PurchaseOrder[]): readonly ReceiptBill[] {
  const random = createRandom(seed, "bills");
  const received = purchases.flatMap((order) =>
    order.receipts.map((receipt) => ({ order, receipt, issuedOn: addDays(receipt.receivedOn, random.integer(1, 24)) })),
  );
  return received.flatMap(({ order, receipt, issuedOn }, index) => {
    const account = accountFor(order.supplier, "SUPPLIER", order.currency);
    if (!account || issuedOn > LAST_DAY) return [];
    return [{ order, receipt, bill: billFor(order, receipt, account, issuedOn, index + 1) }];
  });
}

/** The landlord's monthly bill: no purchase order, and nothing in the ERP knows the landlord. */
export function createRentBills(): readonly TradeDocument[] {
  const [account] = LANDLORD.accounts;
  if (!account) return [];
  return MONTHS.map((month, index) => {
    const head: DocumentHead = {
      id: `AP${String(80_000 + index)}`,
      number: `ZL${month.replace("-", "")}`,
      type: "BILL",
      company: "CN",
      account,
      issuedOn: dayIn(month, 5),
      paymentDays: LANDLORD.paymentDays,
      currency: "CNY",
    };
    const charge: Charge = {
      item: null,
      description: `厂房租金 ${month}`,
      quantity: amountOf(1),
      unitPrice: MONTHLY_RENT,
      netAmount: MONTHLY_RENT,
      tax: RENT_TAX,
      costCenterId: costCenterFor("CN", "ADMINISTRATION"),
    };
    return drawUp(head, [charge]);
  });
}

/** Two suppliers credit a part of what they charged. */
export function createPurchaseCredits(seed: number, bills: readonly ReceiptBill[]): readonly TradeDocument[] {
  const random = createRandom(seed, "supplier credits");
  const early = bills.filter(({ bill }) => bill.issuedOn < "2026-05-01" && bill.account.currency === "CNY");
  return random.sample(early, 2).flatMap(({ bill }, index) => {
    const [line] = bill.lines;
    if (!line) return [];
    const head: DocumentHead = {
      id: `CN${String(600 + index)}`,
      number: `SCN-${String(index + 1).padStart(4, "0")}`,
      type: "CREDIT_NOTE",
      company: bill.company,
      account: bill.account,
      issuedOn: addDays(bill.issuedOn, 6),
      paymentDays: bill.paymentDays,
      currency: bill.currency,
      orderNumber: bill.orderNumber,
    };
    const quantity = amountOf(2);
    const charge: Charge = {
      item: line.item,
      description: `质量折让 ${line.description}`,
      quantity,
      unitPrice: line.unitPrice,
      netAmount: line.unitPrice.times(quantity),
      tax: line.tax,
      costCenterId: line.costCenterId,
      orderNumber: bill.orderNumber,
    };
    return [drawUp(head, [charge])];
  });
}
