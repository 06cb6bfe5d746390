import type { Forest, Tree } from "./model";
import { seeded } from "./random";

/** Gradient-boosted trees on histograms with logistic loss; the same seed and data give the same trees. */
export interface BoostingOptions {
  readonly rounds: number;
  readonly depth: number;
  readonly learningRate: number;
  /** Least sum of second derivatives in a leaf. */
  readonly leafWeight: number;
  readonly ridge: number;
  readonly rowShare: number;
  readonly featureShare: number;
  readonly bins: number;
  readonly seed: number;
}

export const DEFAULT_BOOSTING: BoostingOptions = {
  rounds: 300,
  depth: 6,
  learningRate: 0.06,
  leafWeight: 1,
  ridge: 2,
  rowShare: 0.8,
  featureShare: 0.2,
  bins: 64,
  seed: 1,
};

export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Bin 0 is for missing values; a value is in bin i when it is at most edge i-1 and above the one before. */
interface Binned {
  readonly edges: readonly (readonly number[])[];
  readonly bins: readonly Uint8Array[];
}

function edgesOf(values: Float64Array, most: number): readonly number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges: number[] = [];
  for (let cut = 1; cut < most; cut += 1) {
    const at = Math.floor((cut * sorted.length) / most);
    const below = sorted[Math.max(0, at - 1)];
    const here = sorted[at];
    if (below === undefined || here === undefined) continue;
    const edge = below === here ? below : (below + here) / 2;
    if (edges.length === 0 || edge > (edges[edges.length - 1] ?? 0)) edges.push(edge);
  }
  return edges;
}

function binOf(edges: readonly number[], value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}

function binned(rows: readonly Float64Array[], features: number, most: number): Binned {
  const columns = Array.from({ length: features }, (_, feature) => Float64Array.from(rows, (row) => row[feature] ?? 0));
  const edges = columns.map((column) => edgesOf(column, most));
  const bins = columns.map((column, feature) => Uint8Array.from(column, (value) => binOf(edges[feature] ?? [], value)));
  return { edges, bins };
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
}

interface Sums {
  readonly gradient: number;
  readonly curvature: number;
}

class TreeGrower {
  private readonly gradients = new Float64Array(256);
  private readonly curvatures = new Float64Array(256);

  constructor(
    private readonly data: Binned,
    private readonly options: BoostingOptions,
    private readonly gradient: Float64Array,
    private readonly curvature: Float64Array,
    private readonly features: readonly number[],
  ) {}

  grow(rows: Int32Array): Tree {
    const tree: Tree = { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [] };
    this.node(tree, rows, 0);
    return tree;
  }

  private node(tree: Tree, rows: Int32Array, depth: number): number {
    const at = tree.feature.length;
    const sums = this.sums(rows);
    tree.feature.push(-1);
    tree.threshold.push(0);
    tree.missingLeft.push(false);
    tree.left.push(-1);
    tree.right.push(-1);
    tree.value.push((-this.options.learningRate * sums.gradient) / (sums.curvature + this.options.ridge));
    const split = depth < this.options.depth ? this.bestSplit(rows, sums) : undefined;
    if (!split) return at;
    const bins = this.data.bins[split.feature] ?? new Uint8Array();
    const goesLeft = (row: number): boolean => {
      const bin = bins[row] ?? 0;
      return bin === 0 ? split.missingLeft : bin <= split.bin;
    };
    tree.feature[at] = split.feature;
    tree.threshold[at] = this.data.edges[split.feature]?.[split.bin - 1] ?? 0;
    tree.missingLeft[at] = split.missingLeft;
    tree.left[at] = this.node(tree, rows.filter(goesLeft), depth + 1);
    tree.right[at] = this.node(
      tree,
      rows.filter((row) => !goesLeft(row)),
      depth + 1,
    );
    return at;
  }

  private sums(rows: Int32Array): Sums {
    let gradient = 0;
    let curvature = 0;
    for (const row of rows) {
      gradient += this.gradient[row] ?? 0;
      curvature += this.curvature[row] ?? 0;
    }
    return { gradient, curvature };
  }

  private bestSplit(rows: Int32Array, sums: Sums): Split | undefined {
    if (sums.curvature < 2 * this.options.leafWeight) return undefined;
    let best: Split | undefined;
    for (const feature of this.features) {
      const found = this.splitOf(feature, rows, sums);
      if (found && found.gain > (best?.gain ?? 1e-6)) best = found;
    }
    return best;
  }

  private splitOf(feature: number, rows: Int32Array, sums: Sums): Split | undefined {
    const bins = this.data.bins[feature] ?? new Uint8Array();
    const last = (this.data.edges[feature]?.length ?? 0) + 1;
    this.gradients.fill(0, 0, last + 1);
    this.curvatures.fill(0, 0, last + 1);
    for (const row of rows) {
      const bin = bins[row] ?? 0;
      this.gradients[bin] = (this.gradients[bin] ?? 0) + (this.gradient[row] ?? 0);
      this.curvatures[bin] = (this.curvatures[bin] ?? 0) + (this.curvature[row] ?? 0);
    }
    const missing: Sums = { gradient: this.gradients[0] ?? 0, curvature: this.curvatures[0] ?? 0 };
    let best: Split | undefined;
    for (const missingLeft of missing.curvature > 0 ? [true, false] : [false]) {
      let gradient = missingLeft ? missing.gradient : 0;
      let curvature = missingLeft ? missing.curvature : 0;
      for (let bin = 1; bin < last; bin += 1) {
        gradient += this.gradients[bin] ?? 0;
        curvature += this.curvatures[bin] ?? 0;
        const gain = this.gain({ gradient, curvature }, sums);
        if (gain > (best?.gain ?? 0)) best = { feature, bin, missingLeft, gain };
      }
    }
    return best;
  }

  private gain(left: Sums, all: Sums): number {
    const { ridge, leafWeight } = this.options;
    const gradient = all.gradient - left.gradient;
    const curvature = all.curvature - left.curvature;
    if (left.curvature < leafWeight || curvature < leafWeight) return 0;
    const score = (g: number, h: number): number => (g * g) / (h + ridge);
    return score(left.gradient, left.curvature) + score(gradient, curvature) - score(all.gradient, all.curvature);
  }
}

function sampled(count: number, share: number, random: () => number): number[] {
  const chosen: number[] = [];
  for (let at = 0; at < count; at += 1) if (random() < share) chosen.push(at);
  return chosen;
}

/** Learns trees for rows of features (NaN: missing) and their labels. */
export function boost(
  rows: readonly Float64Array[],
  labels: readonly boolean[],
  options: BoostingOptions = DEFAULT_BOOSTING,
): Forest {
  const features = rows[0]?.length ?? 0;
  const positives = labels.filter((label) => label).length;
  const base = Math.log((positives + 0.5) / (labels.length - positives + 0.5));
  const data = binned(rows, features, options.bins);
  const random = seeded(options.seed);
  const scores = new Float64Array(rows.length).fill(base);
  const gradient = new Float64Array(rows.length);
  const curvature = new Float64Array(rows.length);
  const trees: Tree[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (let row = 0; row < rows.length; row += 1) {
      const probability = sigmoid(scores[row] ?? 0);
      gradient[row] = probability - (labels[row] ? 1 : 0);
      curvature[row] = Math.max(probability * (1 - probability), 1e-9);
    }
    const chosen = sampled(features, options.featureShare, random);
    const grower = new TreeGrower(data, options, gradient, curvature, chosen.length > 0 ? chosen : [0]);
    const tree = grower.grow(Int32Array.from(sampled(rows.length, options.rowShare, random)));
    trees.push(tree);
    rows.forEach((row, at) => {
      scores[at] = (scores[at] ?? 0) + treeValue(tree, row);
    });
  }
  return { base, trees };
}

/** The nodes a row passes, from the root to its leaf. */
export function path(tree: Tree, row: Float64Array): readonly number[] {
  const passed = [0];
  let at = 0;
  for (;;) {
    const feature = tree.feature[at] ?? -1;
    if (feature < 0) return passed;
    const value = row[feature] ?? Number.NaN;
    const goesLeft = Number.isNaN(value) ? tree.missingLeft[at] : value <= (tree.threshold[at] ?? 0);
    at = (goesLeft ? tree.left[at] : tree.right[at]) ?? 0;
    passed.push(at);
  }
}

function treeValue(tree: Tree, row: Float64Array): number {
  let at = 0;
  for (;;) {
    const feature = tree.feature[at] ?? -1;
    if (feature < 0) return tree.value[at] ?? 0;
    const value = row[feature] ?? Number.NaN;
    const goesLeft = Number.isNaN(value) ? tree.missingLeft[at] : value <= (tree.threshold[at] ?? 0);
    at = (goesLeft ? tree.left[at] : tree.right[at]) ?? 0;
  }
}

export function logOddsOf(forest: Forest, row: Float64Array): number {
  return forest.trees.reduce((sum, tree) => sum + treeValue(tree, row), forest.base);
}

/** Each feature's part in an answer, in log-odds: the steps that its splits made along the paths. */
export function contributions(forest: Forest, row: Float64Array): Float64Array {
  const parts = new Float64Array(row.length);
  for (const tree of forest.trees) {
    const passed = path(tree, row);
    for (let step = 1; step < passed.length; step += 1) {
      const from = passed[step - 1] ?? 0;
      const feature = tree.feature[from] ?? 0;
      parts[feature] = (parts[feature] ?? 0) + (tree.value[passed[step] ?? 0] ?? 0) - (tree.value[from] ?? 0);
    }
  }
  return parts;
}
