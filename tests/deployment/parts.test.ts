import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adminToken, freePorts, type PartProcess, partProcess } from "../../bench/faults/part-process";
import { loadSource } from "../../cli/load";
import { writeSample } from "../../cli/sample";
import { migrateAll } from "../build";
import { describeOnServer } from "../databases";

type Kind = "gateway" | "finance" | "erp" | "mapping";

const QUERY = `{ salesOrders(first: 2) { totalCount nodes { number customer { displayName receivable { amount currency } } invoices { number totalAmount { amount } } } } }`;

/** Concord's parts as processes of their own over one PostgreSQL, as a deployment over several machines runs them. */
describeOnServer("the parts as processes of their own", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let folder: string;
  let token: string;
  let parts: Readonly<Record<Kind, PartProcess>>;

  /** The gateway keeps a readiness verdict for a second, so a change shows a moment later. */
  async function readinessWith(finance: "up" | "down"): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      const response = await fetch(`${parts.gateway.origin}/readyz`);
      const said = (await response.json()) as { parts: { finance: string } };
      if (said.parts.finance === finance || attempt === 50) return { status: response.status, ...said };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  const ask = async (query: string) => {
    const response = await fetch(`${parts.gateway.origin}/graphql`, {
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
    const [gateway = 0, finance = 0, erp = 0, mapping = 0] = await freePorts(4);
    const env = {
      ...process.env,
      NODE_ENV: "development",
      DATA_DIR: folder,
      DATABASE_URL: opened.url ?? "",
      INTERNAL_KEY: "an internal key for tests, long enough",
      FINANCE_URL: `http://127.0.0.1:${finance}/graphql`,
      ERP_URL: `http://127.0.0.1:${erp}/graphql`,
      MAPPING_URL: `http://127.0.0.1:${mapping}/graphql`,
      SUBGRAPH_TIMEOUT_MS: "3000",
      LOG_LEVEL: "warn",
    };
    parts = {
      gateway: partProcess("gateway", gateway, env),
      finance: partProcess("finance", finance, env),
      erp: partProcess("erp", erp, env),
      mapping: partProcess("mapping", mapping, env),
    };
    await Promise.all([parts.finance, parts.erp, parts.mapping].map((part) => part.start()));
    await parts.gateway.start();
    token = await adminToken(env);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(Object.values(parts ?? {}).map((part) => part.stop()));
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("answer one question together, and say they are ready", async () => {
    const { data, errors } = await ask(QUERY);
    expect(errors).toBeUndefined();
    expect(data.salesOrders.totalCount).toBeGreaterThan(300);
    expect(data.salesOrders.nodes[0].customer.displayName).toEqual(expect.any(String));
    expect(await readinessWith("up")).toMatchObject({ status: 200, degraded: false });
    const metrics = await (await fetch(`${parts.erp.origin}/metrics`)).text();
    expect(metrics).toMatch(/concord_answer_duration_seconds_count\{subgraph="erp"\} [1-9]/);
  });

  it("refuse a call to a subgraph that the gateway did not sign", async () => {
    const response = await fetch(`${parts.finance.origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: "{ companies { totalCount } }" }),
    });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("UNAUTHENTICATED");
  });

  it("answer without the part that is down, and again with it when it is back; a stop is clean", async () => {
    expect(await parts.finance.stop()).toBe(0);
    const { data, errors = [] } = await ask(QUERY);
    expect(data.salesOrders.totalCount).toBeGreaterThan(300);
    expect(data.salesOrders.nodes[0].customer.displayName).toEqual(expect.any(String));
    expect(data.salesOrders.nodes[0].customer.receivable).toBeNull();
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["SUBGRAPH_UNAVAILABLE"]));
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|4610|ECONN/);
    expect(await readinessWith("down")).toEqual({
      status: 200,
      ready: true,
      degraded: true,
      parts: { erp: "up", finance: "down", mapping: "up" },
    });
    await parts.finance.start();
    const again = await ask(QUERY);
    expect(again.errors).toBeUndefined();
    expect(again.data.salesOrders.nodes[0].customer.receivable).toEqual(expect.any(Array));
  });
});
