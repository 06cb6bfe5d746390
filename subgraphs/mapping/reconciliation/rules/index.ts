import type { Facts } from "../facts";
import type { LedgerFacts } from "../ledger-facts";
import type { Rule } from "../verdict";
import { billedNotShipped } from "./billed-not-shipped";
import { bookedDifferently } from "./booked-differently";
import { bookedWithoutErpDocument } from "./booked-without-erp-document";
import { duplicateInvoice } from "./duplicate-invoice";
import { erpInvoiceNotBooked } from "./erp-invoice-not-booked";
import { orderAgainstInvoice } from "./order-against-invoice";
import { paymentWithoutInvoice } from "./payment-without-invoice";
import { receivedNotInvoiced } from "./received-not-invoiced";
import { shippedNotBilled } from "./shipped-not-billed";
import { stockAgainstInventory } from "./stock-against-inventory";
import { subledgerAgainstControl } from "./subledger-against-control";
import { threeWayMatch } from "./three-way-match";
import { unbalancedOrOffPeriod } from "./unbalanced-or-off-period";
import { unmappedIdentifier } from "./unmapped-identifier";

/** Rules over documents and their links: a run judges those that changes could touch. */
export const documentRules: readonly Rule<Facts>[] = [
  shippedNotBilled,
  billedNotShipped,
  orderAgainstInvoice,
  threeWayMatch,
  receivedNotInvoiced,
  erpInvoiceNotBooked,
  bookedDifferently,
  bookedWithoutErpDocument,
  duplicateInvoice,
  paymentWithoutInvoice,
];

/** Rules over the books as a whole: judged at every run. */
export const ledgerRules: readonly Rule<LedgerFacts>[] = [
  unmappedIdentifier,
  unbalancedOrOffPeriod,
  subledgerAgainstControl,
  stockAgainstInventory,
];
