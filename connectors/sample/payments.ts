import { addDays, FIRST_DAY, LAST_DAY, laterOf, weekdayOf } from "./calendar";
import type { CompanyKey } from "./companies";
import type { TradeDocument } from "./documents";
import type { Currency } from "./exchange-rates";
import { type Amount, roundTo, total } from "./money";
import type { PartyAccount } from "./parties";
import { createRandom, type Random } from "./random";

export interface Allocation {
  readonly document: TradeDocument;
  readonly amount: Amount;
}

export interface Payment {
  readonly id: string;
  readonly number: string;
  readonly company: CompanyKey;
  readonly account: PartyAccount;
  readonly direction: "INBOUND" | "OUTBOUND";
  readonly paidOn: string;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly method: string;
  readonly reference: string;
  readonly allocations: readonly Allocation[];
  /** What of it settles nothing; none: nothing. */
  readonly onAccount?: Amount;
}

type Settlement = Allocation & { readonly paidOn: string };

function nextFriday(day: string): string {
  return addDays(day, (12 - weekdayOf(day)) % 7);
}

/** Payers keep to their habits: some are prompt, some are late, a few documents stay unpaid or half paid. */
function settlementsOf(
  random: Random,
  document: TradeDocument,
  lateDays: number,
  unpaid: boolean,
): readonly Settlement[] {
  if (unpaid || random.chance(0.035)) return [];
  const day = addDays(document.dueOn, lateDays + random.integer(-6, 8));
  const paidOn = nextFriday(laterOf(day, document.issuedOn));
  if (!random.chance(0.06)) return [{ document, amount: document.totalAmount, paidOn }];
  const half = roundTo(document.totalAmount.div(2), document.currency);
  const rest = { document, amount: document.totalAmount.minus(half), paidOn: nextFriday(addDays(paidOn, 35)) };
  return [{ document, amount: half, paidOn }, rest];
}

/** A credit is set off when its account next pays a document that is larger than all credits set off with it. */
function setOff(credits: readonly TradeDocument[], settlements: readonly Settlement[]): readonly Settlement[] {
  const used = new Set<Settlement>();
  return credits.flatMap((credit) => {
    const carrier = settlements.find(
      (candidate) =>
        !used.has(candidate) &&
        candidate.document.account === credit.account &&
        candidate.document.currency === credit.currency &&
        candidate.document.company === credit.company &&
        candidate.paidOn >= credit.issuedOn &&
        candidate.amount.greaterThan(credit.totalAmount),
    );
    if (!carrier) return [];
    used.add(carrier);
    return [{ document: credit, amount: credit.totalAmount, paidOn: carrier.paidOn }];
  });
}

function isCredit({ document }: Allocation): boolean {
  return document.type === "CREDIT_NOTE";
}

/** All that one account settles on one day in one currency is one transfer. */
function gather(settlements: readonly Settlement[]): readonly (readonly Settlement[])[] {
  const runs = new Map<string, Settlement[]>();
  for (const settlement of settlements) {
    if (settlement.paidOn > LAST_DAY) continue;
    const { account, currency, company } = settlement.document;
    const key = [settlement.paidOn, company, account.id, currency].join("/");
    runs.set(key, [...(runs.get(key) ?? []), settlement]);
  }
  return [...runs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, run]) => run);
}

function paymentOf(run: readonly Settlement[], index: number, prefix: string): readonly Payment[] {
  const [first] = run;
  if (!first) return [];
  const { account, company, currency } = first.document;
  const inbound = account.kind === "CUSTOMER";
  const owed = total(run.filter((part) => !isCredit(part)).map(({ amount }) => amount));
  const credited = total(run.filter(isCredit).map(({ amount }) => amount));
  const number = `${prefix}${first.paidOn.slice(2, 4)}${String(index + 1).padStart(5, "0")}`;
  return [
    {
      id: `${prefix}${String(20_000 + index)}`,
      number,
      company,
      account,
      direction: inbound ? "INBOUND" : "OUTBOUND",
      paidOn: first.paidOn,
      amount: owed.minus(credited),
      currency,
      method: inbound ? "银行转账" : "网银付款",
      reference: `BK${first.paidOn.replaceAll("-", "")}${index}`,
      allocations: run.map(({ document, amount }) => ({ document, amount })),
    },
  ];
}

export interface PayableDocuments {
  readonly documents: readonly TradeDocument[];
  readonly credits: readonly TradeDocument[];
  /** Ids of documents whose payer disputes them. */
  readonly disputed: ReadonlySet<string>;
}

export function createPayments(
  seed: number,
  prefix: "SK" | "FK",
  { documents, credits, disputed }: PayableDocuments,
): readonly Payment[] {
  const random = createRandom(seed, `payments ${prefix}`);
  const habits = new Map<string, number>();
  const settlements = documents.flatMap((document) => {
    const late = habits.get(document.account.id) ?? random.integer(-2, 24);
    habits.set(document.account.id, late);
    return settlementsOf(random, document, late, disputed.has(document.id));
  });
  const all = [...settlements, ...setOff(credits, settlements)].filter(({ paidOn }) => paidOn >= FIRST_DAY);
  return gather(all).flatMap((run, index) => paymentOf(run, index, prefix));
}
