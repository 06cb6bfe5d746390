import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ClientOptions, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { Database } from "../../store/database";
import { migrateAll } from "../build";
import { oneEngine } from "../databases";
import { type LiveGraph, loadCompanies, loadOrders, openLiveGraph, order, orderId } from "../live/live-graph";

const page = readFileSync(join(__dirname, "..", "..", "docs", "live-updates.md"), "utf8");
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([\\s\\S]+?)\`\`\``).exec(page)?.[1] ?? "";
const ADDRESS = "127.0.0.1:4000";

let opened: Awaited<ReturnType<(typeof oneEngine)["open"]>>;
let database: Database;
let graph: LiveGraph;
beforeAll(async () => {
  opened = await oneEngine.open();
  database = opened.database;
  await migrateAll(database);
  await loadCompanies(database);
  graph = await openLiveGraph(database);
});
afterAll(async () => {
  await graph.close();
  await opened.close();
});

const here = (text: string): string => text.replaceAll(ADDRESS, new URL(graph.address).host);

async function open(transport: string): Promise<void> {
  const line = `concord_subscriptions_open{transport="${transport}"} 1`;
  for (let tries = 0; tries < 400 && !(await graph.metrics()).includes(line); tries += 1)
    await new Promise((go) => setTimeout(go, 25));
}

describe("the page on live updates", () => {
  it("reads events with curl", async () => {
    const curl = spawn("sh", ["-c", `exec ${here(block("sh"))}`], {
      env: { ...process.env, TOKEN: await graph.token({ role: "admin" }) },
    });
    let told = "";
    curl.stdout.on("data", (chunk: Buffer) => {
      told += chunk.toString();
    });
    await open("sse");
    await loadOrders(database, order("D1"));
    for (let tries = 0; tries < 400 && !told.includes("data:"); tries += 1)
      await new Promise((go) => setTimeout(go, 25));
    curl.kill();
    await once(curl, "close");
    const [, id, data = "{}"] = /id: (\S+)\nevent: next\ndata: (.+)\n/.exec(told) ?? [];
    expect(JSON.parse(data)).toEqual({
      data: {
        salesOrderChanged: {
          kind: "CREATED",
          key: orderId("D1"),
          node: { number: "D1", customer: { displayName: expect.any(String) } },
        },
      },
      extensions: { eventId: id },
    });
  });

  it("reads events with graphql-ws", async () => {
    const code = here(block("js")).replace(/^import .*\n/, "");
    const shown: unknown[] = [];
    const done = new Error("enough was shown");
    const show = (event: unknown): void => {
      shown.push(event);
      if (shown.length === 2) throw done;
    };
    const clients: { dispose(): unknown }[] = [];
    const make = (options: ClientOptions) => {
      const client = createClient({ ...options, webSocketImpl: WebSocket });
      clients.push(client);
      return client;
    };
    const AsyncFunction = (async () => {}).constructor as new (
      ...text: string[]
    ) => (...given: unknown[]) => Promise<void>;
    const running = new AsyncFunction("createClient", "token", "show", code)(
      make,
      await graph.token({ role: "admin" }),
      show,
    );
    const ended = running.catch((error: unknown) => error);
    await open("websocket");
    await loadOrders(database, order("D2"), order("D3", { status: "CONFIRMED" }));
    await loadOrders(database, order("D2", { status: "CONFIRMED" }));
    expect(await ended).toBe(done);
    expect(shown).toEqual(
      ["D3", "D2"].map((number) => ({
        id: expect.any(String),
        kind: "CREATED",
        node: { number, customer: { displayName: expect.any(String) } },
      })),
    );
    await Promise.all(clients.map((client) => client.dispose()));
  });
});
