import { serverAudits } from "graphql-http";
import { startGateway } from "./fixture";

/** What the gateway does otherwise on purpose; docs/limits.md argues each. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "5A70": "a GET without a header that only an honest client sends is refused: CSRF",
  D6D5: "a GET without such a header, with variables",
  "6A70": "a GET without such a header, for application/json",
  "572B": "a document that cannot be parsed is 400 for application/json too",
  FDE2: "an invalid document is 400 for application/json too",
  "7B9B": "a variable of the wrong type is 400 for application/json too",
};

describe("GraphQL over HTTP, by the audits of graphql-http", () => {
  it("is served as the specification says, but for what is decided otherwise", async () => {
    // The audits ask with __type, so introspection is on.
    const test = await startGateway({ settings: { production: true, introspection: true } });
    const address = await test.gateway.listen({ port: 0, host: "127.0.0.1" });
    const authorization = `Bearer ${await test.token()}`;
    try {
      const audits = serverAudits({
        url: `${address}/graphql`,
        fetchFn: (url: string, init: RequestInit = {}) =>
          fetch(url, { ...init, headers: { ...init.headers, authorization } }),
      });
      const results = await Promise.all(audits.map((audit) => audit.fn()));
      const missed = results.filter(({ status }) => status !== "ok");
      expect(results).toHaveLength(61);
      expect(missed.filter(({ name }) => name.startsWith("MUST"))).toEqual([]);
      expect(missed.map(({ id }) => id).sort()).toEqual(Object.keys(OTHERWISE).sort());
    } finally {
      await test.gateway.close();
    }
  });

  it("answers a GET that carries such a header", async () => {
    const test = await startGateway({ settings: { production: true } });
    const headers = { authorization: `Bearer ${await test.token()}`, "x-concord-preflight": "1" };
    const query = encodeURIComponent("query($t: String) { orders { note(text: $t) } }");
    const asked = await test.gateway.app.inject({ url: `/graphql?query=${query}&variables={"t":"x"}`, headers });
    expect([asked.statusCode, asked.json().data.orders[0]]).toEqual([200, { note: "x" }]);
    await test.gateway.close();
  });
});
