export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function quality(hits: number, falseAlarms: number, missed: number): Quality {
  const precision = hits + falseAlarms === 0 ? 0 : hits / (hits + falseAlarms);
  const recall = hits + missed === 0 ? 0 : hits / (hits + missed);
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** What linking every pair at or above the threshold gets right. */
export function qualityAt(probabilities: readonly number[], labels: readonly boolean[], threshold: number): Quality {
  let hits = 0;
  let falseAlarms = 0;
  let missed = 0;
  probabilities.forEach((probability, at) => {
    const linked = probability >= threshold;
    if (linked && labels[at]) hits += 1;
    else if (linked) falseAlarms += 1;
    else if (labels[at]) missed += 1;
  });
  return quality(hits, falseAlarms, missed);
}

/** The threshold with the best F1; the middle of the best stretch, so that one pair more or less does not matter. */
export function bestThreshold(probabilities: readonly number[], labels: readonly boolean[]): number {
  const steps = Array.from({ length: 181 }, (_, at) => 0.05 + at * 0.005);
  const scores = steps.map((step) => qualityAt(probabilities, labels, step).f1);
  // Neighbours are averaged: a lone peak is chance.
  const smooth = scores.map((_, at) => {
    const near = scores.slice(Math.max(0, at - 5), at + 6);
    return near.reduce((sum, score) => sum + score, 0) / near.length;
  });
  const best = Math.max(...smooth);
  const first = smooth.indexOf(best);
  const last = smooth.lastIndexOf(best);
  return steps[Math.round((first + last) / 2)] ?? 0.5;
}
