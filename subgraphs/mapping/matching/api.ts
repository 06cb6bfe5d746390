import type { Standing } from "./assignment";
import type { LabelledPair, TreeOptions } from "./boosted-trees";
import type { RecordReader } from "./comparison";
import type { Decision, PairScorer, ScorerOptions } from "./decision";
import type { WeightOptions } from "./fellegi-sunter";
import type { BoostedModel, FellegiSunterModel, MatchModel } from "./model";
import type { MatchField, MatchRecord, RecordPair } from "./record";

/** What callers rely on; `engine.ts` fulfils it. */
export interface MatchingEngine {
  /** Reads each record once; given to the other steps, they share what it read. */
  reader(fields: readonly MatchField[]): RecordReader;
  /** Pairs worth comparing, found by keys both records share; bounded for each record. */
  candidatePairs(
    fields: readonly MatchField[],
    left: readonly MatchRecord[],
    right: readonly MatchRecord[],
    reader?: RecordReader,
  ): readonly RecordPair[];
  /** Weights learned from the candidates alone, without labels. */
  learnWeights(
    fields: readonly MatchField[],
    pairs: readonly RecordPair[],
    options?: WeightOptions,
    reader?: RecordReader,
  ): FellegiSunterModel;
  /** Trees learned from labelled pairs or stewards' decisions. */
  learnTrees(fields: readonly MatchField[], labelled: readonly LabelledPair[], options?: TreeOptions): BoostedModel;
  /** Scores pairs in parts, sharing what was read. */
  scorer(model: MatchModel, options?: ScorerOptions): PairScorer;
  scorePairs(model: MatchModel, pairs: readonly RecordPair[]): readonly Decision[];
  /** Each record in one link with a system at most; who is left without one is asked about. */
  assign(decisions: readonly Decision[], standing?: Standing): readonly Decision[];
}
