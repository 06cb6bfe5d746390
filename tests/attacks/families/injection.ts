import { codeOf, dataOf, expectNoLeak, JSON_BODY } from "../target";
import type { Ground } from "./ground";

const statements = [
  "'; drop table finance.invoice; --",
  "' or '1'='1",
  "x' union select code from finance.company --",
  "\\'; select pg_sleep(10); --",
  "$1",
  "%' or true or '%",
  "/* */ or 1=1",
];

/** What makes text into orders: of SQL, of HTTP, of the log, of JavaScript. */
export function injection(at: Ground): void {
  const count = async (filter: string, variables: Record<string, unknown>, type: string) =>
    at.target.ask(`query($v: ${type}) { invoices(filter: ${filter}) { totalCount } }`, { variables });

  afterEach(async () => {
    expect(dataOf(await at.target.ask("{ invoices { totalCount } }"))).toEqual({ invoices: { totalCount: 2 } });
  });

  describe("SQL in a value", () => {
    it.each(statements)("is a text that nothing equals: %s", async (v) => {
      for (const [filter, type] of [
        ["{ number: { eq: $v } }", "String!"],
        ["{ number: { contains: $v } }", "String!"],
        ["{ id: { eq: $v } }", "ID!"],
        ["{ companyId: { in: [$v] } }", "ID!"],
      ] as const) {
        const answer = await count(filter, { v }, type);
        expectNoLeak(answer);
        expect([answer.status, dataOf(answer)]).toEqual([200, { invoices: { totalCount: 0 } }]);
      }
    });

    it.each(statements)("finds no row as an id: %s", async (id) => {
      const answer = await at.target.ask("query($id: ID!) { invoice(id: $id) { number } }", { variables: { id } });
      expectNoLeak(answer);
      expect(dataOf(answer)).toEqual({ invoice: null });
    });

    it.each([
      ["a decimal", '{ netAmount: { gt: "1; drop table x" } }'],
      ["a day", '{ issuedOn: { eq: "2026-01-01\' or true --" } }'],
      ["an enum", '{ status: { eq: "POSTED\' or true --" } }'],
      ["a currency", '{ currency: { eq: "CNY\' or true --" } }'],
    ])("is refused as %s", async (_name, filter) => {
      const answer = await at.target.ask(`{ invoices(filter: ${filter}) { totalCount } }`);
      expect(codeOf(answer)).toMatch(/^(GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)$/);
      expect(dataOf(answer)?.invoices ?? null).toBeNull();
    });

    it.each([
      ["an order", '{ invoices(orderBy: [{ field: "number; drop table x" }]) { totalCount } }'],
      ["a direction", '{ invoices(orderBy: [{ field: number, direction: "ASC; drop table x" }]) { totalCount } }'],
      ["a dimension", '{ invoices { groupBy(by: ["status; drop table x"]) { aggregate { count } } } }'],
    ])("is no name of %s", async (_name, query) => {
      expect(codeOf(await at.target.ask(query))).toBe("GRAPHQL_VALIDATION_FAILED");
    });

    it("is no cursor", async () => {
      for (const after of statements) {
        const answer = await at.target.ask("query($a: String) { invoices(after: $a) { nodes { id } } }", {
          variables: { a: after },
        });
        expect(codeOf(answer)).toBe("CURSOR_INVALID");
      }
    });
  });

  describe("odd text", () => {
    it.each([
      ["a NUL character", "a\u0000b"],
      ["half a surrogate pair", "\ud800"],
      ["a byte order mark and marks of direction", "\ufeff\u202e\u2066"],
      ["a template", "{{7*7}} #{7*7} <%= 7*7 %>"],
      ["a script", "<script>alert(1)</script>"],
    ])("is no fault of the server: %s", async (_name, v) => {
      const answer = await count("{ number: { eq: $v } }", { v }, "String!");
      expectNoLeak(answer);
      expect([200, 400]).toContain(answer.status);
      expect(answer.text).not.toMatch(/INTERNAL|\b49\b/);
    });
  });

  describe("a prototype", () => {
    const send = async (body: string) =>
      at.target.send({ headers: { authorization: `Bearer ${await at.target.token()}`, ...JSON_BODY }, body });

    it.each([
      ["in the body", '{"query":"{ __typename }","__proto__":{"polluted":true}}'],
      ["in the constructor", '{"query":"{ __typename }","constructor":{"prototype":{"polluted":true}}}'],
      ["in variables", '{"query":"{ __typename }","variables":{"__proto__":{"polluted":true}}}'],
      [
        "in an argument's object",
        '{"query":"query($f: InvoiceFilter) { invoices(filter: $f) { totalCount } }","variables":{"f":{"__proto__":{"polluted":true}}}}',
      ],
      ["as a variable's name", '{"query":"query($__proto__: Int) { __typename }","variables":{}}'],
      ["as an alias", '{"query":"{ __proto__: __typename constructor: __typename }"}'],
    ])("is not polluted %s", async (_name, body) => {
      const answer = await send(body);
      expectNoLeak(answer);
      expect(answer.status).toBeLessThan(500);
      expect(Reflect.get({}, "polluted")).toBeUndefined();
    });
  });

  describe("another line", () => {
    it("is not added to the answer's headers by a request id", async () => {
      const token = await at.target.token();
      const head = [
        "host: x",
        `authorization: Bearer ${token}`,
        "x-request-id: a%0d%0aset-cookie: b",
        "connection: close",
      ];
      const text = await at.target.raw(`GET /healthz HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`);
      expect(text).toMatch(/^HTTP\/1\.1 200 /);
      expect(text).not.toMatch(/set-cookie/i);
    });

    it("is not added to the log by a name, an id or a header", async () => {
      const forged = '{"level":30,"msg":"forged"}';
      await at.target.ask("query Forged { __typename }", {
        headers: { "x-request-id": `x\t${forged}`, "user-agent": forged },
      });
      await at.target.send({ method: "GET", path: `/${encodeURIComponent(`x\n${forged}`)}` });
      expect(at.target.log.lines().filter(({ msg }) => msg === "forged")).toEqual([]);
    });

    it("is not smuggled behind a body of two lengths", async () => {
      const smuggled = "GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n";
      const head = ["host: x", "content-length: 4", "transfer-encoding: chunked", "content-type: application/json"];
      const text = await at.target.raw(`POST /graphql HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n0\r\n\r\n${smuggled}`);
      expect(text).toMatch(/^HTTP\/1\.1 400 .*BAD_REQUEST/s);
      expect(text).not.toContain("process_cpu");
    });

    it("is refused in a header that folds", async () => {
      const text = await at.target.raw("GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: b\r\n\u0000bad\r\n\r\n");
      expect(text).toMatch(/^HTTP\/1\.1 400 .*BAD_REQUEST/s);
    });

    it("is refused as a host that is none", async () => {
      const token = await at.target.token();
      const head = [
        "host: a b",
        `authorization: Bearer ${token}`,
        "content-type: application/json",
        "content-length: 2",
        "connection: close",
      ];
      const text = await at.target.raw(`POST /graphql HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n{}`);
      expect(text).toMatch(/^HTTP\/1\.1 400 .*BAD_REQUEST/s);
    });
  });
}
