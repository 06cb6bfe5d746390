import { Account } from "../../../schema/finance/account";
import { Company } from "../../../schema/finance/company";
import { Invoice } from "../../../schema/finance/invoice";
import { InvoiceLine } from "../../../schema/finance/invoice-line";
import { PartyAccount } from "../../../schema/finance/party-account";
import type { Database } from "../../../store/database";
import { load, row } from "../../build";
import type { Target } from "../target";

/** What every family attacks: one gateway, and the same with little patience, little room, and few requests a minute. */
export interface Ground {
  target: Target;
  impatient: Target;
  narrow: Target;
  sparing: Target;
}

/** Requests that `narrow` has room for at once. */
export const ROOM = 20;

/** A cost that a sales clerk must not learn, in each company; no other text holds these digits. */
export const COSTS = { "01": "61234.56", "02": "72345.67" } as const;

/** Two companies of one group, each with an invoice to the same customer. */
export async function loadGround(database: Database): Promise<void> {
  await load(database, "finance", [
    row(Company, { finance_id: "f:company:01", code: "01", name: "Own Ltd" }),
    row(Company, { finance_id: "f:company:02", code: "02", name: "Other Ltd" }),
    row(Account, { id: "f:account:1", code: "1001", name: "Cash" }),
    row(PartyAccount, { id: "f:party:1", kind: "CUSTOMER", control_account_id: "f:account:1" }),
    ...(["01", "02"] as const).flatMap((code) => [
      row(Invoice, {
        id: `f:invoice:${code}`,
        company_id: `f:company:${code}`,
        party_account_id: "f:party:1",
        number: `INV-${code}`,
        status: "POSTED",
        net_amount: "100000",
        total_amount: "113000",
      }),
      row(InvoiceLine, {
        id: `f:invoice_line:${code}`,
        invoice_id: `f:invoice:${code}`,
        net_amount: "100000",
        cost_amount: COSTS[code],
      }),
    ]),
  ]);
}
