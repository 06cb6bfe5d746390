import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Part } from "../../cli/parts";
import { pause } from "./ask";

/** One part of Concord in a process of its own, as a supervisor runs it; it can be started again after a stop. */
export interface PartProcess {
  readonly part: Part;
  /** Such as `http://127.0.0.1:24100`. */
  readonly origin: string;
  /** Of the process that runs; undefined: none does. */
  pid(): number | undefined;
  /** Resolves when `/readyz` is 200; rejects with what the part complained of. */
  start(): Promise<void>;
  /** Sends SIGTERM and waits for the end: the exit code, 0 for a clean one; null if nothing runs. */
  stop(): Promise<number | null>;
}

const COMMAND = join(__dirname, "..", "..", "cli", "concord.mjs");
/** Eight parts that start together on a busy machine take their time. */
const START_MS_MAX = 600_000;
const ASK_MS = 100;

export function partProcess(part: Part, port: number, env: NodeJS.ProcessEnv): PartProcess {
  const origin = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  return {
    part,
    origin,
    pid: () => child?.pid,
    async start() {
      child = spawn(process.execPath, [COMMAND, "start", part], {
        env: { ...env, PORT: String(port) },
        stdio: ["ignore", "ignore", "pipe"],
      });
      await untilReady(child, part, origin);
    },
    async stop() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
      const leaving = child;
      const ended = new Promise<number | null>((resolve) => leaving.once("exit", resolve));
      leaving.kill("SIGTERM");
      return ended;
    },
  };
}

async function untilReady(child: ChildProcess, part: Part, origin: string): Promise<void> {
  let complaints = "";
  child.stderr?.on("data", (chunk) => {
    complaints += String(chunk);
  });
  const giveUpAtMs = Date.now() + START_MS_MAX;
  while (Date.now() < giveUpAtMs) {
    if (child.exitCode !== null) throw new Error(`${part} ended with ${child.exitCode}: ${complaints}`);
    if (await isReady(origin)) return;
    await pause(ASK_MS);
  }
  throw new Error(`${part} did not become ready: ${complaints}`);
}

export async function isReady(origin: string): Promise<boolean> {
  const response = await fetch(`${origin}/readyz`).catch(() => undefined);
  await response?.arrayBuffer().catch(() => undefined);
  return response?.ok ?? false;
}

/** A development token of the role `admin`, made by the command that people use, with the keys in the data folder of `env`. */
export function adminToken(env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, "token", "admin"], { env, stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
    });
    child.once("exit", (code) => (code === 0 ? resolve(out.trim()) : reject(new Error(`token: ${code}`))));
  });
}

/** Below those that systems give to outgoing connections, which would take the port of a part that is just restarting. */
const PORTS = { first: 20_000, last: 30_000 } as const;

/** A row of so many ports that nobody listens at. */
export async function freePorts(count: number): Promise<readonly number[]> {
  for (;;) {
    const first = PORTS.first + Math.floor(Math.random() * (PORTS.last - PORTS.first));
    const row = Array.from({ length: count }, (_, index) => first + index);
    if ((await Promise.all(row.map(isFree))).every(Boolean)) return row;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
