export const ALERT_KINDS = [
  "denials",
  "probing",
  "failed-authentications",
  "unusual-export",
  "sync-stalled",
  "reconciliation-worse",
] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** One thing an operator should look at; names and numbers only. */
export interface Alert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly at: string;
  /** Whom or what it is about: a subject, a network address, a source system, the graph. */
  readonly about: string;
  readonly count: number;
  readonly threshold: number;
  /** Over how long was counted; 0 for a state that is so now. */
  readonly windowSeconds: number;
  /** The request that made it so, to be found in the audit. */
  readonly requestId: string | undefined;
}

/** From how many on within a window an alert is raised. */
export interface AlertThresholds {
  readonly windowSeconds: number;
  /** Answers or refusals with a denial, of one subject. */
  readonly denials: number;
  /** Questions that do not fit the schema, of one subject. */
  readonly probes: number;
  /** Requests whose credentials were refused, of one address. */
  readonly failedAuthentications: number;
  /** Rows answered to one subject. */
  readonly exportRows: number;
  /** Open discrepancies more than the fewest seen within the window. */
  readonly discrepancies: number;
}
