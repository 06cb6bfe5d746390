import { type Books, controlPosting, currencyOfBooks, inBooks } from "./booking";
import { ACCOUNT } from "./chart-of-accounts";
import { costCenterFor } from "./companies";
import { type EntryDraft, entry, type Posting } from "./ledger";
import { type Amount, roundTo, total } from "./money";
import type { Allocation, Payment } from "./payments";

/** What is still carried for a document on its control account: in its own currency and in the books. */
interface Carried {
  readonly original: Amount;
  readonly booked: Amount;
}

/** Takes an allocation off what is carried; the last one takes all that is left, so that nothing stays over from rounding. */
function clear(books: Books, carried: Map<string, Carried>, { document, amount }: Allocation): Posting {
  const posting = controlPosting(books, document);
  const before = carried.get(document.id) ?? { original: document.totalAmount, booked: posting.amount };
  const last = amount.equals(before.original);
  const share = before.booked.times(amount).div(before.original);
  const cleared = last ? before.booked : roundTo(share, currencyOfBooks(books, document.company));
  carried.set(document.id, { original: before.original.minus(amount), booked: before.booked.minus(cleared) });
  const sign = posting.original?.amount.isNegative() ? 1 : -1;
  return {
    account: posting.account,
    amount: cleared.negated(),
    partyAccountId: document.account.id,
    original: { amount: amount.times(sign), currency: document.currency },
  };
}

function bankPosting(books: Books, payment: Payment): Posting {
  const signed = payment.direction === "INBOUND" ? payment.amount : payment.amount.negated();
  return {
    account: ACCOUNT.bank,
    amount: inBooks(books, payment, signed, payment.paidOn),
    original: { amount: signed, currency: payment.currency },
  };
}

/** What a payment leaves over stays on the account of who paid it, or was paid. */
function onAccount(books: Books, payment: Payment): readonly Posting[] {
  if (!payment.onAccount) return [];
  const inbound = payment.direction === "INBOUND";
  const amount = inbound ? payment.onAccount.negated() : payment.onAccount;
  return [
    {
      account: inbound ? ACCOUNT.receivable : ACCOUNT.payable,
      amount: inBooks(books, payment, amount, payment.paidOn),
      partyAccountId: payment.account.id,
      original: { amount, currency: payment.currency },
    },
  ];
}

/** Payments in the order of their days; the bank's rate against the rate a document was booked at is a gain or loss. */
export function postPayments(books: Books, payments: readonly Payment[]): readonly EntryDraft[] {
  const carried = new Map<string, Carried>();
  const inOrder = [...payments].sort((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : 0));
  return inOrder.map((payment) => {
    const postings = [
      bankPosting(books, payment),
      ...payment.allocations.map((allocation) => clear(books, carried, allocation)),
      ...onAccount(books, payment),
    ];
    const difference = total(postings.map(({ amount }) => amount)).negated();
    const gain: Posting = {
      account: ACCOUNT.exchangeGain,
      amount: difference,
      costCenterId: costCenterFor(payment.company, "ADMINISTRATION"),
    };
    return entry({
      company: payment.company,
      journal: "CASH",
      postedOn: payment.paidOn,
      documentNumber: payment.number,
      description: `${payment.direction === "INBOUND" ? "收款" : "付款"} ${payment.account.name}`,
      postings: [...postings, gain],
    });
  });
}
