export const MODES = ["batch", "live"] as const;
export const VICTIMS = ["sync", "writer", "store's PostgreSQL", "source's PostgreSQL"] as const;

export type Mode = (typeof MODES)[number];
export type Victim = (typeof VICTIMS)[number];

/** One run: what is killed, in which mode, under which load. */
export interface RunPlan {
  readonly mode: Mode;
  readonly victim: Victim;
  /** Decides what the writer does, and with mode and victim when the kill comes. */
  readonly seed: number;
}

export interface RunReport extends RunPlan {
  /** A transaction of the victim was open at the kill and never committed. */
  readonly inFlight: boolean;
  /** How the state differs from that of a clean run, and what else was not as it must be; empty: nothing. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

const COLUMNS = ["runs", "in flight", "equal", "unequal"] as const;

/** Faults shown of one run. */
const SHOWN = 40;

/** Counts by mode and victim, the unequal runs by their seeds, as text. */
export function reportText(reports: readonly RunReport[]): string {
  const rows = MODES.flatMap((mode) =>
    VICTIMS.map((victim) =>
      rowOf(
        `${mode}: ${victim}`,
        reports.filter((one) => one.mode === mode && one.victim === victim),
      ),
    ),
  );
  const lines = [...rows, rowOf("all", reports)].map(
    ({ title, counts }) =>
      `| ${title.padEnd(27)} |${counts.map((count, at) => ` ${String(count).padStart(COLUMNS[at]?.length ?? 0)} |`).join("")}`,
  );
  const head = [
    `| ${"killed".padEnd(27)} | ${COLUMNS.join(" | ")} |`,
    `| ${"-".repeat(27)} |${COLUMNS.map((name) => ` ${"-".repeat(name.length - 1)}: |`).join("")}`,
  ];
  const unequal = reports
    .filter(({ faults }) => faults.length > 0)
    .map((one) => `unequal: ${planText(one)}\n  ${one.faults.slice(0, SHOWN).join("\n  ")}`);
  return [...head, ...lines, ...unequal].join("\n");
}

export const planText = ({ mode, victim, seed }: RunPlan): string => `${mode}, ${victim} killed, seed ${seed}`;

function rowOf(title: string, reports: readonly RunReport[]) {
  const equal = reports.filter(({ faults }) => faults.length === 0).length;
  const inFlight = reports.filter((one) => one.inFlight).length;
  return { title, counts: [reports.length, inFlight, equal, reports.length - equal] };
}
