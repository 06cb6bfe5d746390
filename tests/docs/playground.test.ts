import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { readExamples } from "../../gateway/playground/examples";
import { type SampleServer, startSample } from "../sample-server";

const CHROMIUM = "/usr/bin/chromium";
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) {
  process.stderr.write(
    `Skipped: the playground in a browser, as there is no ${CHROMIUM} (apt-get install chromium).\n`,
  );
}

const SCREENSHOT = process.env["PLAYGROUND_SCREENSHOT"];

(hasBrowser ? describe : describe.skip)("the playground in a browser with the network closed", () => {
  let browser: Browser;
  let sample: SampleServer;
  let page: Page;
  let address: string;
  const foreign: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    sample = await startSample();
    address = sample.address;
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
    await sample?.close();
  });

  async function run(): Promise<string> {
    // The IDE reads the schema again when the role changes; that answer may come in between.
    const asked = page.waitForResponse(
      (response) =>
        response.url() === `${address}/graphql` && !response.request().postData()?.includes("IntrospectionQuery"),
    );
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
    expect(await run()).not.toContain('"errors"');
    await page.locator(".result-window .view-lines", { hasText: "salesOrders" }).waitFor();
    expect(await shown()).toContain('"totalCount"');
  });

  it("asks as the role that is chosen", async () => {
    const query = "{ salesOrders(first: 1) { nodes { number netAmount { amount } invoices { number } } } }";
    await page.goto(`${address}/playground?query=${encodeURIComponent(query)}`);
    await page.waitForSelector(".graphiql-execute-button");
    await page.selectOption("#role", "warehouse");
    expect(await run()).toMatch(/FORBIDDEN/);
    await page.selectOption("#role", "cfo");
    await page.check("#explain");
    const answer = await run();
    expect(answer).not.toMatch(/FORBIDDEN/);
    expect(answer).toMatch(/"subgraphCalls":[3-9]/);
    await page.locator(".result-window .view-lines", { hasText: "netAmount" }).waitFor();
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
