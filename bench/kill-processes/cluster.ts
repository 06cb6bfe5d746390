import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** PostgreSQL as it comes, but for its size; fsync is on, so that a commit is what it says. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  wal_level: "logical",
  shared_buffers: "32MB",
  max_connections: "50",
  max_wal_size: "256MB",
  // Slots that a lost run left must not fill the disk.
  max_slot_wal_keep_size: "1GB",
};

const START_MS = 60_000;

/** PostgreSQL refuses to run as root; then it runs as its own user. */
function owner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** A PostgreSQL server of one's own in a temporary folder, which can be killed and started again. */
export class Cluster {
  private server: ChildProcess | undefined;
  private client: pg.Client | undefined;

  private constructor(
    readonly name: string,
    private readonly binaries: string,
    private readonly folder: string,
    private readonly port: number,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** @param settings of the server, beside or instead of those above */
  static create(name: string, binaries: string, settings: Readonly<Record<string, string>> = {}): Promise<Cluster> {
    const given = ["-U", "postgres", "-A", "trust", "-E", "UTF8"];
    return Cluster.made(name, binaries, settings, (data) => ["initdb", "-D", data, ...given]);
  }

  /** A streaming replica of this server, with its settings. */
  replica(name: string): Promise<Cluster> {
    const of = ["-h", "127.0.0.1", "-p", String(this.port), "-U", "postgres"];
    const how = ["-X", "stream", "-c", "fast", "--write-recovery-conf"];
    return Cluster.made(name, this.binaries, this.settings, (data) => ["pg_basebackup", "-D", data, ...of, ...how]);
  }

  /** @param maker the command that fills the data folder */
  private static async made(
    name: string,
    binaries: string,
    settings: Readonly<Record<string, string>>,
    maker: (data: string) => readonly [string, ...string[]],
  ): Promise<Cluster> {
    const folder = mkdtempSync(join(tmpdir(), `concord-${name}-`));
    const cluster = new Cluster(name, binaries, folder, await freePort(), { ...SETTINGS, ...settings });
    try {
      const { uid, gid } = owner();
      if (uid !== undefined && gid !== undefined) execFileSync("chown", [`${uid}:${gid}`, folder]);
      const [program, ...given] = maker(cluster.data);
      execFileSync(join(binaries, program), given, { ...owner(), cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
      await cluster.start();
      return cluster;
    } catch (error) {
      await cluster.remove();
      throw error;
    }
  }

  urlOf(database: string): string {
    return `postgresql://postgres@127.0.0.1:${this.port}/${database}`;
  }

  /** Asks the server as its administrator. */
  async query(text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    if (!this.client) throw new Error(`The ${this.name} cluster does not run.`);
    return (await this.client.query(text, [...values])).rows as Record<string, unknown>[];
  }

  /** Starts the server and waits until it answers: after a kill, until it has recovered. */
  async start(): Promise<void> {
    const until = Date.now() + START_MS;
    while (Date.now() < until) {
      const server = this.spawnServer();
      const client = await this.answering(server, until);
      if (client) {
        this.server = server;
        this.client = client;
        return;
      }
      // The shared memory of a killed server goes with its last process.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The ${this.name} cluster does not start; its log is ${join(this.folder, "log")}.`);
  }

  /** Process ids of all that the server consists of, as it tells them. */
  async processes(): Promise<readonly number[]> {
    const rows = await this.query("select pid from pg_stat_activity where pid is not null");
    return rows.map((row) => Number(row["pid"]));
  }

  /** Kills the postmaster and its children at once; nothing of the server gets to write another byte. */
  kill(children: readonly number[]): void {
    this.server?.kill("SIGKILL");
    for (const pid of children) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended by itself.
      }
    }
    this.client = undefined;
  }

  async ended(): Promise<void> {
    const { server } = this;
    if (server && server.exitCode === null && server.signalCode === null)
      await new Promise((resolve) => server.once("exit", resolve));
  }

  async remove(): Promise<void> {
    await this.client?.end().catch(() => undefined);
    this.client = undefined;
    this.server?.kill("SIGINT");
    await this.ended();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get data(): string {
    return join(this.folder, "data");
  }

  private spawnServer(): ChildProcess {
    const settings = Object.entries({ ...this.settings, port: String(this.port) }).flatMap(([name, value]) => [
      "-c",
      `${name}=${value}`,
    ]);
    const log = openSync(join(this.folder, "log"), "a");
    const server = spawn(join(this.binaries, "postgres"), ["-D", this.data, ...settings], {
      ...owner(),
      cwd: this.folder,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    return server;
  }

  /** @returns undefined when the server ended instead */
  private async answering(server: ChildProcess, until: number): Promise<pg.Client | undefined> {
    while (server.exitCode === null && server.signalCode === null && Date.now() < until) {
      const client = new pg.Client({ connectionString: this.urlOf("postgres"), application_name: "bench" });
      client.on("error", () => undefined);
      try {
        await client.connect();
        return client;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    return undefined;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
