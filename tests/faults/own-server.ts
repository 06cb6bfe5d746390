import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { freePorts } from "../../bench/faults/part-process";

/** A server that a test may kill, freeze and start again at the same port, over a folder of its own. */
export interface OwnServer {
  readonly port: number;
  start(): Promise<void>;
  /** Ends it as a lost machine does. */
  kill(): Promise<void>;
  /** Takes connections, and answers nothing, until it is told to go on. */
  freeze(): void;
  goOn(): void;
  /** Loses all that it kept. */
  forget(): void;
  close(): Promise<void>;
}

type Command = (port: number, folder: string) => readonly [name: string, ...args: readonly string[]];

const redis: Command = (port, folder) => [
  "redis-server",
  "--port",
  String(port),
  "--bind",
  "127.0.0.1",
  "--dir",
  folder,
  "--save",
  "",
];
const nats: Command = (port, folder) => ["nats-server", "-a", "127.0.0.1", "-p", String(port), "-js", "-sd", folder];

/** Where the command is found; undefined: it is not installed here. */
function pathOf(name: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

async function ownServer(command: Command): Promise<OwnServer> {
  const [port = 0] = await freePorts(1);
  const folder = mkdtempSync(join(tmpdir(), "concord-own-server-"));
  const [name, ...args] = command(port, folder);
  let running: ChildProcess | undefined;
  const server: OwnServer = {
    port,
    async start() {
      running = spawn(pathOf(name) ?? name, args, { stdio: "ignore" });
      while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async kill() {
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, "exit");
      running.kill("SIGKILL");
      await ended;
    },
    freeze: () => void running?.kill("SIGSTOP"),
    goOn: () => void running?.kill("SIGCONT"),
    forget() {
      rmSync(folder, { recursive: true, force: true });
    },
    async close() {
      await server.kill();
      server.forget();
    },
  };
  await server.start();
  return server;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

export const ownRedis = (): Promise<OwnServer> => ownServer(redis);
export const ownNats = (): Promise<OwnServer> => ownServer(nats);

/** Runs a suite where the server is installed; says that it was skipped where not. */
export const describeWith = (name: "redis-server" | "nats-server"): jest.Describe =>
  pathOf(name) ? describe : describe.skip;
