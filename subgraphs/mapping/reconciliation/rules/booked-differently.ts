import type { ReconciledDocument } from "../../../../store/mapping/reconciliation/documents";
import { en, zh } from "../../bilingual";
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
        cause: {
          en: en`${capital(nameOf(invoice))} is in ${invoice.currency}, finance booked ${nameOf(booked)} in ${booked.currency}.`,
          zh: zh`${nameOf(invoice)}的币种为 ${invoice.currency}，财务系统以 ${booked.currency} 入账为${nameOf(booked)}。`,
        },
        remedy: { en: "Book it in the currency of the invoice.", zh: "按发票币种入账。" },
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
      cause: {
        en: en`${capital(nameOf(booked))} books ${moneyText(theirs, booked.currency)}, ${nameOf(invoice)} says ${moneyText(ours, invoice.currency)}.`,
        zh: zh`${nameOf(booked)}入账 ${moneyText(theirs, booked.currency)}，${nameOf(invoice)}金额为 ${moneyText(ours, invoice.currency)}。`,
      },
      remedy: { en: "Correct the booking to the amount of the invoice.", zh: "按发票金额更正入账。" },
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
      cause: {
        en: en`${capital(nameOf(invoice))} of ${invoice.on} is booked on ${booked.on} as ${nameOf(booked)}, ${Math.abs(days)} days ${days > 0 ? "later" : "earlier"}${period ? " and in another month" : ""}.`,
        zh: zh`${nameOf(invoice)}日期为 ${invoice.on}，于 ${booked.on} 入账为${nameOf(booked)}，${days > 0 ? "晚" : "早"} ${Math.abs(days)} 天${period ? "，且跨月" : ""}。`,
      },
      remedy: period
        ? {
            en: "Move the booking to the month of the invoice, or accrue it there.",
            zh: "将入账调整到发票所属月份，或在该月计提。",
          }
        : { en: "Correct the day of the booking.", zh: "更正入账日期。" },
      amount: signedTotal(booked),
    }),
  ];
}

function ofState(pair: Pair): readonly Verdict[] {
  const [invoice, booked] = pair;
  if (booked.status !== "DRAFT") return [];
  return [
    found(pair, "draft", {
      cause: {
        en: en`${capital(nameOf(invoice))} is in finance as ${nameOf(booked)}, but only as a draft: no report counts it.`,
        zh: zh`${nameOf(invoice)}在财务系统中为${nameOf(booked)}，但仅为草稿，未计入任何报表。`,
      },
      remedy: { en: "Approve or post it.", zh: "审核或过账该单据。" },
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
