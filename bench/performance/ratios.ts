export function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1];
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
