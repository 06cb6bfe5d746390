import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

export const urlOf = (server: string, database: string): string =>
  Object.assign(new URL(server), { pathname: `/${database}` }).href;

export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

export interface Concord {
  readonly address: string;
  /** With the administrator's token. */
  readonly headers: Readonly<Record<string, string>>;
  ask(query: string): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

export interface ConcordSettings {
  /** A folder of its own. */
  readonly folder: string;
  readonly port: string;
  /** Its database. */
  readonly storeUrl: string;
  /** The one source that it follows, as the list of sources has it. */
  readonly source: object;
}

/** `npm start -- --sync` over a database of its own, following one source. */
export async function startConcord({ folder, port, storeUrl, source }: ConcordSettings): Promise<Concord> {
  writeFileSync(join(folder, "sources.yaml"), JSON.stringify({ sources: [source] }));
  const env = {
    ...process.env,
    PORT: port,
    DATA_DIR: folder,
    DATABASE_URL: storeUrl,
    CONCORD_SOURCES: join(folder, "sources.yaml"),
    LOG_LEVEL: "warn",
  };
  const concord = join(__dirname, "..", "cli", "concord.mjs");
  const server = spawn(process.execPath, [concord, "start", "--sync"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const headers = { authorization: `Bearer ${await tokenFrom(server)}`, "content-type": "application/json" };
  const address = `http://127.0.0.1:${port}`;
  return {
    address,
    headers,
    async ask(query) {
      const answer = await fetch(`${address}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
      return ((await answer.json()) as { data: Record<string, unknown> }).data;
    },
    async stop() {
      server.kill("SIGTERM");
      await new Promise((resolve) => server.once("exit", resolve));
    },
  };
}

/** The administrator's token, as the start prints it. */
function tokenFrom(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    server.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const token = /^\s+admin\s+(\S+)/m.exec(printed)?.[1];
      if (token) resolve(token);
    });
    server.once("exit", () => reject(new Error(`Concord ended: ${printed}`)));
  });
}

const ASK_MS = 5;

export async function until(happened: () => Promise<boolean>, giveUpMs = 60_000): Promise<void> {
  const givenUpAt = performance.now() + giveUpMs;
  while (!(await happened())) {
    if (performance.now() > givenUpAt) throw new Error(`It did not happen within ${giveUpMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
}

/** Of delays in their order. */
export const quantile = (sorted: readonly number[], share: number): string =>
  `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)} ms`;
