import type { DiscrepancyState } from "../../graph/generated/graphql";
import type { Tone } from "../../parts/pill";

export const STATE_TONES: Readonly<Record<DiscrepancyState, Tone>> = {
  OPEN: "bad",
  IN_PROGRESS: "busy",
  RESOLVED: "good",
  ACCEPTED: "calm",
};
