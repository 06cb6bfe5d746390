import type { DocumentKind } from "../../../../schema/model/definition";
import type { ReconciledDocument } from "../../../../store/mapping/reconciliation/documents";
import type { EvidenceLineLink, EvidenceLink } from "../../../../store/mapping/reconciliation/evidence-links";
import { type Facts, push } from "../facts";
import { assign, type Candidate } from "./assignment";
import { linkLines } from "./lines";
import { type Score, score, signedTotal } from "./score";

/** Below this nobody is asked to look. */
const PROPOSE_FROM = 0.5;
/** From here on a link needs no look, if no other document comes near. */
const CONFIRM_FROM = 0.85;
const AHEAD_BY = 0.1;

/** Two kinds of documents of which each has one of the other, where no reference says which. */
interface Pairing {
  readonly from: readonly DocumentKind[];
  readonly to: readonly DocumentKind[];
}

const BOOKED: readonly DocumentKind[] = ["INVOICE", "BILL", "CREDIT_NOTE"];

/** Finance books what the ERP bills; where the ERP bills nothing itself, what it sold and bought. */
function pairingsOf(facts: Facts): readonly Pairing[] {
  const bills = facts.shows("ERP_INVOICE", "SALES") || facts.shows("ERP_INVOICE", "PURCHASE");
  return [
    bills ? { from: ["ERP_INVOICE"], to: BOOKED } : { from: ["SALES_ORDER", "PURCHASE_ORDER"], to: BOOKED },
    { from: ["INVOICE", "BILL"], to: ["PAYMENT"] },
  ];
}

interface Scored extends Candidate, Score {}

/** Documents whose own references already lead to the other kind take part no more: evidence never argues with them. */
function open(
  facts: Facts,
  own: readonly DocumentKind[],
  other: readonly DocumentKind[],
): readonly ReconciledDocument[] {
  return facts.ofKind(...own).filter((document) => {
    if (document.status === "CANCELLED" || (document.kind === "ERP_INVOICE" && document.status === "DRAFT"))
      return false;
    const linked = [...facts.from(document, ...other), ...facts.behind(document, ...other)];
    return linked.length === 0;
  });
}

/** Keys two documents must share to be compared at all: the party, or the amount where a party is known to one side alone. */
function keysOf(document: ReconciledDocument): readonly string[] {
  const total = signedTotal(document);
  const amount = total ? [`amount ${document.currency} ${total.abs().toFixed()}`] : [];
  return document.party ? [`party ${document.party}`, ...amount] : amount;
}

function candidatesOf(facts: Facts, { from, to }: Pairing, rejected: ReadonlySet<string>): readonly Scored[] {
  const targets = new Map<string, ReconciledDocument[]>();
  for (const target of open(facts, to, from)) for (const key of keysOf(target)) push(targets, key, target);
  return open(facts, from, to).flatMap((source) => {
    const orders = facts.behind(source, "SALES_ORDER", "PURCHASE_ORDER").flatMap(({ number }) => number ?? []);
    const near = new Set(keysOf(source).flatMap((key) => targets.get(key) ?? []));
    return [...near].flatMap((target): Scored[] => {
      if (target.side !== source.side || rejected.has(`${source.id}>${target.id}`)) return [];
      const found = score(source, target, orders);
      if (!found || found.confidence < PROPOSE_FROM) return [];
      return [{ from: source.id, to: target.id, ...found }];
    });
  });
}

/** How far the chosen pair is ahead of the next best one of either document. */
function isAhead(chosen: Scored, all: readonly Scored[]): boolean {
  return all.every((other) => other === chosen || other.weight + AHEAD_BY <= chosen.weight);
}

export interface EvidenceLinks {
  readonly links: readonly EvidenceLink[];
  readonly lines: readonly EvidenceLineLink[];
  /** Pairs that were compared: they are looked at together at every run. */
  readonly compared: readonly { readonly fromId: string; readonly toId: string }[];
}

/**
 * Links that no reference makes: the one-to-one choice that all evidence together speaks for.
 * @param rejected pairs that a person said do not belong together, each as `from>to`
 */
export function linkByEvidence(facts: Facts, rejected: ReadonlySet<string>): EvidenceLinks {
  const candidates = pairingsOf(facts).map((pairing) => candidatesOf(facts, pairing, rejected));
  const links = candidates.flatMap((scored) => {
    const rivals = new Map<string, Scored[]>();
    for (const one of scored) for (const key of [`f ${one.from}`, `t ${one.to}`]) push(rivals, key, one);
    return (assign(scored) as readonly Scored[]).map((chosen): EvidenceLink => {
      const near = [...(rivals.get(`f ${chosen.from}`) ?? []), ...(rivals.get(`t ${chosen.to}`) ?? [])];
      const sure = chosen.confidence >= CONFIRM_FROM && isAhead(chosen, near);
      return {
        fromId: chosen.from,
        toId: chosen.to,
        confidence: chosen.confidence.toFixed(2),
        reason: `Both have ${chosen.reasons.join(", ")}.`,
        status: sure ? "CONFIRMED" : "PROPOSED",
      };
    });
  });
  const confirmed = facts.links.filter(({ rule }) => rule === "DECISION");
  const lines = [...links, ...confirmed].flatMap(({ fromId, toId }) => {
    const [from, to] = [facts.document(fromId), facts.document(toId)];
    return from && to ? linkLines(from, to) : [];
  });
  return { links, lines, compared: candidates.flat().map(({ from, to }) => ({ fromId: from, toId: to })) };
}
