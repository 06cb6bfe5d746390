/** The roles of the permission matrix; a caller has exactly one. */
export const roles = [
  "admin",
  "cfo",
  "accountant",
  "auditor",
  "sales",
  "buyer",
  "warehouse",
  "analyst",
  "steward",
  "integration",
] as const;

export type Role = (typeof roles)[number];
