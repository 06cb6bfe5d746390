import { en, zh } from "../../bilingual";
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
          cause: {
            en: en`${capital(nameOf(invoice))} of ${since} is not booked in finance${unknown ? "; finance does not know its party" : ""}.`,
            zh: zh`${nameOf(invoice)}（${since}）未在财务系统入账${unknown ? "；财务系统中没有其往来单位" : ""}。`,
          },
          remedy: unknown
            ? {
                en: "Create the party in finance, link it, and book the invoice.",
                zh: "在财务系统中建立并关联该往来单位，再将发票入账。",
              }
            : { en: "Book the invoice in finance.", zh: "在财务系统中将该发票入账。" },
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
