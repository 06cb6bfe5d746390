import { Counter, type Registry } from "prom-client";
import type { Reason } from "./unsupported";

export interface ExecutionMetrics {
  /** An operation was wanted compiled, and was there or not. */
  lookedUp(found: boolean): void;
  leftToApollo(reason: Reason): void;
  /** An operation was answered by the run of an equal one that waited with it. */
  shared(): void;
}

export function executionMetrics(registry: Registry): ExecutionMetrics {
  const registers = [registry];
  const lookups = new Counter({
    name: "concord_compiled_operations_total",
    help: "Operations wanted compiled: hit where one was kept, miss where it was planned and compiled",
    labelNames: ["result"],
    registers,
  });
  const left = new Counter({
    name: "concord_operations_left_to_apollo_total",
    help: "Operations answered by Apollo's own executor, by the reason",
    labelNames: ["reason"],
    registers,
  });
  const shared = new Counter({
    name: "concord_answers_shared_total",
    help: "Operations answered by the run of an equal one of the same caller that waited with it",
    registers,
  });
  return {
    shared: () => shared.inc(),
    lookedUp: (found) => lookups.inc({ result: found ? "hit" : "miss" }),
    leftToApollo: (reason) => left.inc({ reason }),
  };
}
