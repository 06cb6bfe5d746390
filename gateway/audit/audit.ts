import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { RequestRecord } from "../request-record";
import type { Alert, AlertThresholds } from "./alerts/alert";
import { AlertRules } from "./alerts/rules";
import { Webhook } from "./alerts/webhook";
import { bodyOf, entryOf } from "./entry";
import { type AskGraph, GraphStateWatch } from "./graph-state";
import type { AuditLog } from "./log";
import { createAuditMetrics } from "./metrics";

/** What an audit is made of; the gateway closes it. */
export interface AuditParts {
  readonly log: AuditLog;
  readonly thresholds: AlertThresholds;
  readonly webhook: { readonly url: string; readonly secret: string; readonly retryMs?: number } | undefined;
}

/** Where a request's entry goes before its answer leaves. */
export interface Audit {
  /** The folder of all chains, for reading. */
  readonly folder: string;
  /** By source system, when what can be read now was applied. */
  dataVersion(): Readonly<Record<string, string>> | undefined;
  /** Notes that a change is about to be made; throws AUDIT_UNAVAILABLE, and then it must not be made. */
  begin(record: RequestRecord): Promise<void>;
  /** Writes the entry of a finished request; throws AUDIT_UNAVAILABLE, and then the answer must not leave. */
  end(record: RequestRecord, request: Finished): Promise<void>;
  close(): Promise<void>;
}

export interface Finished {
  /** The caller's network address. */
  readonly from: string | undefined;
  readonly durationMs: number;
}

const RETRY_MS = 1_000;

/** The audit of one gateway: its log, and the metrics and alerts that come of it. */
export function createAudit(parts: AuditParts, registry: Registry, ask: AskGraph, logger: Logger): Audit {
  const { log, thresholds } = parts;
  const webhook: Webhook | undefined =
    parts.webhook &&
    new Webhook({ retryMs: RETRY_MS, ...parts.webhook, logger, count: (outcome) => metrics.delivery(outcome) });
  const metrics = createAuditMetrics(registry, () => webhook?.waiting ?? 0);
  const rules = new AlertRules(thresholds, (alert: Alert) => {
    logger.warn({ alert }, "alert");
    metrics.alert(alert.kind);
    webhook?.send(alert);
  });
  const watch = new GraphStateWatch(ask, (state) => {
    metrics.state(state);
    rules.observeState(state);
  });
  const append = async (kind: "begun" | "request", body: Parameters<AuditLog["append"]>[1]): Promise<void> => {
    const startedAtMs = performance.now();
    try {
      await log.append(kind, body);
    } catch (error) {
      metrics.unwritable();
      throw error;
    }
    metrics.written((performance.now() - startedAtMs) / 1000);
  };
  return {
    folder: log.folder,
    dataVersion: () => watch.version(),
    begin: (record) => append("begun", begunBody(record)),
    async end(record, { from, durationMs }) {
      const entry = entryOf(record, from, durationMs);
      await append("request", bodyOf(entry));
      metrics.entry(entry);
      rules.observe(entry);
    },
    async close() {
      await watch.close();
      await webhook?.close();
      await log.close();
    },
  };
}

function begunBody({ requestId, audit: { caller, operation } }: RequestRecord): Parameters<AuditLog["append"]>[1] {
  return {
    at: new Date().toISOString(),
    requestId,
    subject: caller?.subject,
    operation: operation && { type: operation.type, name: operation.name, document: operation.document },
    fields: operation?.fields ?? [],
  };
}
