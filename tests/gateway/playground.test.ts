import { readExamples } from "../../gateway/playground/examples";
import type { Role } from "../../schema/roles";
import { startGateway, type TestGateway } from "./fixture";

/** A gateway that hands out tokens as in development. */
async function startPlayground(): Promise<TestGateway> {
  let test: TestGateway | undefined;
  const mintToken = async (role: Role): Promise<string> => test?.token({ role }) ?? "";
  test = await startGateway({ settings: { playground: { mintToken } } });
  return test;
}

describe("the playground's tokens", () => {
  let test: TestGateway;
  beforeAll(async () => {
    test = await startPlayground();
  });
  afterAll(() => test.gateway.close());
  const get = (url: string, headers: Record<string, string> = {}) => test.gateway.app.inject({ url, headers });

  it("are given for a role", async () => {
    const { token } = (await get("/playground/token?role=sales")).json();
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await test.ask("{ whoAmI }", { anonymous: true, headers });
    expect(JSON.stringify(body.data)).toContain("sales");
  });

  it("are not given for an unknown role", async () => {
    expect((await get("/playground/token?role=root")).statusCode).toBe(400);
    expect((await get("/playground/token?role=sales&role=cfo")).statusCode).toBe(400);
  });

  it("are not given to another site, nor to one that pretends to be this machine", async () => {
    expect((await get("/playground/token?role=cfo", { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    expect((await get("/playground/token?role=cfo", { host: "evil.test:4000" })).statusCode).toBe(403);
  });

  it("do not exist without development keys, nor in production", async () => {
    const mintToken = async (): Promise<string> => "never";
    const plain = await startGateway({ settings: { playground: {} } });
    const production = await startGateway({ settings: { playground: { mintToken }, production: true } });
    for (const { gateway } of [plain, production]) {
      expect((await gateway.app.inject("/playground/token?role=cfo")).statusCode).toBe(404);
      expect((await gateway.app.inject("/playground")).body).toContain('id="token"');
      await gateway.close();
    }
  });
});

describe("the playground's page", () => {
  it("names no other host, and its policy allows none", async () => {
    const { gateway } = await startPlayground();
    const page = await gateway.app.inject("/playground");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe/);
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
    await gateway.close();
  });

  it("is not served where it is off", async () => {
    const { gateway } = await startGateway();
    expect((await gateway.app.inject("/playground")).statusCode).toBe(404);
    await gateway.close();
  });

  it("has examples that say what they show", () => {
    const examples = readExamples();
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(example).toMatch(/^# \S/);
  });
});
