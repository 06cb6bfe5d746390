import type { Facts } from "./facts";

/** Which documents could belong together: by party, link or comparison. Each cluster is named by its first document. */
export function clustersOf(
  facts: Facts,
  compared: readonly { readonly fromId: string; readonly toId: string }[],
): ReadonlyMap<string, string> {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let up = parent.get(at) ?? at; up !== at; up = parent.get(at) ?? at) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  const join = (left: string, right: string): void => {
    const [a, b] = [root(left), root(right)];
    if (a !== b) parent.set(a, b);
  };
  for (const { id, party } of facts.documents) if (party) join(`document ${id}`, `party ${party}`);
  for (const { fromId, toId } of [...facts.links, ...compared]) join(`document ${fromId}`, `document ${toId}`);
  const names = new Map<string, string>();
  const clusters = new Map<string, string>();
  for (const { id } of facts.documents) {
    const key = root(`document ${id}`);
    const name = names.get(key) ?? id;
    names.set(key, name);
    clusters.set(id, name);
  }
  return clusters;
}
