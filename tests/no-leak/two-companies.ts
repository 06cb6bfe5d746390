import { Company as ErpCompany } from "../../schema/erp/company";
import { Party } from "../../schema/erp/party";
import { SalesOrder } from "../../schema/erp/sales-order";
import { Shipment } from "../../schema/erp/shipment";
import { Account } from "../../schema/finance/account";
import { Bill } from "../../schema/finance/bill";
import { Company } from "../../schema/finance/company";
import { CreditNote } from "../../schema/finance/credit-note";
import { CreditNoteLine } from "../../schema/finance/credit-note-line";
import { Invoice } from "../../schema/finance/invoice";
import { InvoiceLine } from "../../schema/finance/invoice-line";
import { JournalEntry } from "../../schema/finance/journal-entry";
import { JournalLine } from "../../schema/finance/journal-line";
import { PartyAccount } from "../../schema/finance/party-account";
import { Payment } from "../../schema/finance/payment";
import { PaymentAllocation } from "../../schema/finance/payment-allocation";
import { IdentityLink } from "../../schema/mapping/identity-link";
import type { UnifiedRow } from "../../schema/model/source-event";
import type { Database } from "../../store/database";
import { load, row } from "../build";

/** The first company, as finance and the ERP name it. */
export const OWN = ["f:company:own", "e:company:own"];

const posted = (values: Record<string, string>): Record<string, string> => ({
  company_id: "f:company:own",
  party_account_id: "f:party:1",
  status: "POSTED",
  issued_on: "2026-02-01",
  ...values,
});
const amounts = (amount: string): Record<string, string> => ({ net_amount: amount, total_amount: amount });

const masters: readonly UnifiedRow[] = [
  row(Company, { finance_id: "f:company:own", code: "01", shared_number: "G1" }),
  row(Company, { finance_id: "f:company:other", code: "02", shared_number: "G2" }),
  row(Account, { id: "f:account:due", company_id: "f:company:own", code: "1122", class: "RECEIVABLE", type: "ASSET" }),
  row(Account, { id: "f:account:sales", code: "6001", class: "SALES", type: "REVENUE", normal_side: "CREDIT" }),
  row(Account, { id: "f:account:other", company_id: "f:company:other", code: "9999", name: "Plan of the other" }),
  row(PartyAccount, { id: "f:party:1", kind: "CUSTOMER", tax_id: "T1" }),
  ...["1b", "1c"].map((name) =>
    row(PartyAccount, { id: `f:party:${name}`, kind: "CUSTOMER", company_id: "f:company:other" }),
  ),
  row(PartyAccount, { id: "f:party:s", kind: "SUPPLIER" }),
];

/** A sale of 100 and a purchase of 777, each with a credit note and a payment; the other company pays for a part of the sale. */
const documents: readonly UnifiedRow[] = [
  row(JournalEntry, {
    id: "f:journal_entry:1",
    company_id: "f:company:own",
    posted_on: "2026-02-01",
    status: "POSTED",
  }),
  ...["f:account:due", "f:account:sales"].map((account_id, at) =>
    row(JournalLine, {
      id: `f:journal_line:${at}`,
      entry_id: "f:journal_entry:1",
      company_id: "f:company:own",
      posted_on: "2026-02-01",
      account_id,
      debit: at === 0 ? "100" : "0",
      credit: at === 0 ? "0" : "100",
    }),
  ),
  row(
    Invoice,
    posted({ id: "f:invoice:1", order_number: "SO-1", journal_entry_id: "f:journal_entry:1", ...amounts("100") }),
  ),
  row(InvoiceLine, { id: "f:invoice_line:1", invoice_id: "f:invoice:1", net_amount: "100", cost_amount: "61" }),
  row(Bill, posted({ id: "f:bill:1", party_account_id: "f:party:s", ...amounts("777") })),
  ...[
    ["s", "SALES", "10"],
    ["p", "PURCHASE", "77"],
  ].flatMap(([name = "", kind = "", amount = ""]) => [
    row(CreditNote, posted({ id: `f:credit_note:${name}`, kind, invoice_id: "f:invoice:1", ...amounts(amount) })),
    row(CreditNoteLine, {
      id: `f:credit_note_line:${name}`,
      credit_note_id: `f:credit_note:${name}`,
      net_amount: amount,
    }),
  ]),
  ...[
    ["in", "INBOUND", "own", "INVOICE", "f:invoice:1", "60"],
    ["out", "OUTBOUND", "own", "BILL", "f:bill:1", "700"],
    ["other", "INBOUND", "other", "INVOICE", "f:invoice:1", "20"],
  ].flatMap(([name = "", direction = "", company = "", document_type = "", document_id = "", amount = ""]) => [
    row(Payment, { id: `f:payment:${name}`, company_id: `f:company:${company}`, direction, amount }),
    row(PaymentAllocation, {
      id: `f:allocation:${name}`,
      payment_id: `f:payment:${name}`,
      document_type,
      document_id,
      amount,
    }),
  ]),
];

const erp: readonly UnifiedRow[] = [
  row(ErpCompany, { erp_id: "e:company:own", erp_number: "G1" }),
  row(Party, { erp_id: "e:party:1", role: "CUSTOMER", tax_id: "T1" }),
  row(SalesOrder, {
    id: "e:sales_order:1",
    number: "SO-1",
    company_id: "e:company:own",
    customer_id: "e:party:1",
    status: "CONFIRMED",
    ordered_on: "2026-01-10",
    net_amount: "100",
  }),
  row(Shipment, { id: "e:shipment:1", order_id: "e:sales_order:1", company_id: "e:company:own", status: "DONE" }),
];

/** Two companies whose rows meet in one sale, both trades of the first, and a record that was set aside. */
export async function loadTwoCompanies(database: Database): Promise<void> {
  await load(database, "erp", erp);
  await load(database, "finance", [...masters, ...documents]);
  await load(database, "mapping", [
    row(IdentityLink, { id: "l:1", kind: "PARTY", left_id: "e:party:1", right_id: "f:party:1b" }),
  ]);
  await load(
    database,
    "finance",
    [row(InvoiceLine, { id: "f:invoice_line:lost", invoice_id: "f:invoice:lost", net_amount: "4321" })],
    { system: "broken" },
  );
}
