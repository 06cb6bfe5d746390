import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { createHttpSource, createInProcessSource, type SubgraphSource } from "../../gateway/sources";
import { createIdentitySigner, createIdentityVerifier, IDENTITY_HEADER } from "../../schema/identity";
import { type Execute, executeOf, SECRET, startGateway, startHttp, type TestGateway } from "./fixture";

const KEY = "0123456789abcdef0123456789abcdef";
const TIMEOUT_MS = 1_500;
const sign = createIdentitySigner(KEY);
const verify = createIdentityVerifier(KEY, "finance");
const json = { "content-type": "application/json" };

const overHttp =
  (name: string, url: string) =>
  (logger: Logger): SubgraphSource =>
    createHttpSource({ name, urls: [url], sign, timeoutMs: TIMEOUT_MS, logger });

/** A gateway whose finance part is behind HTTP and answers as given, and the address that must not leak. */
async function withFinance(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  use: (test: TestGateway, url: string) => Promise<void>,
): Promise<void> {
  const server = await startHttp(answer);
  const test = await startGateway({ finance: overHttp("finance", server.url) });
  try {
    await use(test, server.url);
  } finally {
    await test.gateway.close();
    await server.close();
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

describe("a subgraph behind HTTP", () => {
  it("gets the question, the signed identity and the request id, over a connection that is kept", async () => {
    const seen: IncomingMessage[] = [];
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      seen.push(request);
      const text = await textOf(request);
      const identity = await verify(String(request.headers[IDENTITY_HEADER]), text);
      response.writeHead(200, json).end(JSON.stringify(await executeOf("finance")(JSON.parse(text), identity)));
    };
    await withFinance(answer, async ({ ask }) => {
      const headers = { "x-request-id": "trace-7", "x-concord-explain": "1" };
      const { body } = await ask('{ rate(currency: "EUR") orders { owed } }', { headers });
      expect(body.errors).toBeUndefined();
      expect(body.data).toEqual({ rate: "1.0", orders: [{ owed: "10.00" }, { owed: "20.00" }] });
      expect(body.extensions?.["concord"]).toMatchObject({ subgraphCalls: 3, sqlStatements: 6 });
      const [first, second] = seen;
      expect(first?.headers["x-request-id"]).toBe("trace-7");
      expect(first?.headers.authorization).toBeUndefined();
      expect(first?.headers[IDENTITY_HEADER]).not.toBe(second?.headers[IDENTITY_HEADER]);
      await ask('{ rate(currency: "EUR") }');
      expect(new Set(seen.map(({ socket }) => socket.remotePort)).size).toBeLessThan(seen.length);
    });
  });
});

const drip = (_request: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(200, json).write(" ");
  const timer = setInterval(() => response.write(" "), 50);
  response.on("close", () => clearInterval(timer));
};
const say =
  (status: number, text: string) =>
  (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(status, json).end(text);
  };

const failures: readonly (readonly [string, (request: IncomingMessage, response: ServerResponse) => void, string])[] = [
  ["hangs", () => undefined, "SUBGRAPH_TIMEOUT"],
  ["drips without end", drip, "SUBGRAPH_TIMEOUT"],
  ["breaks off", (request) => request.socket.destroy(), "SUBGRAPH_UNAVAILABLE"],
  ["answers 500", say(500, `{"errors":[{"message":"${SECRET}"}]}`), "SUBGRAPH_UNAVAILABLE"],
  ["answers 502 in HTML", say(502, `<h1>${SECRET}</h1>`), "SUBGRAPH_UNAVAILABLE"],
  ["refuses our signature", say(401, `{"errors":[{"message":"${SECRET}"}]}`), "SUBGRAPH_UNAVAILABLE"],
  [
    "redirects",
    (_, response) => response.writeHead(302, { location: `http://${SECRET}/` }).end(),
    "SUBGRAPH_UNAVAILABLE",
  ],
  ["answers garbage", say(200, `{"data": ${SECRET}`), "SUBGRAPH_UNAVAILABLE"],
  ["answers nothing", say(200, ""), "SUBGRAPH_UNAVAILABLE"],
  ["answers a list", say(200, `["${SECRET}"]`), "SUBGRAPH_UNAVAILABLE"],
  ["answers null without a reason", say(200, '{"data":null}'), "SUBGRAPH_UNAVAILABLE"],
  ["answers an empty object", say(200, `{"${SECRET}":1}`), "SUBGRAPH_UNAVAILABLE"],
  ["leaves out what was asked", say(200, `{"data":{"${SECRET}":1}}`), "SUBGRAPH_UNAVAILABLE"],
  ["answers too few entities", say(200, '{"data":{"_entities":[]}}'), "SUBGRAPH_UNAVAILABLE"],
  ["answers entities that are no list", say(200, '{"data":{"_entities":"x"}}'), "SUBGRAPH_UNAVAILABLE"],
  ["answers errors that are no list", say(200, `{"data":{"rate":"1"},"errors":"${SECRET}"}`), "SUBGRAPH_UNAVAILABLE"],
];

const QUESTION = '{ rate(currency: "EUR") orders { number owed } }';

function expectMissingFinance(asked: Awaited<ReturnType<TestGateway["ask"]>>, code: string, secrets: string[]): void {
  expect(asked.status).toBe(200);
  const rest = [
    { number: "SO-1", owed: null },
    { number: "SO-2", owed: null },
  ];
  expect(asked.body.data).toEqual({ rate: null, orders: rest });
  const inTime = code === "SUBGRAPH_TIMEOUT" ? " in time" : "";
  for (const error of asked.body.errors ?? []) {
    expect(error.message).toBe(`The finance part did not answer${inTime}.`);
    expect(error.extensions).toEqual({ code, hint: expect.any(String) });
  }
  const paths = asked.body.errors?.map(({ path }) => path?.join("."));
  expect(paths?.sort()).toEqual(["orders.0.owed", "orders.1.owed", "rate"]);
  for (const secret of secrets) expect(asked.text).not.toContain(secret);
}

describe("when a subgraph", () => {
  it.each(failures)("%s, its fields are null with an error and the rest answers", async (_name, answer, code) => {
    await withFinance(answer, async (test, url) => {
      const { hostname, port } = new URL(url);
      expectMissingFinance(await test.ask(QUESTION), code, [SECRET, hostname, port, "http", "serviceName"]);
      expect(test.log.text()).not.toContain(SECRET);
      const metrics = (await test.gateway.app.inject("/metrics")).body;
      expect(metrics).toContain(`concord_subgraph_errors_total{subgraph="finance",code="${code}"} 2`);
    });
  });

  it("is down, its fields are null with an error and the rest answers", async () => {
    const server = await startHttp(() => undefined);
    await server.close();
    const test = await startGateway({ finance: overHttp("finance", server.url) });
    const { port } = new URL(server.url);
    expectMissingFinance(await test.ask(QUESTION), "SUBGRAPH_UNAVAILABLE", ["127.0.0.1", port, "ECONN"]);
    const ready = await test.gateway.app.inject("/readyz");
    expect(ready.statusCode).toBe(200);
    expect(ready.json()).toEqual({ ready: true, degraded: true, parts: { erp: "up", finance: "down" } });
    expect((await test.gateway.app.inject("/healthz")).statusCode).toBe(200);
    await test.gateway.close();
  });

  it("is down, and so is every other, the gateway is not ready", async () => {
    const server = await startHttp(() => undefined);
    await server.close();
    const test = await startGateway({
      erp: overHttp("erp", server.url),
      finance: overHttp("finance", server.url),
    });
    const ready = await test.gateway.app.inject("/readyz");
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({ ready: false, degraded: true, parts: { erp: "down", finance: "down" } });
    await test.gateway.close();
  });

  it("fails for a thousand rows, the errors stay few and say how many fields they stand for", async () => {
    const orders = Array.from({ length: 1000 }, (_, index) => ({
      __typename: "Order",
      id: String(index),
      number: "n",
    }));
    const server = await startHttp(say(500, ""));
    const test = await startGateway({
      erp: inProcess(async () => ({ data: { orders } })),
      finance: overHttp("finance", server.url),
    });
    const { body } = await test.ask("{ orders { number owed } }");
    expect(body.errors).toHaveLength(20);
    expect(body.errors?.[0]?.extensions["affectedFields"]).toBe(1000);
    await test.gateway.close();
    await server.close();
  });

  it("refuses with HTTP 400 and GraphQL errors, they count as its answer", async () => {
    const text = '{"errors":[{"message":"Too deep.","extensions":{"code":"BAD_USER_INPUT","http":{"status":418}}}]}';
    await withFinance(say(400, text), async ({ ask }) => {
      const { status, body } = await ask('{ rate(currency: "EUR") }');
      expect(status).toBe(200);
      expect(body.errors?.[0]).toMatchObject({ message: "Too deep.", path: ["rate"] });
    });
  });

  it("was not asked rightly by the gateway, the client sees our fault and not the inside", async () => {
    const text = `{"errors":[{"message":"Cannot query ${SECRET}","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}`;
    await withFinance(say(400, text), async ({ ask }) => {
      const asked = await ask('{ rate(currency: "EUR") }');
      expect(asked.body.errors?.[0]?.extensions["code"]).toBe("INTERNAL");
      expect(asked.text).not.toContain(SECRET);
    });
  });
});

const inProcess =
  (execute: Execute) =>
  (logger: Logger): SubgraphSource =>
    createInProcessSource({ name: "erp", timeoutMs: TIMEOUT_MS, logger, execute });

describe("a subgraph in this process", () => {
  it.each([
    ["throws", async () => Promise.reject(new Error(SECRET)), "SUBGRAPH_UNAVAILABLE"],
    ["hangs", () => new Promise(() => undefined), "SUBGRAPH_TIMEOUT"],
    ["answers null without a reason", async () => ({ data: null }), "SUBGRAPH_UNAVAILABLE"],
  ] as const)("that %s is treated like one that is down", async (_name, execute, code) => {
    const test = await startGateway({ erp: inProcess(execute) });
    const { body, text } = await test.ask('{ whoAmI rate(currency: "EUR") }');
    expect(body.data).toEqual({ whoAmI: null, rate: "1.0" });
    expect(body.errors).toEqual([
      {
        message: expect.stringMatching(/^The erp part did not/),
        path: ["whoAmI"],
        extensions: expect.objectContaining({ code }),
      },
    ]);
    expect(text).not.toContain(SECRET);
    await test.gateway.close();
  });

  it("gets the parsed document, and the identity as it is", async () => {
    const seen: unknown[] = [];
    const test = await startGateway({
      erp: inProcess(async (request, identity) => {
        seen.push(request.document?.kind, identity.requestId);
        return executeOf("erp")(request, identity);
      }),
    });
    await test.ask("{ whoAmI }", { headers: { "x-request-id": "r-9" } });
    expect(seen).toEqual(["Document", "r-9"]);
    await test.gateway.close();
  });
});
