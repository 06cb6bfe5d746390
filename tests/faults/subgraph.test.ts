import type { IncomingMessage, ServerResponse } from "node:http";
import { createHttpSource } from "../../gateway/sources";
import { createIdentitySigner } from "../../schema/identity";
import { executeOf, startGateway, startHttp, type TestGateway } from "../gateway/fixture";
import { until } from "./until";

const TIMEOUT_MS = 500;
const sign = createIdentitySigner("a key of at least 32 characters, for tests");
const ANSWERED = { rate: "1.0" };
const QUESTION = '{ rate(currency: "EUR") }';

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

const healthy: Answering = async (request, response) => {
  let text = "";
  for await (const chunk of request) text += chunk;
  const identity = { subject: "s", role: "cfo", companies: "*", requestId: "r" } as const;
  const answer = await executeOf("finance")(JSON.parse(text), identity);
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
};
const reset: Answering = (request) => request.socket.destroy();

/** Finance behind HTTP, answering as it is told at the moment. */
async function financeThat(answering: Answering) {
  const state = { answering, calls: 0 };
  const server = await startHttp((request, response) => {
    state.calls += 1;
    state.answering(request, response);
  });
  return { ...server, state };
}

const overHttp = (urls: readonly string[], more: { readonly answerBytesMax?: number } = {}) =>
  startGateway({
    finance: (logger) => createHttpSource({ name: "finance", urls, sign, timeoutMs: TIMEOUT_MS, logger, ...more }),
  });

const answers = async (test: TestGateway): Promise<boolean> => (await test.ask(QUESTION)).body.errors === undefined;
const isStopped = async (test: TestGateway): Promise<boolean> =>
  (await test.gateway.app.inject("/metrics")).body.includes('concord_subgraph_stopped{subgraph="finance"} 1');

describe("a subgraph that says more than may be", () => {
  it("is left out, and is asked again", async () => {
    const long = JSON.stringify({ data: { rate: "1".repeat(4_096) } });
    const finance = await financeThat((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json" }).end(long);
    });
    const test = await overHttp([finance.url], { answerBytesMax: 4_096 });
    const { body } = await test.ask(`{ rate(currency: "EUR") orders { number } }`);
    expect(body.data).toMatchObject({ rate: null, orders: [{ number: "SO-1" }, { number: "SO-2" }] });
    expect(body.errors?.map(({ path, extensions }) => [path?.join("."), extensions["code"]])).toEqual([
      ["rate", "SUBGRAPH_UNAVAILABLE"],
    ]);
    finance.state.answering = healthy;
    expect((await test.ask(QUESTION)).body.data).toEqual(ANSWERED);
    await test.gateway.close();
    await finance.close();
  });
});

describe("a subgraph that keeps failing", () => {
  it("is not asked any more, the rest answers, and it is asked again as soon as it is back", async () => {
    const finance = await financeThat((_, response) => response.writeHead(500).end());
    const test = await overHttp([finance.url]);
    await until(async () => {
      await test.ask(QUESTION);
      return isStopped(test);
    });
    const asked = finance.state.calls;
    const { status, body } = await test.ask(`{ rate(currency: "EUR") orders { number owed } }`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ rate: null, orders: [{ number: "SO-1", owed: null }, { number: "SO-2" }] });
    expect(body.errors?.map(({ extensions }) => extensions["code"])).toEqual(Array(3).fill("SUBGRAPH_UNAVAILABLE"));
    expect(body.errors?.map(({ path }) => path?.join("."))).toEqual(
      expect.arrayContaining(["rate", "orders.0.owed", "orders.1.owed"]),
    );
    // Probes may have come meanwhile, questions of callers not: they would have tried twice each.
    expect(finance.state.calls - asked).toBeLessThanOrEqual(1);
    expect((await test.gateway.app.inject("/readyz")).json()).toMatchObject({ parts: { finance: "down", erp: "up" } });
    finance.state.answering = healthy;
    await until(() => answers(test));
    expect(await isStopped(test)).toBe(false);
    await test.gateway.close();
    await finance.close();
  });

  it("does not hold up callers by trying whether it is back when it hangs", async () => {
    const finance = await financeThat(() => undefined);
    const test = await overHttp([finance.url]);
    await Promise.all(Array.from({ length: 8 }, () => test.ask(QUESTION)));
    expect(await isStopped(test)).toBe(true);
    // None of these reaches the part, so none can end as a time-out.
    const answers = await Promise.all(Array.from({ length: 20 }, () => test.ask(QUESTION)));
    const codes = answers.map(({ body }) => body.errors?.[0]?.extensions["code"]);
    expect(new Set(codes)).toEqual(new Set(["SUBGRAPH_UNAVAILABLE"]));
    await test.gateway.close();
    await finance.close();
  });

  it("is still asked when only some calls fail", async () => {
    const finance = await financeThat(healthy);
    const test = await overHttp([finance.url]);
    for (let round = 0; round < 30; round += 1) {
      finance.state.answering = round % 3 === 0 ? (_, response) => response.writeHead(500).end() : healthy;
      await test.ask(QUESTION);
    }
    expect(await isStopped(test)).toBe(false);
    await test.gateway.close();
    await finance.close();
  });
});

describe("a connection that breaks", () => {
  it("is tried once more for a question", async () => {
    const finance = await financeThat(healthy);
    finance.state.answering = (request, response) => {
      finance.state.answering = healthy;
      reset(request, response);
    };
    const test = await overHttp([finance.url]);
    expect((await test.ask(QUESTION)).body).toEqual({ data: ANSWERED });
    expect(finance.state.calls).toBe(2);
    await test.gateway.close();
    await finance.close();
  });

  it("is not tried again for a change that may have been made", async () => {
    const finance = await financeThat(reset);
    const test = await overHttp([finance.url]);
    const { body } = await test.ask('mutation { setRate(currency: "EUR") }');
    expect(body.errors?.[0]?.extensions["code"]).toBe("SUBGRAPH_UNAVAILABLE");
    expect(finance.state.calls).toBe(1);
    await test.gateway.close();
    await finance.close();
  });

  it("to one of several addresses is replaced by another address, so that a restart of each in turn fails nobody", async () => {
    const replicas = [await financeThat(healthy), await financeThat(healthy)];
    const test = await overHttp(replicas.map(({ url }) => url));
    expect(await answers(test)).toBe(true);
    await replicas[0]?.close();
    for (let round = 0; round < 10; round += 1) expect(await answers(test)).toBe(true);
    await test.gateway.close();
    await replicas[1]?.close();
  });
});
