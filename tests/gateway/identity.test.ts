import { createHash } from "node:crypto";
import { SignJWT } from "jose";
import { createIdentitySigner, createIdentityVerifier, type Identity } from "../../schema/identity";

const KEY = "0123456789abcdef0123456789abcdef";
const BODY = '{"query":"{ companies { totalCount } }"}';
const identity: Identity = { subject: "li", role: "auditor", companies: ["c1"], requestId: "r1" };
const call = { subgraph: "finance", body: BODY };

describe("a signed identity", () => {
  it("arrives as it was sent", async () => {
    const token = await createIdentitySigner(KEY)(identity, call);
    expect(await createIdentityVerifier(KEY, "finance")(token, BODY)).toEqual(identity);
    expect(await createIdentityVerifier(KEY, "finance")(token, Buffer.from(BODY))).toEqual(identity);
  });

  it("carries the customers and cost centres it is kept to, nothing of them included", async () => {
    const kept: Identity = { ...identity, customers: ["e:party:1"], costCenters: [] };
    const token = await createIdentitySigner(KEY)(kept, call);
    expect(await createIdentityVerifier(KEY, "finance")(token, BODY)).toEqual(kept);
  });

  it("is signed anew for each call, also of one request", async () => {
    const sign = createIdentitySigner(KEY);
    const verify = createIdentityVerifier(KEY, "finance");
    const [first, second] = [await sign(identity, call), await sign(identity, call)];
    expect(await verify(first, BODY)).toEqual(await verify(second, BODY));
  });

  it("is refused the second time, and a third one still", async () => {
    const verify = createIdentityVerifier(KEY, "finance");
    const token = await createIdentitySigner(KEY)(identity, call);
    await verify(token, BODY);
    await expect(verify(token, BODY)).rejects.toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
    await expect(verify(token, BODY)).rejects.toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
  });

  it.each([
    ["nothing", async () => undefined],
    ["another body", () => createIdentitySigner(KEY)(identity, { ...call, body: `${BODY} ` })],
    ["another subgraph", () => createIdentitySigner(KEY)(identity, { ...call, subgraph: "erp" })],
    ["another key", () => createIdentitySigner(`${KEY}x`)(identity, call)],
    ["a caller's token of the same key", () => token({ iss: "https://issuer.test" })],
    ["another audience", () => token({ aud: "concord-subgraph" })],
    ["an expired one", () => token({ exp: Math.floor(Date.now() / 1000) - 10 })],
    ["one that never expires", () => token({ exp: undefined })],
    ["one without an id", () => token({ jti: undefined })],
    ["one that binds no body", () => token({ bodyHash: undefined })],
    ["an unknown role", () => token({ role: "root" })],
  ])("is refused for %s", async (_name, make) => {
    const verify = createIdentityVerifier(KEY, "finance");
    await expect(verify(await make(), BODY)).rejects.toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
  });

  it("would be accepted as the tests above make it, but for what they change", async () => {
    expect(await createIdentityVerifier(KEY, "finance")(await token({}), BODY)).toMatchObject({ subject: "li" });
  });

  it("needs a key of 32 bytes", () => {
    expect(() => createIdentityVerifier("short", "erp")).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
  });
});

function token(changes: object): Promise<string> {
  const claims = {
    sub: "li",
    role: "auditor",
    companies: [],
    requestId: "r1",
    iss: "concord-gateway",
    aud: "concord-subgraph:finance",
    jti: "1",
    bodyHash: createHash("sha256").update(BODY).digest("base64url"),
    exp: Math.floor(Date.now() / 1000) + 30,
    ...changes,
  };
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(KEY));
}
