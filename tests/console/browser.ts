import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Role } from "../../schema/roles";
import type { SampleServer } from "../sample-server";

const CHROMIUM = "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser)
  process.stderr.write(`Skipped: the console in a browser, as there is no ${CHROMIUM} (apt-get install chromium).\n`);

export type Language = "en" | "zh";

/** What `npm start` does before it starts. */
export function buildConsole(): void {
  const code = "import('./cli/console.mjs').then(({ ensureConsole }) => ensureConsole())";
  execFileSync(process.execPath, ["-e", code], { cwd: join(__dirname, "..", ".."), stdio: "ignore" });
}

export interface Visit {
  readonly role: Role;
  readonly page: string;
  readonly language?: Language;
}

/** A browser that reaches the server alone, and notes what a page tries beside that. */
export class ConsoleBrowser {
  readonly foreign: string[] = [];
  readonly complaints: string[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly sample: SampleServer,
  ) {}

  static async launch(sample: SampleServer): Promise<ConsoleBrowser> {
    return new ConsoleBrowser(await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS }), sample);
  }

  async context(language: Language = "en"): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 } });
    const kept = "concord-console-language";
    await context.addInitScript(`localStorage["${kept}"] ??= ${JSON.stringify(language)}`);
    await context.route("**/*", (route) => {
      const url = route.request().url();
      if (url.startsWith(this.sample.address)) return route.continue();
      this.foreign.push(url);
      return route.abort();
    });
    return context;
  }

  /** Opens a page with a token in its address, and waits until it has loaded what it shows. */
  async visit({ role, page: name, language = "en" }: Visit): Promise<Page> {
    const page = await (await this.context(language)).newPage();
    // A browser calls an answer of 403 an error; to those who are denied something it is the answer.
    const isComplaint = (text: string): boolean => !text.includes("status of 403");
    page.on("console", (message) => {
      if (message.type() === "error" && isComplaint(message.text())) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
    await page.goto(`${this.sample.address}/console/${name}#token=${await this.sample.token(role)}`);
    await page.waitForSelector("h1");
    await settled(page);
    return page;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** Until nothing on the page is being loaded. */
export async function settled(page: Page): Promise<void> {
  const isSettled =
    "document.querySelectorAll('.loading, .bone, [aria-busy=true]').length === 0 && document.querySelector('h1') !== null";
  // Looked at through the debugger again and again: the page's policy lets nothing on it watch for this.
  while (!(await page.evaluate(isSettled))) await page.waitForTimeout(50);
}

/** What axe finds wrong, by rule and place. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Run through the debugger, since the page's policy takes no script from elsewhere.
  await page.evaluate(AXE);
  const found = await page.evaluate<readonly { id: string; nodes: readonly { html: string }[] }[]>(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
