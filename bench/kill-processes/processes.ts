import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

/** A real process of the bench: `concord sync`, or the writer. */
export class Running {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private said = "";
  private hasEnded = false;

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { DATABASE_URL: _url, NATS_URL: _nats, ...inherited } = process.env;
    this.child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...inherited, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.said += chunk.toString();
      });
    this.ended = new Promise((resolve) =>
      this.child.once("close", (code, signal) => {
        this.hasEnded = true;
        resolve({ code, signal, said: this.said });
      }),
    );
  }

  get alive(): boolean {
    return !this.hasEnded;
  }

  /** What it has said so far. */
  get output(): string {
    return this.said;
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }

  /** Tells a writer to end its load soon; one that has not begun yet ends, and is started again. */
  hurry(): void {
    this.child.kill("SIGUSR2");
  }

  /** Asks it to finish what is under way. */
  async stop(): Promise<Ended> {
    this.child.kill("SIGTERM");
    return this.ended;
  }
}

export interface SyncPlace {
  readonly storeUrl: string;
  /** Path of the list of sources. */
  readonly sources: string;
}

/** The command as an operator runs it: one batch, or following until a signal. */
export function startSync({ storeUrl, sources }: SyncPlace, mode: "batch" | "live"): Running {
  const follow = mode === "live" ? ["--follow"] : ["--json"];
  return new Running([join("cli", "concord.mjs"), "sync", "--sources", sources, ...follow], { DATABASE_URL: storeUrl });
}

export interface Load {
  readonly seed: number;
  /** Longest pause between two statements, in milliseconds; 0: none. */
  readonly pace: number;
  /** Stays in its last transaction until it is told to hurry. */
  readonly untilHurried?: boolean;
}

export function startWriter(url: string, { seed, pace, untilHurried }: Load): Running {
  const args = [
    "--url",
    url,
    "--seed",
    String(seed),
    "--pace",
    String(pace),
    ...(untilHurried ? ["--until-hurried"] : []),
  ];
  return new Running([join("bench", "run.mjs"), "kill-processes/writer", ...args]);
}
