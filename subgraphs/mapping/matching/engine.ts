import type { MatchingEngine } from "./api";
import { assign } from "./assignment";
import { candidatePairs } from "./blocking";
import { learnTrees, treeScorer } from "./boosted-trees";
import { RecordReader } from "./comparison";
import { learnWeights, weightScorer } from "./fellegi-sunter";

export const engine: MatchingEngine = {
  reader: (fields) => new RecordReader(fields),
  candidatePairs,
  learnWeights,
  learnTrees,
  scorer: (model, options) =>
    model.method === "FELLEGI_SUNTER" ? weightScorer(model, options) : treeScorer(model, options),
  scorePairs: (model, pairs) => engine.scorer(model)(pairs),
  assign,
};
