import { createInvoices, createSalesCredits } from "./billing";
import { createBills, createPurchaseCredits, createRentBills, type ReceiptBill } from "./bills";
import type { Books } from "./booking";
import { standardCost } from "./booking";
import { type Budget, createBudgets } from "./budgets";
import { createCompanies, type SampleCompany } from "./companies";
import { type PlannedDisagreements, planDisagreements } from "./disagreements";
import type { TradeDocument } from "./documents";
import { createRates, type RateTable } from "./exchange-rates";
import { createItems, type SampleItem } from "./items";
import { type EntryDraft, type JournalEntry, numberEntries } from "./ledger";
import { total } from "./money";
import { createParties, type SampleParty } from "./parties";
import { createPayments, type Payment } from "./payments";
import { postPayments } from "./postings-payments";
import { postMonths, postOpening } from "./postings-periodic";
import { postCount, postProduction } from "./postings-stock";
import { postIncomeTax, postSalesTax } from "./postings-tax";
import { postOtherBill, postReceiptBill, postReceipts, postSale, postShipments } from "./postings-trade";
import { consumed, createWorkOrders, type WorkOrder } from "./production";
import { createPurchases, type PurchaseOrder } from "./purchasing";
import { demandOf, planStock, type StockPlan, shipped } from "./replenishment";
import { createSales, type SalesOrder } from "./sales";
import { createMovements, type StockMovement } from "./stock";

/** Everything that happened in the company, before either system writes it down in its own way. */
export interface SampleBooks {
  readonly companies: readonly SampleCompany[];
  readonly rates: RateTable;
  readonly parties: readonly SampleParty[];
  readonly items: readonly SampleItem[];
  readonly sales: readonly SalesOrder[];
  readonly workOrders: readonly WorkOrder[];
  readonly purchases: readonly PurchaseOrder[];
  readonly movements: readonly StockMovement[];
  readonly disagreements: PlannedDisagreements;
  readonly invoices: readonly TradeDocument[];
  readonly bills: readonly TradeDocument[];
  readonly salesCredits: readonly TradeDocument[];
  readonly purchaseCredits: readonly TradeDocument[];
  readonly payments: readonly Payment[];
  readonly entries: readonly JournalEntry[];
  readonly budgets: readonly Budget[];
}

interface Goods {
  readonly plans: readonly StockPlan[];
  readonly workOrders: readonly WorkOrder[];
  readonly purchases: readonly PurchaseOrder[];
  readonly movements: readonly StockMovement[];
}

/** What is sold decides what is made, and both decide what is bought. */
function moveGoods(seed: number, sales: readonly SalesOrder[], parties: readonly SampleParty[]): Goods {
  const sold = shipped(sales);
  const workOrders = createWorkOrders(seed, demandOf(sold).map(planStock));
  const plans = demandOf([...sold, ...consumed(workOrders)]).map(planStock);
  const purchases = createPurchases(seed, plans, parties);
  return { plans, workOrders, purchases, movements: createMovements(seed, { plans, purchases, workOrders, sales }) };
}

interface Documents {
  readonly disagreements: PlannedDisagreements;
  readonly invoices: readonly TradeDocument[];
  readonly salesCredits: readonly TradeDocument[];
  readonly receiptBills: readonly ReceiptBill[];
  readonly rentBills: readonly TradeDocument[];
  readonly purchaseCredits: readonly TradeDocument[];
  readonly payments: readonly Payment[];
}

function writeDocuments(
  seed: number,
  sales: readonly SalesOrder[],
  parties: readonly SampleParty[],
  goods: Goods,
): Documents {
  const disagreements = planDisagreements(seed, sales);
  const invoices = createInvoices(seed, sales, parties, disagreements);
  const salesCredits = createSalesCredits(seed, invoices);
  const receiptBills = createBills(seed, goods.purchases);
  const rentBills = createRentBills();
  const purchaseCredits = createPurchaseCredits(seed, receiptBills);
  // A customer who is billed twice pays the first invoice and disputes the second.
  const twice = invoices.filter(({ orderNumber }) => orderNumber === disagreements.billedTwice.number).slice(1);
  const received = createPayments(seed, "SK", {
    documents: invoices,
    credits: salesCredits,
    disputed: new Set(twice.map(({ id }) => id)),
  });
  const bills = [...receiptBills.map(({ bill }) => bill), ...rentBills];
  const paid = createPayments(seed, "FK", { documents: bills, credits: purchaseCredits, disputed: new Set() });
  return {
    disagreements,
    invoices,
    salesCredits,
    receiptBills,
    rentBills,
    purchaseCredits,
    payments: [...received, ...paid],
  };
}

function keepLedger(
  seed: number,
  books: Books,
  sales: readonly SalesOrder[],
  goods: Goods,
  documents: Documents,
): readonly JournalEntry[] {
  const openings = books.companies.map((company) => {
    const plans = goods.plans.filter((plan) => plan.company === company.key);
    return postOpening(
      company,
      total(plans.map(({ item, opening }) => standardCost(books, company.key, item, opening))),
    );
  });
  const present = (draft: EntryDraft | null) => (draft ? [draft] : []);
  const drafts = [
    ...openings,
    ...[...documents.invoices, ...documents.salesCredits].map((document) => postSale(books, document)),
    ...sales.flatMap((order) => postShipments(books, order)),
    ...goods.purchases.flatMap((order) => postReceipts(books, order)),
    ...documents.receiptBills.map((bill) => postReceiptBill(books, bill)),
    ...[...documents.rentBills, ...documents.purchaseCredits].map((document) => postOtherBill(books, document)),
    ...goods.workOrders.flatMap((order) => present(postProduction(books, order))),
    ...goods.movements.flatMap((movement) => present(postCount(books, movement))),
    ...postPayments(books, documents.payments),
    ...books.companies.flatMap((company) => postMonths(seed, company)),
  ];
  const taxes = books.companies.flatMap((company) => [
    ...postSalesTax(company, drafts),
    ...postIncomeTax(company, drafts),
  ]);
  return numberEntries(books.companies, [...drafts, ...taxes]);
}

export function composeSampleCompany(seed: number): SampleBooks {
  const books = { companies: createCompanies(seed), rates: createRates(seed) };
  const parties = createParties(seed);
  const items = createItems(seed);
  const sales = createSales(seed, parties, items);
  const goods = moveGoods(seed, sales, parties);
  const documents = writeDocuments(seed, sales, parties, goods);
  const entries = keepLedger(seed, books, sales, goods, documents);
  const { disagreements, invoices, salesCredits, purchaseCredits, payments } = documents;
  return {
    ...books,
    parties,
    items,
    sales,
    workOrders: goods.workOrders,
    purchases: goods.purchases,
    movements: goods.movements,
    disagreements,
    invoices,
    bills: [...documents.receiptBills.map(({ bill }) => bill), ...documents.rentBills],
    salesCredits,
    purchaseCredits,
    payments,
    entries,
    budgets: createBudgets(seed, books.companies, entries),
  };
}
