import type { ReconciledDocument } from "../../../../store/mapping/reconciliation/documents";
import { daysBetween, monthOf } from "../days";
import { counts, type Facts } from "../facts";
import { signedTotal } from "../linking/score";
import { TOLERANCES } from "../tolerances";
import { explained, type Finding, type Rule, type Verdict } from "../verdict";
import { capital, moneyText, nameOf } from "../words";

function found(
  [invoice, booked]: readonly [ReconciledDocument, ReconciledDocument],
  aspect: string,
  told: Pick<Finding, "cause" | "remedy" | "amount">,
): Finding {
  return {
    verdict: "found",
    aspect,
    ...told,
    currency: booked.currency,
    sinceOn: booked.on ?? invoice.on ?? "",
    companyId: invoice.companyId,
    documents: [invoice, booked],
    partyId: invoice.party,
  };
}

type Pair = readonly [invoice: ReconciledDocument, booked: ReconciledDocument];

function ofAmount(pair: Pair): readonly Verdict[] {
  const [invoice, booked] = pair;
  const [ours, theirs] = [signedTotal(invoice), signedTotal(booked)];
  if (!ours || !theirs) return [];
  if (invoice.currency !== booked.currency)
    return [
      found(pair, "currency", {
        cause: `${capital(nameOf(invoice))} is in ${invoice.currency}, finance booked ${nameOf(booked)} in ${booked.currency}.`,
        remedy: "Book it in the currency of the invoice.",
        amount: theirs,
      }),
    ];
  const off = theirs.minus(ours);
  // Below the smallest unit there is no money: some systems keep more decimals than they show.
  if (off.abs().lessThan(invoice.smallestUnit))
    return off.isZero() ? [] : [explained("Booked amount differs below the smallest unit.")];
  if (off.abs().lessThanOrEqualTo(invoice.smallestUnit.times(TOLERANCES.roundingUnitsPerDocument)))
    return [explained("Booked amount differs by rounding.")];
  return [
    found(pair, "amount", {
      cause: `${capital(nameOf(booked))} books ${moneyText(theirs, booked.currency)}, ${nameOf(invoice)} says ${moneyText(ours, invoice.currency)}.`,
      remedy: "Correct the booking to the amount of the invoice.",
      amount: off,
    }),
  ];
}

function ofDay(pair: Pair): readonly Verdict[] {
  const [invoice, booked] = pair;
  if (!invoice.on || !booked.on || invoice.on === booked.on) return [];
  const days = daysBetween(invoice.on, booked.on);
  if (monthOf(invoice.on) === monthOf(booked.on) && Math.abs(days) <= TOLERANCES.bookingGraceDays)
    return [explained(`Booked on another day of the same month, within ${TOLERANCES.bookingGraceDays} days.`)];
  const period = monthOf(invoice.on) !== monthOf(booked.on);
  return [
    found(pair, period ? "period" : "day", {
      cause: `${capital(nameOf(invoice))} of ${invoice.on} is booked on ${booked.on} as ${nameOf(booked)}, ${Math.abs(days)} days ${days > 0 ? "later" : "earlier"}${period ? " and in another month" : ""}.`,
      remedy: period
        ? "Move the booking to the month of the invoice, or accrue it there."
        : "Correct the day of the booking.",
      amount: signedTotal(booked),
    }),
  ];
}

function ofState(pair: Pair): readonly Verdict[] {
  const [invoice, booked] = pair;
  if (booked.status !== "DRAFT") return [];
  return [
    found(pair, "draft", {
      cause: `${capital(nameOf(invoice))} is in finance as ${nameOf(booked)}, but only as a draft: no report counts it.`,
      remedy: "Approve or post it.",
      amount: signedTotal(booked),
    }),
  ];
}

/** Invoices of the ERP that finance booked at another amount, in another period, or not for good. */
export const bookedDifferently: Rule<Facts> = {
  name: "BOOKED_DIFFERENTLY",
  check: (facts) =>
    facts
      .ofKind("ERP_INVOICE")
      .filter(counts)
      .flatMap((invoice) => {
        const bookings = facts
          .from(invoice, "INVOICE", "BILL", "CREDIT_NOTE")
          .filter(({ status }) => status !== "CANCELLED");
        return bookings.flatMap((booked) => {
          const pair: Pair = [invoice, booked];
          return [...ofState(pair), ...ofAmount(pair), ...ofDay(pair)];
        });
      }),
};
