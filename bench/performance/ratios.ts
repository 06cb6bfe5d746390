/** Of an even count the middle between the two in the middle. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((one, other) => one - other);
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

interface PerSecond {
  readonly perSecond: number;
}

/** By round, how many times the other's rate: what slows the machine in a round slows both. */
export function pairedRatios(
  rounds: readonly PerSecond[],
  others: readonly PerSecond[] | undefined,
): readonly number[] {
  return rounds.flatMap(({ perSecond }, at) => {
    const other = others?.[at]?.perSecond;
    return other ? [perSecond / other] : [];
  });
}
