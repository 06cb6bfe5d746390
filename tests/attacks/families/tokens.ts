import { createHmac, generateKeyPairSync } from "node:crypto";
import { type JWTPayload, SignJWT } from "jose";
import { startHttp } from "../../gateway/fixture";
import { expectRefusal, goodClaims, JSON_BODY, type Target } from "../target";
import type { Ground } from "./ground";

const encoded = (value: object | string): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

const unsigned = (alg: string, signature = ""): string => `${encoded({ alg })}.${encoded(goodClaims())}.${signature}`;

function confused({ publicPem }: Target): string {
  const text = `${encoded({ alg: "HS256" })}.${encoded(goodClaims())}`;
  return `${text}.${createHmac("sha256", publicPem).update(text).digest("base64url")}`;
}

/** Signed by the attacker, with a header that says where the key is to be found. */
async function byAttacker(header: Record<string, unknown> = {}): Promise<string> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return new SignJWT(goodClaims()).setProtectedHeader({ alg: "ES256", ...header }).sign(privateKey);
}

function attackersJwk(): object {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return publicKey.export({ format: "jwk" });
}

/** The signature of a good token over other claims. */
async function spliced(target: Target, claims: string): Promise<string> {
  const [head, , signature] = (await target.token({ role: "sales" })).split(".");
  return `${head}.${encoded(claims)}.${signature}`;
}

const now = (): number => Math.floor(Date.now() / 1000);
// The types forbid what an attacker may send.
const signedWith = (claims: () => Record<string, unknown>) => (target: Target) => target.token(claims() as JWTPayload);

const forged: readonly (readonly [name: string, make: (target: Target) => string | Promise<string>])[] = [
  ["alg none", () => unsigned("none")],
  ["alg nOnE", () => unsigned("nOnE")],
  ["alg none with a signature", () => unsigned("none", "AAAA")],
  ["no alg", () => `${encoded({})}.${encoded(goodClaims())}.AAAA`],
  ["HS256 with the public key as the secret", confused],
  ["another key", () => byAttacker()],
  ["an unknown kid", () => byAttacker({ kid: "unknown" })],
  ["a kid that is a path", () => byAttacker({ kid: "../../../../dev/null" })],
  ["a kid that is SQL", () => byAttacker({ kid: "' union select 'secret' --" })],
  ["its own key in the header", () => byAttacker({ jwk: attackersJwk() })],
  ["an unknown critical header", () => byAttacker({ crit: ["exp"], exp: 1 }).catch(() => unsigned("ES256", "AAAA"))],
  ["an empty signature", () => unsigned("ES256")],
  ["claims exchanged", (target) => spliced(target, JSON.stringify(goodClaims({ role: "admin" })))],
  ["claims given twice", (target) => spliced(target, '{"sub":"a","role":"sales","role":"admin","exp":9999999999}')],
  ["an expiry in the past", signedWith(() => ({ exp: now() - 60 }))],
  ["no expiry", signedWith(() => ({ exp: undefined }))],
  ["an expiry that is a text", signedWith(() => ({ exp: "9999999999" }))],
  ["a start in the future", signedWith(() => ({ nbf: now() + 600 }))],
  ["another audience", signedWith(() => ({ aud: "else" }))],
  ["no audience", signedWith(() => ({ aud: undefined }))],
  ["another issuer", signedWith(() => ({ iss: "https://evil.test" }))],
  ["an issuer that begins like the true one", signedWith(() => ({ iss: "https://id.attacked.test.evil.test" }))],
  ["a list of issuers", signedWith(() => ({ iss: ["https://id.attacked.test"] }))],
  ["no subject", signedWith(() => ({ sub: undefined }))],
  ["an empty subject", signedWith(() => ({ sub: "" }))],
  ["no role", signedWith(() => ({ role: undefined }))],
  ["a list of roles", signedWith(() => ({ role: ["admin"] }))],
  ["a role that is an object", signedWith(() => ({ role: { toString: "admin" } }))],
  ["a role of a prototype", signedWith(() => ({ role: "__proto__" }))],
  ["a role in capitals", signedWith(() => ({ role: "ADMIN" }))],
  ["a role with white space", signedWith(() => ({ role: "admin " }))],
  ["companies that are a text", signedWith(() => ({ companies: "f:company:01" }))],
  ["a star among the companies", signedWith(() => ({ companies: ["f:company:01", "*"] }))],
  ["an encrypted token of five parts", () => "a.b.c.d.e"],
];

/** What forges or bends a caller's token. */
export function tokens(at: Ground): void {
  const body = '{"query":"{ __typename }"}';
  const sendAs = (headers: Record<string, string | string[]>, path = "/graphql") =>
    at.target.send({ headers: { ...JSON_BODY, ...headers }, body, path });

  describe("a token is refused for", () => {
    it.each(forged)("%s", async (_name, make) => {
      const token = await make(at.target);
      const answer = await sendAs({ authorization: `Bearer ${token}` });
      expectRefusal(answer, 401, "UNAUTHENTICATED");
      for (const part of token.split(".").filter(({ length }) => length > 8)) expect(answer.text).not.toContain(part);
    });

    it.each([
      ["jku", (url: string) => ({ jku: url })],
      ["x5u", (url: string) => ({ x5u: url })],
    ])("a key to be fetched from the attacker (%s), which nobody fetches", async (_name, header) => {
      let fetched = 0;
      const attacker = await startHttp((_request, response) => {
        fetched += 1;
        response.end(JSON.stringify({ keys: [attackersJwk()] }));
      });
      try {
        expectRefusal(
          await sendAs({ authorization: `Bearer ${await byAttacker(header(attacker.url))}` }),
          401,
          "UNAUTHENTICATED",
        );
        expect(fetched).toBe(0);
      } finally {
        await attacker.close();
      }
    });

    it.each([
      ["no scheme", (token: string) => token],
      ["another scheme", (token: string) => `Token ${token}`],
      ["a text behind it", (token: string) => `Bearer ${token} x`],
      ["two in one header", (token: string) => `Bearer ${token}, Bearer ${token}`],
      ["white space inside", (token: string) => `Bearer ${token.replace(".", ". ")}`],
    ])("its header: %s", async (_name, header) => {
      expectRefusal(await sendAs({ authorization: header(await at.target.token()) }), 401, "UNAUTHENTICATED");
    });

    it("its place: a cookie, an address or another header carry none", async () => {
      const token = await at.target.token();
      for (const headers of [
        { cookie: `token=${token}` },
        { "x-access-token": token },
        { "proxy-authorization": `Bearer ${token}` },
      ])
        expectRefusal(await sendAs(headers), 401, "UNAUTHENTICATED");
      expectRefusal(await sendAs({}, `/graphql?access_token=${token}`), 401, "UNAUTHENTICATED");
    });

    it("its size", async () => {
      const token = await at.target.token({ padding: "x".repeat(20_000) });
      expectRefusal(await sendAs({ authorization: `Bearer ${token}` }), 431, "HEADERS_TOO_LARGE");
    });

    it("nothing: a good one is answered", async () => {
      expect((await sendAs({ authorization: `Bearer ${await at.target.token()}` })).status).toBe(200);
    });
  });
}
