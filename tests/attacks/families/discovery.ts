import { codeOf, dataOf, expectNoLeak, expectRefusal } from "../target";
import type { Ground } from "./ground";

const introspections: readonly (readonly [name: string, query: string])[] = [
  ["__schema", "{ __schema { types { name } } }"],
  ["__type", '{ __type(name: "Invoice") { fields { name } } }'],
  ["__schema under an alias", "{ x: __schema { queryType { name } } }"],
  ["__schema in a fragment", "{ ...f } fragment f on Query { __schema { types { name } } }"],
  ["__schema in an inline fragment", "{ ... on Query { ... { __schema { types { name } } } } }"],
  ["__schema that is skipped", "{ __typename __schema @skip(if: true) { types { name } } }"],
  ["__schema beside an honest field", "{ parties { totalCount } __schema { types { name } } }"],
  ["__type in one of two operations", 'query A { __typename } query B { __type(name: "Party") { name } }'],
  ["__type in the root of mutations", 'mutation { __type(name: "Party") { name } }'],
  ["the parts' own SDL", "{ _service { sdl } }"],
];

/** A misspelt name, and the true one that the answer must not tell. */
const guesses: readonly (readonly [
  what: string,
  query: string,
  hidden: RegExp,
  variables?: Record<string, unknown>,
])[] = [
  ["a root field", "{ partie { totalCount } }", /parties|party\b/],
  ["a field", "{ invoices { nodes { numbr } } }", /\bnumber\b/],
  ["an argument", "{ invoices(filte: {}) { totalCount } }", /\bfilter\b/],
  ["a type", "{ invoices { nodes { ... on Invoic { id } } } }", /\bInvoice\b/],
  ["an input field", '{ invoices(filter: { numbr: { eq: "1" } }) { totalCount } }', /\bnumber\b/],
  ["an enum's value", "{ invoices(orderBy: [{ field: numbr }]) { totalCount } }", /\bnumber\b/],
  ["a directive", "{ __typename @inclde(if: true) }", /\binclude\b/],
  [
    "an enum's value in a variable",
    "query($o: [InvoiceOrder!]) { invoices(orderBy: $o) { totalCount } }",
    /\bnumber\b/,
    { o: [{ field: "numbr" }] },
  ],
  [
    "an input field in a variable",
    "query($f: InvoiceFilter) { invoices(filter: $f) { totalCount } }",
    /\bnumber\b/,
    { f: { numbr: { eq: "1" } } },
  ],
];

/** What maps the graph for an attacker. */
export function discovery(at: Ground): void {
  describe("discovery of the schema", () => {
    it.each(introspections)("is refused: %s", async (_name, query) => {
      expectRefusal(await at.target.ask(query), 400, "GRAPHQL_VALIDATION_FAILED");
    });

    it("is refused by GET too", async () => {
      const headers = { authorization: `Bearer ${await at.target.token()}`, "apollo-require-preflight": "1" };
      const path = `/graphql?query=${encodeURIComponent("{ __schema { types { name } } }")}`;
      expectRefusal(await at.target.send({ method: "GET", path, headers }), 400, "GRAPHQL_VALIDATION_FAILED");
    });

    const guessed = guesses.map(([what, query, hidden, variables = {}]) => ({ what, query, hidden, variables }));
    it.each(guessed)("gets no help with guessing $what", async ({ query, hidden, variables }) => {
      const answer = await at.target.ask(query, { variables });
      expect(answer.status).toBe(400);
      expect(codeOf(answer)).toMatch(/^(GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)$/);
      expect(answer.text).not.toMatch(/did you mean/i);
      expect(answer.text).not.toMatch(hidden);
    });

    it.each([
      "/playground",
      "/playground/token?role=admin",
      "/playground/graphiql.js",
      "/graphql/",
      "/schema",
      "/.env",
    ])("finds nothing at %s", async (path) => {
      expectRefusal(await at.target.send({ method: "GET", path }), 404, "BAD_REQUEST");
    });

    it("finds no page where a browser opens the graph", async () => {
      const headers = { authorization: `Bearer ${await at.target.token()}`, accept: "text/html" };
      const answer = await at.target.send({ method: "GET", headers });
      expectNoLeak(answer);
      expect([answer.status, answer.headers["content-type"]]).toEqual([400, expect.stringContaining("json")]);
    });

    it("learns the name of the root type and no more", async () => {
      expect(dataOf(await at.target.ask("{ __typename }"))).toEqual({ __typename: "Query" });
    });
  });
}
