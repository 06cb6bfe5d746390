import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient as createSse } from "graphql-sse";
import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { changesFromJetStream, publishChanges } from "../../cli/live/jetstream-changes";
import { ApiKeyFile } from "../../gateway/api-key-file";
import { mintApiKey, withApiKeys } from "../../gateway/api-keys";
import type { Limits } from "../../gateway/limits/settings";
import type { TokenVerifier } from "../../gateway/tokens";
import { graphError } from "../../schema/errors";
import type { Database } from "../../store/database";
import { migrateAll } from "../build";
import { oneEngine } from "../databases";
import { type LiveGraph, loadCompanies, loadOrders, openLiveGraph, order, orderId } from "./live-graph";

const NUMBERS = "subscription { salesOrderChanged { kind key node { number } } }";
const NATS = process.env["NATS_URL"] ?? "nats://127.0.0.1:4222";

interface Closed {
  readonly code: number;
  readonly reason: string;
}

let opened: Awaited<ReturnType<(typeof oneEngine)["open"]>>;
let database: Database;
let graph: LiveGraph;
const closing: (() => unknown)[] = [];
let loaded = 0;
const nextNumber = (): string => {
  loaded += 1;
  return `N${loaded}`;
};

beforeAll(async () => {
  opened = await oneEngine.open();
  database = opened.database;
  await migrateAll(database);
  await loadCompanies(database);
  graph = await openLiveGraph(database);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await graph.close();
  await opened.close();
});

async function beside(limits: Partial<Limits>, verifyToken?: TokenVerifier): Promise<LiveGraph> {
  const other = await openLiveGraph(database, { settings: { limits, ...(verifyToken ? { verifyToken } : {}) } });
  closing.push(() => other.close());
  return other;
}

function socketClient(
  to: LiveGraph,
  connectionParams: Record<string, unknown>,
): { client: Client; closed: Promise<Closed> } {
  let told: (event: Closed) => void = () => {};
  const closed = new Promise<Closed>((resolve) => {
    told = resolve;
  });
  const url = `${to.address.replace("http", "ws")}/graphql`;
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    on: { closed: (event) => told(event as Closed) },
  });
  closing.push(() => client.dispose());
  return { client, closed };
}

/** What a subscription gives, one by one; an error that ends it is thrown. */
function eventsOf(client: Client, query: string, variables: Record<string, unknown> = {}) {
  const events = client.iterate<Record<string, { key: string; kind: string }>>({ query, variables });
  return { next: async () => (await events.next()).value, stop: () => events.return?.() };
}

const bearer = async (to: LiveGraph, as: Parameters<LiveGraph["token"]>[0] = { role: "admin" }): Promise<string> =>
  `Bearer ${await to.token(as)}`;

async function until(happened: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200 && !(await happened()); tries += 1) await new Promise((go) => setTimeout(go, 25));
}

describe("subscriptions over WebSocket", () => {
  it("tell, refuse and resume as over server-sent events", async () => {
    const { client } = socketClient(graph, { authorization: await bearer(graph) });
    const stream = eventsOf(client, NUMBERS);
    const first = stream.next();
    await until(async () => (await graph.metrics()).includes('concord_subscriptions_open{transport="websocket"} 1'));
    const [one, two] = [nextNumber(), nextNumber()];
    await loadOrders(database, order(one));
    const told = await first;
    expect(told).toMatchObject({
      data: { salesOrderChanged: { kind: "CREATED", key: orderId(one), node: { number: one } } },
    });
    await loadOrders(database, order(two));
    const resumed = eventsOf(client, "subscription($after: ID) { salesOrderChanged(after: $after) { key } }", {
      after: told?.extensions?.["eventId"],
    });
    expect((await resumed.next())?.data?.["salesOrderChanged"]?.key).toBe(orderId(two));
    const refused = (query: string) => expect(eventsOf(client, query).next()).rejects;
    await refused("{ salesOrders { totalCount } }").toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: "OPERATION_RESOLUTION_FAILURE" }) }),
    ]);
    await refused("subscription { nothingChanged { key } }").toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: "GRAPHQL_VALIDATION_FAILED" }) }),
    ]);
  });

  it("are closed to whom nobody knows", async () => {
    const { client, closed } = socketClient(graph, { authorization: "Bearer nonsense" });
    await expect(eventsOf(client, NUMBERS).next()).rejects.toMatchObject({ code: 4401 });
    expect((await closed).reason).toBe("UNAUTHENTICATED");
  });
});

describe("subscriptions by a GraphQL over SSE client", () => {
  it("are read event by event", async () => {
    const client = createSse({
      url: `${graph.address}/graphql/stream`,
      headers: { authorization: await bearer(graph) },
    });
    closing.push(() => client.dispose());
    const events = client.iterate({ query: NUMBERS });
    const first = events.next();
    await until(async () => (await graph.metrics()).includes('concord_subscriptions_open{transport="sse"} 1'));
    const number = nextNumber();
    await loadOrders(database, order(number));
    expect((await first).value).toMatchObject({ data: { salesOrderChanged: { key: orderId(number) } } });
    await events.return?.();
  });
});

describe("a subscription", () => {
  it("is not answered at /graphql, but with a word of where", async () => {
    const response = await fetch(`${graph.address}/graphql`, {
      method: "POST",
      headers: { authorization: await bearer(graph), "content-type": "application/json" },
      body: JSON.stringify({ query: NUMBERS }),
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      {
        errors: [
          { message: expect.stringContaining("/graphql/stream"), extensions: { code: "OPERATION_RESOLUTION_FAILURE" } },
        ],
      },
    ]);
  });

  it("ends with UNAUTHENTICATED when its credential ends, over both transports", async () => {
    let good = true;
    const verify: TokenVerifier = async () => {
      if (good) return { subject: "someone", role: "admin", companies: "*" };
      throw graphError("UNAUTHENTICATED", "The token has expired.");
    };
    const other = await beside({ subscriptionHeartbeatMs: 100 }, verify);
    const stream = await other.subscribe(NUMBERS);
    const { client, closed } = socketClient(other, { authorization: "Bearer x" });
    const events = eventsOf(client, NUMBERS);
    const last = events.next();
    await until(async () => (await other.metrics()).includes('concord_subscriptions_open{transport="websocket"} 1'));
    good = false;
    await loadOrders(database, order(nextNumber()));
    expect(await stream.next()).toMatchObject({
      event: "next",
      data: { errors: [{ message: "The token has expired.", extensions: { code: "UNAUTHENTICATED" } }] },
    });
    expect(await stream.next()).toMatchObject({ event: "complete" });
    expect(await stream.next()).toBeNull();
    expect(await last).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    expect((await closed).code).toBe(4401);
    expect(await other.metrics()).toContain('concord_subscriptions_ended_total{reason="UNAUTHENTICATED"} 2');
  });

  it("ends when its API key is revoked", async () => {
    const keys = new ApiKeyFile(join(mkdtempSync(join(tmpdir(), "concord-live-")), "api-keys.json"));
    const { id, key, sha256 } = mintApiKey();
    const now = Date.now();
    await keys.add({
      id,
      name: "screen",
      sha256,
      role: "sales",
      companies: "*",
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 600_000).toISOString(),
    });
    const nobody: TokenVerifier = async () => {
      throw graphError("UNAUTHENTICATED", "no token here");
    };
    const other = await beside({ subscriptionHeartbeatMs: 100 }, withApiKeys(keys, nobody));
    const stream = await other.subscribe(NUMBERS, { headers: { authorization: `Bearer ${key}` } });
    const number = nextNumber();
    await loadOrders(database, order(number));
    expect((await stream.next())?.data.data.salesOrderChanged.key).toBe(orderId(number));
    await keys.revoke(id);
    expect((await stream.next())?.data.errors[0]).toMatchObject({
      message: "The API key is revoked.",
      extensions: { code: "UNAUTHENTICATED" },
    });
  });

  it("is one of so many of its identity, over both transports, and of the gateway", async () => {
    const other = await beside({ subscriptionsPerIdentity: 2, subscriptions: 3 });
    const first = await other.subscribe(NUMBERS);
    await other.subscribe(NUMBERS);
    const refused = async (role: "admin" | "cfo" | "sales") =>
      (await (await other.subscribe(NUMBERS, { as: { role } })).refusal()).body.errors[0].extensions.code;
    expect(await refused("admin")).toBe("SUBSCRIPTION_LIMIT");
    const { client } = socketClient(other, { authorization: await bearer(other) });
    await expect(eventsOf(client, NUMBERS).next()).rejects.toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: "SUBSCRIPTION_LIMIT" }) }),
    ]);
    await other.subscribe(NUMBERS, { as: { role: "cfo" } });
    expect(await refused("sales")).toBe("OVERLOADED");
    await first.close();
    await until(async () => (await other.metrics()).includes('concord_subscriptions_open{transport="sse"} 2'));
    expect((await other.subscribe(NUMBERS)).response.status).toBe(200);
  });

  it("whose client takes nothing is told so and closed", async () => {
    const other = await beside({ subscriptionStallMs: 200, subscriptionHeartbeatMs: 60_000 });
    const socket = await deafClient(other);
    closing.push(() => socket.destroy());
    await until(async () => (await other.metrics()).includes('concord_subscriptions_open{transport="sse"} 1'));
    const long = "x".repeat(400_000);
    for (let times = 0; times < 4; times += 1)
      await loadOrders(database, order(nextNumber(), { customer_reference: long }));
    await until(async () => (await other.metrics()).includes('reason="SUBSCRIPTION_TOO_SLOW"'));
    expect(await other.metrics()).toContain('concord_subscriptions_ended_total{reason="SUBSCRIPTION_TOO_SLOW"} 1');
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-2_000);
    });
    socket.resume();
    await once(socket, "close");
    expect(text).toContain('"SUBSCRIPTION_TOO_SLOW"');
  });

  it("ends without `complete` when its gateway leaves, so that clients come again", async () => {
    const other = await openLiveGraph(database);
    const stream = await other.subscribe(NUMBERS);
    const { client, closed } = socketClient(other, { authorization: await bearer(other) });
    const events = eventsOf(client, NUMBERS);
    const last = events.next().catch((event: unknown) => event);
    await until(async () => (await other.metrics()).includes('concord_subscriptions_open{transport="websocket"} 1'));
    await other.close();
    expect(await stream.next()).toBeNull();
    expect(await last).toMatchObject({ code: 1001 });
    expect((await closed).code).toBe(1001);
  });
});

/** Subscribes and never reads what comes. */
async function deafClient(to: LiveGraph): Promise<Socket> {
  const { hostname, port } = new URL(to.address);
  // Ten times a long text, so that a few events are more than a connection takes in.
  const texts = Array.from({ length: 10 }, (_, at) => `text${at}: customerReference`).join(" ");
  const body = JSON.stringify({ query: `subscription { salesOrderChanged { node { ${texts} } } }` });
  const socket = connect({ host: hostname, port: Number(port) });
  socket.pause();
  socket.on("error", () => {});
  socket.write(
    `POST /graphql/stream HTTP/1.1\r\nhost: x\r\nauthorization: ${await bearer(to)}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
}

const onNats = process.env["CONCORD_TEST_NATS"] === "yes" ? describe : describe.skip;

onNats("several gateways without a database, over NATS", () => {
  it("tell the same events in the same order, each once, and resume each other's", async () => {
    const stream = { url: NATS, changes: `concord_test_changes_${process.pid}` };
    const failed = (error: unknown): void => console.error(error);
    // Two that publish the same, as two processes of one part do.
    const publishers = [
      publishChanges(stream, "erp", database, failed),
      publishChanges(stream, "erp", database, failed),
    ];
    const open = () => openLiveGraph(database, { changes: changesFromJetStream(stream, failed) });
    const [one, two] = [await open(), await open()];
    closing.push(
      ...publishers.map(({ close }) => close),
      () => one.close(),
      () => two.close(),
    );
    const streams = [await one.subscribe(NUMBERS), await two.subscribe(NUMBERS)];
    const numbers = [nextNumber(), nextNumber(), nextNumber()];
    for (const number of numbers) await loadOrders(database, order(number));
    const ids: (string | undefined)[][] = [];
    for (const read of streams) {
      const events = [await read.next(), await read.next(), await read.next()];
      expect(events.map((event) => event?.data.data.salesOrderChanged.node.number)).toEqual(numbers);
      ids.push(events.map((event) => event?.id));
    }
    expect(ids[0]).toEqual(ids[1]);
    const resumed = await two.subscribe(NUMBERS, { headers: { "last-event-id": ids[0]?.[0] ?? "" } });
    const [second] = await resumed.take(1);
    expect(second.data.salesOrderChanged.node.number).toBe(numbers[1]);
  });
});
