import type { BillOfMaterials } from "./erp/bill-of-materials";
import type { Company as ErpCompany } from "./erp/company";
import type { CostCenter as ErpCostCenter } from "./erp/cost-center";
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
import type { CodeMap } from "./mapping/code-map";
import type { DocumentLink } from "./mapping/document-link";
import type { Identifier } from "./mapping/identifier";
import type { IdentityFields } from "./mapping/identity";
import type { IdentityLink } from "./mapping/identity-link";
import type { ImportBatch } from "./mapping/import-batch";
import type { Invoice as MappingInvoice } from "./mapping/invoice";
import type { ItemCategory as MappingItemCategory } from "./mapping/item-category";
import type { OrderBilling } from "./mapping/order-billing";
import type { QuarantinedRow } from "./mapping/quarantined-row";
import type { SalesOrder as MappingSalesOrder } from "./mapping/sales-order";
import { type Role, roles } from "./roles";

/** Who may read a field. */
export type Audience = readonly Role[];

/** Every entity type of the graph with all fields that any subgraph gives it. */
interface Model {
  Account: Account;
  AccountBalance: AccountBalance;
  Bill: Bill;
  BillLine: BillLine;
  BillOfMaterials: BillOfMaterials;
  Budget: Budget;
  CodeMap: CodeMap;
  Company: ErpCompany & FinanceCompany & IdentityFields;
  CostCenter: ErpCostCenter & FinanceCostCenter & IdentityFields;
  CreditNote: CreditNote;
  CreditNoteLine: CreditNoteLine;
  DocumentLink: DocumentLink;
  ExchangeRate: ExchangeRate;
  FiscalPeriod: FiscalPeriod;
  Identifier: Identifier;
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
  OpenItem: OpenItem;
  OrderBilling: OrderBilling;
  Party: ErpParty & FinanceParty & IdentityFields;
  PartyAccount: PartyAccount;
  Payment: Payment;
  PaymentAllocation: PaymentAllocation;
  PaymentTerm: PaymentTerm;
  Product: Product;
  PurchaseOrder: PurchaseOrder;
  PurchaseOrderLine: PurchaseOrderLine;
  QuarantinedRow: QuarantinedRow;
  Receipt: Receipt;
  ReceiptLine: ReceiptLine;
  SalesOrder: ErpSalesOrder & MappingSalesOrder;
  SalesOrderLine: SalesOrderLine;
  Shipment: Shipment;
  ShipmentLine: ShipmentLine;
  StockLevel: StockLevel;
  StockMovement: StockMovement;
  TaxCode: TaxCode;
  UnitOfMeasure: UnitOfMeasure;
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
const loads: Audience = ["admin", "auditor", "steward", "integration"];
const stock: Audience = [...finance, "sales", "buyer", "warehouse", "analyst", "integration"];

/** An id list has the audience of the widest field it feeds; what it feeds is guarded on its own. */
const identityFields = allow(
  everyone,
  "id",
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
    ...allow(buying, "freightAmount", "totalAmount", "openAmount", "exchangeRate", "lines"),
    ...allow(ledger, "journalEntryId", "journalEntry"),
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
    identifiers: stewardship,
  },
  CostCenter: {
    ...identityFields,
    ...allow(everyone, "erpCompanyId", "erpCode", "erpName", "erpNumber", "companyId", "company", "code", "name"),
    ...allow(everyone, "sharedNumber", "parentId", "parent", "provenance", "erpProvenance"),
    identifiers: stewardship,
  },
  CreditNote: {
    ...allow(trading, "id", "number", "companyId", "company", "partyAccountId", "partyAccount", "party", "issuedOn",
      "dueOn"),
    ...allow(trading, "status", "paymentTermId", "paymentTerm", "orderNumber", "kind", "invoiceId", "invoice",
      "currency"),
    ...allow(trading, "netAmount", "taxAmount", "freightAmount", "totalAmount", "openAmount", "exchangeRate", "lines"),
    ...allow(ledger, "journalEntryId", "journalEntry"),
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
  DocumentLink: {
    ...allow(selling, "id", "orderId", "order", "invoiceId", "invoice", "companyId", "orderNumber", "invoicedOn",
      "rule"),
    ...allow(selling, "confidence", "provenance"),
  },
  ExchangeRate: allow(everyone, "id", "fromCurrency", "toCurrency", "validOn", "kind", "rate", "provenance"),
  FiscalPeriod: allow(ledger, "id", "companyId", "company", "code", "fiscalYear", "startsOn", "endsOn", "status",
    "provenance"),
  Identifier: {
    ...allow(stewardship, "id", "kind", "sharedId", "side", "system", "sourceId", "name", "companyId", "validFrom",
      "validTo", "status"),
    ...allow(stewardship, "confidence", "rule", "reason", "decidedBy", "decidedAt", "provenance"),
  },
  IdentityLink: {
    ...allow(stewardship, "id", "kind", "leftId", "rightId", "validFrom", "validTo", "decidedBy", "provenance"),
  },
  ImportBatch: {
    ...allow(loads, "id", "system", "state", "startedAt", "committedAt", "acceptedCount", "changedCount",
      "skippedCount"),
    ...allow(loads, "quarantinedCount", "provenance"),
    quarantinedRows: ["admin", "auditor", "steward"],
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
    ...allow(ledger, "journalEntryId", "journalEntry"),
  },
  InvoiceLine: {
    ...allow(selling, "id", "invoiceId", "invoice", "lineNumber", "productId", "product", "item", "description",
      "issuedOn"),
    ...allow(selling, "quantity", "unit", "unitPrice", "discountRate", "netAmount", "taxAmount", "freightAmount",
      "currency"),
    ...allow(selling, "taxCodeId", "taxCode", "costCenterId", "costCenter", "orderNumber", "orderLineNumber"),
    ...allow(selling, "despatchNumber", "provenance"),
    // A sales clerk who sees cost sees the margin.
    costAmount: cost,
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
    identifiers: stewardship,
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
    identifiers: stewardship,
  },
  PartyAccount: {
    ...allow(trading, "id", "companyId", "company", "party", "number", "name", "kind", "sharedNumber", "groupNumber",
      "currency"),
    ...allow(trading, "city", "postalCode", "country", "openItems", "provenance"),
    ...allow(contact.filter((role) => role !== "steward"), "taxId"),
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
  },
  PaymentAllocation: {
    ...allow(trading, "id", "paymentId", "payment", "documentType", "documentId", "amount", "currency", "allocatedOn"),
    provenance: trading,
  },
  PaymentTerm: allow(everyone, "id", "code", "name", "netDays", "discountDays", "discountRate", "provenance"),
  Product: {
    ...allow([...trading, "warehouse"], "id", "item", "code", "name", "productGroup", "sharedNumber", "unit",
      "currency"),
    ...allow([...trading, "warehouse"], "validFrom", "validTo", "provenance"),
    ...allow(trading, "listPrice"),
    ...allow(cost, "standardCost"),
  },
  PurchaseOrder: {
    ...allow(buyingFlow, "id", "number", "companyId", "company", "supplierId", "supplier", "orderedOn", "shippedOn",
      "status"),
    ...allow(buyingFlow, "lines", "receipts", "currency", "provenance"),
    ...allow(buying, "netAmount", "taxAmount", "freightAmount", "totalAmount"),
  },
  PurchaseOrderLine: {
    ...allow(buyingFlow, "id", "orderId", "order", "lineNumber", "itemId", "item", "dueOn", "quantity",
      "receivedQuantity"),
    ...allow(buyingFlow, "rejectedQuantity", "unit", "currency", "provenance"),
    ...allow(buying, "unitPrice", "netAmount"),
  },
  QuarantinedRow: {
    ...allow(["admin", "auditor", "steward"], "id", "batchId", "batch", "system", "entity", "code", "path", "file"),
    ...allow(["admin", "auditor", "steward"], "line", "quarantinedAt", "provenance"),
    // A raw record may hold any field of any system, and the reason quotes the value that failed.
    ...allow(["admin", "auditor"], "record", "reason"),
  },
  Receipt: {
    ...allow(buyingFlow, "id", "number", "companyId", "company", "orderId", "order", "supplierId", "supplier",
      "warehouseId"),
    ...allow(buyingFlow, "warehouse", "receivedOn", "status", "trackingNumber", "lines", "provenance"),
  },
  ReceiptLine: {
    ...allow(buyingFlow, "id", "receiptId", "receipt", "lineNumber", "orderLineId", "orderLine", "itemId", "item",
      "quantity"),
    ...allow(buyingFlow, "unit", "provenance"),
  },
  SalesOrder: {
    ...allow(sellingFlow, "id", "number", "companyId", "company", "customerId", "customer", "orderedOn", "dueOn",
      "shippedOn"),
    ...allow(sellingFlow, "status", "channel", "customerReference", "salesPerson", "currency", "lines", "shipments",
      "provenance"),
    ...allow(selling, "netAmount", "taxAmount", "freightAmount", "totalAmount", "invoices", "billing"),
  },
  SalesOrderLine: {
    ...allow(sellingFlow, "id", "orderId", "order", "lineNumber", "itemId", "item", "description", "quantity", "unit"),
    ...allow(sellingFlow, "currency", "provenance"),
    ...allow(selling, "unitPrice", "discountRate", "netAmount"),
  },
  Shipment: {
    ...allow(sellingFlow, "id", "number", "companyId", "company", "orderId", "order", "customerId", "customer",
      "warehouseId"),
    ...allow(sellingFlow, "warehouse", "shippedOn", "status", "trackingNumber", "lines", "provenance"),
  },
  ShipmentLine: {
    ...allow(sellingFlow, "id", "shipmentId", "shipment", "lineNumber", "orderLineId", "orderLine", "itemId", "item"),
    ...allow(sellingFlow, "quantity", "unit", "provenance"),
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
  Warehouse: {
    ...allow(everyone, "id", "companyId", "company", "code", "name", "city", "provenance"),
    ...allow(stock, "stockLevels"),
  },
  WorkOrder: {
    ...allow(stock, "id", "number", "companyId", "company", "itemId", "item", "plannedQuantity", "madeQuantity"),
    ...allow(stock, "scrappedQuantity", "unit", "startsOn", "dueOn", "finishedOn", "status", "provenance"),
  },
};

/** Root fields written by hand, and the types of their answers: one audience for the whole answer. */
export const operations = {
  party: everyone,
  item: everyone,
  company: everyone,
  costCenter: everyone,
  resolveIdentifier: stewardship,
  resolveIdentifiers: stewardship,
  translate: stewardship,
  translateAll: stewardship,
  trialBalance: ledger,
  incomeStatement: ledger,
  balanceSheet: ledger,
  cashFlow: ledger,
  agedReceivables: selling.filter((role) => role !== "integration"),
  agedPayables: buying.filter((role) => role !== "integration"),
  budgetVariance: ledger,
  kpis: ledger,
} as const satisfies Record<string, Audience>;
