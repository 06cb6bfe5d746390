import { randomUUID } from "node:crypto";
import type { AuditEntry } from "../entry";
import type { GraphState } from "../graph-state";
import type { Alert, AlertKind, AlertThresholds } from "./alert";
import { SlidingCount } from "./sliding-count";

interface CountRule {
  readonly kind: AlertKind;
  readonly threshold: keyof Omit<AlertThresholds, "windowSeconds" | "discrepancies">;
  /** Whom an entry counts for, and how much; undefined: it does not count. */
  readonly counts: (entry: AuditEntry) => { readonly about: string | undefined; readonly amount: number };
}

const PROBES = ["GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"];
const sumOf = (reasons: AuditEntry["reasons"], codes: readonly string[]): number =>
  codes.reduce((sum, code) => sum + (reasons[code] ?? 0), 0);

const RULES: readonly CountRule[] = [
  {
    kind: "denials",
    threshold: "denials",
    counts: ({ subject, reasons }) => ({ about: subject, amount: reasons["FORBIDDEN"] ? 1 : 0 }),
  },
  {
    kind: "probing",
    threshold: "probes",
    counts: ({ subject, reasons }) => ({ about: subject, amount: sumOf(reasons, PROBES) }),
  },
  {
    kind: "failed-authentications",
    threshold: "failedAuthentications",
    counts: ({ from, reasons }) => ({ about: from, amount: reasons["UNAUTHENTICATED"] ? 1 : 0 }),
  },
  {
    kind: "unusual-export",
    threshold: "exportRows",
    counts: ({ subject, rows }) => ({ about: subject, amount: rows }),
  },
];

/** Decides from the audit's entries and the graph's state when an alert is due; each at most once a window. */
export class AlertRules {
  private readonly counts: ReadonlyMap<CountRule, SlidingCount>;
  private readonly raisedAtMs = new Map<string, number>();
  private readonly stalled = new Set<string>();
  private discrepancies: { readonly atMs: number; readonly count: number }[] = [];

  constructor(
    private readonly thresholds: AlertThresholds,
    private readonly raise: (alert: Alert) => void,
  ) {
    this.counts = new Map(RULES.map((rule) => [rule, new SlidingCount(thresholds.windowSeconds * 1000)]));
  }

  observe(entry: AuditEntry, nowMs = Date.now()): void {
    for (const [rule, counter] of this.counts) {
      const { about, amount } = rule.counts(entry);
      if (about === undefined || amount === 0) continue;
      const count = counter.add(about, amount, nowMs);
      const threshold = this.thresholds[rule.threshold];
      if (count >= threshold) this.raiseOnce(rule.kind, about, { count, threshold, requestId: entry.requestId }, nowMs);
    }
  }

  /** A stalled source is told when it stalls, and again only after it has run. */
  observeState({ sources, openDiscrepancies }: GraphState, nowMs = Date.now()): void {
    for (const { system, stalledEntities } of sources) {
      if (stalledEntities === 0) this.stalled.delete(system);
      else if (!this.stalled.has(system)) {
        this.stalled.add(system);
        this.send("sync-stalled", system, { count: stalledEntities, threshold: 1, windowSeconds: 0 }, nowMs);
      }
    }
    if (openDiscrepancies !== undefined) this.observeDiscrepancies(openDiscrepancies, nowMs);
  }

  private observeDiscrepancies(count: number, nowMs: number): void {
    const { windowSeconds, discrepancies: threshold } = this.thresholds;
    const kept = this.discrepancies.filter(({ atMs }) => atMs > nowMs - windowSeconds * 1000);
    const fewest = Math.min(count, ...kept.map((seen) => seen.count));
    this.discrepancies = [...kept, { atMs: nowMs, count }];
    if (count - fewest < threshold) return;
    this.send("reconciliation-worse", "open discrepancies", { count, threshold, windowSeconds }, nowMs);
    this.discrepancies = [{ atMs: nowMs, count }];
  }

  private raiseOnce(
    kind: AlertKind,
    about: string,
    facts: { readonly count: number; readonly threshold: number; readonly requestId: string },
    nowMs: number,
  ): void {
    const { windowSeconds } = this.thresholds;
    for (const [key, atMs] of this.raisedAtMs) {
      if (atMs > nowMs - windowSeconds * 1000) break;
      this.raisedAtMs.delete(key);
    }
    const key = `${kind} ${about}`;
    if (this.raisedAtMs.has(key)) return;
    this.raisedAtMs.set(key, nowMs);
    this.send(kind, about, { ...facts, windowSeconds }, nowMs);
  }

  private send(
    kind: AlertKind,
    about: string,
    facts: Pick<Alert, "count" | "threshold" | "windowSeconds"> & { readonly requestId?: string },
    nowMs: number,
  ): void {
    this.raise({ id: randomUUID(), kind, at: new Date(nowMs).toISOString(), about, requestId: undefined, ...facts });
  }
}
