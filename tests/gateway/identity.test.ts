import { SignJWT } from "jose";
import {
  createIdentitySigner,
  createIdentityVerifier,
  type Identity,
  signIdentity,
  verifyIdentity,
} from "../../schema/identity";

const KEY = "0123456789abcdef0123456789abcdef";
const identity: Identity = { subject: "li", role: "auditor", companies: ["c1"], requestId: "r1" };

describe("a signed identity", () => {
  it("arrives as it was sent", async () => {
    expect(await verifyIdentity(await signIdentity(identity, KEY), KEY)).toEqual(identity);
    expect(await createIdentityVerifier(KEY)(await signIdentity(identity, KEY))).toEqual(identity);
  });

  it("is signed once for all calls of one request", async () => {
    const sign = createIdentitySigner(KEY);
    expect(await sign(identity)).toBe(await sign(identity));
    expect(await sign({ ...identity })).not.toBe(await sign(identity));
  });

  it.each([
    ["nothing", async () => undefined],
    ["another key", () => signIdentity(identity, `${KEY}x`)],
    ["a caller's token of the same key", () => token({ iss: "https://issuer.test" })],
    ["another audience", () => token({ aud: "else" })],
    ["an expired one", () => token({ exp: Math.floor(Date.now() / 1000) - 10 })],
    ["an unknown role", () => token({ role: "root" })],
  ])("is refused for %s", async (_name, make) => {
    const verify = createIdentityVerifier(KEY);
    await expect(verify(await make())).rejects.toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
  });

  it("needs a key of 32 bytes", () => {
    expect(() => createIdentityVerifier("short")).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
  });
});

function token(changes: object): Promise<string> {
  const claims = {
    sub: "li",
    role: "auditor",
    companies: [],
    requestId: "r1",
    iss: "concord-gateway",
    aud: "concord-subgraph",
    jti: "1",
    exp: Math.floor(Date.now() / 1000) + 30,
    ...changes,
  };
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(KEY));
}
