import Decimal from "decimal.js";
import type { ReconciledDocument } from "../../../../store/mapping/reconciliation/documents";
import { daysBetween } from "../days";
import { moneyText } from "../words";

export interface Score {
  /** 0 to 0.99: only a reference is certain. */
  readonly confidence: number;
  /** All evidence added up, by which rivals are told apart even where each alone would be as good as certain. */
  readonly weight: number;
  readonly reasons: readonly string[];
}

/** What each piece of evidence adds, as data. */
const WEIGHTS = {
  party: 0.35,
  sameAmount: 0.35,
  roundedAmount: 0.25,
  closeAmount: 0.1,
  ownNumber: 0.3,
  shortNumber: 0.15,
  reference: 0.3,
  orderNumber: 0.15,
  sameDay: 0.15,
  sameWeek: 0.1,
  sameSeason: 0.05,
  lines: 0.1,
} as const;

const HIGHEST = 0.99;
/** A number of fewer characters stands in many texts by chance, unless a word goes before it. */
const TELLING_LENGTH = 4;
const CLOSE_SHARE = "0.01";

interface Evidence {
  readonly weight: number;
  readonly reason: string;
}

/** A credit note of finance has positive amounts, one of the ERP negative ones. */
export const signedTotal = ({ kind, total }: ReconciledDocument): Decimal | null =>
  total && (kind === "CREDIT_NOTE" ? total.neg() : total);

function ofAmount(from: ReconciledDocument, to: ReconciledDocument): Evidence | null {
  const [a, b] = [signedTotal(from), signedTotal(to)];
  if (!a || !b || from.currency !== to.currency) return null;
  const off = a.minus(b).abs();
  const text = moneyText(b.abs(), to.currency);
  if (off.lessThan(from.smallestUnit)) return { weight: WEIGHTS.sameAmount, reason: `the same amount ${text}` };
  if (off.lessThanOrEqualTo(from.smallestUnit.times(Math.max(1, from.lines.length))))
    return {
      weight: WEIGHTS.roundedAmount,
      reason: `the same amount but for rounding (${moneyText(off, to.currency)})`,
    };
  if (off.lessThanOrEqualTo(a.abs().times(CLOSE_SHARE)))
    return { weight: WEIGHTS.closeAmount, reason: `nearly the same amount, ${moneyText(off, to.currency)} off` };
  return null;
}

function ofDay(from: ReconciledDocument, to: ReconciledDocument): Evidence | null {
  if (!from.on || !to.on) return null;
  const days = Math.abs(daysBetween(from.on, to.on));
  if (days === 0) return { weight: WEIGHTS.sameDay, reason: "the same day" };
  if (days <= 7) return { weight: WEIGHTS.sameWeek, reason: `${days} days apart` };
  return days <= 45 ? { weight: WEIGHTS.sameSeason, reason: `${days} days apart` } : null;
}

const words = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[\s,;:()#]+/)
    .filter((word) => word !== "");

/** A number in a text: alone it may be another number by chance, with a word before it, or long, it tells. */
function ofNumber(number: string | null, texts: readonly (string | null)[]): Evidence | null {
  if (!number) return null;
  const sought = number.toLowerCase();
  for (const text of texts) {
    const found = words(text ?? "");
    if (!found.includes(sought)) continue;
    const telling = found.length > 1 || sought.length >= TELLING_LENGTH;
    return { weight: telling ? WEIGHTS.ownNumber : WEIGHTS.shortNumber, reason: `its number in “${text}”` };
  }
  return null;
}

function ofReference(from: ReconciledDocument, to: ReconciledDocument): Evidence | null {
  if (!from.reference || from.reference.length < TELLING_LENGTH) return null;
  const texts = [to.number, to.orderNumber, to.reference, to.description, to.entryText];
  const same = texts.some((text) => text?.toLowerCase() === from.reference?.toLowerCase());
  return same ? { weight: WEIGHTS.reference, reason: `the reference ${from.reference}` } : null;
}

function ofLines(from: ReconciledDocument, to: ReconciledDocument): Evidence | null {
  const key = ({ item, quantity }: ReconciledDocument["lines"][number]): string | null =>
    item && quantity && `${item} ${quantity.abs().toFixed()}`;
  const theirs = new Set(to.lines.map(key));
  const alike = from.lines.filter((line) => key(line) !== null && theirs.has(key(line)));
  return alike.length > 0 && alike.length * 2 >= Math.max(from.lines.length, to.lines.length)
    ? { weight: WEIGHTS.lines, reason: `${alike.length} alike lines` }
    : null;
}

/**
 * How much speaks for two documents being one sale or purchase, and what. Null when something speaks against it: parties
 * that both systems know as different ones, or nothing but a party and a day in common.
 * @param orderNumbers numbers of the orders that `from` bills
 */
export function score(from: ReconciledDocument, to: ReconciledDocument, orderNumbers: readonly string[]): Score | null {
  const sameParty = from.party !== null && from.party === to.party;
  if (!sameParty && from.partyOnBothSides && to.partyOnBothSides) return null;
  if (from.company !== null && to.company !== null && from.company !== to.company && from.system === to.system)
    return null;
  const amount = ofAmount(from, to);
  const number = ofNumber(from.number, [to.number, to.orderNumber, to.reference, to.description, to.entryText]);
  const reference = ofReference(from, to);
  const order = to.orderNumber !== null && orderNumbers.includes(to.orderNumber);
  if (!amount && !number && !reference && !order) return null;
  // Without a common party an amount may be chance: a number must say the same.
  if (!sameParty && !(amount && (number || reference || order))) return null;
  const evidence = [
    sameParty ? { weight: WEIGHTS.party, reason: "the same party" } : null,
    amount,
    number,
    reference,
    order ? { weight: WEIGHTS.orderNumber, reason: `the order ${to.orderNumber}` } : null,
    ofDay(from, to),
    ofLines(from, to),
  ].filter((piece): piece is Evidence => piece !== null);
  const weight = Number(new Decimal(evidence.reduce((sum, piece) => sum + piece.weight, 0)).toFixed(4));
  return { confidence: Math.min(HIGHEST, weight), weight, reasons: evidence.map(({ reason }) => reason) };
}
