import type { EntityClass } from "../model/definition";
import { Account } from "./account";
import { Bill } from "./bill";
import { CodeMap } from "./code-map";
import { CodeMapping, UnmappedCode } from "./code-mapping";
import { Company } from "./company";
import { CostCenter } from "./cost-center";
import { CreditNote } from "./credit-note";
import { Discrepancy } from "./discrepancy";
import { DiscrepancyEvent } from "./discrepancy-event";
import { DocumentLineLink } from "./document-line-link";
import { DocumentLink } from "./document-link";
import { DocumentLinkDecision } from "./document-link-decision";
import { ErpInvoice } from "./erp-invoice";
import { Identifier } from "./identifier";
import { IdentityConflict } from "./identity-conflict";
import { IdentityDecision } from "./identity-decision";
import { IdentityLink } from "./identity-link";
import { ImportBatch } from "./import-batch";
import { Invoice } from "./invoice";
import { Item } from "./item";
import { ItemCategory } from "./item-category";
import { JournalEntry } from "./journal-entry";
import { MatchProposal } from "./match-proposal";
import { OrderBilling } from "./order-billing";
import { Party } from "./party";
import { Payment } from "./payment";
import { PurchaseOrder } from "./purchase-order";
import { QualityFinding } from "./quality-finding";
import { QualityRule } from "./quality-rule";
import { QuarantineDecision } from "./quarantine-decision";
import { QuarantinedRow } from "./quarantined-row";
import { Receipt } from "./receipt";
import { ReconciliationRun } from "./reconciliation-run";
import { SalesOrder } from "./sales-order";
import { SavedOperation } from "./saved-operation";
import { Shipment } from "./shipment";
import { SourceFreshness } from "./source-freshness";

/** What mapping stores. */
export const mappingEntities: readonly EntityClass[] = [
  IdentityLink,
  Identifier,
  MatchProposal,
  IdentityDecision,
  IdentityConflict,
  DocumentLink,
  DocumentLineLink,
  DocumentLinkDecision,
  OrderBilling,
  CodeMap,
  CodeMapping,
  UnmappedCode,
  ImportBatch,
  QuarantinedRow,
  QuarantineDecision,
  Discrepancy,
  DiscrepancyEvent,
  ReconciliationRun,
  QualityRule,
  QualityFinding,
  SourceFreshness,
  SavedOperation,
];

/** The identities mapping mints, by the kind the crosswalk evidence names. */
export const identityClasses = { party: Party, item: Item, company: Company, cost_center: CostCenter } as const;

/** Entities of other subgraphs that mapping adds fields to. */
export const mappingExtensions: readonly EntityClass[] = [
  Account,
  Bill,
  CreditNote,
  ErpInvoice,
  Invoice,
  ItemCategory,
  JournalEntry,
  Payment,
  PurchaseOrder,
  Receipt,
  SalesOrder,
  Shipment,
];
