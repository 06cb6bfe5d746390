import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiKey, ApiKeyFile } from "../../gateway/api-key-file";
import { mintApiKey, withApiKeys } from "../../gateway/api-keys";
import { documentHash } from "../../gateway/document-hash";
import { graphError } from "../../schema/errors";
import { startGateway } from "./fixture";

const ROOT = join(__dirname, "..", "..");
const keysPath = (): string => join(mkdtempSync(join(tmpdir(), "concord-api-keys-")), "api-keys.json");

async function keyIn(
  file: ApiKeyFile,
  changes: Partial<ApiKey> = {},
): Promise<{ id: string; key: string; secret: string }> {
  const { id, key, sha256 } = mintApiKey();
  const createdAt = new Date().toISOString();
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  await file.add({
    id,
    name: "power-bi",
    sha256,
    role: "analyst",
    companies: ["c1"],
    createdAt,
    expiresAt,
    ...changes,
  });
  return { id, key, secret: key.slice(`ck_${id}_`.length) };
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
const noToken = async (): Promise<never> => {
  throw graphError("UNAUTHENTICATED", "not a token");
};

describe("an API key", () => {
  it("speaks for its role and companies, as bearer and by basic authentication", async () => {
    const file = new ApiKeyFile(keysPath());
    const { id, key, secret } = await keyIn(file);
    const verify = withApiKeys(file, noToken);
    const expected = { subject: "api-key:power-bi", role: "analyst", companies: ["c1"], credential: id };
    for (const header of [`Bearer ${key}`, basic(id, secret), basic("anyone", key), basic(id, key)]) {
      expect(await verify(header)).toEqual(expected);
    }
  });

  it("speaks for the customers and cost centres it is kept to", async () => {
    const path = keysPath();
    const scopes = { companies: "*", customers: ["e:party:1"], costCenters: [] } as const;
    const { key } = await keyIn(new ApiKeyFile(path), scopes);
    expect(await withApiKeys(new ApiKeyFile(path), noToken)(`Bearer ${key}`)).toMatchObject(scopes);
  });

  it("is kept as a hash in a file that its owner alone may read", async () => {
    const path = keysPath();
    const { secret } = await keyIn(new ApiKeyFile(path));
    expect(readFileSync(path, "utf8")).not.toContain(secret);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("is refused from the moment it is revoked, by a gateway that had read the file before", async () => {
    const path = keysPath();
    const { id, key } = await keyIn(new ApiKeyFile(path));
    const verify = withApiKeys(new ApiKeyFile(path), noToken);
    await verify(`Bearer ${key}`);
    await new ApiKeyFile(path).revoke(id);
    await expect(verify(`Bearer ${key}`)).rejects.toThrow("The API key is revoked.");
  });

  it("shows when it was last used", async () => {
    const file = new ApiKeyFile(keysPath());
    const { key } = await keyIn(file);
    expect(file.list()[0]?.lastUsedAt).toBeUndefined();
    await withApiKeys(file, noToken)(`Bearer ${key}`);
    expect(Date.parse(file.list()[0]?.lastUsedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
    expect(JSON.stringify(file.list())).not.toContain("sha256");
  });

  it.each([
    ["another secret", ({ id }: { id: string }) => `Bearer ck_${id}_${"A".repeat(43)}`],
    ["another id", ({ secret }: { secret: string }) => `Bearer ck_000000000000_${secret}`],
    ["a wrong password", ({ id }: { id: string }) => basic(id, "guess")],
    ["an empty password", ({ id }: { id: string }) => basic(id, "")],
    ["a secret of another length", ({ key }: { key: string }) => basic("x", key.slice(0, -1))],
  ])("is refused, in the same words and without an echo, for %s", async (_name, header) => {
    const file = new ApiKeyFile(keysPath());
    const made = await keyIn(file);
    const error = await withApiKeys(file, noToken)(header(made)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: "The API key is not known.", extensions: { code: "UNAUTHENTICATED" } });
    expect(JSON.stringify(error)).not.toContain(made.secret.slice(0, 10));
    expect(file.list()[0]?.lastUsedAt).toBeUndefined();
  });

  it("is refused when it has expired", async () => {
    const file = new ApiKeyFile(keysPath());
    const { key } = await keyIn(file, { expiresAt: new Date(Date.now() - 1000).toISOString() });
    await expect(withApiKeys(file, noToken)(`Bearer ${key}`)).rejects.toThrow("The API key has expired.");
  });

  it("leaves tokens to whom they belong", async () => {
    const verify = withApiKeys(new ApiKeyFile(keysPath()), noToken);
    for (const header of [undefined, "", "Bearer a.b.c", `Bearer ck_${"x".repeat(300)}`]) {
      await expect(verify(header)).rejects.toThrow("not a token");
    }
  });

  it("lets nobody in by a file that is damaged, and does not quote it", async () => {
    const path = keysPath();
    const { key } = await keyIn(new ApiKeyFile(path));
    writeFileSync(path, '{"keys": [{"id": "s3cret"}]}');
    const error = await withApiKeys(new ApiKeyFile(path), noToken)(`Bearer ${key}`).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "CONFIG_INVALID", message: expect.not.stringContaining("s3cret") });
  });

  it("loses none of many that are made at once", async () => {
    const path = keysPath();
    await Promise.all(Array.from({ length: 10 }, () => keyIn(new ApiKeyFile(path))));
    expect(new ApiKeyFile(path).list()).toHaveLength(10);
  });
});

describe("an API key bound to operations", () => {
  it("may ask these to the letter, and nothing under their name", async () => {
    const document = "query Orders { orders { number } }";
    const file = new ApiKeyFile(keysPath());
    const { key } = await keyIn(file, { operations: [{ name: "Orders", sha256: documentHash(document) }] });
    const gateway = await startGateway({ settings: { verifyToken: withApiKeys(file, noToken) } });
    const headers = { authorization: `Bearer ${key}` };
    const ask = (query: string) => gateway.ask(query, { anonymous: true, headers });
    try {
      expect((await ask(document)).body.data).toEqual({ orders: [{ number: "SO-1" }, { number: "SO-2" }] });
      for (const other of ["query Orders { orders { number owed } }", "{ whoAmI }", `${document} `]) {
        const { body } = await ask(other);
        expect(body.data).toBeUndefined();
        expect(body.errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
      }
    } finally {
      await gateway.gateway.close();
    }
  });
});

describe("concord api-key", () => {
  it("creates, lists and revokes keys", () => {
    const folder = mkdtempSync(join(tmpdir(), "concord-api-keys-"));
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(ROOT, "cli", "concord.mjs"), "api-key", ...args], {
        env: { ...process.env, NODE_ENV: "development", DATA_DIR: folder },
        encoding: "utf8",
      });
    writeFileSync(join(folder, "margin.graphql"), "query Margin { __typename }");
    const options = ["--role", "analyst", "--companies", "c1", "--operations", join(folder, "margin.graphql")];
    const { id, key } = JSON.parse(run("create", "power-bi", ...options, "--json").stdout);
    expect(key).toMatch(/^ck_[0-9a-f]{12}_[\w-]{43}$/);
    const listed = run("list").stdout;
    expect(listed).toMatch(new RegExp(`^${id} +power-bi +analyst +1 companies +Margin +until .* last used never`));
    expect(listed).not.toContain(key.slice(16));
    expect(run("revoke", id).status).toBe(0);
    expect(JSON.parse(run("list", "--json").stdout)[0].revokedAt).toEqual(expect.any(String));
    const unknown = run("revoke", "nobody");
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toContain("BAD_USER_INPUT at id: There is no API key nobody");
  });
});
