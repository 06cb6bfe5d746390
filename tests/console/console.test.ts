import { join } from "node:path";
import pino from "pino";
import type { Page } from "playwright-core";
import { replaySample } from "../../cli/sample-replay";
import { en } from "../../console/src/words/en";
import { refusalsInChinese } from "../../console/src/words/refusals";
import { zh } from "../../console/src/words/zh";
import { errorRegistry } from "../../schema/errors";
import { operations, permissions } from "../../schema/permissions";
import type { Role } from "../../schema/roles";
import type { SampleServer } from "../sample-server";
import { type ConsoleBrowser, hasBrowser, type Language, settled, violations } from "./browser";
import { addQuarantinedRows, reconcileSample } from "./company";
import { type OpenConsole, openConsole, SETUP_MS } from "./open-console";

/** Each page with a role that reads all of it. */
const PAGES: readonly (readonly [page: string, role: Role])[] = [
  ["overview", "cfo"],
  ["freshness", "auditor"],
  ["discrepancies", "cfo"],
  ["matching", "steward"],
  ["quarantine", "steward"],
  ["audit", "auditor"],
  ["permissions", "sales"],
];
const WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, zh };

(hasBrowser ? describe : describe.skip)("the console in a browser with the network closed", () => {
  let opened: OpenConsole | undefined;
  let sample: SampleServer;
  let browser: ConsoleBrowser;

  beforeAll(async () => {
    opened = await openConsole();
    ({ sample, browser } = opened);
  }, SETUP_MS);
  afterAll(() => opened?.close());

  async function graph(role: Role, query: string) {
    const response = await fetch(`${sample.address}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await sample.token(role)}` },
      body: JSON.stringify({ query }),
    });
    return ((await response.json()) as { data: Record<string, ReturnType<typeof JSON.parse>> }).data;
  }
  /** What a test aborted is no complaint. */
  const forgetAborted = (): void => {
    const others = browser.complaints.filter((text) => !/ERR_FAILED/.test(text));
    browser.complaints.splice(0, browser.complaints.length, ...others);
  };
  const leave = (page: Page): Promise<void> => page.context().close();
  const foot = (page: Page): Promise<string | null> => page.locator(".table-foot").textContent();

  describe.each(["en", "zh"] as const)("in %s", (language) => {
    it.each(PAGES)("shows %s to a %s, without a fault that axe finds", async (name, role) => {
      const page = await browser.visit({ role, page: name, language });
      expect(await page.locator("h1").textContent()).toBe(WORDS[language][name]);
      expect(await page.getAttribute("html", "lang")).toMatch(new RegExp(`^${language}`));
      expect(await page.locator("[data-state=error], [data-state=denied]").count()).toBe(0);
      expect(await violations(page)).toEqual([]);
      await leave(page);
    });
  });

  it("shows the figures that the graph answers, to the cent", async () => {
    const period = '(from: "2025-07-01", to: "2026-06-30", currency: "CNY")';
    const { kpis, cashFlow } = await graph(
      "cfo",
      `{ kpis${period} { revenue { amount } netProfit { amount } daysSalesOutstanding } cashFlow${period} { closing { amount } } }`,
    );
    const page = await browser.visit({ role: "cfo", page: "overview" });
    const shown = async (figure: string): Promise<string> =>
      (await page.getAttribute(`[data-figure=${figure}]`, "title"))?.replaceAll("\u00a0", " ") ?? "";
    const money = (amount: string): string =>
      new Intl.NumberFormat("en-GB", { style: "currency", currency: "CNY", currencyDisplay: "code" })
        .format(amount as unknown as number)
        .replaceAll("\u00a0", " ");
    expect(await shown("revenue")).toBe(money(kpis.revenue.amount));
    expect(await shown("netProfit")).toBe(money(kpis.netProfit.amount));
    expect(await shown("cash")).toBe(money(cashFlow.closing.amount));
    expect(await shown("daysSales")).toBe(`${Number(kpis.daysSalesOutstanding)} days`);
    await leave(page);
  });

  it("lists as much as the graph counts", async () => {
    const { discrepancies, quarantinedRows } = await graph(
      "admin",
      "{ discrepancies(filter: { state: { eq: OPEN } }) { totalCount } quarantinedRows { totalCount } }",
    );
    const fields = [operations, ...Object.values(permissions)].flatMap((decisions) => Object.keys(decisions)).length;
    const expected = {
      discrepancies: discrepancies.totalCount,
      quarantine: quarantinedRows.totalCount,
      permissions: fields,
    };
    expect(discrepancies.totalCount).toBeGreaterThan(10);
    for (const [name, count] of Object.entries(expected)) {
      const page = await browser.visit({ role: "admin", page: name });
      const shown = new Intl.NumberFormat("en-GB").format(count);
      expect(await foot(page)).toBe(`${shown} of ${shown} shown`);
      await leave(page);
    }
  });

  it("draws the chain of a discrepancy's documents", async () => {
    const page = await browser.visit({ role: "cfo", page: "discrepancies" });
    await page.getByLabel("Rule").selectOption("ORDER_AGAINST_INVOICE");
    await settled(page);
    await page.locator(".table-body .table-row").first().click();
    await page.waitForSelector("svg.chain");
    await settled(page);
    const kinds = await page.locator(".chain-kind").allTextContents();
    expect(kinds).toEqual(expect.arrayContaining(["Sales order", "Shipment", "Invoice", "Payment", "Journal entry"]));
    expect(await page.locator(".chain-link").count()).toBeGreaterThanOrEqual(kinds.length - 1);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.waitForSelector("aside.detail", { state: "detached" });
    await leave(page);
  });

  it.each(["en", "zh"] as const)("tells a discrepancy in %s alone to who reads that", async (language) => {
    const { discrepancies } = await graph(
      "cfo",
      "{ discrepancies(first: 1000, filter: { state: { eq: OPEN } }) { nodes { en: cause zh: causeZh enRemedy: remedy zhRemedy: remedyZh } } }",
    );
    const told: Record<Language | `${Language}Remedy`, string>[] = discrepancies.nodes;
    const other = language === "en" ? "zh" : "en";
    const page = await browser.visit({ role: "cfo", page: "discrepancies", language });
    for (const rule of ["ORDER_AGAINST_INVOICE", "BOOKED_WITHOUT_ERP_DOCUMENT", "STOCK_AGAINST_INVENTORY"]) {
      await page.getByLabel(WORDS[language]["rule"] ?? "").selectOption(rule);
      await settled(page);
      await page.locator(".table-body .table-row").first().click();
      const [cause, remedy] = [page.locator(".detail .cause"), page.locator(".detail .remedy")];
      await remedy.waitFor();
      const shown = await cause.textContent();
      const found = told.find((one) => one[language] === shown);
      expect(found).toBeDefined();
      expect(await remedy.textContent()).toBe(found?.[`${language}Remedy`]);
      const text = (await page.locator("body").textContent()) ?? "";
      const strange = told.flatMap((one) => [one[other], one[`${other}Remedy`]]);
      expect(strange.filter((words) => text.includes(words))).toEqual([]);
      await page.keyboard.press("Escape");
      await page.waitForSelector(".detail", { state: "detached" });
    }
    await leave(page);
  });

  it("tells what a run did in the reader's language, and quotes people as they wrote", async () => {
    const first =
      "(first: 1, filter: { rule: { eq: ORDER_AGAINST_INVOICE } }, orderBy: [{ field: sinceOn, direction: DESC }, { field: id }])";
    const { discrepancies } = await graph("admin", `{ discrepancies${first} { nodes { id } } }`);
    const [{ id }] = discrepancies.nodes;
    await graph("admin", `mutation { resolveDiscrepancy(id: "${id}", note: "credited by hand") { id } }`);
    await reconcileSample(sample);
    const page = await browser.visit({ role: "cfo", page: "discrepancies", language: "zh" });
    await page.getByLabel(zh.rule).selectOption("ORDER_AGAINST_INVOICE");
    await settled(page);
    await page.locator(".table-body .table-row").first().click();
    const history = page.locator(".detail .history");
    await history.filter({ hasText: "再次发现" }).waitFor();
    expect(await history.locator("q").allTextContents()).toEqual(["credited by hand"]);
    expect(await page.locator(".detail").textContent()).not.toMatch(/a run/i);
    await leave(page);
  });

  it("shows what is denied as denied, and never as a zero", async () => {
    const overview = await browser.visit({ role: "sales", page: "overview" });
    expect(await overview.locator(".tile .denied-mark").count()).toBe(6);
    expect(await overview.locator("[data-state=denied]").count()).toBeGreaterThanOrEqual(4);
    // A seller sees what was sold, and no cost: so no margin either.
    expect(await overview.locator(".margins tbody .denied-mark").count()).toBeGreaterThan(0);
    for (const text of await overview.locator(".tile-figure").allTextContents())
      expect(text.trim()).toBe("Not permitted");
    expect(await violations(overview)).toEqual([]);
    await leave(overview);
    for (const name of ["discrepancies", "matching", "quarantine", "audit"]) {
      const page = await browser.visit({ role: "sales", page: name });
      expect(await page.locator("[data-state=denied]").count()).toBeGreaterThan(0);
      await leave(page);
    }
  });

  it("says when there is nothing, and when there is no answer", async () => {
    const page = await browser.visit({ role: "cfo", page: "discrepancies" });
    await page.getByLabel("State").selectOption("ACCEPTED");
    await page.waitForSelector("[data-state=empty]");
    await leave(page);

    const broken = await browser.visit({ role: "cfo", page: "discrepancies" });
    await broken.route("**/graphql", (route) => route.abort());
    await broken.getByLabel("State").selectOption("RESOLVED");
    await broken.waitForSelector("[data-state=error]");
    expect(await violations(broken)).toEqual([]);
    await broken.unroute("**/graphql");
    await broken.getByRole("button", { name: "Try again" }).click();
    await broken.waitForSelector("[data-state=empty]");
    await leave(broken);
    forgetAborted();
  });

  it("shows what somebody else decides as it happens, and says when it cannot", async () => {
    const page = await browser.visit({ role: "cfo", page: "discrepancies" });
    await page.waitForSelector("[data-stream=live]");
    const shown = page.locator(".table-foot");
    const { discrepancies } = await graph(
      "admin",
      "{ discrepancies(first: 1, filter: { state: { eq: OPEN } }) { totalCount nodes { id } } }",
    );
    const [{ id }] = discrepancies.nodes;
    await graph("admin", `mutation { assignDiscrepancy(id: "${id}", owner: "somebody@else") { id } }`);
    const left = discrepancies.totalCount - 1;
    await shown.filter({ hasText: `${left} of ${left} shown` }).waitFor();

    await page.route("**/graphql/stream", (route) => route.abort());
    await page.getByRole("link", { name: "Freshness" }).click();
    // A CFO reads when sources were read, and no batches: but first the stream has to answer.
    await page.waitForSelector("[data-stream=lost]");
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await page.unroute("**/graphql/stream");
    await page.waitForSelector("[data-stream=refused]");
    await page.getByRole("link", { name: "Discrepancies" }).click();
    await page.waitForSelector("[data-stream=live]");
    await leave(page);
    forgetAborted();
  });

  it("tells in the reader's language what speaks for and against two records being one", async () => {
    for (const [language, reason, evidence] of [
      [
        "en",
        "the numbers differ",
        ["name: the same but for the legal formstrongly for", "number: the values differsomewhat against"],
      ],
      ["zh", "名称一致，编号不同", ["名称：除组织形式外相同较强支持", "编号：不同一般反对"]],
    ] as const) {
      const page = await browser.visit({ role: "steward", page: "matching", language });
      await page.locator(".pair", { hasText: reason }).waitFor();
      expect(await page.locator(".evidence li").allTextContents()).toEqual(evidence);
      await leave(page);
    }
  });

  it("works the matching queue by keys alone: confirm, reject, merge, and undo", async () => {
    const statuses = async (): Promise<readonly string[]> => {
      const { matchProposals } = await graph(
        "steward",
        "{ matchProposals(orderBy: [{ field: id }]) { nodes { status } } }",
      );
      return matchProposals.nodes.map(({ status }: { status: string }) => status);
    };
    const page = await browser.visit({ role: "steward", page: "matching" });
    await page.waitForSelector("table.records");
    await settled(page);
    const records = await page.locator("table.records tbody tr").allInnerTexts();
    expect(records[0]).toMatch(/Norwood Steel Ltd\s+Norwood Steel Limited$/);
    expect(records.join("\n")).not.toContain("Not permitted");
    const said = page.locator("main > p[role=status]");
    const press = async (key: string, words: string | RegExp): Promise<void> => {
      await page.keyboard.press(key);
      await said.filter({ hasText: words }).waitFor({ state: "attached" });
      await page.waitForTimeout(50);
      await settled(page);
    };
    await press("c", "Confirmed: Norwood Steel Ltd");
    expect(await statuses()).toEqual(["CONFIRMED", "PROPOSED", "PROPOSED"]);
    await page.locator(".history li", { hasText: "Confirmed" }).waitFor();
    await press("u", "Undone");
    expect(await statuses()).toEqual(["PROPOSED", "PROPOSED", "PROPOSED"]);
    await page.locator(".queue li").nth(2).waitFor();
    await page.keyboard.press("j");
    await page.locator(".queue [aria-current]", { hasText: "Harbour Foods" }).waitFor();
    await press("r", "Rejected: Harbour Foods Ltd");
    expect(await statuses()).toEqual(["PROPOSED", "REJECTED", "PROPOSED"]);
    await page.locator(".queue li").nth(2).waitFor({ state: "detached" });
    await page.keyboard.press("j");
    await page.locator(".queue [aria-current]", { hasText: "Quintal Optics" }).waitFor();
    await press("m", "Merged: Quintal Optics Ltd");
    const { party } = await graph("steward", '{ party(id: "extra-erp:party:2") { financeIds } }');
    expect(party.financeIds).toEqual(["extra-fin:party:2"]);
    await leave(page);
  });

  it("says in Chinese what every kind of refused record was set aside for, beside the words of its own", async () => {
    const codes = Object.keys(errorRegistry).filter((code) => code.startsWith("IMPORT_"));
    expect(Object.keys(refusalsInChinese).sort()).toEqual(codes.sort());
    const page = await browser.visit({ role: "steward", page: "quarantine", language: "zh" });
    const { meaning, remedy } = refusalsInChinese["IMPORT_DATE_INVALID"] ?? {};
    await page
      .locator(".table-body .table-row", { hasText: meaning ?? "" })
      .filter({ hasText: "SalesOrder" })
      .click();
    await page.locator(".cause", { hasText: meaning ?? "" }).waitFor();
    expect(await page.locator(".remedy").textContent()).toBe(remedy);
    await page.getByText("原文").waitFor();
    await leave(page);
  });

  it("takes a correction, and shows that it came in when the source was read again", async () => {
    const page = await browser.visit({ role: "steward", page: "quarantine" });
    await page.locator(".table-body .table-row", { hasText: "SalesOrder" }).filter({ hasText: "existing day" }).click();
    await page.getByLabel("订单日期").fill("2026/2/28");
    await page.locator("form.correction").getByLabel("Reason").fill("The order says the last day of February.");
    await page.getByRole("button", { name: "Correct", exact: true }).click();
    await page.getByText("The correction waits until its source is read again.").waitFor();
    expect(await violations(page)).toEqual([]);
    const replay = replaySample(sample.database, join(sample.dataFolder, "sample"), pino({ level: "silent" }));
    await page.getByText("It came in as corrected.").waitFor({ timeout: 60_000 });
    await replay.stop();
    const { salesOrders } = await graph(
      "admin",
      '{ salesOrders(filter: { orderedOn: { eq: "2026-02-28" } }) { totalCount } }',
    );
    expect(salesOrders.totalCount).toBeGreaterThan(0);
    await leave(page);
  });

  it("keeps a hundred thousand rows at hand and few of them in the document", async () => {
    await addQuarantinedRows(sample.database, 100_000);
    const page = await browser.visit({ role: "steward", page: "quarantine" });
    expect(await foot(page)).toMatch(/^200 of 100,0\d\d shown$/);
    const inDocument = (): Promise<number> => page.locator(".table-body .table-row").count();
    expect(await inDocument()).toBeLessThan(60);
    const grid = page.getByRole("grid");
    await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.locator(".table-foot", { hasText: /^400 of/ }).waitFor();
    await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.locator(".table-foot", { hasText: /^600 of/ }).waitFor();
    expect(await inDocument()).toBeLessThan(60);
    await leave(page);
  });

  it("takes the token out of the address, keeps it in this tab alone, and forgets it", async () => {
    const page = await browser.visit({ role: "cfo", page: "freshness" });
    expect(page.url()).toBe(`${sample.address}/console/freshness`);
    expect(await page.evaluate("JSON.stringify({ ...localStorage })")).not.toContain("eyJ");
    expect(await page.locator(".holder").textContent()).toContain("CFO");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForSelector(".sign-in");
    expect(await page.evaluate("JSON.stringify({ ...sessionStorage })")).not.toContain("eyJ");
    await page.waitForSelector(".development");
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Role").selectOption("auditor");
    await page.getByRole("button", { name: "Sign in as this role" }).click();
    await page.waitForSelector(".holder[data-role=auditor]");
    await page.getByRole("button", { name: "中文" }).click();
    await page.locator("h1", { hasText: zh.freshness }).waitFor();
    await page.reload();
    await page.locator("h1", { hasText: zh.freshness }).waitFor();
    await leave(page);
  });

  it("tried no other host and met no error", () => {
    expect(browser.foreign).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });

  it("asks for another token when the server takes this one no longer", async () => {
    const page = await (await browser.context()).newPage();
    await page.goto(`${sample.address}/console/overview#token=not-a-token`);
    await page.locator("[role=alert]", { hasText: "no longer" }).waitFor();
    expect(page.url()).not.toContain("token");
    await leave(page);
  });
});
