import { createHash, randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { SignJWT } from "jose";
import pino from "pino";
import { subgraphOver } from "../../../cli/graph";
import { createIdentitySigner, IDENTITY_HEADER } from "../../../schema/identity";
import { createSubgraphServer } from "../../../subgraphs/service/server";
import { codeOf, dataOf, expectNoLeak, JSON_BODY } from "../target";
import { COSTS, type Ground } from "./ground";

const KEY = "0123456789abcdef0123456789abcdef";
const ADMIN = { subject: "mallory", role: "admin", companies: "*", requestId: "r" } as const;

const LINES = "{ invoiceLines { nodes { costAmount { amount } } } }";
const bodyOf = (query: string): string => JSON.stringify({ query });
const signed = (query = LINES, subgraph = "finance"): Promise<string> =>
  createIdentitySigner(KEY)(ADMIN, { subgraph, body: bodyOf(query) });

/** A hop's token as the gateway signs it, bent by the attacker. */
function hop(changes: Record<string, unknown>, key = KEY): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 30;
  const claims = {
    sub: "mallory",
    role: "admin",
    companies: "*",
    requestId: "r",
    iss: "concord-gateway",
    aud: "concord-subgraph:finance",
    jti: randomUUID(),
    bodyHash: createHash("sha256").update(bodyOf(LINES)).digest("base64url"),
    exp,
  };
  return new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(key));
}

/** What pretends to be somebody, to the gateway or behind its back. */
export function spoofing(at: Ground): void {
  describe("somebody else's identity, claimed to the gateway", () => {
    const QUERY = "{ invoiceLines { nodes { costAmount { amount } } } }";

    it.each([
      ["an identity signed for a subgraph", async () => ({ [IDENTITY_HEADER]: await signed() })],
      ["an identity as JSON", async () => ({ [IDENTITY_HEADER]: JSON.stringify(ADMIN) })],
      [
        "headers of a proxy",
        async () => ({ "x-forwarded-user": "admin", "x-remote-user": "admin", "x-role": "admin" }),
      ],
      ["an address of this machine", async () => ({ "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" })],
      ["companies in a header", async () => ({ "x-companies": "*", "x-tenant": "*" })],
    ])("is ignored as %s", async (_name, headers) => {
      const answer = await at.target.ask(QUERY, { role: "sales", headers: await headers() });
      expect(codeOf(answer)).toBe("FORBIDDEN");
      for (const cost of Object.values(COSTS)) expect(answer.text).not.toContain(cost);
    });

    it("is ignored in variables and extensions", async () => {
      const headers = { authorization: `Bearer ${await at.target.token({ role: "sales" })}`, ...JSON_BODY };
      const claimed = { identity: ADMIN, ...ADMIN };
      const answer = await at.target.send({
        headers,
        body: JSON.stringify({ query: QUERY, variables: claimed, extensions: claimed, ...claimed }),
      });
      expect(codeOf(answer)).toBe("FORBIDDEN");
    });

    it("does not find its way into an answer through a forwarded host", async () => {
      const headers = { host: "evil.test", "x-forwarded-host": "evil.test", "x-forwarded-proto": "https" };
      const answer = await at.target.ask("{ nothing }", { headers });
      expectNoLeak(answer);
      expect(JSON.stringify([answer.text, answer.headers])).not.toContain("evil.test");
    });
  });

  describe("a call straight to a subgraph", () => {
    let server: FastifyInstance;
    let address: string;
    beforeAll(async () => {
      const { database } = at.target;
      const execute = subgraphOver("finance", database, "a key for tests only");
      server = createSubgraphServer({
        name: "finance",
        execute,
        database,
        internalKey: KEY,
        logger: pino({ level: "silent" }),
      });
      await server.listen({ port: 0, host: "127.0.0.1" });
      address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/graphql`;
    });
    afterAll(() => server.close());

    const call = async (query: string, headers: Record<string, string>) => {
      const response = await fetch(address, {
        method: "POST",
        headers: { ...JSON_BODY, ...headers },
        body: bodyOf(query),
      });
      return { status: response.status, headers: {}, text: await response.text() };
    };
    const ENTITIES = '{ _entities(representations: [{ __typename: "Invoice", id: "f:invoice:01" }]) { __typename } }';

    it.each([
      ["no identity", LINES, async () => ({})],
      ["no identity, for an entity", ENTITIES, async () => ({})],
      ["no identity, for the SDL", "{ _service { sdl } }", async () => ({})],
      ["an identity that is not signed", LINES, async () => ({ [IDENTITY_HEADER]: JSON.stringify(ADMIN) })],
      ["another key", LINES, async () => ({ [IDENTITY_HEADER]: await hop({}, `${KEY}x`) })],
      ["an expired one", LINES, async () => ({ [IDENTITY_HEADER]: await hop({ exp: 1 }) })],
      ["another body", ENTITIES, async () => ({ [IDENTITY_HEADER]: await signed(LINES) })],
      ["another subgraph", LINES, async () => ({ [IDENTITY_HEADER]: await signed(LINES, "erp") })],
      ["another audience", LINES, async () => ({ [IDENTITY_HEADER]: await hop({ aud: "else" }) })],
      ["another issuer", LINES, async () => ({ [IDENTITY_HEADER]: await hop({ iss: "else" }) })],
      ["an unknown role", LINES, async () => ({ [IDENTITY_HEADER]: await hop({ role: "root" }) })],
      ["a list of roles", LINES, async () => ({ [IDENTITY_HEADER]: await hop({ role: ["admin"] }) })],
      [
        "alg none",
        LINES,
        async () => ({ [IDENTITY_HEADER]: `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.` }),
      ],
      ["a caller's own token", LINES, async () => ({ [IDENTITY_HEADER]: await at.target.token() })],
      ["a caller's own bearer token", LINES, async () => ({ authorization: `Bearer ${await at.target.token()}` })],
    ])("is refused for %s", async (_name, query, headers) => {
      const answer = await call(query, await headers());
      expect([answer.status, codeOf(answer)]).toEqual([401, "UNAUTHENTICATED"]);
      expect(dataOf(answer)).toBeUndefined();
    });

    it("is refused the second time, and was answered the first", async () => {
      const headers = { [IDENTITY_HEADER]: await hop({}) };
      expect((await call(LINES, headers)).status).toBe(200);
      const again = await call(LINES, headers);
      expect([again.status, codeOf(again)]).toEqual([401, "UNAUTHENTICATED"]);
    });
  });
}
