import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "graphql";
import { readGatewayConfig } from "../../gateway/config";
import { documentHash } from "../../gateway/document-hash";
import { measureDocument } from "../../gateway/limits/document-shape";
import { readSavedOperations } from "../../gateway/limits/saved-operations";
import { createHttpSource } from "../../gateway/sources";
import { answering, executeOf, startGateway, startHttp, type TestGatewayOptions } from "./fixture";

async function using<T>(
  options: TestGatewayOptions,
  work: (test: Awaited<ReturnType<typeof startGateway>>) => Promise<T>,
) {
  const test = await startGateway(options);
  try {
    return await work(test);
  } finally {
    await test.gateway.close();
  }
}

describe("the cost of an operation", () => {
  const headers = { "x-concord-cost": "1" };

  it("is told to who asks, estimated and actual, with the limits", async () => {
    await using({ settings: { limits: { cost: 100 } } }, async (test) => {
      const { body } = await test.ask("{ orders { number owed } }", { headers });
      // A list without pages is taken for ten rows; two came.
      expect(body.extensions?.["cost"]).toEqual({
        estimated: 10,
        actual: 2,
        limit: 100,
        rows: { estimated: 10, actual: 2, limit: 100_000 },
      });
      expect((await test.ask("{ orders { number } }")).body.extensions).toBeUndefined();
    });
  });

  it("is refused over the limit before anything is asked of a subgraph", async () => {
    await using({ settings: { limits: { cost: 25 } } }, async (test) => {
      const refused = await test.ask("{ a: orders { id } b: orders { id } c: orders { id } }", { headers });
      expect([refused.status, refused.body.errors?.[0]?.extensions]).toEqual([
        400,
        expect.objectContaining({ code: "QUERY_TOO_COSTLY", found: 30, limit: 25, hint: expect.any(String) }),
      ]);
      const skipped = await test.ask(
        "query($s: Boolean!) { orders { id } b: orders @skip(if: $s) { id } c: orders @include(if: false) { id } }",
        {
          variables: { s: true },
        },
      );
      expect(skipped.status).toBe(200);
      const calls = (await test.gateway.app.inject("/metrics")).body;
      expect(calls).toContain('concord_subgraph_duration_seconds_count{subgraph="erp"} 1');
    });
  });

  it("counts the rows that came where it could only guess, and gives none of too many", async () => {
    await using({ settings: { limits: { rows: 11 } } }, async (test) => {
      const many = Array.from({ length: 12 }, (_, at) => ({ __typename: "Order", id: `${at}`, number: `${at}` }));
      const full = await startGateway({
        erp: answering("erp", 1_000, async () => ({ data: { orders: many } })),
        settings: { limits: { rows: 11 } },
      });
      const { body } = await full.ask("{ orders { number } }");
      expect(body).toMatchObject({
        data: null,
        errors: [{ extensions: { code: "ROWS_EXCEEDED", found: 12, limit: 11 } }],
      });
      await full.gateway.close();
      expect((await test.ask("{ orders { number } }")).status).toBe(200);
    });
  });
});

describe("a request's time", () => {
  it("ends with what is there, an error at each path that is not, and the call cancelled", async () => {
    let cancelled = (): void => undefined;
    const gone = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    const hanging = await startHttp((request) => request.socket.once("close", cancelled));
    const finance: TestGatewayOptions["finance"] = (logger) =>
      createHttpSource({ name: "finance", urls: [hanging.url], sign: async () => "signed", timeoutMs: 60_000, logger });
    await using({ finance, settings: { limits: { requestTimeoutMs: 300 } } }, async (test) => {
      const { status, body } = await test.ask('{ orders { number } rate(currency: "EUR") }');
      expect(status).toBe(200);
      expect(body.data).toMatchObject({ orders: [{ number: "SO-1" }, { number: "SO-2" }], rate: null });
      expect(body.errors).toMatchObject([
        { path: ["rate"], extensions: { code: "DEADLINE_EXCEEDED", hint: expect.any(String) } },
      ]);
      await gone;
    });
    await hanging.close();
  });

  it("covers all calls together, and starts none after its end", async () => {
    let asked = 0;
    const erp = answering("erp", 60_000, async (request, identity) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return executeOf("erp")(request, identity);
    });
    const finance = answering("finance", 60_000, async (request, identity) => {
      asked += 1;
      return executeOf("finance")(request, identity);
    });
    await using({ erp, finance, settings: { limits: { requestTimeoutMs: 100 } } }, async (test) => {
      const { body } = await test.ask("{ orders { number owed } }");
      expect(body).toMatchObject({ data: { orders: null }, errors: [{ extensions: { code: "DEADLINE_EXCEEDED" } }] });
      expect(asked).toBe(0);
    });
  });
});

describe("saved operations", () => {
  const SAVED = "query Saved { orders { number } }";
  const folder = mkdtempSync(join(tmpdir(), "concord-saved-"));
  writeFileSync(join(folder, "orders.graphql"), SAVED);
  const write = (name: string, content: unknown): string => {
    const path = join(mkdtempSync(join(tmpdir(), "concord-saved-")), name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };
  const settings = (only: boolean) => ({ saved: { operations: readSavedOperations(folder), only } });
  const orders = { orders: [{ number: "SO-1" }, { number: "SO-2" }] };
  const post = async (test: Awaited<ReturnType<typeof startGateway>>, body: object) =>
    test.gateway.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { authorization: `Bearer ${await test.token()}`, "content-type": "application/json" },
      payload: body,
    });

  it.each([
    ["its text", { query: SAVED }],
    ["its document id", { documentId: `sha256:${documentHash(SAVED)}` }],
    [
      "its hash as Apollo's clients send it",
      { extensions: { persistedQuery: { version: 1, sha256Hash: documentHash(SAVED) } } },
    ],
  ])("are answered by %s", async (_name, body) => {
    await using({ settings: settings(true) }, async (test) => {
      const answer = await post(test, body);
      expect([answer.statusCode, answer.json().data]).toEqual([200, orders]);
    });
  });

  it.each([
    ["another text", { query: "{ orders { number } }" }],
    ["the saved text with a space more", { query: `${SAVED} ` }],
    ["an unknown id", { documentId: `sha256:${"0".repeat(64)}` }],
    ["an unknown id with a text of its own", { documentId: `sha256:${"0".repeat(64)}`, query: "{ __typename }" }],
    ["an id that is a path", { documentId: "../../etc/passwd" }],
    ["an id that is an object", { documentId: { toString: "x" } }],
  ])("are the only ones: %s is refused", async (_name, body) => {
    await using({ settings: settings(true) }, async (test) => {
      const answer = await post(test, body);
      expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([403, "OPERATION_NOT_SAVED"]);
    });
  });

  it("may be asked by GET, and others too where they are not the only ones", async () => {
    await using({ settings: settings(false) }, async (test) => {
      const headers = { authorization: `Bearer ${await test.token()}`, "x-concord-preflight": "1" };
      const url = `/graphql?documentId=sha256:${documentHash(SAVED)}`;
      expect((await test.gateway.app.inject({ url, headers })).json().data).toEqual(orders);
      expect((await test.ask("{ __typename }")).status).toBe(200);
    });
  });

  it("are read from a file by hash, and from a manifest of Apollo's tools", () => {
    const manifest = {
      format: "apollo-persisted-query-manifest",
      version: 1,
      operations: [{ id: documentHash(SAVED), body: SAVED }],
    };
    for (const content of [{ [documentHash(SAVED)]: SAVED }, manifest])
      expect([...readSavedOperations(write("saved.json", content)).values()]).toEqual([SAVED]);
  });

  it.each([
    ["a hash of another text", { [documentHash("{ x }")]: SAVED }],
    ["a text that is no GraphQL", { [documentHash("{ x")]: "{ x" }],
    ["no JSON", "nothing"],
  ])("are refused at the start for %s", (_name, content) => {
    expect(() => readSavedOperations(write("bad.json", content))).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
  });
});

describe("several gateways", () => {
  const redisUrl = process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379";

  it("count an identity's requests together in Redis", async () => {
    const settings = { redisUrl, limits: { requestsPerMinute: 3 } };
    await using({ settings }, async (one) => {
      await using({ settings }, async (other) => {
        const subject = `redis-${process.pid}-${Date.now()}`;
        // Each gateway of this test has keys of its own, so each is asked with its own token of the same subject.
        const statuses: number[] = [];
        for (const gateway of [one, other, one, other]) {
          const headers = { authorization: `Bearer ${await gateway.token({ subject })}` };
          statuses.push((await gateway.ask("{ __typename }", { anonymous: true, headers })).status);
        }
        const together = [200, 200, 200, 429];
        const apart = [200, 200, 200, 200];
        const noted = `${one.log.text()}${other.log.text()}`;
        // Where there is no Redis, each counts for itself and says so.
        expect(statuses).toEqual(noted.includes("Redis does not answer") ? apart : together);
      });
    });
  });

  it("go on, each for itself, when Redis is gone", async () => {
    const settings = { redisUrl: "redis://127.0.0.1:1", limits: { requestsPerMinute: 2 } };
    await using({ settings }, async (test) => {
      const statuses: number[] = [];
      for (let sent = 0; sent < 3; sent += 1) statuses.push((await test.ask("{ __typename }")).status);
      expect(statuses).toEqual([200, 200, 429]);
      expect(test.log.text()).toContain("Redis does not answer");
    });
  });
});

describe("a document's shape", () => {
  /** Selections and what they are when every fragment is written out. */
  const selections = fc.letrec<{ set: { text: string; fields: number; depth: number; aliases: number } }>((tie) => ({
    set: fc
      .array(
        fc.record({
          alias: fc.boolean(),
          inline: fc.boolean(),
          below: fc.option(tie("set"), { nil: undefined, maxDepth: 4 }),
        }),
        {
          minLength: 1,
          maxLength: 3,
        },
      )
      .map((entries) => ({
        text: `{ ${entries
          .map(({ alias, inline, below }) => {
            const field = `${alias ? "x: " : ""}f${below ? ` ${below.text}` : ""}`;
            return inline ? `... { ${field} }` : field;
          })
          .join(" ")} }`,
        fields: entries.reduce((sum, { below }) => sum + 1 + (below?.fields ?? 0), 0),
        aliases: entries.reduce((sum, { alias, below }) => sum + Number(alias) + (below?.aliases ?? 0), 0),
        depth: 1 + Math.max(...entries.map(({ below }) => below?.depth ?? 0)),
      })),
  })).set;

  it("is that of its selections, and twice as many where a fragment is spread twice", () => {
    fc.assert(
      fc.property(selections, ({ text, fields, depth, aliases }) => {
        expect(measureDocument(parse(text))).toMatchObject({ fields, depth, aliases });
        const spread = measureDocument(parse(`{ ...f ... { ...f } } fragment f on Query ${text}`));
        expect(spread).toMatchObject({ fields: 2 * fields, depth, aliases: 2 * aliases });
      }),
    );
  });
});

describe("the limits' settings", () => {
  it("are read, and refused by name when they make no sense", () => {
    expect(readGatewayConfig({ QUERY_DEPTH_MAX: "7", REDIS_URL: "rediss://r:1" })).toMatchObject({
      limits: { depth: 7, aliases: 100 },
      redisUrl: "rediss://r:1",
    });
    const wrong = { QUERY_DEPTH_MAX: "deep", BODY_BYTES_MAX: "-1", LIST_SIZE_MAX: "5000", REDIS_URL: "http://r" };
    for (const name of Object.keys(wrong))
      expect(() => readGatewayConfig(wrong)).toThrow(new RegExp(`^- ${name} `, "m"));
  });
});
