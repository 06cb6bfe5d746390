import type { EntityClass } from "../model/definition";
import { Account } from "./account";
import { AccountBalance } from "./account-balance";
import { Bill } from "./bill";
import { BillLine } from "./bill-line";
import { Budget } from "./budget";
import { Company } from "./company";
import { CostCenter } from "./cost-center";
import { CreditNote } from "./credit-note";
import { CreditNoteLine } from "./credit-note-line";
import { ExchangeRate } from "./exchange-rate";
import { FiscalPeriod } from "./fiscal-period";
import { IntegrationScorecard } from "./integration-scorecard";
import { InventoryBalance } from "./inventory-balance";
import { Invoice } from "./invoice";
import { InvoiceLine } from "./invoice-line";
import { Item } from "./item";
import { ItemCategory } from "./item-category";
import { Journal } from "./journal";
import { JournalEntry } from "./journal-entry";
import { JournalLine } from "./journal-line";
import { OpenItem } from "./open-item";
import { Party } from "./party";
import { PartyAccount } from "./party-account";
import { Payment } from "./payment";
import { PaymentAllocation } from "./payment-allocation";
import { PaymentTerm } from "./payment-term";
import { Product } from "./product";
import { FigureExplanation } from "./reports/explanation";
import { TaxCode } from "./tax-code";

/** The finance system's entities; an entity stands after those it references, so that a load can go through in this order. */
export const financeEntities: readonly EntityClass[] = [
  Company,
  CostCenter,
  TaxCode,
  PaymentTerm,
  ExchangeRate,
  Account,
  FiscalPeriod,
  Journal,
  PartyAccount,
  Product,
  JournalEntry,
  JournalLine,
  Invoice,
  InvoiceLine,
  Bill,
  BillLine,
  CreditNote,
  CreditNoteLine,
  Payment,
  PaymentAllocation,
  OpenItem,
  Budget,
  AccountBalance,
  InventoryBalance,
];

/** Types without rows of their own that have lists: entities of other subgraphs that finance adds fields to, and explanations. */
export const financeExtensions: readonly EntityClass[] = [
  IntegrationScorecard,
  Party,
  Item,
  ItemCategory,
  FigureExplanation,
];
