import { monthOf } from "./calendar";
import type { AccountCode } from "./chart-of-accounts";
import type { CompanyKey, SampleCompany } from "./companies";
import { type Amount, total } from "./money";

export type JournalKind = "SALES" | "PURCHASE" | "CASH" | "GENERAL" | "OPENING";

export interface Posting {
  readonly account: AccountCode;
  /** In the company's currency: debit positive, credit negative. */
  readonly amount: Amount;
  readonly partyAccountId?: string;
  readonly costCenterId?: string;
  readonly taxCodeId?: string;
  /** In the document's currency, with the same sign. */
  readonly original?: { readonly amount: Amount; readonly currency: string };
}

export interface EntryDraft {
  readonly company: CompanyKey;
  readonly journal: JournalKind;
  readonly postedOn: string;
  readonly description: string;
  readonly documentNumber: string;
  /** The month it is entered in; none: that of its day. */
  readonly period?: string;
  readonly postings: readonly Posting[];
}

export interface JournalEntry extends EntryDraft {
  readonly id: string;
  readonly number: string;
}

/** An entry, without the postings of nothing; one that does not balance is a fault of the generator. */
export function entry(draft: EntryDraft): EntryDraft {
  const postings = draft.postings.filter(({ amount }) => !amount.isZero());
  const difference = total(postings.map(({ amount }) => amount));
  if (!difference.isZero()) throw new Error(`entry for ${draft.documentNumber} is out by ${difference.toFixed()}`);
  return { ...draft, postings };
}

/** Puts the entries in the order of their days and numbers them by company and month, as a book of vouchers is kept. */
export function numberEntries(
  companies: readonly SampleCompany[],
  drafts: readonly EntryDraft[],
): readonly JournalEntry[] {
  const lastNumbers = new Map<string, number>();
  const inOrder = drafts
    .filter(({ postings }) => postings.length > 0)
    .map((draft, position) => ({ draft, position }))
    .sort((a, b) =>
      a.draft.postedOn < b.draft.postedOn ? -1 : a.draft.postedOn > b.draft.postedOn ? 1 : a.position - b.position,
    );
  return inOrder.map(({ draft }) => {
    const company = companies.find(({ key }) => key === draft.company);
    const month = monthOf(draft.postedOn).replace("-", "");
    const book = `${company?.financeId}-${month}`;
    const last = (lastNumbers.get(book) ?? 0) + 1;
    lastNumbers.set(book, last);
    const number = `记-${month}-${String(last).padStart(4, "0")}`;
    return { ...draft, id: `${book}-${String(last).padStart(4, "0")}`, number };
  });
}

/** The sum of postings that a condition picks. */
export function balanceOf(
  drafts: readonly EntryDraft[],
  picks: (draft: EntryDraft, posting: Posting) => boolean,
): Amount {
  return total(
    drafts.flatMap((draft) => draft.postings.filter((posting) => picks(draft, posting)).map(({ amount }) => amount)),
  );
}
