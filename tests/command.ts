import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";

const CLI = join(__dirname, "..", "cli", "concord.mjs");

export interface CommandSettings {
  readonly cwd: string;
  /** Beside the environment of the tests; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface CommandEnd {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts `concord` in a process of its own, as its user does. */
export function startCommand(
  args: readonly string[],
  { cwd, env = {} }: CommandSettings,
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [CLI, ...args], { cwd, env: { ...process.env, ...env } });
}

/** Runs `concord` to its end. */
export function runCommand(args: readonly string[], settings: CommandSettings): Promise<CommandEnd> {
  const child = startCommand(args, settings);
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    err += String(chunk);
  });
  return new Promise((resolve) => child.once("exit", (code) => resolve({ code, out, err })));
}
