import type { BillOfMaterials } from "./erp/bill-of-materials";
import type { Company as ErpCompany } from "./erp/company";
import type { CostCenter as ErpCostCenter } from "./erp/cost-center";
import type { ErpInvoice } from "./erp/erp-invoice";
import type { ErpInvoiceLine } from "./erp/erp-invoice-line";
import type { Item as ErpItem } from "./erp/item";
import type { ItemCategory as ErpItemCategory } from "./erp/item-category";
import type { Party as ErpParty } from "./erp/party";
import type { PurchaseOrder } from "./erp/purchase-order";
import type { PurchaseOrderLine } from "./erp/purchase-order-line";
import type { Receipt } from "./erp/receipt";
import type { ReceiptLine } from "./erp/receipt-line";
import type { SalesOrder as ErpSalesOrder } from "./erp/sales-order";
import type { SalesOrderLine } from "./erp/sales-order-line";
import type { Shipment } from "./erp/shipment";
import type { ShipmentLine } from "./erp/shipment-line";
import type { StockLevel } from "./erp/stock-level";
import type { StockMovement } from "./erp/stock-movement";
import type { UnitOfMeasure } from "./erp/unit-of-measure";
import type { Warehouse } from "./erp/warehouse";
import type { WorkOrder } from "./erp/work-order";
import type { Account } from "./finance/account";
import type { AccountBalance } from "./finance/account-balance";
import type { Bill } from "./finance/bill";
import type { BillLine } from "./finance/bill-line";
import type { Budget } from "./finance/budget";
import type { Company as FinanceCompany } from "./finance/company";
import type { CostCenter as FinanceCostCenter } from "./finance/cost-center";
import type { CreditNote } from "./finance/credit-note";
import type { CreditNoteLine } from "./finance/credit-note-line";
import type { ExchangeRate } from "./finance/exchange-rate";
import type { FiscalPeriod } from "./finance/fiscal-period";
import type { InventoryBalance } from "./finance/inventory-balance";
import type { Invoice as FinanceInvoice } from "./finance/invoice";
import type { InvoiceLine } from "./finance/invoice-line";
import type { Item as FinanceItem } from "./finance/item";
import type { ItemCategory as FinanceItemCategory } from "./finance/item-category";
import type { Journal } from "./finance/journal";
import type { JournalEntry } from "./finance/journal-entry";
import type { JournalLine } from "./finance/journal-line";
import type { OpenItem } from "./finance/open-item";
import type { Party as FinanceParty } from "./finance/party";
import type { PartyAccount } from "./finance/party-account";
import type { Payment } from "./finance/payment";
import type { PaymentAllocation } from "./finance/payment-allocation";
import type { PaymentTerm } from "./finance/payment-term";
import type { Product } from "./finance/product";
import type { TaxCode } from "./finance/tax-code";
import type { Bill as MappingBill } from "./mapping/bill";
import type { CodeMap } from "./mapping/code-map";
import type { CodeMapping, UnmappedCode } from "./mapping/code-mapping";
import type { CreditNote as MappingCreditNote } from "./mapping/credit-note";
import type { Discrepancy } from "./mapping/discrepancy";
import type { DiscrepancyEvent } from "./mapping/discrepancy-event";
import type { DocumentLineLink } from "./mapping/document-line-link";
import type { DocumentLink } from "./mapping/document-link";
import type { DocumentLinkDecision } from "./mapping/document-link-decision";
import type { ErpInvoice as MappingErpInvoice } from "./mapping/erp-invoice";
import type { Identifier } from "./mapping/identifier";
import type { IdentityFields } from "./mapping/identity";
import type { IdentityConflict } from "./mapping/identity-conflict";
import type { IdentityDecision } from "./mapping/identity-decision";
import type { IdentityLink } from "./mapping/identity-link";
import type { ImportBatch } from "./mapping/import-batch";
import type { Invoice as MappingInvoice } from "./mapping/invoice";
import type { ItemCategory as MappingItemCategory } from "./mapping/item-category";
import type { MatchProposal } from "./mapping/match-proposal";
import type { OrderBilling } from "./mapping/order-billing";
import type { Payment as MappingPayment } from "./mapping/payment";
import type { PurchaseOrder as MappingPurchaseOrder } from "./mapping/purchase-order";
import type { QualityFinding } from "./mapping/quality-finding";
import type { QualityRule } from "./mapping/quality-rule";
import type { QuarantineDecision } from "./mapping/quarantine-decision";
import type { QuarantinedRow } from "./mapping/quarantined-row";
import type { Receipt as MappingReceipt } from "./mapping/receipt";
import type { ReconciliationRun } from "./mapping/reconciliation-run";
import type { SalesOrder as MappingSalesOrder } from "./mapping/sales-order";
import type { SavedOperation } from "./mapping/saved-operation";
import type { Shipment as MappingShipment } from "./mapping/shipment";
import type { SourceFreshness } from "./mapping/source-freshness";
import type { DocumentKind } from "./model/definition";
import { type Role, roles } from "./roles";

/** Who may read a field. */
export type Audience = readonly Role[];

/** Every entity type of the graph with all fields that any subgraph gives it. */
interface Model {
  Account: Account;
  AccountBalance: AccountBalance;
  Bill: Bill & MappingBill;
  BillLine: BillLine;
  BillOfMaterials: BillOfMaterials;
  Budget: Budget;
  CodeMap: CodeMap;
  CodeMapping: CodeMapping;
  Company: ErpCompany & FinanceCompany & IdentityFields;
  CostCenter: ErpCostCenter & FinanceCostCenter & IdentityFields;
  CreditNote: CreditNote & MappingCreditNote;
  CreditNoteLine: CreditNoteLine;
  Discrepancy: Discrepancy;
  DiscrepancyEvent: DiscrepancyEvent;
  DocumentLineLink: DocumentLineLink;
  DocumentLink: DocumentLink;
  DocumentLinkDecision: DocumentLinkDecision;
  ErpInvoice: ErpInvoice & MappingErpInvoice;
  ErpInvoiceLine: ErpInvoiceLine;
  ExchangeRate: ExchangeRate;
  FiscalPeriod: FiscalPeriod;
  Identifier: Identifier;
  IdentityConflict: IdentityConflict;
  IdentityDecision: IdentityDecision;
  IdentityLink: IdentityLink;
  ImportBatch: ImportBatch;
  InventoryBalance: InventoryBalance;
  Invoice: FinanceInvoice & MappingInvoice;
  InvoiceLine: InvoiceLine;
  Item: ErpItem & FinanceItem & IdentityFields;
  ItemCategory: ErpItemCategory & FinanceItemCategory & MappingItemCategory;
  Journal: Journal;
  JournalEntry: JournalEntry;
  JournalLine: JournalLine;
  MatchProposal: MatchProposal;
  OpenItem: OpenItem;
  OrderBilling: OrderBilling;
  Party: ErpParty & FinanceParty & IdentityFields;
  PartyAccount: PartyAccount;
  Payment: Payment & MappingPayment;
  PaymentAllocation: PaymentAllocation;
  PaymentTerm: PaymentTerm;
  Product: Product;
  PurchaseOrder: PurchaseOrder & MappingPurchaseOrder;
  PurchaseOrderLine: PurchaseOrderLine;
  QualityFinding: QualityFinding;
  QualityRule: QualityRule;
  QuarantineDecision: QuarantineDecision;
  QuarantinedRow: QuarantinedRow;
  Receipt: Receipt & MappingReceipt;
  ReceiptLine: ReceiptLine;
  ReconciliationRun: ReconciliationRun;
  SalesOrder: ErpSalesOrder & MappingSalesOrder;
  SalesOrderLine: SalesOrderLine;
  SavedOperation: SavedOperation;
  Shipment: Shipment & MappingShipment;
  ShipmentLine: ShipmentLine;
  SourceFreshness: SourceFreshness;
  StockLevel: StockLevel;
  StockMovement: StockMovement;
  TaxCode: TaxCode;
  UnitOfMeasure: UnitOfMeasure;
  UnmappedCode: UnmappedCode;
  Warehouse: Warehouse;
  WorkOrder: WorkOrder;
}

export type EntityName = keyof Model;

/** A decision for every field of every entity: leave one out and the project does not compile. */
export type Matrix = { readonly [T in EntityName]: { readonly [F in keyof Model[T] | "provenance"]: Audience } };

/** The same audience for several fields. */
function allow<const F extends string>(audience: Audience, ...fields: readonly F[]): { [K in F]: Audience } {
  return Object.fromEntries(fields.map((field) => [field, audience])) as { [K in F]: Audience };
}

const everyone: Audience = roles;
const finance: Audience = ["admin", "cfo", "accountant", "auditor"];
const ledger: Audience = [...finance, "analyst"];
const selling: Audience = [...finance, "sales", "analyst", "integration"];
const sellingFlow: Audience = [...selling, "warehouse"];
const buying: Audience = [...finance, "buyer", "analyst", "integration"];
const buyingFlow: Audience = [...buying, "warehouse"];
const trading: Audience = [...finance, "sales", "buyer", "analyst", "integration"];
const cost: Audience = [...finance, "buyer", "analyst"];
const contact: Audience = [...finance, "sales", "buyer", "steward", "integration"];
const stewardship: Audience = ["admin", "cfo", "accountant", "auditor", "steward", "integration"];
/** Documents of customers and suppliers alike: a seller reads no purchase prices, a buyer no sales prices. */
const invoicing: Audience = [...ledger, "integration"];
/** Whoever may change what stands for what. */
const deciding: Audience = ["admin", "steward"];
/** Who works on what the systems disagree on. */
const reconciling: Audience = [...invoicing, "steward"];
/** Who decides that a discrepancy is settled. */
const settling: Audience = ["admin", "cfo", "accountant"];
/** Who decides which documents belong together. */
const linking: Audience = ["admin", "cfo", "accountant", "steward"];
/** Findings of data quality; what they quote may be any field, so that only the finance roles read it. */
const quality: Audience = [...finance, "steward"];
const loads: Audience = ["admin", "auditor", "steward", "integration"];
/** Who reads what could not come in, as it came. */
const setAside: Audience = ["admin", "auditor", "steward"];
/** Who keeps queries for tools that read rows; whoever asks one is answered what their own role may read. */
const publishing: Audience = [...finance, "analyst", "sales", "buyer", "steward", "integration"];
const stock: Audience = [...finance, "sales", "buyer", "warehouse", "analyst", "integration"];

/** An id list has the audience of the widest field it feeds; what it feeds is guarded on its own. */
const identityFields = allow(
  everyone,
  "id",
  "nodeId",
  "erpId",
  "financeId",
  "displayName",
  "erpIds",
  "financeIds",
  "mappingStatus",
);

// biome-ignore format: one line a kind of reader; a field a line would hide the matrix.
export const permissions: Matrix = {
  Account: {
    ...allow(ledger, "id", "companyId", "company", "code", "name", "type", "class", "normalSide", "control",
      "postable"),
    ...allow(ledger, "parentId", "parent", "journalLines", "balances"),
    provenance: ledger,
  },
  AccountBalance: {
    ...allow(ledger, "id", "companyId", "company", "accountId", "account", "costCenterId", "costCenter", "scenario"),
    ...allow(ledger, "balanceOn", "amount", "currency"),
    provenance: ledger,
  },
  Bill: {
    ...allow(buying, "id", "number", "companyId", "company", "partyAccountId", "partyAccount", "party", "issuedOn",
      "dueOn"),
    ...allow(buying, "status", "paymentTermId", "paymentTerm", "orderNumber", "currency", "netAmount", "taxAmount"),
    ...allow(buying, "freightAmount", "totalAmount", "openAmount", "exchangeRate", "lines", "payments"),
    ...allow(ledger, "journalEntryId", "journalEntry"),
    erpInvoices: invoicing,
    provenance: buying,
  },
  BillLine: {
    ...allow(buying, "id", "billId", "bill", "lineNumber", "productId", "product", "item", "description", "issuedOn"),
    ...allow(buying, "quantity", "unit", "unitPrice", "discountRate", "netAmount", "taxAmount", "freightAmount",
      "currency"),
    ...allow(buying, "taxCodeId", "taxCode", "costCenterId", "costCenter", "orderNumber", "orderLineNumber",
      "despatchNumber"),
    costAmount: cost,
    provenance: buying,
  },
  BillOfMaterials: {
    ...allow(stock, "id", "assemblyId", "assembly", "componentId", "component", "quantity", "unit", "level"),
    ...allow(stock, "validFrom", "validTo"),
    provenance: stock,
  },
  Budget: {
    ...allow(ledger, "id", "companyId", "company", "accountId", "account", "costCenterId", "costCenter", "startsOn"),
    ...allow(ledger, "version", "amount", "currency"),
    provenance: ledger,
  },
  CodeMapping: {
    ...allow(stewardship, "id", "system", "list", "sourceCode", "unifiedCode", "validFrom", "validTo", "version"),
    ...allow(stewardship, "origin", "reason", "decidedBy", "decidedAt", "provenance"),
  },
  CodeMap: {
    ...allow(stewardship, "id", "system", "list", "sourceCode", "unifiedCode", "loadedAt"),
    provenance: stewardship,
  },
  Company: {
    ...identityFields,
    ...allow(everyone, "erpCode", "erpName", "erpNumber", "erpCurrency", "code", "name", "sharedNumber", "currency",
      "country"),
    ...allow(everyone, "parentId", "parent", "provenance", "erpProvenance"),
    ...allow(contact, "erpTaxId", "taxId"),
    ...allow(ledger, "ownership"),
    ...allow(stewardship, "identifiers", "explain"),
  },
  CostCenter: {
    ...identityFields,
    ...allow(everyone, "erpCompanyId", "erpCode", "erpName", "erpNumber", "companyId", "company", "code", "name"),
    ...allow(everyone, "sharedNumber", "parentId", "parent", "provenance", "erpProvenance"),
    ...allow(stewardship, "identifiers", "explain"),
  },
  CreditNote: {
    ...allow(trading, "id", "number", "companyId", "company", "partyAccountId", "partyAccount", "party", "issuedOn",
      "dueOn"),
    ...allow(trading, "status", "paymentTermId", "paymentTerm", "orderNumber", "kind", "invoiceId", "currency"),
    invoice: selling,
    ...allow(trading, "netAmount", "taxAmount", "freightAmount", "totalAmount", "openAmount", "exchangeRate", "lines"),
    ...allow(ledger, "journalEntryId", "journalEntry"),
    erpInvoices: invoicing,
    provenance: trading,
  },
  CreditNoteLine: {
    ...allow(trading, "id", "creditNoteId", "creditNote", "lineNumber", "productId", "product", "item", "description"),
    ...allow(trading, "issuedOn", "quantity", "unit", "unitPrice", "discountRate", "netAmount", "taxAmount",
      "freightAmount"),
    ...allow(trading, "currency", "taxCodeId", "taxCode", "costCenterId", "costCenter", "orderNumber",
      "orderLineNumber"),
    ...allow(trading, "despatchNumber", "provenance"),
    costAmount: cost,
  },
  Discrepancy: {
    ...allow(reconciling, "id", "rule", "state", "owner", "remedy", "remedyZh", "sinceOn", "ageDays", "companyId"),
    ...allow(reconciling, "partyId", "party", "itemId", "item", "costCenterId", "costCenter", "firstSeenAt"),
    ...allow(reconciling, "lastSeenAt", "decidedBy", "decidedAt", "history", "provenance"),
    // Sales and purchases alike; the cause quotes amounts, and a note may.
    ...allow(invoicing, "cause", "causeZh", "note", "amount", "currency", "salesOrderId", "salesOrder"),
    ...allow(invoicing, "purchaseOrderId", "purchaseOrder", "shipmentId", "shipment", "receiptId", "receipt"),
    ...allow(invoicing, "erpInvoiceId", "erpInvoice"),
    ...allow(invoicing, "invoiceId", "invoice", "billId", "bill", "creditNoteId", "creditNote", "paymentId"),
    ...allow(invoicing, "payment", "journalEntryId", "accountId"),
    ...allow(ledger, "journalEntry", "account"),
  },
  DiscrepancyEvent: {
    ...allow(reconciling, "id", "discrepancyId", "discrepancy", "kind", "state", "owner", "madeBy", "madeAt",
      "provenance"),
    ...allow(invoicing, "note", "amount", "currency"),
  },
  DocumentLineLink: {
    ...allow(invoicing, "id", "linkId", "link", "fromLineId", "toLineId", "companyId", "quantity", "unit"),
    ...allow(invoicing, "confidence", "reason", "provenance"),
  },
  DocumentLink: {
    // Sales and purchases alike: a role of one side reads its links from its documents. Stewards decide on them.
    ...allow(reconciling, "id", "fromKind", "fromId", "toKind", "toId", "companyId", "linkedOn", "rule", "confidence"),
    ...allow(reconciling, "status", "provenance"),
    // Numbers, days and amounts of documents; the reason quotes amounts.
    ...allow(invoicing, "orderId", "order", "invoiceId", "invoice", "orderNumber", "invoicedOn"),
    ...allow(invoicing, "purchaseOrderId", "purchaseOrder", "shipmentId", "shipment"),
    ...allow(invoicing, "receiptId", "receipt", "erpInvoiceId", "erpInvoice", "billId", "bill", "creditNoteId",
      "creditNote"),
    ...allow(invoicing, "paymentId", "payment", "journalEntryId", "reason", "lines"),
    journalEntry: ledger,
  },
  DocumentLinkDecision: {
    ...allow(reconciling, "id", "kind", "linkId", "fromId", "toId", "companyId", "reason", "confidence", "undoesId"),
    ...allow(reconciling, "undoneById", "decidedBy", "decidedAt", "provenance"),
    // It quotes amounts.
    ...allow(invoicing, "evidence"),
  },
  ErpInvoice: {
    ...allow(invoicing, "id", "number", "kind", "companyId", "company", "partyId", "party", "issuedOn", "dueOn", "status"),
    ...allow(invoicing, "reference", "description", "currency", "netAmount", "taxAmount", "totalAmount", "lines"),
    ...allow(invoicing, "bookedAs", "provenance"),
  },
  ErpInvoiceLine: {
    ...allow(invoicing, "id", "invoiceId", "invoice", "lineNumber", "orderLineId", "orderLine", "purchaseOrderLineId"),
    ...allow(invoicing, "purchaseOrderLine", "itemId", "item", "description", "quantity", "unit", "unitPrice"),
    ...allow(invoicing, "netAmount", "currency", "provenance"),
  },
  ExchangeRate: allow(everyone, "id", "fromCurrency", "toCurrency", "validOn", "kind", "rate", "provenance"),
  FiscalPeriod: allow(ledger, "id", "companyId", "company", "code", "fiscalYear", "startsOn", "endsOn", "status",
    "provenance"),
  Identifier: {
    ...allow(stewardship, "id", "kind", "sharedId", "side", "system", "sourceId", "name", "companyId", "validFrom",
      "validTo", "status"),
    ...allow(stewardship, "confidence", "rule", "reason", "decidedBy", "decidedAt", "provenance"),
  },
  IdentityConflict: {
    ...allow(stewardship, "id", "kind", "cause", "state", "description", "members", "foundAt", "resolvedAt", "companyId"),
    provenance: stewardship,
  },
  IdentityDecision: {
    ...allow(stewardship, "id", "kind", "identityKind", "reason", "outcome", "outcomeZh", "before", "after"),
    ...allow(stewardship, "proposalId", "undoesId", "undoneById", "decidedBy", "decidedAt", "companyId", "provenance"),
  },
  IdentityLink: {
    ...allow(stewardship, "id", "kind", "leftId", "rightId", "validFrom", "validTo", "decidedBy", "provenance"),
  },
  ImportBatch: {
    ...allow(loads, "id", "system", "state", "startedAt", "committedAt", "acceptedCount", "changedCount",
      "removedCount", "skippedCount"),
    ...allow(loads, "quarantinedCount", "provenance"),
    quarantinedRows: setAside,
  },
  InventoryBalance: {
    ...allow(stock, "id", "productId", "product", "item", "balanceOn", "balance", "received", "issued", "unit",
      "currency"),
    ...allow(cost, "unitCost"),
    provenance: stock,
  },
  Invoice: {
    ...allow(selling, "id", "number", "companyId", "company", "partyAccountId", "partyAccount", "party", "issuedOn",
      "dueOn"),
    ...allow(selling, "status", "paymentTermId", "paymentTerm", "orderNumber", "orders", "channel", "currency",
      "netAmount"),
    ...allow(selling, "taxAmount", "freightAmount", "totalAmount", "openAmount", "exchangeRate", "lines", "provenance"),
    ...allow(selling, "payments"),
    ...allow(ledger, "journalEntryId", "journalEntry"),
    erpInvoices: invoicing,
  },
  InvoiceLine: {
    ...allow(selling, "id", "invoiceId", "invoice", "lineNumber", "productId", "product", "item", "description",
      "issuedOn"),
    ...allow(selling, "quantity", "unit", "unitPrice", "discountRate", "netAmount", "taxAmount", "freightAmount",
      "currency"),
    ...allow(selling, "taxCodeId", "taxCode", "costCenterId", "costCenter", "orderNumber", "orderLineNumber"),
    ...allow(selling, "despatchNumber", "provenance"),
    // A sales clerk who sees cost sees the margin, and a buyer who sees it here sees what was sold.
    costAmount: ledger,
  },
  Item: {
    ...identityFields,
    ...allow(everyone, "number", "name", "kind", "categoryId", "category", "sharedNumber", "unit", "soldFrom",
      "soldTo"),
    ...allow(everyone, "active", "currency", "provenance"),
    ...allow([...trading, "warehouse"], "products"),
    ...allow(trading, "listPrice"),
    ...allow(cost, "standardCost"),
    ...allow(stock, "stockLevels", "stockMovements", "inventoryBalances", "componentTree"),
    ...allow(sellingFlow, "salesOrderLines"),
    ...allow(buyingFlow, "purchaseOrderLines"),
    ...allow(selling, "invoiceLines"),
    ...allow(buying, "billLines"),
    ...allow(stewardship, "identifiers", "explain"),
  },
  ItemCategory: {
    ...allow(everyone, "id", "name", "parentId", "parent", "items", "itemIds", "financeIds", "provenance"),
    ...allow(selling, "invoiceLines"),
  },
  Journal: allow(ledger, "id", "companyId", "company", "code", "name", "kind", "entries", "provenance"),
  JournalEntry: {
    ...allow(ledger, "id", "companyId", "company", "journalId", "journal", "periodId", "period", "number", "postedOn"),
    ...allow(ledger, "description", "status", "documentNumber", "lines", "provenance"),
  },
  JournalLine: {
    ...allow(ledger, "id", "entryId", "entry", "lineNumber", "companyId", "company", "accountId", "account",
      "postedOn"),
    ...allow(ledger, "partyAccountId", "partyAccount", "costCenterId", "costCenter", "taxCodeId", "taxCode", "debit",
      "credit"),
    ...allow(ledger, "currency", "transactionAmount", "transactionCurrency", "description", "provenance"),
  },
  // Whoever decides must see what the records say, tax ids, addresses and telephone numbers of both sides included.
  MatchProposal: {
    ...allow(stewardship, "id", "kind", "leftId", "rightId", "leftName", "rightName", "status", "confidence", "reason"),
    ...allow(stewardship, "reasonZh", "explain", "proposedAt", "decidedBy", "decidedAt", "companyId", "provenance"),
  },
  OpenItem: {
    ...allow(trading, "id", "kind", "number", "companyId", "company", "partyAccountId", "partyAccount", "party",
      "issuedOn"),
    ...allow(trading, "dueOn", "totalAmount", "openAmount", "currency", "provenance"),
  },
  OrderBilling: {
    ...allow(selling, "id", "orderId", "order", "companyId", "orderNumber", "orderedOn", "status", "invoiceCount"),
    ...allow(selling, "orderedAmount", "billedAmount", "difference", "currency", "provenance"),
  },
  Party: {
    ...identityFields,
    ...allow(everyone, "number", "name", "role", "kind", "city", "region", "postalCode", "country", "currency",
      "active"),
    ...allow(everyone, "sharedNumber", "groupNumber", "paymentDays", "provenance"),
    ...allow(contact, "taxId", "email", "phone", "street"),
    ...allow([...finance, "sales"], "creditLimit"),
    ...allow(sellingFlow, "salesOrders", "shipments"),
    ...allow(buyingFlow, "purchaseOrders"),
    ...allow(trading, "accounts", "creditNotes", "payments", "openItems"),
    ...allow(selling, "invoices", "receivable"),
    ...allow(buying, "bills", "payable"),
    ...allow(stewardship, "identifiers", "explain"),
  },
  PartyAccount: {
    ...allow([...trading, "steward"], "id", "companyId", "company", "party", "number", "name", "kind", "sharedNumber",
      "groupNumber", "currency"),
    ...allow([...trading, "steward"], "city", "postalCode", "country", "provenance"),
    ...allow(contact, "taxId", "email", "phone", "street"),
    openItems: trading,
    ...allow(ledger, "controlAccountId", "controlAccount"),
    ...allow(selling, "invoices"),
  },
  Payment: {
    ...allow(trading, "id", "number", "companyId", "company", "partyAccountId", "partyAccount", "party", "direction",
      "paidOn"),
    ...allow(trading, "amount", "currency", "exchangeRate", "allocations", "provenance"),
    // Bank references name people and accounts.
    ...allow(finance, "method", "reference"),
    ...allow(ledger, "accountId", "account", "journalEntryId", "journalEntry"),
    ...allow(selling, "invoices"),
    ...allow(buying, "bills"),
  },
  PaymentAllocation: {
    ...allow(trading, "id", "paymentId", "payment", "documentType", "documentId", "amount", "currency", "allocatedOn"),
    provenance: trading,
  },
  PaymentTerm: allow(everyone, "id", "code", "name", "netDays", "discountDays", "discountRate", "provenance"),
  Product: {
    ...allow([...trading, "warehouse", "steward"], "id", "item", "code", "name", "productGroup", "sharedNumber", "unit",
      "currency"),
    ...allow([...trading, "warehouse", "steward"], "validFrom", "validTo", "provenance"),
    ...allow(trading, "listPrice"),
    ...allow(cost, "standardCost"),
  },
  PurchaseOrder: {
    ...allow(buyingFlow, "id", "number", "companyId", "company", "supplierId", "supplier", "orderedOn", "shippedOn",
      "status"),
    ...allow(buyingFlow, "lines", "receipts", "currency", "provenance"),
    ...allow(buying, "netAmount", "taxAmount", "freightAmount", "totalAmount", "bills"),
    erpInvoices: invoicing,
  },
  PurchaseOrderLine: {
    ...allow(buyingFlow, "id", "orderId", "order", "lineNumber", "itemId", "item", "dueOn", "quantity",
      "receivedQuantity"),
    ...allow(buyingFlow, "rejectedQuantity", "unit", "currency", "provenance"),
    ...allow(buying, "unitPrice", "netAmount"),
  },
  QualityFinding: {
    ...allow(quality, "id", "ruleId", "rule", "severity", "subgraph", "entity", "rowId", "field", "companyId", "state"),
    ...allow(quality, "reason", "decidedBy", "decidedAt", "firstSeenAt", "lastSeenAt", "resolvedAt", "provenance"),
    ...allow(finance, "expected", "found"),
  },
  QualityRule: {
    ...allow(quality, "id", "subgraph", "entities", "kind", "severity", "description", "descriptionZh", "remedy"),
    ...allow(quality, "remedyZh", "checkedAt", "openCount", "acceptedCount", "resolvedCount", "findings", "provenance"),
  },
  QuarantineDecision: allow(setAside, "id", "rowId", "kind", "correction", "reason", "decidedBy", "decidedAt",
    "provenance"),
  QuarantinedRow: {
    ...allow(setAside, "id", "batchId", "batch", "system", "entity", "state", "code", "path", "file", "line", "rowId"),
    ...allow(setAside, "documentId", "expected", "remedy", "version", "decisionReason", "decidedBy", "decidedAt"),
    ...allow(setAside, "quarantinedAt", "settledAt", "decisions", "provenance"),
    // A raw record may hold any field of any system: nobody corrects it without seeing it, and nobody else sees it.
    ...allow(setAside, "record", "recordKind", "reason", "proposedField", "proposedValue", "proposedBecause",
      "correction"),
  },
  Receipt: {
    ...allow(buyingFlow, "id", "number", "companyId", "company", "orderId", "order", "supplierId", "supplier",
      "warehouseId"),
    ...allow(buyingFlow, "warehouse", "receivedOn", "status", "trackingNumber", "lines", "provenance"),
    erpInvoices: invoicing,
  },
  ReceiptLine: {
    ...allow(buyingFlow, "id", "receiptId", "receipt", "lineNumber", "orderLineId", "orderLine", "itemId", "item",
      "quantity"),
    ...allow(buyingFlow, "unit", "provenance"),
  },
  ReconciliationRun: {
    ...allow(reconciling, "id", "mode", "asOf", "startedAt", "finishedAt", "documentCount", "linkCount", "foundCount"),
    ...allow(reconciling, "openedCount", "reopenedCount", "closedCount", "explainedCount", "waitingCount"),
    ...allow(reconciling, "explanation", "provenance"),
  },
  SalesOrder: {
    ...allow(sellingFlow, "id", "number", "companyId", "company", "customerId", "customer", "orderedOn", "dueOn",
      "shippedOn"),
    ...allow(sellingFlow, "status", "channel", "customerReference", "salesPerson", "currency", "lines", "shipments",
      "provenance"),
    ...allow(selling, "netAmount", "taxAmount", "freightAmount", "totalAmount", "invoices", "billing"),
    erpInvoices: invoicing,
  },
  SalesOrderLine: {
    ...allow(sellingFlow, "id", "orderId", "order", "lineNumber", "itemId", "item", "description", "quantity", "unit"),
    ...allow(sellingFlow, "currency", "provenance"),
    ...allow(selling, "unitPrice", "discountRate", "netAmount"),
  },
  SavedOperation: allow(everyone, "id", "name", "description", "document", "defaults", "roles", "owner", "version",
    "savedAt", "provenance"),
  Shipment: {
    ...allow(sellingFlow, "id", "number", "companyId", "company", "orderId", "order", "customerId", "customer",
      "warehouseId"),
    ...allow(sellingFlow, "warehouse", "shippedOn", "status", "trackingNumber", "lines", "provenance"),
    ...allow(selling, "invoices"),
    erpInvoices: invoicing,
  },
  ShipmentLine: {
    ...allow(sellingFlow, "id", "shipmentId", "shipment", "lineNumber", "orderLineId", "orderLine", "itemId", "item"),
    ...allow(sellingFlow, "quantity", "unit", "provenance"),
  },
  SourceFreshness: {
    ...allow(everyone, "id", "system", "entity", "side", "mode", "state", "committedAt", "appliedAt", "changedAt"),
    ...allow(everyone, "lagSeconds", "checkedAt", "provenance"),
    // A fault's words name hosts and tables of the source.
    ...allow(loads, "backlogBytes", "error", "batchId", "batch"),
  },
  StockLevel: {
    ...allow(stock, "id", "itemId", "item", "warehouseId", "warehouse", "bin", "onHand", "unit", "countedOn",
      "provenance"),
  },
  StockMovement: {
    ...allow(stock, "id", "itemId", "item", "warehouseId", "warehouse", "kind", "movedAt", "quantity", "unit"),
    ...allow(stock, "documentNumber", "provenance"),
  },
  TaxCode: allow(everyone, "id", "code", "name", "kind", "rate", "country", "provenance"),
  UnitOfMeasure: allow(everyone, "id", "code", "name", "standardUnit", "provenance"),
  UnmappedCode: allow(setAside, "id", "system", "entity", "field", "list", "code", "recordCount", "firstMetAt",
    "lastMetAt", "provenance"),
  Warehouse: {
    ...allow(everyone, "id", "companyId", "company", "code", "name", "city", "provenance"),
    ...allow(stock, "stockLevels"),
  },
  WorkOrder: {
    ...allow(stock, "id", "number", "companyId", "company", "itemId", "item", "plannedQuantity", "madeQuantity"),
    ...allow(stock, "scrappedQuantity", "unit", "startsOn", "dueOn", "finishedOn", "status", "provenance"),
  },
};

/** Rows that stand for documents of several kinds: by field, or `edge.field`, who may read the rows of each of its values. */
export type RowAudiences = Readonly<Record<string, Readonly<Record<string, Audience>>>>;

/** Whoever may read a document may read what stands for it; the others do not even learn that there is one. */
export const documentKinds: Readonly<Record<DocumentKind, Audience>> = {
  SALES_ORDER: permissions.SalesOrder.number,
  PURCHASE_ORDER: permissions.PurchaseOrder.number,
  SHIPMENT: permissions.Shipment.number,
  RECEIPT: permissions.Receipt.number,
  ERP_INVOICE: permissions.ErpInvoice.number,
  INVOICE: permissions.Invoice.number,
  BILL: permissions.Bill.number,
  CREDIT_NOTE: permissions.CreditNote.number,
  PAYMENT: permissions.Payment.number,
  JOURNAL_ENTRY: permissions.JournalEntry.number,
};

/** Stewards decide on links: they see that there is one, and by the fields above nothing of what it links. */
const linkedKinds: RowAudiences[string] = Object.fromEntries(
  Object.entries(documentKinds).map(([kind, audience]) => [kind, [...audience, "steward" as const]]),
);

const creditedTo: RowAudiences[string] = {
  SALES: permissions.Invoice.totalAmount,
  PURCHASE: permissions.Bill.totalAmount,
};
const paidBy: RowAudiences[string] = {
  INBOUND: permissions.Invoice.totalAmount,
  OUTBOUND: permissions.Bill.totalAmount,
};

export const rowAudiences: Readonly<Partial<Record<EntityName, RowAudiences>>> = {
  DocumentLink: { fromKind: linkedKinds, toKind: linkedKinds },
  // What is owed to a supplier is a bill, what a customer owes an invoice.
  OpenItem: { kind: { RECEIVABLE: permissions.Invoice.totalAmount, PAYABLE: permissions.Bill.totalAmount } },
  // Both trades share these types; each row, and each part of it, is of one.
  CreditNote: { kind: creditedTo },
  CreditNoteLine: { "creditNote.kind": creditedTo },
  Payment: { direction: paidBy },
  PaymentAllocation: { "payment.direction": paidBy },
};

/** Who reads a field in total only, and the one dimension by which the total may be divided. */
interface TotalsOnly {
  readonly audience: Audience;
  readonly by: string;
}

/**
 * Fields that a role reads as sums and averages only, over at least MIN_GROUP_SIZE values: of all rows, or by one dimension
 * whose groups are all that large. Neither the field itself is read, nor its least and greatest value, nor a total under a
 * condition or by other dimensions: the difference of two such totals would tell one row.
 */
export const totalsOnly: Readonly<Partial<Record<EntityName, Readonly<Record<string, TotalsOnly>>>>> = {
  Party: { creditLimit: { audience: ["analyst"], by: "country" } },
};

/** Who searches the audit, at /audit of the gateway: who asked for what, over all roles. */
export const auditReaders: Audience = ["admin", "auditor"];

/** Root fields written by hand, and the types of their answers: one audience for the whole answer. */
export const operations = {
  // They answer what the fields of the object allow.
  node: everyone,
  nodes: everyone,
  party: everyone,
  item: everyone,
  company: everyone,
  costCenter: everyone,
  resolveIdentifier: stewardship,
  resolveIdentifiers: stewardship,
  translate: stewardship,
  translateAll: stewardship,
  convertCode: everyone,
  convertQuantity: everyone,
  convertMoney: everyone,
  setCodeMapping: deciding,
  retireCodeMapping: deciding,
  setItemUnitFactor: deciding,
  confirmMatch: deciding,
  rejectMatch: deciding,
  linkRecords: deciding,
  mergeIdentities: deciding,
  splitIdentity: deciding,
  undoDecision: deciding,
  // The matrix tells nothing of the data, and everybody may know what is kept from them.
  permissionMatrix: everyone,
  documentChain: [...trading, "warehouse"],
  integrationScorecard: reconciling,
  assignDiscrepancy: settling,
  resolveDiscrepancy: settling,
  acceptDiscrepancy: settling,
  correctQuarantinedRow: deciding,
  dismissQuarantinedRow: deciding,
  reopenQuarantinedRow: deciding,
  confirmDocumentLink: linking,
  rejectDocumentLink: linking,
  undoDocumentLinkDecision: linking,
  acceptQualityFinding: ["admin", "steward"],
  reopenQualityFinding: ["admin", "steward"],
  saveOperation: publishing,
  removeOperation: publishing,
  trialBalance: ledger,
  incomeStatement: ledger,
  balanceSheet: ledger,
  cashFlow: ledger,
  agedReceivables: selling.filter((role) => role !== "integration"),
  agedPayables: buying.filter((role) => role !== "integration"),
  budgetVariance: ledger,
  kpis: ledger,
  forecast: ledger,
} as const satisfies Record<string, Audience>;
