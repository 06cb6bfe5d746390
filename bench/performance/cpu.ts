import { readFileSync } from "node:fs";

/** What Linux calls USER_HZ: it tells programs of ticks of this length on every processor that Node runs on. */
const TICK_MS = 10;

/** CPU time and memory of processes, as Linux tells them; undefined where it does not. */
export interface ProcessTimes {
  cpuMs(pids: readonly number[]): number;
  rssMb(pid: number): number;
}

export function processTimes(): ProcessTimes | undefined {
  if (process.platform !== "linux") return undefined;
  return {
    cpuMs: (pids) => pids.reduce((sum, pid) => sum + ticksOf(pid) * TICK_MS, 0),
    rssMb: (pid) => Number(/VmRSS:\s+(\d+)/.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) / 1024,
  };
}

/** User and system time are the 14th and 15th field; the name before them may hold blanks. */
function ticksOf(pid: number): number {
  const fields = textOf(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

/** Empty for a process that ended. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
