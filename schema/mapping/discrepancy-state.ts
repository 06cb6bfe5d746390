export const DISCREPANCY_STATES = ["OPEN", "IN_PROGRESS", "RESOLVED", "ACCEPTED"] as const;
export type DiscrepancyState = (typeof DISCREPANCY_STATES)[number];
