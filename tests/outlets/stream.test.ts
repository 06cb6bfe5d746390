import Fastify, { type FastifyInstance } from "fastify";
import { createStreams } from "../../gateway/outlets/stream";
import { type OutletClient, openOutlets } from "./outlet-client";

describe("a stream of rows", () => {
  const ORDERS = "query { salesOrders(orderBy: [{field: number}]) { nodes { number netAmount { amount currency } } } }";
  const ENTRIES = `mutation { saveOperation(name: "orders", description: "rows", document: ${JSON.stringify(ORDERS)}, roles: [admin]) { version } }`;
  let client: OutletClient;
  beforeAll(async () => {
    client = await openOutlets({ ROWS_MAX: "50" });
    await client.graph(ENTRIES);
  });
  afterAll(() => client.server.close());

  it("is as long as the list, where one answer may have fewer rows", async () => {
    const whole = await client.get("/bi/orders.ndjson", { role: "admin" });
    expect(JSON.parse(whole.text).errors[0].extensions.code).toBe("ROWS_EXCEEDED");
    const { text } = await client.get("/bi/orders.ndjson?stream=1", { role: "admin" });
    const numbers = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).number);
    const { data } = await client.graph("{ salesOrders { totalCount } }");
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers).toHaveLength(data["salesOrders"].totalCount);
    expect(numbers).toEqual([...new Set(numbers)].sort());
  });
});

describe("how a stream is sent", () => {
  let app: FastifyInstance;
  let address: string;
  const held: (() => void)[] = [];
  beforeAll(async () => {
    app = Fastify();
    const send = createStreams();
    const ways: Readonly<Record<string, () => AsyncGenerator<string>>> = {
      async *held() {
        yield "first\n";
        await new Promise<void>((resolve) => held.push(resolve));
        yield "last\n";
      },
      async *breaking() {
        yield "first\n";
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw new Error("the database went away");
      },
      async *failing() {
        await Promise.reject(Object.assign(new Error("refused"), { statusCode: 403 }));
        yield "never";
      },
    };
    app.get<{ Params: { way: string } }>("/:way", (request, reply) =>
      send(request, reply, "text/plain", (ways[request.params.way] ?? ways["failing"])?.() as AsyncGenerator<string>),
    );
    address = await app.listen({ port: 0, host: "127.0.0.1" });
  });
  afterAll(() => app.close());

  it.each([undefined, "gzip"])(
    "breaks off where the rest cannot be had, so that a part is not taken for the whole (%s)",
    async (coding) => {
      const headers = { "accept-encoding": coding ?? "identity" };
      const answer = await fetch(`${address}/breaking`, { headers });
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow();
    },
  );

  it("is refused as ever where it fails before its first row", async () => {
    expect((await fetch(`${address}/failing`)).status).toBe(403);
  });

  it("is refused while as many are sent as may be, and sent once one of them is over", async () => {
    const open = await Promise.all(Array.from({ length: 8 }, () => fetch(`${address}/held`)));
    expect(await (await fetch(`${address}/held`)).text()).toContain("as many streams as it can");
    for (const release of held.splice(0)) release();
    expect(await Promise.all(open.map((answer) => answer.text()))).toEqual(open.map(() => "first\nlast\n"));
    const next = fetch(`${address}/held`);
    await next;
    for (const release of held.splice(0)) release();
    expect(await (await next).text()).toBe("first\nlast\n");
  });
});
