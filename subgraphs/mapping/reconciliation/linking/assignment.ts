export interface Candidate {
  readonly from: string;
  readonly to: string;
  /** Above 0; the sum over all chosen pairs is made as large as it can be. */
  readonly weight: number;
}

/** Larger groups of rivals are settled greedily: the best assignment takes the cube of their size. */
const LARGEST_EXACT = 300;

/** Candidates apart by groups that compete for a document. */
function rivals(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let up = parent.get(at) ?? at; up !== at; up = parent.get(at) ?? at) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const { from, to } of candidates) parent.set(root(`f ${from}`), root(`t ${to}`));
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = root(`f ${candidate.from}`);
    const group = groups.get(key);
    if (group) group.push(candidate);
    else groups.set(key, [candidate]);
  }
  return [...groups.values()];
}

/**
 * The one-to-one assignment of the greatest total weight (Kuhn and Munkres, with potentials). A pair without a candidate
 * weighs nothing and is left out of the answer.
 */
function assignExactly(candidates: readonly Candidate[]): readonly Candidate[] {
  const froms = [...new Set(candidates.map(({ from }) => from))].sort();
  const tos = [...new Set(candidates.map(({ to }) => to))].sort();
  const [rows, columns] = froms.length <= tos.length ? [froms, tos] : [tos, froms];
  const flipped = rows === tos;
  const at = new Map(candidates.map((candidate) => [`${candidate.from}\n${candidate.to}`, candidate]));
  const pair = (row: number, column: number): Candidate | undefined => {
    const [r, c] = [rows[row] ?? "", columns[column] ?? ""];
    return at.get(flipped ? `${c}\n${r}` : `${r}\n${c}`);
  };
  const chosen = cheapestRows(rows.length, columns.length, (row, column) => -(pair(row, column)?.weight ?? 0));
  return chosen.flatMap((column, row) => pair(row, column) ?? []);
}

/** For each row its column, so that the total cost is least; there are at least as many columns as rows. */
function cheapestRows(rows: number, columns: number, cost: (row: number, column: number) => number): readonly number[] {
  const u = new Array<number>(rows + 1).fill(0);
  const v = new Array<number>(columns + 1).fill(0);
  const rowOf = new Array<number>(columns + 1).fill(0);
  for (let row = 1; row <= rows; row += 1) {
    const way = new Array<number>(columns + 1).fill(0);
    const least = new Array<number>(columns + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Array<boolean>(columns + 1).fill(false);
    rowOf[0] = row;
    let column = 0;
    do {
      used[column] = true;
      const current = rowOf[column] ?? 0;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= columns; j += 1) {
        if (used[j]) continue;
        const reduced = cost(current - 1, j - 1) - (u[current] ?? 0) - (v[j] ?? 0);
        if (reduced < (least[j] ?? 0)) {
          least[j] = reduced;
          way[j] = column;
        }
        if ((least[j] ?? 0) < delta) {
          delta = least[j] ?? 0;
          next = j;
        }
      }
      for (let j = 0; j <= columns; j += 1) {
        const owner = rowOf[j] ?? 0;
        if (used[j]) {
          u[owner] = (u[owner] ?? 0) + delta;
          v[j] = (v[j] ?? 0) - delta;
        } else least[j] = (least[j] ?? 0) - delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = way[column] ?? 0;
      rowOf[column] = rowOf[previous] ?? 0;
      column = previous;
    }
  }
  const columnOf = new Array<number>(rows).fill(-1);
  for (let j = 1; j <= columns; j += 1) if ((rowOf[j] ?? 0) > 0) columnOf[(rowOf[j] ?? 0) - 1] = j - 1;
  return columnOf;
}

function assignGreedily(candidates: readonly Candidate[]): readonly Candidate[] {
  const taken = new Set<string>();
  const order = [...candidates].sort(
    (a, b) => b.weight - a.weight || (`${a.from}\n${a.to}` < `${b.from}\n${b.to}` ? -1 : 1),
  );
  return order.filter(({ from, to }) => {
    if (taken.has(`f ${from}`) || taken.has(`t ${to}`)) return false;
    taken.add(`f ${from}`).add(`t ${to}`);
    return true;
  });
}

/** Chooses pairs so that each document is in one at most and the evidence of all together is strongest. */
export function assign(candidates: readonly Candidate[]): readonly Candidate[] {
  return rivals(candidates).flatMap((group) => {
    const exact =
      new Set(group.map(({ from }) => from)).size <= LARGEST_EXACT &&
      new Set(group.map(({ to }) => to)).size <= LARGEST_EXACT;
    return exact ? assignExactly(group) : assignGreedily(group);
  });
}
