import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program that prints its address and ends when its standard input does. */
export interface Served {
  readonly address: string;
  readonly pid: number;
  readonly startedAtMs: number;
  stop(): Promise<void>;
}

interface ServeOptions {
  /** For Node itself. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const START_MS = 120_000;
const STOP_MS = 10_000;

/** Rejects with the last of what it said when it ends instead of serving, or says nothing for too long. */
export async function serve(
  command: readonly string[],
  { flags = [], env: given = {} }: ServeOptions = {},
): Promise<Served> {
  const startedAtMs = performance.now();
  const env = { ...process.env, APOLLO_TELEMETRY_DISABLED: "true", NODE_ENV: "production", ...given };
  const child = spawn(process.execPath, [...flags, ...command], { stdio: ["pipe", "pipe", "pipe"], env });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  const lines = createInterface({ input: child.stdout });
  const address = await new Promise<string>((resolve, reject) => {
    lines.on("line", (line) => line.startsWith("http") && resolve(line.replace(/\/$/, "")));
    child.once("exit", (code) => reject(new Error(`it ended with status ${code}: ${reasonIn(said)}`)));
    setTimeout(() => reject(new Error(`it did not serve within ${START_MS} ms: ${reasonIn(said)}`)), START_MS).unref();
  }).catch(async (error) => {
    await stopped(child);
    throw error;
  });
  return { address, pid: child.pid ?? 0, startedAtMs, stop: () => stopped(child) };
}

const reasonIn = (said: string): string =>
  said
    .split("\n")
    .find((line) => /error/i.test(line))
    ?.trim() ??
  said.trim().split("\n").at(-1) ??
  "";

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = once(child, "exit");
  child.stdin?.end();
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await over;
  clearTimeout(late);
}
