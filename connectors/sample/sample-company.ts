import { createInvoices, createSalesCredits } from "./billing";
import { createBills, createPurchaseCredits, createRentBills } from "./bills";
import type { Books } from "./booking";
import { standardCost } from "./booking";
import { type Budget, createBudgets } from "./budgets";
import { createCompanies, type SampleCompany } from "./companies";
import { type PlannedDisagreements, planDisagreements } from "./disagreements";
import type { TradeDocument } from "./documents";
import { plantBookingErrors } from "./errors/booking-errors";
import { keptByErp } from "./errors/erp-invoices";
import { manualEntries } from "./errors/ledger-errors";
import { plantPaymentErrors } from "./errors/payment-errors";
import { financeId, type PlantedDiscrepancy } from "./errors/planted-error";
import { type Billing, plantTradeErrors } from "./errors/trade-errors";
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

/** What the company is like; the plain one keeps no invoices in its ERP and makes no errors but its disagreements. */
export interface SampleOptions {
  /** Clerks make errors: at least one for each rule of the reconciliation. */
  readonly errors?: boolean;
  /** The ERP keeps invoices of its own, which finance books. */
  readonly erpInvoices?: boolean;
}

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
  /** What the errors are found as; empty where none are made. */
  readonly errors: readonly PlantedDiscrepancy[];
  /** Invoices the ERP keeps itself, sales and purchases; empty where billing is left to finance. */
  readonly erpInvoices: readonly TradeDocument[];
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

interface Documents extends Billing {
  readonly disagreements: PlannedDisagreements;
  readonly errors: readonly PlantedDiscrepancy[];
  readonly erpInvoices: readonly TradeDocument[];
  readonly salesCredits: readonly TradeDocument[];
  readonly purchaseCredits: readonly TradeDocument[];
  readonly payments: readonly Payment[];
}

interface Drawn extends Omit<Documents, "payments"> {
  /** Ids of documents that nobody pays: billed twice, or not booked as they should be. */
  readonly disputed: ReadonlySet<string>;
}

function drawDocuments(
  seed: number,
  sales: readonly SalesOrder[],
  parties: readonly SampleParty[],
  goods: Goods,
): Drawn {
  const disagreements = planDisagreements(seed, sales);
  const invoices = createInvoices(seed, sales, parties, disagreements);
  const receiptBills = createBills(seed, goods.purchases);
  // A customer who is billed twice pays the first invoice and disputes the second.
  const twice = invoices.filter(({ orderNumber }) => orderNumber === disagreements.billedTwice.number).slice(1);
  return {
    disagreements,
    errors: [],
    erpInvoices: [],
    invoices,
    salesCredits: createSalesCredits(seed, invoices),
    receiptBills,
    otherBills: createRentBills(),
    purchaseCredits: createPurchaseCredits(seed, receiptBills),
    disputed: new Set(twice.map(({ id }) => id)),
  };
}

const billsOf = ({ receiptBills, otherBills }: Billing): readonly TradeDocument[] => [
  ...receiptBills.map(({ bill }) => bill),
  ...otherBills,
];

/** Clerks bill wrongly, then the ERP keeps what was billed, then finance books it wrongly. */
function err(seed: number, drawn: Drawn, sales: readonly SalesOrder[], options: SampleOptions): Drawn {
  const erpInvoices = options.erpInvoices === true;
  const credited = new Set(drawn.salesCredits.map(({ correctsId }) => correctsId));
  const around = { sales, credited, disagreements: drawn.disagreements };
  const trade = options.errors ? plantTradeErrors(seed, drawn, around, erpInvoices) : { books: drawn, planted: [] };
  const billed = [...trade.books.invoices, ...billsOf(trade.books)];
  const before = new Map([...drawn.invoices, ...billsOf(drawn)].map((document) => [document.id, document]));
  const altered = billed.filter((document) => before.get(document.id) !== document).map(({ id }) => id);
  // Buyers on a collective account are nobody to finance: only equal amounts tell their invoices.
  const strangers = new Set(
    sales.filter(({ customer }) => customer.joinedBy === "NOTHING").map(({ number }) => number),
  );
  const unknown = billed.filter(({ orderNumber }) => strangers.has(orderNumber)).map(({ id }) => id);
  const taken = new Set([...credited, ...drawn.disputed, ...altered, ...unknown]);
  const booking =
    options.errors && erpInvoices ? plantBookingErrors(seed, trade.books, taken) : { books: trade.books, planted: [] };
  const known = new Set(billed);
  const wrong = [...booking.books.invoices, ...billsOf(booking.books)].filter((document) => !known.has(document));
  return {
    ...drawn,
    ...booking.books,
    erpInvoices: erpInvoices ? keptByErp(billed) : [],
    errors: [...trade.planted, ...booking.planted],
    disputed: new Set([...drawn.disputed, ...altered, ...wrong.map(({ id }) => id)]),
  };
}

function pay(seed: number, drawn: Drawn, options: SampleOptions): Documents {
  const { salesCredits, purchaseCredits, disputed, ...documents } = drawn;
  const settled = [
    ...createPayments(seed, "SK", { documents: drawn.invoices, credits: salesCredits, disputed }),
    ...createPayments(seed, "FK", { documents: billsOf(drawn), credits: purchaseCredits, disputed }),
  ];
  const { books: payments, planted } = options.errors
    ? plantPaymentErrors(seed, settled)
    : { books: settled, planted: [] };
  return { ...documents, salesCredits, purchaseCredits, payments, errors: [...drawn.errors, ...planted] };
}

const isPosted = ({ draft }: TradeDocument): boolean => draft !== true;

function keepLedger(
  seed: number,
  books: Books,
  sales: readonly SalesOrder[],
  goods: Goods,
  documents: Documents,
  byHand: readonly EntryDraft[],
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
    ...[...documents.invoices.filter(isPosted), ...documents.salesCredits].map((document) => postSale(books, document)),
    ...sales.flatMap((order) => postShipments(books, order)),
    ...goods.purchases.flatMap((order) => postReceipts(books, order)),
    ...documents.receiptBills.filter(({ bill }) => isPosted(bill)).map((bill) => postReceiptBill(books, bill)),
    ...[...documents.otherBills, ...documents.purchaseCredits].map((document) => postOtherBill(books, document)),
    ...goods.workOrders.flatMap((order) => present(postProduction(books, order))),
    ...goods.movements.flatMap((movement) => present(postCount(books, movement))),
    ...postPayments(books, documents.payments),
    ...books.companies.flatMap((company) => postMonths(seed, company)),
  ];
  const taxes = books.companies.flatMap((company) => [
    ...postSalesTax(company, drafts),
    ...postIncomeTax(company, drafts),
  ]);
  return numberEntries(books.companies, [...drafts, ...taxes, ...byHand]);
}

/** What hand-made entries are found as: on themselves, by the numbers they got, or on the balance they disturb. */
function foundByHand(made: ReturnType<typeof manualEntries>, entries: readonly JournalEntry[]): PlantedDiscrepancy[] {
  const ids = new Map(entries.map(({ company, documentNumber, id }) => [`${company}/${documentNumber}`, id]));
  return made.map(({ draft, rule, on }) => ({
    rule,
    on: on ?? financeId("journal_entry", ids.get(`${draft.company}/${draft.documentNumber}`) ?? ""),
    about: draft.documentNumber,
  }));
}

export function composeSampleCompany(seed: number, options: SampleOptions = {}): SampleBooks {
  const books = { companies: createCompanies(seed), rates: createRates(seed) };
  const parties = createParties(seed);
  const items = createItems(seed);
  const sales = createSales(seed, parties, items);
  const goods = moveGoods(seed, sales, parties);
  const drawn = drawDocuments(seed, sales, parties, goods);
  const documents = pay(seed, err(seed, drawn, sales, options), options);
  const byHand = options.errors ? manualEntries(seed, books.companies) : [];
  const entries = keepLedger(
    seed,
    books,
    sales,
    goods,
    documents,
    byHand.map(({ draft }) => draft),
  );
  const { disagreements, invoices, salesCredits, purchaseCredits, payments, erpInvoices } = documents;
  return {
    ...books,
    parties,
    items,
    sales,
    workOrders: goods.workOrders,
    purchases: goods.purchases,
    movements: goods.movements,
    disagreements,
    errors: [...documents.errors, ...foundByHand(byHand, entries)],
    erpInvoices,
    invoices,
    bills: billsOf(documents),
    salesCredits,
    purchaseCredits,
    payments,
    entries,
    budgets: createBudgets(seed, books.companies, entries),
  };
}
