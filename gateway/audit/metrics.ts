import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { ALERT_KINDS, type AlertKind } from "./alerts/alert";
import type { DeliveryOutcome } from "./alerts/webhook";
import type { AuditEntry } from "./entry";
import type { GraphState } from "./graph-state";

const WRITE_BUCKETS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

export interface AuditMetrics {
  entry(entry: AuditEntry): void;
  /** How long one request waited for its entry to be durable. */
  written(seconds: number): void;
  unwritable(): void;
  alert(kind: AlertKind): void;
  delivery(outcome: DeliveryOutcome): void;
  state(state: GraphState): void;
}

/** What an operator watches of the audit and of the alerts it gives rise to. */
export function createAuditMetrics(registry: Registry, alertsWaiting: () => number): AuditMetrics {
  const registers = [registry];
  const entries = new Counter({
    name: "concord_audit_entries_total",
    help: "Requests in the audit, by decision",
    labelNames: ["decision"],
    registers,
  });
  const denied = new Counter({
    name: "concord_denied_fields_total",
    help: "Fields withheld from callers, by role",
    labelNames: ["role"],
    registers,
  });
  const failures = new Counter({
    name: "concord_audit_failures_total",
    help: "Requests refused because the audit could not be written",
    registers,
  });
  const wait = new Histogram({
    name: "concord_audit_write_seconds",
    help: "Time a request waits for its entry to be durable",
    buckets: WRITE_BUCKETS_SECONDS,
    registers,
  });
  const alerts = new Counter({
    name: "concord_alerts_total",
    help: "Alerts raised, by kind",
    labelNames: ["kind"],
    registers,
  });
  for (const kind of ALERT_KINDS) alerts.inc({ kind }, 0);
  const deliveries = new Counter({
    name: "concord_alert_deliveries_total",
    help: "Alerts sent to the webhook, by what became of them",
    labelNames: ["outcome"],
    registers,
  });
  new Gauge({
    name: "concord_alerts_waiting",
    help: "Alerts the webhook has not taken yet",
    registers,
    collect() {
      this.set(alertsWaiting());
    },
  });
  const state = stateGauges(registry);
  return {
    entry: ({ decision, role, denied: fields }) => {
      entries.inc({ decision });
      if (fields.length > 0) denied.inc({ role: role ?? "none" }, fields.length);
    },
    written: (seconds) => wait.observe(seconds),
    unwritable: () => failures.inc(),
    alert: (kind) => alerts.inc({ kind }),
    delivery: (outcome) => deliveries.inc({ outcome }),
    state,
  };
}

function stateGauges(registry: Registry): (state: GraphState) => void {
  const registers = [registry];
  const labelNames = ["system"];
  const stalled = new Gauge({
    name: "concord_source_stalled_entities",
    help: "Entities of a source that are overdue or in fault",
    labelNames,
    registers,
  });
  const applied = new Gauge({
    name: "concord_source_applied_timestamp_seconds",
    help: "When a source was last applied",
    labelNames,
    registers,
  });
  const lag = new Gauge({
    name: "concord_source_lag_seconds",
    help: "From a source's commit to ours, for the last one applied",
    labelNames,
    registers,
  });
  const open = new Gauge({ name: "concord_discrepancies_open", help: "Discrepancies nobody has settled", registers });
  return ({ sources, openDiscrepancies }) => {
    for (const { system, stalledEntities, appliedAt, lagSeconds } of sources) {
      stalled.set({ system }, stalledEntities);
      applied.set({ system }, Date.parse(appliedAt) / 1000);
      if (lagSeconds !== undefined) lag.set({ system }, lagSeconds);
    }
    if (openDiscrepancies !== undefined) open.set(openDiscrepancies);
  };
}
