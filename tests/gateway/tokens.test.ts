import { createHmac, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, type JWTPayload, SignJWT } from "jose";
import { developmentKeyFile, mintToken, publicKeyOf } from "../../gateway/development-keys";
import { createTokenVerifier, type TokenVerifier } from "../../gateway/tokens";
import type { VerificationKeys } from "../../gateway/verification-keys";
import { startHttp } from "./fixture";

const ISSUER = "https://issuer.test";
const AUDIENCE = "concord";
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const folder = mkdtempSync(join(tmpdir(), "concord-tokens-"));

const pem = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const verifier = (keys: VerificationKeys): TokenVerifier =>
  createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys });

const good: JWTPayload = { sub: "zhang", role: "cfo", companies: ["a", "b"], iss: ISSUER, aud: AUDIENCE };

interface Signing {
  readonly key?: KeyObject;
  readonly alg?: string;
  readonly kid?: string;
  readonly expiry?: string | undefined;
}

async function signed(claims: JWTPayload, signing: Signing = {}): Promise<string> {
  const { key = ec.privateKey, alg = "ES256", kid } = signing;
  const expiry = "expiry" in signing ? signing.expiry : "1h";
  const token = new SignJWT(claims).setProtectedHeader({ alg, ...(kid ? { kid } : {}) }).setIssuedAt();
  return (expiry ? token.setExpirationTime(expiry) : token).sign(key);
}

async function jwks(): Promise<string> {
  const keys = [
    { ...(await exportJWK(ec.publicKey)), kid: "ec", alg: "ES256" },
    { ...(await exportJWK(rsa.publicKey)), kid: "rsa", alg: "RS256" },
  ];
  return JSON.stringify({ keys });
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const byEcKey = verifier({ kind: "public-key", key: ec.publicKey });

describe("a caller's token", () => {
  it("is accepted with a P-256 key file", async () => {
    const verify = verifier({ kind: "public-key-file", path: write("ec.pem", pem(ec.publicKey)) });
    const caller = await verify(`Bearer ${await signed(good)}`);
    expect(caller).toEqual({ subject: "zhang", role: "cfo", companies: ["a", "b"] });
  });

  it("is accepted with an RSA key file", async () => {
    const verify = verifier({ kind: "public-key-file", path: write("rsa.pem", pem(rsa.publicKey)) });
    const token = await signed({ ...good, companies: "*" }, { key: rsa.privateKey, alg: "RS256" });
    expect((await verify(`bearer ${token}`)).companies).toBe("*");
  });

  it("is accepted with a JWKS file, by its key id", async () => {
    const verify = verifier({ kind: "jwks-file", path: write("jwks.json", await jwks()) });
    expect((await verify(`Bearer ${await signed(good, { kid: "ec" })}`)).role).toBe("cfo");
    const rsaToken = await signed(good, { key: rsa.privateKey, alg: "RS256", kid: "rsa" });
    expect((await verify(`Bearer ${rsaToken}`)).role).toBe("cfo");
  });

  it("is accepted with a JWKS address", async () => {
    const text = await jwks();
    const server = await startHttp((_request, response) =>
      response.setHeader("content-type", "application/json").end(text),
    );
    try {
      const verify = verifier({ kind: "jwks-url", url: server.url });
      expect((await verify(`Bearer ${await signed(good, { kid: "ec" })}`)).subject).toBe("zhang");
      await expect(verify(`Bearer ${await signed(good, { kid: "other" })}`)).rejects.toThrow(/unknown key/);
    } finally {
      await server.close();
    }
  });

  it("is accepted with a key that the provider has rotated in, and no more with one rotated out", async () => {
    const next = generateKeyPairSync("ec", { namedCurve: "P-256" });
    let text = JSON.stringify({ keys: [{ ...(await exportJWK(ec.publicKey)), kid: "old", alg: "ES256" }] });
    const server = await startHttp((_request, response) =>
      response.setHeader("content-type", "application/json").end(text),
    );
    try {
      const verify = verifier({ kind: "jwks-url", url: server.url, cooldownMs: 0 });
      expect((await verify(`Bearer ${await signed(good, { kid: "old" })}`)).subject).toBe("zhang");
      text = JSON.stringify({ keys: [{ ...(await exportJWK(next.publicKey)), kid: "new", alg: "ES256" }] });
      expect((await verify(`Bearer ${await signed(good, { key: next.privateKey, kid: "new" })}`)).subject).toBe(
        "zhang",
      );
      const late = await signed({ ...good, sub: "late" }, { kid: "old" });
      await expect(verify(`Bearer ${late}`)).rejects.toThrow(/unknown key/);
    } finally {
      await server.close();
    }
  });

  it("of an unknown key costs the key server one request, however many come", async () => {
    const text = await jwks();
    let fetches = 0;
    const server = await startHttp((_request, response) => {
      fetches += 1;
      response.setHeader("content-type", "application/json").end(text);
    });
    try {
      const verify = verifier({ kind: "jwks-url", url: server.url });
      for (let number = 0; number < 20; number += 1) {
        const token = await signed(good, { kid: `unknown-${number}` });
        await expect(verify(`Bearer ${token}`)).rejects.toThrow(/unknown key/);
      }
      expect(fetches).toBe(1);
    } finally {
      await server.close();
    }
  });

  it("tells its id, for the audit", async () => {
    expect(await byEcKey(`Bearer ${await signed({ ...good, jti: "t-1" })}`)).toMatchObject({ credential: "t-1" });
  });

  it("is not blamed when the key server is down", async () => {
    const server = await startHttp((_request, response) => response.end());
    await server.close();
    const verify = verifier({ kind: "jwks-url", url: server.url });
    await expect(verify(`Bearer ${await signed(good)}`)).rejects.toMatchObject({ name: "KeysUnavailable" });
  });

  it("sees no company when it names none", async () => {
    const { companies: _none, ...rest } = good;
    expect((await byEcKey(`Bearer ${await signed(rest)}`)).companies).toEqual([]);
  });

  it("may be five seconds over its time, for clocks that differ", async () => {
    await expect(byEcKey(`Bearer ${await signed(good, { expiry: "2s ago" })}`)).resolves.toBeDefined();
  });

  it("is not remembered beyond its expiry", async () => {
    const token = await signed(good, { expiry: "4s ago" });
    await expect(byEcKey(`Bearer ${token}`)).resolves.toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await expect(byEcKey(`Bearer ${token}`)).rejects.toThrow("The token has expired.");
  });
});

describe("the algorithms and the clock", () => {
  const settings = { issuer: ISSUER, audience: AUDIENCE };
  const header = async (signing: Signing): Promise<string> => `Bearer ${await signed(good, signing)}`;

  it("are those that are set: an RSA key takes PS256 where PS256 is allowed, and no more RS256", async () => {
    const verify = createTokenVerifier({
      ...settings,
      keys: { kind: "public-key", key: rsa.publicKey },
      algorithms: ["PS256"],
    });
    await expect(verify(await header({ key: rsa.privateKey, alg: "PS256" }))).resolves.toBeDefined();
    await expect(verify(await header({ key: rsa.privateKey, alg: "RS256" }))).rejects.toThrow(
      "The token is not signed with PS256.",
    );
  });

  it.each([
    ["ES384", generateKeyPairSync("ec", { namedCurve: "P-384" })],
    ["EdDSA", generateKeyPairSync("ed25519")],
  ] as const)("may be %s, from a key of that kind, by file and by JWKS", async (algorithm, pair) => {
    const algorithms = [algorithm];
    const path = write(`${algorithm}.pem`, pem(pair.publicKey));
    const set = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: "own" }] });
    const token = await header({ key: pair.privateKey, alg: algorithm, kid: "own" });
    for (const keys of [
      { kind: "public-key-file", path } as const,
      { kind: "jwks-file", path: write(`${algorithm}.json`, set) } as const,
    ]) {
      await expect(createTokenVerifier({ ...settings, keys, algorithms })(token)).resolves.toBeDefined();
    }
    // What the set of keys could verify is refused all the same where it is not allowed.
    await expect(verifier({ kind: "jwks-file", path: write("set.json", set) })(token)).rejects.toThrow(
      /not signed with RS256 or ES256/,
    );
  });

  it("refuse at the start a key that can sign with none of them, and say what sets them", () => {
    const keys = { kind: "public-key", key: ec.publicKey } as const;
    expect(() => createTokenVerifier({ ...settings, keys, algorithms: ["RS256"] })).toThrow(/JWT_ALGORITHMS/);
  });

  it("forgive the difference that is set, and no more", async () => {
    const keys = { kind: "public-key", key: ec.publicKey } as const;
    const late = await header({ expiry: "30s ago" });
    await expect(createTokenVerifier({ ...settings, keys, clockSkewSeconds: 60 })(late)).resolves.toBeDefined();
    const justLate = await header({ expiry: "2s ago" });
    await expect(createTokenVerifier({ ...settings, keys, clockSkewSeconds: 0 })(justLate)).rejects.toThrow("expired");
  });
});

const unsigned = (): string =>
  `${base64({ alg: "none" })}.${base64({ ...good, exp: Math.floor(Date.now() / 1000) + 60 })}.`;

/** The classic attack: the public key, which everyone has, used as the secret of an HMAC. */
function hmacByPublicKey(): string {
  const content = `${base64({ alg: "HS256" })}.${base64({ ...good, exp: Math.floor(Date.now() / 1000) + 60 })}`;
  return `${content}.${createHmac("sha256", pem(ec.publicKey)).update(content).digest("base64url")}`;
}

async function tampered(): Promise<string> {
  const [header, , signature] = (await signed(good)).split(".");
  return `${header}.${base64({ ...good, role: "admin", exp: 9_999_999_999 })}.${signature}`;
}

const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
const without = (claim: string): JWTPayload =>
  Object.fromEntries(Object.entries(good).filter(([name]) => name !== claim));

const refused: readonly (readonly [string, () => string | Promise<string>, RegExp])[] = [
  ["alg none", unsigned, /not signed with RS256 or ES256/],
  ["HS256 with the public key as secret", hmacByPublicKey, /not signed with RS256 or ES256/],
  ["RS256 against a P-256 key", () => signed(good, { key: rsa.privateKey, alg: "RS256" }), /RS256 or ES256/],
  ["PS256", () => signed(good, { key: rsa.privateKey, alg: "PS256" }), /RS256 or ES256/],
  ["another key", () => signed(good, { key: other.privateKey }), /signature/],
  ["changed claims", tampered, /signature/],
  ["no expiry", () => signed(good, { expiry: undefined }), /expiry/],
  ["an expiry in the past", () => signed(good, { expiry: "1m ago" }), /expired/],
  ["another issuer", () => signed({ ...good, iss: "https://evil.test" }), /issuer/],
  ["no issuer", () => signed(without("iss")), /issuer/],
  ["another audience", () => signed({ ...good, aud: "else" }), /audience/],
  ["a start in the future", () => signed({ ...good, nbf: Math.floor(Date.now() / 1000) + 60 }), /start of validity/],
  ["no subject", () => signed(without("sub")), /subject/],
  ["no role", () => signed(without("role")), /role/],
  ["an unknown role", () => signed({ ...good, role: "root" }), /role/],
  ["a list of roles", () => signed({ ...good, role: ["cfo", "admin"] }), /role/],
  ["a role named like an object's method", () => signed({ ...good, role: "constructor" }), /role/],
  ["companies that are a plain name", () => signed({ ...good, companies: "a" }), /companies/],
  ["companies with a star among them", () => signed({ ...good, companies: ["a", "*"] }), /companies/],
  ["companies that are numbers", () => signed({ ...good, companies: [1] }), /companies/],
  ["companies that are null", () => signed({ ...good, companies: null }), /companies/],
  ["not a token", () => "hello.there.friend", /signature/],
  ["a size of megabytes", () => `${"QZ".repeat(1_000_000)}.QZQZ.ZQZQ`, /too large/],
  ["a thousand claims", () => signed({ ...good, more: Array.from({ length: 5_000 }, String) }), /too large/],
];

describe("a caller's token is refused, and not echoed, for", () => {
  it.each(refused)("%s", async (_name, make, because) => {
    const token = await make();
    const error = await byEcKey(`Bearer ${token}`).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ extensions: { code: "UNAUTHENTICATED" }, message: expect.stringMatching(because) });
    const told = `${JSON.stringify(error)}${error}`;
    for (const part of token.split(".").filter((text) => text)) expect(told).not.toContain(part);
  });

  it.each([undefined, "", "Basic Y2ZvOnB3", "Bearer", "Bearer a b"])("the header %p", async (header) => {
    await expect(byEcKey(header)).rejects.toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
  });
});

describe("verification keys", () => {
  it.each([
    ["a private key", () => ec.privateKey.export({ type: "pkcs8", format: "pem" }).toString()],
    ["text", () => "hello"],
    ["another curve", () => pem(generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey)],
    ["Ed25519", () => pem(generateKeyPairSync("ed25519").publicKey)],
  ])("refuse %s at start", (_name, text) => {
    const path = write("bad.pem", text());
    expect(() => verifier({ kind: "public-key-file", path })).toThrow(/bad\.pem/);
  });

  it("refuse a JWKS file that is not one", () => {
    expect(() => verifier({ kind: "jwks-file", path: write("bad.json", "[]") })).toThrow(/JWKS/);
  });
});

describe("development keys", () => {
  it("are made once, readable by their owner only, and sign tokens that the gateway accepts", async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), "concord-data-"));
    const path = developmentKeyFile({ production: false, dataFolder });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, "utf8");
    expect(developmentKeyFile({ production: false, dataFolder })).toBe(path);
    expect(readFileSync(path, "utf8")).toBe(text);
    const token = await mintToken({ role: "sales", companies: ["a"], issuer: ISSUER, audience: AUDIENCE }, path);
    const caller = await verifier({ kind: "public-key", key: publicKeyOf(path) })(`Bearer ${token}`);
    expect(caller).toEqual({ subject: "sales@development", role: "sales", companies: ["a"] });
  });

  it("are refused in production, with what to do instead", () => {
    const make = (): string => developmentKeyFile({ production: true, dataFolder: folder });
    expect(make).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
    expect(make).toThrow(/JWT_PUBLIC_KEY_FILE/);
  });

  it("may be a key file named on purpose, in production too", () => {
    expect(developmentKeyFile({ production: true, keyFile: "/etc/key.pem", dataFolder: folder })).toBe("/etc/key.pem");
  });
});
