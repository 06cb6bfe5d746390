import type { Measured } from "./measure";
import type { QuestionName } from "./question";

/** One kind of load that every contestant is put under. */
export interface Workload {
  readonly question: Exclude<QuestionName, "ledger">;
  readonly callers: number;
  /** Whether no two callers ask the same at once. */
  readonly different: boolean;
}

export interface Comparison extends Workload {
  /** By contestant, one a round. */
  readonly measured: ReadonlyMap<string, readonly Measured[]>;
}

const TITLES: Readonly<Record<Workload["question"], string>> = {
  orders: "50 orders with lines, items, customer, canonical id and invoices",
  small: "one order with customer and invoices",
};

/** As tables and the plot head a workload. */
export function titleOf({ question, callers, different }: Workload): string {
  const who = callers === 1 ? "1 caller" : `${callers} callers, ${different ? "each for others" : "all the same"}`;
  return `${TITLES[question]}, ${who}`;
}
