import type { EntityName, operations } from "./permissions";

/** Source ids that a caller is kept to in one dimension; "*" is all of them, [] is none. */
export type Scope = readonly string[] | "*";

/** What a caller may be kept to beside companies. */
export const SCOPE_DIMENSIONS = ["costCenters", "customers"] as const;
export type ScopeDimension = (typeof SCOPE_DIMENSIONS)[number];

/** The claims that say so; absent: not kept to anything in that dimension. */
export type DimensionScopes = { readonly [D in ScopeDimension]?: Scope };

/** A scope as its holder calls it. */
export const SCOPE_NAMES: Readonly<Record<ScopeDimension, string>> = {
  costCenters: "cost centres",
  customers: "customers",
};

/** Which rows of an entity are of the listed cost centres, or of the listed customers. */
export type RowRule =
  /** Master data, and what is of nobody in particular: all rows. */
  | "open"
  /** Rows that are of no one of them, or of several at once: nothing can be told of them, so that asking is refused. */
  | "refused"
  /** The row is one itself. */
  | "listed"
  /** Rows that name a listed one in this field, and of these, the ones with this value alone. */
  | { readonly by: string; readonly only?: { readonly field: string; readonly is: string } }
  /** Rows whose document is seen. */
  | { readonly through: string }
  /** Documents of which at least one line, by this collection, is seen. */
  | { readonly someOf: string }
  /** Links of identities: of this kind, those whose records, by these fields, are all listed; other kinds all. */
  | { readonly kind: string; readonly records: readonly string[] }
  /** Rows of mapping about documents (or lines of them): the documents are all sales to a listed customer. */
  | { readonly documents: readonly string[] }
  | { readonly lines: readonly string[] }
  /** All documents it is about, which its table holds as a list. */
  | "allDocuments";

type Rules = Readonly<Record<ScopeDimension, RowRule>>;

const rules = (costCenters: RowRule, customers: RowRule): Rules => ({ costCenters, customers });

const open = rules("open", "open");
const refused = rules("refused", "refused");
/** Trade has no cost centre in the ERP; sales are some customer's. */
const ofCustomer = (rule: RowRule): Rules => rules("refused", rule);
/** The ledger is the company's, not one customer's. */
const ofCostCenter = (rule: RowRule): Rules => rules(rule, "refused");

/** Two records that are one, or may be. */
const ofPair = rules(
  { kind: "COST_CENTER", records: ["leftId", "rightId"] },
  { kind: "PARTY", records: ["leftId", "rightId"] },
);

/** A decision for every entity: leave one out and the project does not compile. */
export const rowRules: Readonly<Record<EntityName, Rules>> = {
  Account: open,
  AccountBalance: ofCostCenter({ by: "costCenterId" }),
  Bill: ofCostCenter({ someOf: "lines" }),
  BillLine: ofCostCenter({ by: "costCenterId" }),
  BillOfMaterials: open,
  Budget: ofCostCenter({ by: "costCenterId" }),
  CodeMap: open,
  CodeMapping: open,
  Company: open,
  CostCenter: rules("listed", "open"),
  CreditNote: rules({ someOf: "lines" }, { by: "partyAccountId", only: { field: "kind", is: "SALES" } }),
  CreditNoteLine: rules({ by: "costCenterId" }, { through: "creditNote" }),
  Discrepancy: ofCustomer("allDocuments"),
  DiscrepancyEvent: ofCustomer({ through: "discrepancy" }),
  DocumentLineLink: ofCustomer({ lines: ["fromLineId", "toLineId"] }),
  DocumentLink: ofCustomer({ documents: ["fromId", "toId"] }),
  DocumentLinkDecision: ofCustomer({ documents: ["fromId", "toId"] }),
  ErpInvoice: ofCustomer({ by: "partyId", only: { field: "kind", is: "CUSTOMER" } }),
  ErpInvoiceLine: ofCustomer({ through: "invoice" }),
  ExchangeRate: open,
  FiscalPeriod: open,
  Identifier: rules({ kind: "COST_CENTER", records: ["sourceId"] }, { kind: "PARTY", records: ["sourceId"] }),
  // They tell of other identities as well, in words.
  IdentityConflict: refused,
  IdentityDecision: refused,
  IdentityLink: ofPair,
  ImportBatch: refused,
  InventoryBalance: rules("refused", "open"),
  Invoice: rules({ someOf: "lines" }, { by: "partyAccountId" }),
  InvoiceLine: rules({ by: "costCenterId" }, { through: "invoice" }),
  Item: open,
  ItemCategory: open,
  Journal: open,
  JournalEntry: ofCostCenter({ someOf: "lines" }),
  JournalLine: ofCostCenter({ by: "costCenterId" }),
  MatchProposal: ofPair,
  OpenItem: ofCustomer({ by: "partyAccountId", only: { field: "kind", is: "RECEIVABLE" } }),
  // What finance billed for an order counts invoices of accounts that nobody linked to its customer yet.
  OrderBilling: refused,
  Party: rules("open", "listed"),
  PartyAccount: rules("open", { by: "id", only: { field: "kind", is: "CUSTOMER" } }),
  Payment: ofCustomer({ by: "partyAccountId", only: { field: "direction", is: "INBOUND" } }),
  PaymentAllocation: ofCustomer({ through: "payment" }),
  PaymentTerm: open,
  Product: open,
  PurchaseOrder: refused,
  PurchaseOrderLine: refused,
  QualityFinding: refused,
  QualityRule: refused,
  QuarantineDecision: refused,
  QuarantinedRow: refused,
  Receipt: refused,
  ReceiptLine: refused,
  ReconciliationRun: refused,
  SalesOrder: ofCustomer({ by: "customerId" }),
  SalesOrderLine: ofCustomer({ through: "order" }),
  Shipment: ofCustomer({ by: "customerId" }),
  ShipmentLine: ofCustomer({ through: "shipment" }),
  // How old the data is tells of no row, and without it no answer can be judged.
  SavedOperation: open,
  SourceFreshness: open,
  // Who is sold to reads what there is to sell, not what went to whom.
  StockLevel: rules("refused", "open"),
  StockMovement: refused,
  TaxCode: open,
  UnitOfMeasure: open,
  UnmappedCode: refused,
  Warehouse: open,
  WorkOrder: rules("refused", "open"),
};

/** Totals of a document are sums over lines of any cost centre. */
const documentTotals = ["netAmount", "taxAmount", "freightAmount", "totalAmount", "openAmount"] as const;

/** Fields that no choice of rows keeps within the scope. */
export const refusedFields: Readonly<Record<ScopeDimension, Readonly<Partial<Record<EntityName, readonly string[]>>>>> =
  {
    costCenters: {
      Bill: documentTotals,
      CreditNote: documentTotals,
      Invoice: documentTotals,
      Party: ["receivable", "payable"],
    },
    customers: { Party: ["payable"] },
  };

/** Who and what is known by which id or code, of what the caller sees; and conversions and permissions, which are nobody's. */
const lookups = [
  "node",
  "nodes",
  "party",
  "item",
  "company",
  "costCenter",
  "resolveIdentifier",
  "resolveIdentifiers",
  "translate",
  "translateAll",
  "convertCode",
  "convertQuantity",
  "convertMoney",
  "permissionMatrix",
] as const;

/** Root fields written by hand that answer within the scope; all others are refused. */
export const keptOperations: Readonly<Record<ScopeDimension, ReadonlySet<keyof typeof operations>>> = {
  costCenters: new Set([
    ...lookups,
    // Both are sums over ledger lines and budgets that carry their cost centre.
    "incomeStatement",
    "budgetVariance",
  ]),
  customers: new Set([...lookups, "documentChain", "agedReceivables"]),
};
