import type { ReceiptBill } from "./bills";
import { type Books, controlPosting, inBooks, standardCost } from "./booking";
import { ACCOUNT } from "./chart-of-accounts";
import { costCenterFor } from "./companies";
import type { TradeDocument } from "./documents";
import { type EntryDraft, entry, type Posting } from "./ledger";
import { type Amount, total } from "./money";
import type { PurchaseOrder } from "./purchasing";
import type { SalesOrder } from "./sales";

/** Tax of a document by code, on one account. */
function taxPostings(
  books: Books,
  document: TradeDocument,
  account: Posting["account"],
  sign: 1 | -1,
): readonly Posting[] {
  const codes = [...new Set(document.lines.map(({ tax }) => tax.id))];
  return codes.map((taxCodeId) => {
    const ofCode = document.lines.filter(({ tax }) => tax.id === taxCodeId).map(({ taxAmount }) => taxAmount);
    const amount = total(ofCode).times(sign);
    return {
      account,
      amount: inBooks(books, document, amount, document.issuedOn),
      taxCodeId,
      original: { amount, currency: document.currency },
    };
  });
}

/** The rest of an entry on one account: what rounding to the books' currency leaves goes there too, so it always balances. */
function remainder(
  postings: readonly Posting[],
  account: Posting["account"],
  costCenterId: string,
  original: Amount,
  currency: string,
): Posting {
  const amount = total(postings.map((posting) => posting.amount)).negated();
  return { account, amount, costCenterId, original: { amount: original, currency } };
}

/** An invoice, or with the signs turned a credit to a customer. */
export function postSale(books: Books, document: TradeDocument): EntryDraft {
  const sign = document.type === "CREDIT_NOTE" ? 1 : -1;
  const costCenterId = costCenterFor(document.company, "SALES");
  const { currency } = document;
  const services = total(
    document.lines.filter(({ item }) => item?.kind === "SERVICE").map(({ netAmount }) => netAmount),
  ).times(sign);
  const freight = document.freightAmount.times(sign);
  const part = (account: Posting["account"], amount: Amount): Posting => ({
    account,
    amount: inBooks(books, document, amount, document.issuedOn),
    costCenterId,
    original: { amount, currency },
  });
  const postings = [
    controlPosting(books, document),
    ...taxPostings(books, document, ACCOUNT.outputTax, sign),
    part(ACCOUNT.serviceSales, services),
    part(ACCOUNT.freightSales, freight),
  ];
  const goods = document.netAmount.times(sign).minus(services);
  const title = document.type === "CREDIT_NOTE" ? "销售折让" : "销售收入";
  return entry({
    company: document.company,
    journal: "SALES",
    postedOn: document.issuedOn,
    documentNumber: document.number,
    description: `${title} ${document.account.name}`,
    postings: [...postings, remainder(postings, ACCOUNT.goodsSales, costCenterId, goods, currency)],
  });
}

/** Cost leaves the stock account when goods are shipped, billed or not. */
export function postShipments(books: Books, order: SalesOrder): readonly EntryDraft[] {
  const costCenterId = costCenterFor(order.company, "SALES");
  return order.shipments.map(({ number, shippedOn, lines }) => {
    const goods = lines.filter(({ orderLine }) => orderLine.item.kind !== "SERVICE");
    const cost = total(
      goods.map(({ orderLine, quantity }) => standardCost(books, order.company, orderLine.item, quantity)),
    );
    return entry({
      company: order.company,
      journal: "GENERAL",
      postedOn: shippedOn,
      documentNumber: number,
      description: `结转销售成本 ${order.number}`,
      postings: [
        { account: ACCOUNT.costOfSales, amount: cost, costCenterId },
        { account: ACCOUNT.inventory, amount: cost.negated() },
      ],
    });
  });
}

function receivedValue(books: Books, order: PurchaseOrder, lines: PurchaseOrder["lines"]): Amount {
  return total(lines.map(({ item, quantity }) => standardCost(books, order.company, item, quantity)));
}

/** Goods received are taken into stock at standard cost, against what is yet to be billed. */
export function postReceipts(books: Books, order: PurchaseOrder): readonly EntryDraft[] {
  return order.receipts.map(({ number, receivedOn, lines }) => {
    const value = receivedValue(books, order, lines);
    return entry({
      company: order.company,
      journal: "PURCHASE",
      postedOn: receivedOn,
      documentNumber: number,
      description: `采购入库 ${order.number}`,
      postings: [
        { account: ACCOUNT.inventory, amount: value },
        { account: ACCOUNT.receivedNotBilled, amount: value.negated() },
      ],
    });
  });
}

/** The bill replaces the estimate; what the supplier charges above or below standard cost is the price variance. */
export function postReceiptBill(books: Books, { order, receipt, bill }: ReceiptBill): EntryDraft {
  const estimate: Posting = { account: ACCOUNT.receivedNotBilled, amount: receivedValue(books, order, receipt.lines) };
  const postings = [controlPosting(books, bill), ...taxPostings(books, bill, ACCOUNT.inputTax, 1), estimate];
  const costCenterId = bill.lines[0]?.costCenterId ?? "";
  const variance = total(postings.map(({ amount }) => amount)).negated();
  return entry({
    company: bill.company,
    journal: "PURCHASE",
    postedOn: bill.issuedOn,
    documentNumber: bill.number,
    description: `采购发票 ${bill.account.name}`,
    postings: [...postings, { account: ACCOUNT.priceVariance, amount: variance, costCenterId }],
  });
}

/** Rent, or with the signs turned a credit from a supplier. */
export function postOtherBill(books: Books, document: TradeDocument): EntryDraft {
  const credit = document.type === "CREDIT_NOTE";
  const postings = [
    controlPosting(books, document),
    ...taxPostings(books, document, ACCOUNT.inputTax, credit ? -1 : 1),
  ];
  const account = credit ? ACCOUNT.priceVariance : ACCOUNT.rent;
  const original = credit ? document.netAmount.negated() : document.netAmount;
  const rest = remainder(postings, account, document.lines[0]?.costCenterId ?? "", original, document.currency);
  return entry({
    company: document.company,
    journal: "PURCHASE",
    postedOn: document.issuedOn,
    documentNumber: document.number,
    description: `${credit ? "采购折让" : "租金"} ${document.account.name}`,
    postings: [...postings, rest],
  });
}
