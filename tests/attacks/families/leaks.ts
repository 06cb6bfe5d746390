import type { IncomingMessage, ServerResponse } from "node:http";
import { createHttpSource } from "../../../gateway/sources";
import { type Asked, SECRET, startGateway, startHttp, type TestGateway } from "../../gateway/fixture";
import { codeOf, errorsOf, expectNoLeak } from "../target";
import type { Ground } from "./ground";

type Fault = (request: IncomingMessage, response: ServerResponse) => void;

const STACK = `Error: connect ECONNREFUSED 10.0.0.7:5432\n    at Socket.<anonymous> (/srv/app/node_modules/pg/index.js:1:1) ${SECRET}`;
const json =
  (body: unknown): Fault =>
  (_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  };

/** What a part behind the gateway may answer when it is broken or taken over. */
const faults: readonly (readonly [name: string, fault: Fault])[] = [
  ["500 with its stack", (_request, response) => response.writeHead(500).end(STACK)],
  [
    "502 of a proxy",
    (_request, response) => response.writeHead(502, { server: "nginx/1.2.3" }).end(`<html>${SECRET}</html>`),
  ],
  ["a reset", (request) => request.socket.destroy()],
  ["a page instead of JSON", (_request, response) => response.end(`<html>${SECRET}</html>`)],
  [
    "half an answer",
    (_request, response) => response.writeHead(200, { "content-length": "999" }).end(`{"data":"${SECRET}`),
  ],
  ["data null without errors", json({ data: null })],
  [
    "errors that tell all",
    json({ data: null, errors: [{ message: STACK, extensions: { exception: { stacktrace: [STACK] }, code: "X" } }] }),
  ],
  [
    "an error of a validation that names the schema",
    json({ errors: [{ message: SECRET, extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] }),
  ],
  [
    "headers for the client",
    json({
      data: null,
      errors: [{ message: SECRET, extensions: { http: { status: 302, headers: { location: SECRET } } } }],
    }),
  ],
  [
    "a redirect to elsewhere",
    (_request, response) => response.writeHead(302, { location: `http://${SECRET}.test/` }).end(),
  ],
  ["401, as if it knew the gateway not", (_request, response) => response.writeHead(401).end(SECRET)],
];

/** What tells an outsider about the inside. */
export function leaks(at: Ground): void {
  const looked = ({ status, headers, text }: Asked) => {
    const answer = { status, headers: headers as Record<string, string>, text };
    expectNoLeak(answer);
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    return answer;
  };

  describe("a broken part behind the gateway", () => {
    it.each(faults)("gives an error at its path, and nothing of its own: %s", async (_name, fault) => {
      const part = await startHttp(fault);
      const sign = async (): Promise<string> => "signed";
      const finance: Parameters<typeof startGateway>[0] = {
        finance: (logger) => createHttpSource({ name: "finance", urls: [part.url], sign, timeoutMs: 1_000, logger }),
        settings: { production: true, introspection: false },
      };
      const gateway = await startGateway(finance);
      try {
        const answer = looked(await gateway.ask('{ orders { number } rate(currency: "EUR") }'));
        expect(answer.status).toBe(200);
        expect(JSON.parse(answer.text).data).toEqual({ orders: [{ number: "SO-1" }, { number: "SO-2" }], rate: null });
        expect(errorsOf(answer).map(({ path }) => path)).toEqual([["rate"]]);
        expect(codeOf(answer)).toMatch(/^(SUBGRAPH_UNAVAILABLE|SUBGRAPH_TIMEOUT|INTERNAL)$/);
      } finally {
        await gateway.gateway.close();
        await part.close();
      }
    });
  });

  describe("a fault of the code", () => {
    let broken: TestGateway;
    beforeAll(async () => {
      broken = await startGateway({ settings: { production: true, introspection: false } });
    });
    afterAll(() => broken.gateway.close());

    it.each([
      ["an exception that names a host", "{ broken }"],
      ["a setting that names a file", "{ misconfigured }"],
    ])("is told as its request id alone: %s", async (_name, query) => {
      const answer = looked(await broken.ask(query));
      expect(errorsOf(answer)).toEqual([
        {
          message: "Something went wrong inside Concord.",
          path: [expect.any(String)],
          extensions: { code: "INTERNAL", hint: expect.any(String), requestId: answer.headers["x-request-id"] },
        },
      ]);
    });
  });

  describe("an outsider", () => {
    it.each(["/healthz", "/readyz", "/metrics"])(
      "learns no address, version of a part or secret from %s",
      async (path) => {
        const answer = await at.target.send({ method: "GET", path });
        expect(answer.status).toBe(200);
        expect(answer.text).not.toMatch(/127\.0\.0\.1|postgres|mallory|Bearer|BEGIN/);
        expect(answer.headers["server"]).toBeUndefined();
      },
    );

    it.each([
      ["a path that does not exist", { method: "GET", path: "/nothing/here" }],
      ["a path that climbs", { method: "GET", path: "/playground/../../etc/passwd" }],
      ["a path that is not readable", { method: "GET", path: "/%c0%af%zz" }],
      ["a path of 8 KB", { method: "GET", path: `/${"a".repeat(8000)}` }],
      ["an unknown method", { method: "PROPFIND" }],
    ])("is refused in the graph's own form: %s", async (_name, sent) => {
      const answer = await at.target.send(sent);
      expect([400, 404]).toContain(answer.status);
      expect(codeOf(answer)).toBe("BAD_REQUEST");
    });

    it("finds no secret in the log that an operator may publish", async () => {
      const token = await at.target.token();
      await at.target.ask("query($s: String) { invoices(filter: { number: { eq: $s } }) { totalCount } }", {
        variables: { s: "a-private-value" },
        headers: { authorization: `Bearer ${token}` },
      });
      for (const secret of [token, token.split(".")[2] ?? "", "a-private-value", "Bearer"])
        expect(at.target.log.text()).not.toContain(secret);
    });
  });
}
