import { addDays } from "../days";
import { counts, type Facts } from "../facts";
import { TOLERANCES } from "../tolerances";
import type { Rule, Verdict } from "../verdict";
import { capital, nameOf } from "../words";

/** Invoices that the ERP issued or took in and finance does not know. */
export const erpInvoiceNotBooked: Rule<Facts> = {
  name: "ERP_INVOICE_NOT_BOOKED",
  check: (facts) =>
    facts.ofKind("ERP_INVOICE").flatMap((invoice): readonly Verdict[] => {
      if (!counts(invoice) || !invoice.total || invoice.total.isZero()) return [];
      if (facts.from(invoice, "INVOICE", "BILL", "CREDIT_NOTE").length > 0) return [];
      const since = invoice.on ?? facts.asOf;
      const due = addDays(since, TOLERANCES.bookingGraceDays);
      if (due > facts.asOf) return [{ verdict: "waiting", documentId: invoice.id, until: due }];
      const unknown = !invoice.partyOnBothSides;
      return [
        {
          verdict: "found",
          aspect: "",
          cause: `${capital(nameOf(invoice))} of ${since} is not booked in finance${unknown ? "; finance does not know its party" : ""}.`,
          remedy: unknown
            ? "Create the party in finance, link it, and book the invoice."
            : "Book the invoice in finance.",
          amount: invoice.total,
          currency: invoice.currency,
          sinceOn: since,
          companyId: invoice.companyId,
          documents: [invoice],
          partyId: invoice.party,
        },
      ];
    }),
};
