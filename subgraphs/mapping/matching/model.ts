import { z } from "zod";
import { FIELD_KINDS } from "./record";

// A model is data: it is kept as JSON, read back, looked at and adjusted by people.

const share = z.number().min(0).max(1);
const fields = z.array(z.object({ name: z.string(), kind: z.enum(FIELD_KINDS) }));
const thresholds = z.object({ link: share, queue: share });

/** In how many records a token occurs; tokens that occur once are left out. */
const corpus = z.object({ records: z.number(), frequencies: z.record(z.string(), z.number()) });

/**
 * How often each agreement level of a field occurs among pairs of one party (m) and of two (u). Level 0 is
 * disagreement, the last the fullest agreement.
 */
const levelShares = z.object({ m: z.array(share), u: z.array(share) });

export const fellegiSunterModel = z.object({
  method: z.literal("FELLEGI_SUNTER"),
  fields,
  thresholds,
  /** The share of candidate pairs that are one. */
  prior: share,
  levels: z.record(z.string(), levelShares),
  corpora: z.record(z.string(), corpus),
  /** Records that share a whole value: agreement on a frequent one says less. */
  valueFrequencies: z.record(z.string(), corpus),
});

/** A tree as parallel arrays; node 0 is the root, a leaf has feature -1. */
const tree = z.object({
  feature: z.array(z.number()),
  threshold: z.array(z.number()),
  missingLeft: z.array(z.boolean()),
  left: z.array(z.number()),
  right: z.array(z.number()),
  /** What a node would answer were it a leaf, in log-odds. */
  value: z.array(z.number()),
});

export const forest = z.object({ base: z.number(), trees: z.array(tree) });

export const boostedModel = z.object({
  method: z.literal("BOOSTED_TREES"),
  fields,
  thresholds,
  features: z.array(z.string()),
  corpora: z.record(z.string(), corpus),
  forests: z.array(forest),
});

export const matchModel = z.discriminatedUnion("method", [fellegiSunterModel, boostedModel]);

export type CorpusData = z.infer<typeof corpus>;
export type LevelShares = z.infer<typeof levelShares>;
export type FellegiSunterModel = z.infer<typeof fellegiSunterModel>;
export type Tree = z.infer<typeof tree>;
export type Forest = z.infer<typeof forest>;
export type BoostedModel = z.infer<typeof boostedModel>;
export type MatchModel = z.infer<typeof matchModel>;
