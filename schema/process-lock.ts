import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";

/** A lock file that this process has. */
export interface HeldLock {
  release(): void;
}

/** A lock file that another process has. */
export interface ForeignLock {
  readonly holder: { readonly host: string; readonly pid: string };
}

/**
 * Takes a lock file for this process alone; one whose process is gone (killed, machine restarted) is taken over. A holder on
 * another machine cannot be asked, so it counts as running.
 */
export function takeLock(path: string): HeldLock | ForeignLock {
  const own = `${hostname()} ${process.pid} ${startedAt(process.pid)}`;
  for (;;) {
    try {
      writeFileSync(path, own, { flag: "wx" });
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = holderOf(path);
      if (holder && isRunning(holder)) return { holder };
      rmSync(path, { force: true });
    }
  }
}

interface Holder {
  readonly host: string;
  readonly pid: string;
  /** Absent: written by a version that kept the number alone. */
  readonly started?: string | undefined;
}

function holderOf(path: string): Holder | undefined {
  try {
    const words = readFileSync(path, "utf8").split(" ");
    if (words.length === 1) return words[0] ? { host: hostname(), pid: words[0] } : undefined;
    const [host = "", pid = "", started] = words;
    return { host, pid, started };
  } catch {
    return undefined;
  }
}

function isRunning({ host, pid, started }: Holder): boolean {
  if (host !== hostname()) return true;
  return answers(Number(pid)) && (started === undefined || startedAt(Number(pid)) === started);
}

/** True when a process of this number runs; one that we may not signal runs too. */
function answers(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process began, in the kernel's ticks: numbers of processes are used again, and are 1 in every container. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
