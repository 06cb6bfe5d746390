import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../bench/faults/part-process";
import { migrateAll } from "../build";
import { describeOnServer } from "../databases";
import { cloneTo, ROOT } from "./clone";
import { follow, readPage, type Step, stepsOf } from "./followed-page";

const fences = (page: string): readonly string[] => page.match(/```\w*\n[\s\S]*?```/g) ?? [];

describe("the Chinese pages", () => {
  it.each([
    ["README.zh.md", "README.md"],
    ["docs/zh/tutorial.md", "docs/tutorial.md"],
  ])("%s has the commands, files and answers of %s, in their order", (chinese, english) => {
    expect(fences(readPage(ROOT, chinese))).toEqual(fences(readPage(ROOT, english)));
    expect(fences(readPage(ROOT, english)).length).toBeGreaterThan(3);
  });

  it("name the same files as the English tutorial does", () => {
    const steps = (path: string): readonly Step[] => stepsOf(readPage(ROOT, path));
    expect(steps("docs/zh/tutorial.md")).toEqual(steps("docs/tutorial.md"));
  });
});

/** What is printed is what the page prints below the command: the same JSON, or its lines in their order. */
function expectPrinted(printed: string, { language, text }: { language: string; text: string }): void {
  if (language === "json") {
    expect(JSON.parse(printed)).toEqual(JSON.parse(text));
    return;
  }
  let at = 0;
  for (const line of text.trimEnd().split("\n")) {
    const found = printed.indexOf(line, at);
    expect({ line, printed: found >= 0 ? "" : printed }).toEqual({ line, printed: "" });
    at = found + line.length;
  }
}

async function followed(steps: readonly Step[], folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const printed = await follow(steps, { folder, env });
  const commands = steps.filter((step) => step.kind === "commands");
  expect(printed).toHaveLength(commands.length);
  for (const [at, { expected }] of commands.entries()) if (expected) expectPrinted(printed[at] ?? "", expected);
}

describe("the tutorial", () => {
  const folder = mkdtempSync(join(tmpdir(), "concord-tutorial-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  // Nothing of this run's own: the reader has neither a database nor settings.
  const { DATABASE_URL: _database, ...env } = process.env;

  it("runs word for word, but for the port, in an empty folder beside a clone", async () => {
    cloneTo(join(folder, "concord"));
    const [port = 0] = await freePorts(1);
    const page = readPage(ROOT, "docs/tutorial.md");
    expect(page).toContain("PORT=4000");
    await followed(stepsOf(page.replace("PORT=4000", `PORT=${port}`)), folder, { ...env, NODE_ENV: "development" });
  });

  it("leaves what the runbook of an incident looks at", async () => {
    const steps = stepsOf(readPage(ROOT, "docs/runbooks/incident.md"));
    expect(steps.length).toBeGreaterThan(0);
    const data = join(folder, "corner-shop", ".data");
    await followed(steps, join(folder, "concord"), { ...env, NODE_ENV: "development", DATA_DIR: data });
  });
});

describeOnServer("a page that is followed word for word", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let folder: string;
  beforeAll(async () => {
    opened = await engine.open();
    await migrateAll(opened.database);
    folder = mkdtempSync(join(tmpdir(), "concord-followed-"));
    cloneTo(join(folder, "concord"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await opened.close();
  });
  const env = (): NodeJS.ProcessEnv => ({ ...process.env, NODE_ENV: "development", DATABASE_URL: opened.url ?? "" });

  it.each(["install", "tls", "roles", "backup", "upgrade"])("runs the commands of the runbook %s", async (name) => {
    const steps = stepsOf(readPage(ROOT, `docs/runbooks/${name}.md`));
    expect(steps.length).toBeGreaterThan(0);
    await followed(steps, join(folder, "concord"), { ...env(), DATA_DIR: join(folder, "data") });
  });
});
