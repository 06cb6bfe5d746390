import { SECRET, startGateway, startHeld, type TestGateway } from "./fixture";

let test: TestGateway;
beforeAll(async () => {
  test = await startGateway();
});
afterAll(() => test.gateway.close());

describe("a question through the gateway", () => {
  it("is answered from both subgraphs", async () => {
    const { status, body } = await test.ask("{ orders { number owed } }");
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        orders: [
          { number: "SO-1", owed: "10.00" },
          { number: "SO-2", owed: "20.00" },
        ],
      },
    });
  });

  it("carries the caller's identity to the subgraph", async () => {
    const { body } = await test.ask("{ whoAmI }");
    const who = (body.data as { whoAmI: string }).whoAmI;
    expect(JSON.parse(who)).toEqual({ role: "cfo", companies: "*", subject: "cfo@development" });
  });

  it("can be asked by GET with a JSON content type, as CSRF prevention wants", async () => {
    const headers = { authorization: `Bearer ${await test.token()}` };
    const url = `/graphql?query=${encodeURIComponent("{ __typename }")}`;
    const asked = await test.gateway.app.inject({ url, headers: { ...headers, "content-type": "application/json" } });
    expect(asked.json()).toEqual({ data: { __typename: "Query" } });
    const bare = await test.gateway.app.inject({ url, headers });
    expect(bare.statusCode).toBe(400);
  });

  it("can be asked from within the process", async () => {
    const identity = { subject: "cli", role: "cfo", companies: "*", requestId: "r-1" } as const;
    const answer = await test.gateway.execute({ query: '{ rate(currency: "EUR") }' }, identity);
    expect(answer.data).toEqual({ rate: "1.0" });
    expect(answer.extensions).toEqual({ concord: { requestId: "r-1", subgraphCalls: 1, sqlStatements: 2 } });
  });

  it("explains itself only when asked to", async () => {
    const explained = await test.ask("{ orders { owed } }", { headers: { "x-concord-explain": "1" } });
    expect(explained.body.extensions).toEqual({
      concord: { requestId: explained.headers["x-request-id"], subgraphCalls: 2, sqlStatements: 4 },
    });
    expect((await test.ask("{ orders { owed } }")).body.extensions).toBeUndefined();
  });
});

describe("a request without a good token", () => {
  it.each([{}, { authorization: "Bearer a.b.c" }])("is refused with 401 and a GraphQL error: %p", async (headers) => {
    const { status, body, headers: answered } = await test.ask("{ __typename }", { anonymous: true, headers });
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED", hint: expect.any(String) });
    expect(answered["www-authenticate"]).toBe("Bearer");
  });

  it("is refused before its body is read", async () => {
    const response = await test.gateway.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { "content-type": "application/json" },
      payload: "not json",
    });
    expect(response.statusCode).toBe(401);
  });
});

describe("an unusable request", () => {
  const send = async (payload: string, type = "application/json") =>
    test.gateway.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { authorization: `Bearer ${await test.token()}`, "content-type": type },
      payload,
    });

  it.each([
    ["a body over 1 MB", JSON.stringify({ query: `{ __typename } #${"x".repeat(1024 * 1024)}` }), 413],
    ["broken JSON", '{"query": "secret-text', 400],
    ["no query", "{}", 400],
    ["a batch", '[{"query":"{ __typename }"}]', 400],
    ["more than 10,000 tokens", JSON.stringify({ query: `{ ${"__typename ".repeat(10_001)} }` }), 400],
    ["a syntax error", JSON.stringify({ query: "{ orders" }), 400],
    ["an unknown field", JSON.stringify({ query: "{ nothing }" }), 400],
  ])("is refused: %s", async (_name, payload, status) => {
    const response = await send(payload);
    expect(response.statusCode).toBe(status);
    expect(response.json().errors[0].extensions.code).toMatch(
      /^(BAD_REQUEST|BATCH_REFUSED|BODY_TOO_LARGE|QUERY_TOO_LONG|GRAPHQL_(PARSE|VALIDATION)_FAILED)$/,
    );
    expect(response.body).not.toContain("secret-text");
    expect(response.body).not.toMatch(/node_modules|stacktrace/);
  });

  it("is refused as another content type", async () => {
    expect((await send("<a/>", "application/xml")).statusCode).toBe(415);
  });

  it("names a variable of the wrong type", async () => {
    const { status, body } = await test.ask("query($c: String!) { rate(currency: $c) }", { variables: { c: 7 } });
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
  });
});

describe("an error of a resolver", () => {
  it("is masked when nobody registered it, and told to the log with its cause", async () => {
    const { status, body, text, headers } = await test.ask("{ broken whoAmI }");
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ broken: null, whoAmI: expect.any(String) });
    expect(body.errors).toEqual([
      {
        message: "Something went wrong inside Concord.",
        path: ["broken"],
        extensions: { code: "INTERNAL", hint: expect.any(String), requestId: headers["x-request-id"] },
      },
    ]);
    expect(text).not.toContain(SECRET);
    const line = test.log.lines().find(({ requestId, stack }) => requestId === headers["x-request-id"] && stack);
    expect(line).toMatchObject({ stack: expect.stringContaining(SECRET), path: ["broken"], subgraph: "erp" });
  });

  it("reaches the client with code and hint when it is registered", async () => {
    const { body } = await test.ask("{ refused stopped }");
    expect(body.errors).toEqual([
      {
        message: "You may not read this.",
        path: ["refused"],
        extensions: { code: "FORBIDDEN", hint: expect.any(String) },
      },
      {
        message: "The statement took too long.",
        path: ["stopped"],
        extensions: { code: "STATEMENT_TIMEOUT", hint: expect.any(String) },
      },
    ]);
  });

  it("is masked when it speaks to the operator", async () => {
    const { body, text } = await test.ask("{ misconfigured }");
    expect(body.errors?.[0]?.extensions["code"]).toBe("INTERNAL");
    expect(text).not.toContain(SECRET);
  });

  it("exists wherever a required field of another subgraph stays empty", async () => {
    const { body } = await test.ask("{ promised { id billed } }");
    expect(body.data).toEqual({ promised: null });
    expect(body.errors?.[0]).toMatchObject({ path: ["promised", "billed"], extensions: { code: "INTERNAL" } });
    expect(body.extensions).toBeUndefined();
  });
});

describe("request ids", () => {
  it("are taken over when sane, and replaced when not", async () => {
    const taken = await test.ask("{ __typename }", { headers: { "x-request-id": "web-42" } });
    expect(taken.headers["x-request-id"]).toBe("web-42");
    const replaced = await test.ask("{ __typename }", { headers: { "x-request-id": 'x"} injected' } });
    expect(replaced.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("the log", () => {
  it("has one line a request, without token, query or variables", async () => {
    const token = await test.token();
    const query = "query Noted($t: String) { orders { note(text: $t) } }";
    const headers = { authorization: `Bearer ${token}`, "x-request-id": "logged-1", "x-api-key": "k3y" };
    await test.ask(query, { anonymous: true, headers, variables: { t: "my-private-value" } });
    const url = `/graphql?query=${encodeURIComponent("{ __typename }")}&variables={"t":"my-private-value"}`;
    await test.gateway.app.inject({ url, headers: { ...headers, "content-type": "application/json" } });
    const lines = test.log.lines().filter(({ requestId }) => requestId === "logged-1");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      operationName: "Noted",
      role: "cfo",
      status: 200,
      outcome: "ok",
      subgraphCalls: 1,
      sqlStatements: 2,
      durationMs: expect.any(Number),
    });
    for (const secret of [token, token.split(".")[2] ?? "", "my-private-value", "Bearer", "k3y", "note("]) {
      expect(test.log.text()).not.toContain(secret);
    }
  });
});

describe("probes", () => {
  it("tell that the process lives", async () => {
    expect((await test.gateway.app.inject("/healthz")).json()).toEqual({ status: "ok" });
  });

  it("tell that every part answers", async () => {
    const response = await test.gateway.app.inject("/readyz");
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ ready: true, degraded: false, parts: { erp: "up", finance: "up" } });
  });

  it("count requests and subgraph calls", async () => {
    await test.ask("query Counted { orders { owed } }");
    const { body } = await test.gateway.app.inject("/metrics");
    expect(body).toContain('concord_request_duration_seconds_count{operation="Counted",outcome="ok"} 1');
    expect(body).toMatch(/concord_subgraph_duration_seconds_count\{subgraph="finance"\} \d+/);
    expect(body).toContain("process_cpu_seconds_total");
  });

  it("keep the number of operation names bounded", async () => {
    const names = Array.from({ length: 220 }, (_, index) => `Named${index}`);
    for (const name of names) await test.ask(`query ${name} { __typename }`);
    const { body } = await test.gateway.app.inject("/metrics");
    const series = new Set(
      [...body.matchAll(/request_duration_seconds_count\{operation="([^"]+)"/g)].map(([, name]) => name),
    );
    expect(series.size).toBeLessThanOrEqual(202);
    expect(series).toContain("other");
  });
});

describe("without introspection", () => {
  it("does not tell the schema, nor suggest names of it", async () => {
    const closed = await startGateway({ settings: { introspection: false, production: true } });
    try {
      const told = await closed.ask("{ __schema { types { name } } }");
      expect(told.body.errors?.[0]?.extensions["code"]).toBe("GRAPHQL_VALIDATION_FAILED");
      expect((await closed.ask("{ order }")).text).not.toContain("orders");
    } finally {
      await closed.gateway.close();
    }
  });
});

describe("closing", () => {
  it("finishes the request that is under way", async () => {
    const { test: slow, begun, release } = await startHeld();
    const address = await slow.gateway.listen({ port: 0, host: "127.0.0.1" });
    const asked = fetch(`${address}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await slow.token()}` },
      body: JSON.stringify({ query: "{ orders { number } }" }),
    });
    await begun;
    const closed = slow.gateway.close();
    release();
    expect((await asked).status).toBe(200);
    await closed;
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });
});
