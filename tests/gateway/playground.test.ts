import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { readExamples } from "../../gateway/playground/examples";
import type { Role } from "../../schema/roles";
import { startGateway, type TestGateway } from "./fixture";

const CHROMIUM = "/usr/bin/chromium";
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) {
  process.stderr.write(
    `Skipped: the playground in a browser, as there is no ${CHROMIUM} (apt-get install chromium).\n`,
  );
}

const SCREENSHOT = process.env["PLAYGROUND_SCREENSHOT"];

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

(hasBrowser ? describe : describe.skip)("the playground in a browser with the network closed", () => {
  let browser: Browser;
  let test: TestGateway;
  let page: Page;
  let address: string;
  const foreign: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    test = await startPlayground();
    address = await test.gateway.listen({ port: 0, host: "127.0.0.1" });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
    page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.context().route("**/*", (route) => {
      const url = route.request().url();
      if (url.startsWith(address)) return route.continue();
      foreign.push(url);
      return route.abort();
    });
    await page.goto(`${address}/playground`);
    await page.waitForSelector(".graphiql-execute-button");
  });
  afterAll(async () => {
    await browser?.close();
    await test?.gateway.close();
  });

  async function run(): Promise<string> {
    const asked = page.waitForResponse((response) => response.url() === `${address}/graphql`);
    await page.click(".graphiql-execute-button");
    return (await asked).text();
  }

  /** What the IDE shows as the answer; its editor breaks words with spaces that do not break. */
  async function shown(): Promise<string> {
    const text = await page.locator(".result-window .view-lines").textContent();
    return (text ?? "").replaceAll("\u00a0", " ");
  }

  it("opens the examples as tabs and runs one", async () => {
    expect(await page.locator(".graphiql-tab").count()).toBe(readExamples().length);
    expect(await run()).toContain('"data"');
    await page.locator(".result-window .view-lines", { hasText: "Query" }).waitFor();
    expect(await shown()).toContain('"__typename": "Query"');
  });

  it("asks as the role that is chosen", async () => {
    await page.goto(`${address}/playground?query=${encodeURIComponent("{ whoAmI orders { number owed } }")}`);
    await page.waitForSelector(".graphiql-execute-button");
    await page.selectOption("#role", "warehouse");
    await page.check("#explain");
    const warehouse = await run();
    expect(warehouse).toContain('\\"role\\":\\"warehouse\\"');
    expect(warehouse).toContain('"subgraphCalls":2');
    await page.selectOption("#role", "cfo");
    expect(await run()).toContain('\\"role\\":\\"cfo\\"');
    await page.locator(".result-window .view-lines", { hasText: "SO-2" }).waitFor();
    if (SCREENSHOT) await page.screenshot({ path: SCREENSHOT });
  });

  it("shows the types of the graph", async () => {
    await page.click("#docs");
    await page.locator(".graphiql-doc-explorer", { hasText: "Query" }).waitFor();
  });

  it("keeps no token in the browser", async () => {
    const kept = await page.evaluate<string>("JSON.stringify({ ...localStorage, ...sessionStorage })");
    expect(kept).toContain("cfo");
    expect(kept).not.toContain("eyJ");
  });

  it("tried no other host and met no error", () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
