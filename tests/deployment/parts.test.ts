import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSource } from "../../cli/load";
import { writeSample } from "../../cli/sample";
import { migrateAll } from "../build";
import { describeOnServer } from "../databases";

const ROOT = join(__dirname, "..", "..");
const PORTS = { gateway: 46100, finance: 46101, erp: 46102, mapping: 46103 } as const;
type Part = keyof typeof PORTS;

const QUERY = `{ salesOrders(first: 2) { totalCount nodes { number customer { displayName receivable { amount currency } } invoices { number totalAmount { amount } } } } }`;

/** Concord's parts as processes of their own over one PostgreSQL, as a deployment over several machines runs them. */
describeOnServer("the parts as processes of their own", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let folder: string;
  let token: string;
  const running = new Map<Part, ChildProcess>();

  const environment = (part: Part) => ({
    ...process.env,
    NODE_ENV: "development",
    DATA_DIR: folder,
    DATABASE_URL: opened.url ?? "",
    INTERNAL_KEY: "an internal key for tests, long enough",
    FINANCE_URL: `http://127.0.0.1:${PORTS.finance}/graphql`,
    ERP_URL: `http://127.0.0.1:${PORTS.erp}/graphql`,
    MAPPING_URL: `http://127.0.0.1:${PORTS.mapping}/graphql`,
    SUBGRAPH_TIMEOUT_MS: "3000",
    LOG_LEVEL: "warn",
    PORT: String(PORTS[part]),
  });

  async function start(part: Part): Promise<void> {
    const child = spawn(process.execPath, [join(ROOT, "cli", "concord.mjs"), "start", part], {
      env: environment(part),
      cwd: folder,
      stdio: "pipe",
    });
    running.set(part, child);
    let log = "";
    child.stderr?.on("data", (chunk) => {
      log += String(chunk);
    });
    for (let attempt = 0; attempt < 200; attempt += 1) {
      if (child.exitCode !== null) throw new Error(`${part} ended with ${child.exitCode}: ${log}`);
      const answer = await fetch(`http://127.0.0.1:${PORTS[part]}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${part} did not become healthy: ${log}`);
  }

  /** @returns the exit code after a polite signal */
  function stop(part: Part): Promise<number | null> {
    const child = running.get(part);
    running.delete(part);
    if (!child || child.exitCode !== null) return Promise.resolve(child?.exitCode ?? null);
    const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
    child.kill("SIGTERM");
    return ended;
  }

  /** The gateway keeps a readiness verdict for a second, so a change shows a moment later. */
  async function readiness(expected: number): Promise<number> {
    for (let attempt = 0; ; attempt += 1) {
      const { status } = await fetch(`http://127.0.0.1:${PORTS.gateway}/readyz`);
      if (status === expected || attempt === 50) return status;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  const ask = async (query: string) => {
    const response = await fetch(`http://127.0.0.1:${PORTS.gateway}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as {
      data: ReturnType<typeof JSON.parse>;
      errors?: { message: string; path?: unknown[]; extensions: { code: string } }[];
    };
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "concord-parts-"));
    opened = await engine.open();
    await migrateAll(opened.database);
    writeSample(join(folder, "sample"));
    await loadSource(opened.database, "sample", join(folder, "sample"));
    await Promise.all((["finance", "erp", "mapping"] as const).map(start));
    await start("gateway");
    token = await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(ROOT, "cli", "concord.mjs"), "token", "admin"], {
        env: environment("gateway"),
        cwd: folder,
      });
      let out = "";
      child.stdout.on("data", (chunk) => {
        out += String(chunk);
      });
      child.once("exit", (code) => (code === 0 ? resolve(out.trim()) : reject(new Error(`token: ${code}`))));
    });
  }, 120_000);

  afterAll(async () => {
    await Promise.all((Object.keys(PORTS) as Part[]).map(stop));
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("answer one question together, and say they are ready", async () => {
    const { data, errors } = await ask(QUERY);
    expect(errors).toBeUndefined();
    expect(data.salesOrders.totalCount).toBeGreaterThan(300);
    expect(data.salesOrders.nodes[0].customer.displayName).toEqual(expect.any(String));
    expect((await fetch(`http://127.0.0.1:${PORTS.gateway}/readyz`)).status).toBe(200);
    const metrics = await (await fetch(`http://127.0.0.1:${PORTS.erp}/metrics`)).text();
    expect(metrics).toMatch(/concord_answer_duration_seconds_count\{subgraph="erp"\} [1-9]/);
  });

  it("refuse a call to a subgraph that the gateway did not sign", async () => {
    const response = await fetch(`http://127.0.0.1:${PORTS.finance}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: "{ companies { totalCount } }" }),
    });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("UNAUTHENTICATED");
  });

  it("answer without the part that is down, and again with it when it is back; a stop is clean", async () => {
    expect(await stop("finance")).toBe(0);
    const { data, errors = [] } = await ask(QUERY);
    expect(data.salesOrders.totalCount).toBeGreaterThan(300);
    expect(data.salesOrders.nodes[0].customer.displayName).toEqual(expect.any(String));
    expect(data.salesOrders.nodes[0].customer.receivable).toBeNull();
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["SUBGRAPH_UNAVAILABLE"]));
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|4610|ECONN/);
    expect(await readiness(503)).toBe(503);
    await start("finance");
    const again = await ask(QUERY);
    expect(again.errors).toBeUndefined();
    expect(again.data.salesOrders.nodes[0].customer.receivable).toEqual(expect.any(Array));
  });
});
