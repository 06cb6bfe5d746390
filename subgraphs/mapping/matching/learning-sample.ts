import type { MatchRecord, RecordPair } from "./record";

/** Weights change little beyond this many pairs. */
const ENOUGH_PAIRS = 200_000;

/** All candidates of every so many-th record: those of one record compete, so they stay together. */
export function learningSample(pairs: readonly RecordPair[], most = ENOUGH_PAIRS): readonly RecordPair[] {
  const step = Math.ceil(pairs.length / most);
  if (step <= 1) return pairs;
  const places = new Map<MatchRecord, number>();
  return pairs.filter(({ left }) => {
    const place = places.get(left) ?? places.size;
    places.set(left, place);
    return place % step === 0;
  });
}
