import type { ReconciledDocument, ReconciledLine } from "../../../../store/mapping/reconciliation/documents";
import type { EvidenceLineLink } from "../../../../store/mapping/reconciliation/evidence-links";

const sameAmount = (a: ReconciledLine, b: ReconciledLine): boolean =>
  a.net !== null && b.net !== null && a.net.abs().equals(b.net.abs());

function alike(a: ReconciledLine, b: ReconciledLine): { readonly weight: number; readonly reason: string } | null {
  const item = a.item !== null && a.item === b.item;
  const text = !!a.description && a.description.toLowerCase() === b.description?.toLowerCase();
  if (!item && !text) return null;
  const what = item ? "the same item" : "the same text";
  if (sameAmount(a, b)) return { weight: 0.95, reason: `Both have ${what} and amount.` };
  const quantity = a.quantity && b.quantity && a.quantity.abs().equals(b.quantity.abs());
  return quantity
    ? { weight: 0.8, reason: `Both have ${what} and quantity.` }
    : { weight: 0.6, reason: `Both have ${what}.` };
}

/** Lines of two linked documents that say the same, each in one pair, the most alike first. */
export function linkLines(from: ReconciledDocument, to: ReconciledDocument): readonly EvidenceLineLink[] {
  const pairs = from.lines.flatMap((a) =>
    to.lines.flatMap((b) => {
      const found = alike(a, b);
      return found ? [{ a, b, ...found }] : [];
    }),
  );
  pairs.sort((x, y) => y.weight - x.weight || x.a.lineNumber - y.a.lineNumber || x.b.lineNumber - y.b.lineNumber);
  const taken = new Set<string>();
  return pairs.flatMap(({ a, b, weight, reason }) => {
    if (taken.has(a.id) || taken.has(b.id)) return [];
    taken.add(a.id).add(b.id);
    return [{ fromLineId: a.id, toLineId: b.id, fromId: from.id, toId: to.id, confidence: weight.toFixed(2), reason }];
  });
}
