import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ConsoleBrowser, hasBrowser } from "./browser";
import { type OpenConsole, openConsole, SETUP_MS } from "./open-console";
import { PICTURES, take } from "./pictures";

/** Where the pictures go; absent: none are taken. */
const FOLDER = process.env["CONSOLE_SCREENSHOTS"];
const ROOT = join(__dirname, "..", "..");
const MOST_BYTES = 150_000;

(FOLDER && hasBrowser ? describe : describe.skip)("pictures of the console", () => {
  let opened: OpenConsole | undefined;
  let browser: ConsoleBrowser;

  beforeAll(async () => {
    opened = await openConsole();
    browser = opened.browser;
  }, SETUP_MS);
  afterAll(() => opened?.close());

  it.each(PICTURES)("are taken: $name", async (picture) => {
    const page = await browser.visit(picture);
    await take(picture, page, join(ROOT, FOLDER ?? "", `console-${picture.name}.png`));
    await page.context().close();
  });
});

describe("the console's documentation", () => {
  const text = readFileSync(join(ROOT, "docs", "console.md"), "utf8");

  it.each(PICTURES)("shows a small picture: $name", ({ name }) => {
    const place = `images/console-${name}.png`;
    expect(text).toContain(`](${place})`);
    expect(existsSync(join(ROOT, "docs", place))).toBe(true);
    expect(readFileSync(join(ROOT, "docs", place)).length).toBeLessThan(MOST_BYTES);
  });
});
