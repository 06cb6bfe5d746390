import { Party } from "../../../schema/erp/party";
import { SalesOrder } from "../../../schema/erp/sales-order";
import { Account } from "../../../schema/finance/account";
import { Bill } from "../../../schema/finance/bill";
import { BillLine } from "../../../schema/finance/bill-line";
import { Budget } from "../../../schema/finance/budget";
import { Company } from "../../../schema/finance/company";
import { CostCenter } from "../../../schema/finance/cost-center";
import { CreditNote } from "../../../schema/finance/credit-note";
import { CreditNoteLine } from "../../../schema/finance/credit-note-line";
import { Invoice } from "../../../schema/finance/invoice";
import { InvoiceLine } from "../../../schema/finance/invoice-line";
import { JournalEntry } from "../../../schema/finance/journal-entry";
import { JournalLine } from "../../../schema/finance/journal-line";
import { PartyAccount } from "../../../schema/finance/party-account";
import { Payment } from "../../../schema/finance/payment";
import { PaymentAllocation } from "../../../schema/finance/payment-allocation";
import type { UnifiedRow } from "../../../schema/model/source-event";
import type { Database } from "../../../store/database";
import { load, row } from "../../build";

/** Amounts of somebody else; no other text holds these digits. */
export const FOREIGN = { customer: "54321.98", costCenter: "72345.67", supplier: "65432.19" } as const;
/** Whatever belongs to somebody else has one of these in its ids, names and amounts. */
export const FOREIGN_TEXT = /OTHER|54321|72345|65432/;

export const OWN_CUSTOMER = ["f:party:1", "e:party:1"];
export const OWN_COST_CENTER = ["f:cost_center:1"];

const customer = (code: string, id: string, values: Record<string, string> = {}): UnifiedRow =>
  row(PartyAccount, { id, kind: "CUSTOMER", number: code, name: code, ...values });

function invoice(code: string, party: string, total: string): UnifiedRow {
  const amounts = { status: "POSTED", net_amount: total, total_amount: total };
  const values = {
    company_id: "f:company:1",
    party_account_id: party,
    number: `INV-${code}`,
    order_number: `SO-${code}`,
  };
  return row(Invoice, { id: `f:invoice:${code}`, ...values, ...amounts });
}

function invoiceLine(code: string, at: number, costCenter: string, amount: string): UnifiedRow {
  const values = { invoice_id: `f:invoice:${code}`, line_number: String(at), cost_center_id: costCenter };
  return row(InvoiceLine, { id: `f:invoice_line:${code}${at}`, ...values, net_amount: amount });
}

function journalLine(
  at: number,
  account: string,
  costCenter: string | null,
  debit: string,
  credit: string,
): UnifiedRow {
  const values = {
    entry_id: "f:journal_entry:1",
    company_id: "f:company:1",
    account_id: account,
    line_number: String(at),
  };
  return row(JournalLine, { id: `f:journal_line:${at}`, ...values, cost_center_id: costCenter, debit, credit });
}

const budget = (costCenter: string, amount: string): UnifiedRow =>
  row(Budget, {
    id: `f:budget:${costCenter}`,
    company_id: "f:company:1",
    account_id: "f:account:sales",
    cost_center_id: costCenter,
    amount,
  });

const masters: readonly UnifiedRow[] = [
  row(Company, { finance_id: "f:company:1", code: "01", name: "Group Ltd" }),
  row(CostCenter, { finance_id: "f:cost_center:1", code: "CC1", name: "Own centre" }),
  row(CostCenter, { finance_id: "f:cost_center:2", code: "CC-OTHER", name: "OTHER centre" }),
  row(Account, { id: "f:account:sales", code: "6001", type: "REVENUE", class: "SALES", normal_side: "CREDIT" }),
  row(Account, { id: "f:account:due", code: "1122", type: "ASSET", class: "RECEIVABLE", normal_side: "DEBIT" }),
  // The third is one identity with the first: whoever merges them widens nobody's list.
  customer("C1", "f:party:1", { group_number: "G1", shared_number: "C1" }),
  customer("C-OTHER", "f:party:2", { shared_number: "C-OTHER" }),
  customer("MERGED-OTHER", "f:party:3", { group_number: "G1" }),
  row(PartyAccount, { id: "f:party:9", kind: "SUPPLIER", number: "S1", name: "Supplier OTHER" }),
];

const documents: readonly UnifiedRow[] = [
  invoice("OWN", "f:party:1", "72445.67"),
  invoiceLine("OWN", 1, "f:cost_center:1", "100"),
  invoiceLine("OWN", 2, "f:cost_center:2", FOREIGN.costCenter),
  invoice("OTHER", "f:party:2", FOREIGN.customer),
  invoiceLine("OTHER", 1, "f:cost_center:2", FOREIGN.customer),
  invoice("MERGED-OTHER", "f:party:3", FOREIGN.customer),
  row(Bill, { id: "f:bill:OTHER", company_id: "f:company:1", party_account_id: "f:party:9", number: "BILL-OTHER" }),
  row(BillLine, { id: "f:bill_line:OTHER", bill_id: "f:bill:OTHER", cost_center_id: "f:cost_center:2" }),
  ...(["SALES", "PURCHASE"] as const).flatMap((kind) => {
    const [code, party, amount] =
      kind === "SALES" ? ["OWN", "f:party:1", "10"] : ["OTHER", "f:party:9", FOREIGN.supplier];
    const head = {
      kind,
      company_id: "f:company:1",
      party_account_id: party,
      number: `CN-${code}`,
      total_amount: amount,
    };
    return [
      row(CreditNote, { id: `f:credit_note:${code}`, ...head }),
      row(CreditNoteLine, {
        id: `f:credit_note_line:${code}`,
        credit_note_id: `f:credit_note:${code}`,
        net_amount: amount,
      }),
    ];
  }),
  ...(["INBOUND", "OUTBOUND"] as const).flatMap((direction) => {
    const [code, party, amount] =
      direction === "INBOUND" ? ["OWN", "f:party:1", "20"] : ["OTHER", "f:party:9", FOREIGN.supplier];
    const head = { direction, company_id: "f:company:1", party_account_id: party, number: `PAY-${code}`, amount };
    const settled = direction === "INBOUND" ? ["INVOICE", "f:invoice:OWN"] : ["BILL", "f:bill:OTHER"];
    const part = {
      payment_id: `f:payment:${code}`,
      document_type: settled[0] ?? "",
      document_id: settled[1] ?? "",
      amount,
    };
    return [
      row(Payment, { id: `f:payment:${code}`, ...head }),
      row(PaymentAllocation, { id: `f:allocation:${code}`, ...part }),
    ];
  }),
];

const ledger: readonly UnifiedRow[] = [
  row(JournalEntry, {
    id: "f:journal_entry:1",
    company_id: "f:company:1",
    number: "1",
    posted_on: "2026-01-10",
    status: "POSTED",
  }),
  journalLine(1, "f:account:due", null, "72445.67", "0"),
  journalLine(2, "f:account:sales", "f:cost_center:1", "0", "100"),
  journalLine(3, "f:account:sales", "f:cost_center:2", "0", FOREIGN.costCenter),
  budget("f:cost_center:1", "90"),
  budget("f:cost_center:2", FOREIGN.costCenter),
];

const erp: readonly UnifiedRow[] = [
  row(Party, { erp_id: "e:party:1", number: "C1", name: "C1", role: "CUSTOMER", shared_number: "C1" }),
  row(Party, { erp_id: "e:party:2", number: "C-OTHER", name: "C-OTHER", role: "CUSTOMER", shared_number: "C-OTHER" }),
  ...(["OWN", "OTHER"] as const).map((code, at) =>
    row(SalesOrder, {
      id: `e:sales_order:${code}`,
      customer_id: `e:party:${at + 1}`,
      number: `SO-${code}`,
      net_amount: code === "OWN" ? "100" : FOREIGN.customer,
      status: "CONFIRMED",
    }),
  ),
];

/** One company with an own and another customer, an own and another cost centre, and a supplier. */
export async function loadScopesGround(database: Database): Promise<void> {
  const finance = await load(database, "finance", [...masters, ...documents, ...ledger]);
  const trade = await load(database, "erp", erp);
  const setAside = [finance, trade].map(({ quarantine }) => quarantine).filter(({ count }) => count > 0);
  if (setAside.length > 0) throw new Error(JSON.stringify(setAside));
}
