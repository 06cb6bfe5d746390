import type { ReconciledDocument } from "../../../../store/mapping/reconciliation/documents";
import { en, zh } from "../../bilingual";
import { counts, type Facts } from "../facts";
import { explained, type Rule, type Verdict } from "../verdict";
import { capital, nameOf } from "../words";

const BEHIND = ["SALES_ORDER", "PURCHASE_ORDER", "SHIPMENT", "RECEIPT", "ERP_INVOICE"] as const;

function isBacked(facts: Facts, document: ReconciledDocument): boolean {
  if (facts.behind(document, ...BEHIND).length > 0) return true;
  const corrected = facts.behind(document, "INVOICE", "BILL");
  return corrected.some((one) => isBacked(facts, one));
}

/** What finance booked although the ERP, which keeps this side of trade, sold or bought nothing of the kind. */
export const bookedWithoutErpDocument: Rule<Facts> = {
  name: "BOOKED_WITHOUT_ERP_DOCUMENT",
  check: (facts) =>
    facts.ofKind("INVOICE", "BILL", "CREDIT_NOTE").flatMap((document): readonly Verdict[] => {
      const { side } = document;
      const kept = (
        side === "SALES" ? (["SALES_ORDER", "ERP_INVOICE"] as const) : (["PURCHASE_ORDER", "ERP_INVOICE"] as const)
      ).some((kind) => facts.shows(kind, side));
      if (!kept || !counts(document) || isBacked(facts, document)) return [];
      if (side === "PURCHASE" && !document.partyOnBothSides)
        return [explained("A bill of a supplier that only finance keeps: expenses are not ordered in the ERP.")];
      return [
        {
          verdict: "found",
          aspect: "",
          cause: {
            en: en`${capital(nameOf(document))} is booked in finance, but the ERP has neither an order nor an invoice for it.`,
            zh: zh`${nameOf(document)}已在财务系统入账，但 ERP 中既无对应订单，也无对应发票。`,
          },
          remedy: {
            en: "Find the order it belongs to and name it on the document, or confirm that there is none.",
            zh: "找出其所属订单并在单据上注明，或确认无对应订单。",
          },
          amount: document.total,
          currency: document.currency,
          sinceOn: document.on ?? facts.asOf,
          companyId: document.companyId,
          documents: [document],
          partyId: document.party,
        },
      ];
    }),
};
