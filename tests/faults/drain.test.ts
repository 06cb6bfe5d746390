import { Agent, request } from "node:http";
import pino from "pino";
import { createInProcessSource } from "../../gateway/sources";
import type { Database } from "../../store/database";
import { createSubgraphServer } from "../../subgraphs/service/server";
import { executeOf, startGateway } from "../gateway/fixture";

const DRAIN_MS = 1_500;
const SLOW_MS = 2_500;

interface Told {
  readonly status: number;
  readonly connection: string | undefined;
  readonly text: string;
}

/** Over one connection that the client keeps open as long as the server lets it. */
function clientOf(address: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (path: string, headers: Record<string, string> = {}, body?: string): Promise<Told> =>
    new Promise((resolve, reject) => {
      const sent = request(`${address}${path}`, { method: body ? "POST" : "GET", agent, headers }, (response) => {
        let text = "";
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, connection: response.headers.connection, text }),
        );
      });
      sent.on("error", reject);
      sent.end(body);
    });
}

describe("a gateway that is told to stop", () => {
  it("says first that it is not ready, answers whoever still comes, finishes what is under way, and only then is gone", async () => {
    const test = await startGateway({
      settings: { drainMs: DRAIN_MS },
      finance: (logger) =>
        createInProcessSource({
          name: "finance",
          timeoutMs: 60_000,
          logger,
          execute: async (asked, identity) => {
            if (asked.query.includes("rate")) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
            return executeOf("finance")(asked, identity);
          },
        }),
    });
    const address = await test.gateway.listen({ host: "127.0.0.1", port: 0 });
    const headers = { authorization: `Bearer ${await test.token()}`, "content-type": "application/json" };
    const ask = (client: ReturnType<typeof clientOf>, query: string) =>
      client("/graphql", headers, JSON.stringify({ query }));
    const [kept, slow, late] = [clientOf(address), clientOf(address), clientOf(address)];
    expect(await ask(kept, "{ orders { number } }")).toMatchObject({ status: 200, connection: "keep-alive" });
    expect((await kept("/readyz")).status).toBe(200);
    const underWay = ask(slow, '{ rate(currency: "EUR") }');
    const closed = test.gateway.close();
    expect(await clientOf(address)("/readyz")).toMatchObject({ status: 503, text: '{"ready":false,"leaving":true}' });
    expect(await ask(kept, "{ orders { number } }")).toMatchObject({ status: 200, connection: "close" });
    expect(await ask(late, "{ orders { number } }")).toMatchObject({ status: 200, connection: "close" });
    const answer = await underWay;
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).errors).toBeUndefined();
    await closed;
    await expect(ask(clientOf(address), "{ orders { number } }")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("a subgraph that is told to stop", () => {
  it("says first that it is not ready, and lets go of its clients one by one", async () => {
    const server = createSubgraphServer({
      name: "erp",
      execute: async () => ({ data: {} }),
      database: { query: async () => [] } as unknown as Database,
      internalKey: "0123456789abcdef0123456789abcdef",
      logger: pino({ level: "silent" }),
      drainMs: DRAIN_MS,
    });
    const address = await server.listen({ host: "127.0.0.1", port: 0 });
    const kept = clientOf(address);
    expect(await kept("/readyz")).toMatchObject({ status: 200, connection: "keep-alive" });
    const closed = server.close();
    expect(await kept("/healthz")).toMatchObject({ status: 200, connection: "close" });
    expect((await clientOf(address)("/readyz")).status).toBe(503);
    await closed;
    await expect(kept("/healthz")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});
