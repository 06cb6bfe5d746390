import { expectNoLeak, type Sent } from "../target";
import type { Ground } from "./ground";

const QUERY = '{"query":"{ __typename }"}';
const MUTATION = 'mutation { linkRecords(leftId: "a", rightId: "b", reason: "csrf") { id } }';
const get = (query: string, headers: Record<string, string> = {}, more = ""): Sent => ({
  method: "GET",
  path: `/graphql?query=${encodeURIComponent(query)}${more}`,
  headers,
});
const PREFLIGHTED = { "apollo-require-preflight": "1" };

const forgeries: readonly (readonly [name: string, sent: Sent, status: number])[] = [
  ["a form of plain text", { headers: { "content-type": "text/plain" }, body: QUERY }, 400],
  ["plain text with a charset", { headers: { "content-type": "text/plain; charset=utf-8" }, body: QUERY }, 400],
  [
    "plain text that calls itself JSON",
    { headers: { "content-type": "text/plain; application/json" }, body: QUERY },
    400,
  ],
  [
    "a URL-encoded form",
    { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "query=%7Bx%7D" },
    415,
  ],
  ["a multipart form", { headers: { "content-type": "multipart/form-data; boundary=b" }, body: "--b--" }, 415],
  ["a body without a type (a Blob)", { headers: {}, body: QUERY }, 415],
  ["two content types", { headers: { "content-type": "text/plain, application/json" }, body: QUERY }, 415],
  ["a query by GET, as an image's address", get("{ __typename }"), 400],
  ["a query by GET of plain text", get("{ __typename }", { "content-type": "text/plain" }), 400],
  ["a mutation by GET", get(MUTATION), 400],
  ["a mutation by GET after a preflight", get(MUTATION, PREFLIGHTED), 405],
  [
    "a mutation by GET, hidden beside a query",
    get(`query A { __typename } ${MUTATION.replace("mutation", "mutation B")}`, PREFLIGHTED, "&operationName=B"),
    405,
  ],
  ["a mutation by GET of JSON", get(MUTATION, { "content-type": "application/json" }), 405],
  [
    "a mutation by a method that is overridden",
    get(MUTATION, { ...PREFLIGHTED, "x-http-method-override": "POST" }),
    405,
  ],
  ["PUT", { method: "PUT", headers: { "content-type": "application/json" }, body: QUERY }, 404],
  ["DELETE", { method: "DELETE" }, 404],
];

/** What another site makes a browser send, with the caller's credentials attached. */
export function crossSite(at: Ground): void {
  describe("a cross-site request", () => {
    it.each(forgeries)("has no effect as %s", async (_name, sent, status) => {
      const headers = { authorization: `Bearer ${await at.target.token({ role: "steward" })}`, ...sent.headers };
      const answer = await at.target.send({ ...sent, headers });
      expectNoLeak(answer);
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.text).data).toBeUndefined();
    });

    it("is not allowed by a preflight", async () => {
      const headers = { origin: "https://evil.test", "access-control-request-method": "POST" };
      const answer = await at.target.send({ method: "OPTIONS", headers });
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    });

    it("is not let read an answer", async () => {
      const answer = await at.target.ask("{ __typename }", { headers: { origin: "https://evil.test" } });
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      expect(answer.headers["cross-origin-resource-policy"]).toBe("same-origin");
    });

    it("is not let frame or sniff what is answered", async () => {
      const { headers } = await at.target.send({ method: "GET", path: "/" });
      expect(headers).toMatchObject({
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
        "cache-control": "no-store",
      });
    });
  });
}
