import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Role } from "../../schema/roles";
import { startGateway, type TestGateway } from "./fixture";

/** A build of one page and one script. */
function builtConsole(): string {
  const folder = mkdtempSync(join(tmpdir(), "concord-console-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Concord</title>");
  writeFileSync(join(folder, "assets", "index-1a2b3c.js"), "globalThis.built = true;");
  return folder;
}

describe("the console's files", () => {
  let test: TestGateway;
  beforeAll(async () => {
    test = await startGateway({ settings: { console: { folder: builtConsole() } } });
  });
  afterAll(() => test.gateway.close());
  const get = (url: string, headers: Record<string, string> = {}) => test.gateway.app.inject({ url, headers });

  it("are one page for all its addresses, which nobody keeps and which may load from here alone", async () => {
    for (const url of ["/console", "/console/matching"]) {
      const { statusCode, body, headers } = await get(url);
      expect([statusCode, body]).toEqual([200, "<!doctype html><title>Concord</title>"]);
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["content-security-policy"]).toContain("script-src 'self'; style-src 'self';");
      expect(headers["content-security-policy"]).not.toContain("unsafe");
    }
  });

  it("are kept for ever where their name says what is in them, and compressed for who takes that", async () => {
    const plain = await get("/console/assets/index-1a2b3c.js");
    expect(plain.headers["cache-control"]).toContain("immutable");
    expect(plain.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    const small = await get("/console/assets/index-1a2b3c.js", { "accept-encoding": "gzip" });
    expect(small.headers["content-encoding"]).toBe("gzip");
  });

  it("are none but those of the build", async () => {
    for (const url of ["/console/assets/other.js", "/console/assets/..%2findex.html", "/console/a/b"])
      expect((await get(url)).statusCode).toBe(404);
  });

  it("come with no token where none may be given", async () => {
    expect((await get("/console/settings.json")).json()).toEqual({ developmentTokens: false });
    expect((await get("/console/token?role=cfo")).headers["content-type"]).toContain("text/html");
    const mintToken = async (role: Role): Promise<string> => `for ${role}`;
    const settings = { console: { folder: builtConsole(), mintToken } };
    const development = await startGateway({ settings });
    expect((await development.gateway.app.inject("/console/token?role=cfo")).json()).toEqual({ token: "for cfo" });
    const production = await startGateway({ settings: { ...settings, production: true } });
    expect((await production.gateway.app.inject("/console/settings.json")).json()).toEqual({
      developmentTokens: false,
    });
    expect((await production.gateway.app.inject("/console/token?role=cfo")).body).not.toContain("for cfo");
    await Promise.all([development.gateway.close(), production.gateway.close()]);
  });
});
