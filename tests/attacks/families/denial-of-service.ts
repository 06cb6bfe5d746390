import { type Answer, codeOf, dataOf, expectNoLeak, expectRefusal, JSON_BODY } from "../target";
import { type Ground, ROOM } from "./ground";

const times = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join(" ");

/** Each fragment spreads the next one twice: the document is short, what it means is not. */
const bomb = (levels: number): string =>
  `{ parties { nodes { ...f0 } } } ${times(
    levels,
    (at) => `fragment f${at} on Party { ${at + 1 < levels ? `...f${at + 1} ...f${at + 1}` : "number"} }`,
  )}`;

const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;

/** What attacks the machine that answers. */
export function denialOfService(at: Ground): void {
  describe("denial of service by the document", () => {
    const refused: readonly (readonly [name: string, query: string, code: string])[] = [
      [
        "1,000 aliases of one field",
        `{ parties { nodes { ${times(1000, (at) => `a${at}: number`)} } } }`,
        "QUERY_TOO_LARGE",
      ],
      [
        "aliases multiplied by spreading a fragment",
        `{ parties { nodes { ${times(20, () => "...f")} } } } fragment f on Party { ${times(10, (at) => `a${at}: name`)} }`,
        "QUERY_TOO_LARGE",
      ],
      ["1,000 aliases of the root", `{ ${times(1000, (at) => `a${at}: __typename`)} }`, "QUERY_TOO_LARGE"],
      ["one root field repeated 3,000 times", `{ ${times(3000, () => "__typename")} }`, "QUERY_TOO_LARGE"],
      [
        "one inner field repeated 6,000 times",
        `{ parties { nodes { ${times(6000, () => "id")} } } }`,
        "QUERY_TOO_LARGE",
      ],
      [
        "a depth of 60",
        `{ parties { nodes { ${"bills { nodes { party { ".repeat(20)} id ${"} } }".repeat(20)} } } }`,
        "QUERY_TOO_DEEP",
      ],
      [
        "a depth hidden in fragments",
        `{ parties { nodes { ...f0 } } } ${times(20, (at) => `fragment f${at} on Party { bills { nodes { party { ${at < 19 ? `...f${at + 1}` : "id"} } } } }`)}`,
        "QUERY_TOO_DEEP",
      ],
      ["4,000 open braces", `${"{a".repeat(4000)}${"}".repeat(4000)}`, "QUERY_TOO_DEEP"],
      ["a list literal nested 200 times", `{ invoices(filter: ${nested(200)}) { totalCount } }`, "INPUT_TOO_LARGE"],
      [
        "a filter nested 30 times",
        `{ invoices(filter: ${"{not: ".repeat(30)}{}${"}".repeat(30)}) { totalCount } }`,
        "INPUT_TOO_LARGE",
      ],
      ["a fragment bomb", bomb(30), "QUERY_TOO_LARGE"],
      [
        "a fragment that spreads itself",
        "{ parties { nodes { ...f } } } fragment f on Party { id ...f }",
        "GRAPHQL_VALIDATION_FAILED",
      ],
      [
        "two fragments that spread each other",
        "{ parties { nodes { ...f } } } fragment f on Party { ...g } fragment g on Party { ...f }",
        "GRAPHQL_VALIDATION_FAILED",
      ],
      ["500 directives on one field", `{ __typename ${times(500, () => "@include(if: true)")} }`, "QUERY_TOO_LARGE"],
      ["500 directives that do not exist", `{ __typename ${times(500, (at) => `@x${at}`)} }`, "QUERY_TOO_LARGE"],
      ["30,000 tokens", `{ ${times(30_000, () => "id")} }`, "QUERY_TOO_LONG"],
      [
        "30,000 tokens of variable definitions",
        `query(${times(10_000, (at) => `$v${at}: Int`)}) { __typename }`,
        "QUERY_TOO_LONG",
      ],
      [
        "8,000 errors at once",
        `{ parties { nodes { ${times(4000, (at) => `no${at}`)} } } }`,
        "GRAPHQL_VALIDATION_FAILED",
      ],
      [
        "an integer out of range",
        "{ invoices(first: 99999999999999999999) { totalCount } }",
        "GRAPHQL_VALIDATION_FAILED",
      ],
      [
        "a number of 100,000 digits",
        `{ invoices(first: ${"9".repeat(100_000)}) { totalCount } }`,
        "GRAPHQL_VALIDATION_FAILED",
      ],
      ["a page of 2,147,483,647 rows", "{ invoices(first: 2147483647) { nodes { id } } }", "PAGE_SIZE_INVALID"],
      [
        "a page of 2,147,483,647 rows from the end",
        "{ invoices(last: 2147483647) { nodes { id } } }",
        "PAGE_SIZE_INVALID",
      ],
      [
        "a page size hidden in a variable's default",
        "query($n: Int = 50000) { invoices(first: $n) { nodes { id } } }",
        "PAGE_SIZE_INVALID",
      ],
      [
        "pages multiplied down the tree",
        "{ parties(first: 1000) { nodes { invoices(first: 1000) { nodes { lines(first: 1000) { nodes { id } } } } } } }",
        "QUERY_TOO_COSTLY",
      ],
      [
        "pages multiplied through a fragment",
        "{ parties(first: 1000) { ...p } } fragment p on PartyConnection { edges { node { invoices(first: 1000) { edges { node { id } } } } } }",
        "QUERY_TOO_COSTLY",
      ],
      [
        "groups for every row",
        "{ parties(first: 1000) { nodes { invoices { groupBy(by: [status]) { aggregate { count } } } } } }",
        "QUERY_TOO_COSTLY",
      ],
    ];

    it.each(refused)("is refused before it is planned: %s", async (_name, query, code) => {
      expectRefusal(await at.target.ask(query), 400, code);
    });

    it("is refused by a page size in a variable", async () => {
      const query = "query($n: Int) { invoices(first: $n) { nodes { id } } }";
      expectRefusal(await at.target.ask(query, { variables: { n: 1_000_000 } }), 400, "PAGE_SIZE_INVALID");
    });

    it("is refused by its own field for a negative page", async () => {
      const answer = await at.target.ask("{ invoices(first: -1) { nodes { id } } }");
      expect([answer.status, codeOf(answer)]).toEqual([200, "PAGE_SIZE_INVALID"]);
    });
  });

  describe("denial of service by variables", () => {
    const QUERY = "query($f: InvoiceFilter) { invoices(filter: $f) { totalCount } }";
    // As text: making it by JSON.stringify would overflow the stack here instead of there.
    const deep = (levels: number): string => `${'{"not":'.repeat(levels)}{}${"}".repeat(levels)}`;
    const ask = async (query: string, variables: string): Promise<Answer> =>
      at.target.send({
        headers: { authorization: `Bearer ${await at.target.token()}`, ...JSON_BODY },
        body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
      });

    it.each([
      ["nested 10,000 levels", deep(10_000)],
      ["nested 30 levels, within the schema", deep(30)],
      ["a list of 100,000 ids", JSON.stringify({ id: { in: Array.from({ length: 100_000 }, (_, at) => `i${at}`) } })],
      ["100,000 alternatives", JSON.stringify({ or: Array.from({ length: 100_000 }, () => ({})) })],
    ])("is refused: %s", async (_name, f) => {
      expectRefusal(await ask(QUERY, `{"f":${f}}`), 400, "INPUT_TOO_LARGE");
    });

    it("is refused also where the variable is not even declared", async () => {
      expectRefusal(await ask("{ __typename }", `{"x":${deep(5_000)}}`), 400, "INPUT_TOO_LARGE");
    });

    it("costs nothing as a pattern: wildcards and regular expressions are plain text", async () => {
      for (const pattern of ["%".repeat(20_000), "(a+)+$".repeat(2_000), "_".repeat(20_000), "\\".repeat(999)]) {
        const f = { number: { contains: pattern } };
        const answer = await at.target.ask(QUERY, { variables: { f } });
        expect([answer.status, dataOf(answer)]).toEqual([200, { invoices: { totalCount: 0 } }]);
      }
    });

    it("is answered with nothing found for a text of 900 KB", async () => {
      const answer = await at.target.ask(QUERY, { variables: { f: { number: { eq: "x".repeat(900_000) } } } });
      expect([answer.status, dataOf(answer)]).toEqual([200, { invoices: { totalCount: 0 } }]);
    });

    it.each([
      ["made up", "bm90IGEgY3Vyc29y"],
      ["a JSON of the attacker's", Buffer.from('{"values":["x"],"order":"1; drop table x"}').toString("base64url")],
      ["100 KB long", "A".repeat(100_000)],
      ["empty", ""],
    ])("is refused for a cursor that is %s", async (_name, after) => {
      const answer = await at.target.ask("query($after: String) { invoices(after: $after) { nodes { id } } }", {
        variables: { after },
      });
      expect([answer.status, codeOf(answer)]).toEqual([200, "CURSOR_INVALID"]);
      expect(dataOf(answer)).toEqual({ invoices: { nodes: null } });
    });
  });

  describe("denial of service by the request", () => {
    const authorized = async () => ({ authorization: `Bearer ${await at.target.token()}`, ...JSON_BODY });
    const post = async (body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
      at.target.send({ headers: { ...(await authorized()), ...headers }, body });

    it("is refused for a body of 2 MB", async () => {
      expectRefusal(await post(JSON.stringify({ query: `#${"x".repeat(2_000_000)}` })), 413, "BODY_TOO_LARGE");
    });

    it("is refused for 20 MB that are announced, before they are sent", async () => {
      const { authorization } = await authorized();
      const head = [`authorization: ${authorization}`, "content-type: application/json", "content-length: 20000000"];
      const text = await at.target.raw(`POST /graphql HTTP/1.1\r\nhost: x\r\n${head.join("\r\n")}\r\n\r\n{`);
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
    });

    it("is refused for a body in chunks, which announces no length", async () => {
      const { authorization } = await authorized();
      const head = [`authorization: ${authorization}`, "content-type: application/json", "transfer-encoding: chunked"];
      const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
      const text = await at.target.raw(`POST /graphql HTTP/1.1\r\nhost: x\r\n${head.join("\r\n")}\r\n\r\n`, (write) =>
        write(chunk.repeat(17)),
      );
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
    });

    it("is ended for headers that drip (slowloris)", async () => {
      const text = await at.impatient.raw("POST /graphql HTTP/1.1\r\nhost: x\r\n", (write) => {
        const drip = setInterval(() => write("x-a: b\r\n"), 50);
        setTimeout(() => clearInterval(drip), 3_000).unref();
      });
      expect(text).toMatch(/^HTTP\/1\.1 408 .*REQUEST_TOO_SLOW/s);
    });

    it("is ended for a body that drips", async () => {
      const { authorization } = await authorized();
      const head = [`authorization: ${authorization}`, "content-type: application/json", "content-length: 1000"];
      const text = await at.impatient.raw(
        `POST /graphql HTTP/1.1\r\nhost: x\r\n${head.join("\r\n")}\r\n\r\n`,
        (write) => {
          const drip = setInterval(() => write("x"), 50);
          setTimeout(() => clearInterval(drip), 3_000).unref();
        },
      );
      expect(text).toMatch(/^HTTP\/1\.1 408 .*REQUEST_TOO_SLOW/s);
    });

    it("is refused for 40 KB of headers", async () => {
      const answer = await at.target.send({
        headers: { ...(await authorized()), "x-big": "x".repeat(40_000) },
        body: "{}",
      });
      expectRefusal(answer, 431, "HEADERS_TOO_LARGE");
    });

    it.each([
      ["of 100 operations", JSON.stringify(Array.from({ length: 100 }, () => ({ query: "{ __typename }" })))],
      ["of one operation", '[{"query":"{ __typename }"}]'],
      ["of none", "[]"],
    ])("is refused for a batch %s", async (_name, body) => {
      expectRefusal(await post(body), 400, "BATCH_REFUSED");
    });

    it("is refused for JSON of 300,000 open brackets", async () => {
      const answer = await post(`{"query":"{ __typename }","x":${nested(300_000)}}`);
      expectNoLeak(answer);
      expect([200, 400]).toContain(answer.status);
    });

    it("is refused for a compressed body, which could unfold to any size", async () => {
      const answer = await post(Buffer.alloc(1000), { "content-encoding": "gzip" });
      expect([answer.status, codeOf(answer)]).toEqual([400, "BAD_REQUEST"]);
    });

    it.each([
      ["several operations and no name", { query: "query A { __typename } query B { __typename }" }],
      ["a name that no operation has", { query: "query A { __typename }", operationName: "Z" }],
      ["a subscription, which has no root type here", { query: "subscription { parties { totalCount } }" }],
      ["a document without an operation", { query: "fragment f on Party { id }" }],
    ])("is no fault of the server: %s", async (_name, body) => {
      const answer = await post(JSON.stringify(body));
      expect(answer.status).toBe(400);
      expect(codeOf(answer)).toMatch(/^(OPERATION_RESOLUTION_FAILURE|GRAPHQL_VALIDATION_FAILED)$/);
    });
  });

  describe("denial of service by numbers", () => {
    it("sheds what is too much, keeps answering probes, and is itself again at once", async () => {
      const headers = { authorization: `Bearer ${await at.target.token()}`, ...JSON_BODY };
      const body = JSON.stringify({ query: "{ invoices { totalCount } }" });
      const shed: Answer[] = [];
      let allShed = (): void => undefined;
      const overflow = new Promise<void>((resolve) => {
        allShed = resolve;
      });
      // While the database is held, nothing is answered but what is refused for want of room.
      const answers = await at.target.database.transaction(async () => {
        const burst = Array.from({ length: 100 }, async () => {
          const answer = await at.narrow.send({ headers, body });
          if (answer.status === 503 && shed.push(answer) === 100 - ROOM) allShed();
          return answer;
        });
        await overflow;
        expect((await at.narrow.send({ method: "GET", path: "/healthz" })).status).toBe(200);
        return burst;
      });
      const statuses = (await Promise.all(answers)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(ROOM);
      expectRefusal(shed[0] as Answer, 503, "OVERLOADED");
      expect(shed[0]?.headers["retry-after"]).toBe("1");
      expect((await at.narrow.ask("{ __typename }")).status).toBe(200);
    });

    it("is held to so many requests a minute for each identity", async () => {
      const answers: Answer[] = [];
      for (let sent = 0; sent < 6; sent += 1) answers.push(await at.sparing.ask("{ __typename }"));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
      const last = answers[5] as Answer;
      expectRefusal(last, 429, "RATE_LIMITED");
      expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);
      const headers = { authorization: `Bearer ${await at.sparing.token({ sub: "alice" })}`, ...JSON_BODY };
      expect((await at.sparing.send({ headers, body: '{"query":"{ __typename }"}' })).status).toBe(200);
    });
  });
}
